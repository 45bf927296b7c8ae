"""Ways by which a page could load something, read a file, or take one along.

`{url}` becomes an address of a server that counts its visitors, and then one of a file that nobody may
read; `{name}` is a file name relative to the page, and `{port}` where the server listens.
"""

from dataclasses import dataclass
from urllib.parse import quote

BODY, HEAD, CSS = "body", "head", "css"


@dataclass(frozen=True)
class Fetch:
    """One way, in the text, the head or the styles of a page."""

    id: str
    where: str
    code: str


_SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9"'


def _svg(id: str, inside: str) -> Fetch:
    """Return a drawing within the page."""
    return Fetch(f"svg-{id}", BODY, f"<svg {_SVG}>{inside}</svg>")


def _packed(id: str, inside: str, before: str = "") -> Fetch:
    """Return a drawing within a data: address; WeasyPrint reads it as XML."""
    drawing = quote(f"{before}<svg {_SVG}>{inside}</svg>", safe="{}")
    return Fetch(f"packed-{id}", BODY, f'<img alt="" src="data:image/svg+xml,{drawing}">')


def _rule(id: str, rule: str) -> Fetch:
    """Return a rule for every paragraph."""
    return Fetch(f"css-{id}", CSS, f"p {{{{ {rule} }}}}")


_NESTED = quote(f"<svg {_SVG}><image href='{{url}}' width='9' height='9'/></svg>", safe="{}")
_PAGE = quote("<img src='{url}'>", safe="{}")

FETCHES = (
    # Elements.
    Fetch("img", BODY, '<img alt="" src="{url}">'),
    Fetch("img-set", BODY, '<img alt="" srcset="{url} 2x, {url} 1x">'),
    Fetch("img-old", BODY, '<img alt="" lowsrc="{url}" dynsrc="{url}" longdesc="{url}">'),
    Fetch("img-unclosed", BODY, '<img alt="" src="{url}" <p>'),
    Fetch("picture", BODY, '<picture><source srcset="{url}"><img alt=""></picture>'),
    Fetch("object", BODY, '<object data="{url}">x</object>'),
    Fetch("object-packed", BODY, f'<object data="data:text/html,{_PAGE}">x</object>'),
    Fetch("embed", BODY, '<embed src="{url}">'),
    Fetch("iframe", BODY, '<iframe src="{url}"></iframe>'),
    Fetch("iframe-packed", BODY, f'<iframe src="data:text/html,{_PAGE}"></iframe>'),
    Fetch("iframe-inside", BODY, '<iframe srcdoc="&lt;img src={url}&gt;"></iframe>'),
    Fetch("video", BODY, '<video poster="{url}"><source src="{url}"><track src="{url}"></video>'),
    Fetch("input", BODY, '<input type="image" alt="" src="{url}">'),
    Fetch("table", BODY, '<table background="{url}"><tr><td>x</td></tr></table>'),
    Fetch("quotation", BODY, '<blockquote cite="{url}">x</blockquote>'),
    Fetch("ping", BODY, '<a href="https://example.org/" ping="{url}">x</a>'),
    Fetch("attachment", BODY, '<a rel="attachment" href="{url}">x</a>'),
    Fetch("math", BODY, '<math href="{url}"><mi>x</mi></math>'),
    Fetch("shadow", BODY, '<p><template shadowrootmode="open"><img alt="" src="{url}"></template></p>'),
    Fetch("noscript", BODY, '<noscript><p title="</noscript><img src={url}>">x</p></noscript>'),
    Fetch("comment", BODY, '<!--><img alt="" src="{url}">-->'),
    Fetch("comment-ended", BODY, '<!-- --!><img alt="" src="{url}"> -->'),
    Fetch("marked-section", BODY, '<![CDATA[ > <img alt="" src="{url}"> ]]>'),
    Fetch("style-in-svg", BODY, "<svg><style><img src={url}></style></svg>"),
    Fetch(
        "include", BODY, '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{url}" parse="text"/>'
    ),
    Fetch(
        "speculation", BODY, '<script type="speculationrules">{{"prefetch":[{{"urls":["{url}"]}}]}}</script>'
    ),
    # In the head.
    *(
        Fetch(f"link-{rel.replace(' ', '-')}", HEAD, f'<link rel="{rel}" href="{{url}}">')
        for rel in ("stylesheet", "alternate stylesheet", "icon", "attachment", "preload", "manifest")
    ),
    Fetch("base", HEAD, '<base href="{url}/"><link rel="stylesheet" href="x">'),
    Fetch("refresh", HEAD, '<meta http-equiv="refresh" content="0;url={url}">'),
    Fetch("link-header", HEAD, '<meta http-equiv="link" content="<{url}>; rel=stylesheet">'),
    Fetch("instruction", HEAD, '<?xml-stylesheet href="{url}"?>'),
    Fetch("style-import", HEAD, '<style>@import "{url}";</style>'),
    Fetch("style-background", HEAD, "<style>p {{ background: url({url}) }}</style>"),
    # Rules of style.
    Fetch("css-import", CSS, "@import url({url});"),
    Fetch("css-import-text", CSS, "@import '{url}';"),
    Fetch("css-import-shouted", CSS, "@IMPORT/**/'{url}' screen, print;"),
    Fetch("css-import-escaped", CSS, r"@\69mport '{url}';"),
    Fetch("css-font", CSS, "@font-face {{ font-family: A; src: url({url}) }} p {{ font-family: A }}"),
    Fetch("css-font-local", CSS, "@font-face {{ font-family: A; src: local('{name}'), url({url}) }}"),
    Fetch("css-page", CSS, "@page {{ background: url({url}); @top-left {{ content: url({url}) }} }}"),
    Fetch("css-colours", CSS, "@color-profile --a {{ src: url({url}) }}"),
    Fetch("css-counter", CSS, "@counter-style a {{ system: cyclic; symbols: url({url}) }}"),
    _rule("background", "background: url({url})"),
    _rule("background-shouted", "background: URL( '{url}' )"),
    _rule("background-escaped", r"background: u\72l({url})"),
    _rule("background-all-escaped", r"background: \75\72\6c({url})"),
    _rule("background-commented", "background: u/**/rl({url})"),
    _rule("background-open-text", "content: 'x\n; background: url({url})"),
    _rule("background-set", "background-image: image-set('{url}' 1x)"),
    _rule("background-older-set", "background-image: -webkit-image-set(url('{url}') 1x)"),
    _rule("background-fade", "background-image: cross-fade(url('{url}'), url('{url}'))"),
    _rule("background-src", "background-image: src('{url}')"),
    _rule("background-variable", "--a: url({url}); background-image: var(--a)"),
    _rule("background-packed", f'background: url("data:image/svg+xml,{_NESTED}")'),
    _rule("list", "display: list-item; list-style: url({url})"),
    _rule("cursor", "cursor: url({url}), auto"),
    _rule("content", "content: url({url})"),
    _rule("border", "border: 9px solid; border-image: url({url}) 9"),
    _rule("mask", "mask: url({url}); -webkit-mask-image: url({url})"),
    _rule("filter", "filter: url({url}#a)"),
    _rule("clip", "clip-path: url({url}#a)"),
    _rule("shape", "float: left; shape-outside: url({url})"),
    _rule("counter-elsewhere", "content: target-counter(url({url}), page)"),
    _rule("text-elsewhere", "content: target-text(url({url}))"),
    Fetch("style-attribute", BODY, '<p style="background: url({url})">x</p>'),
    Fetch("style-attribute-escaped", BODY, r'<p style="background: u\72l({url})">x</p>'),
    Fetch("attribute", BODY, '<p title="{url}" style="content: attr(title url)">x</p>'),
    # Drawings, in the page and packed.
    _svg("image", '<image href="{url}" width="9" height="9"/>'),
    _svg("image-old", '<image xlink:href="{url}" width="9" height="9"/>'),
    _svg("use", '<use href="{url}#a"/>'),
    _svg(
        "filter",
        '<filter id="f"><feImage href="{url}"/></filter><rect filter="url(#f)" width="9" height="9"/>',
    ),
    _svg("fill", '<rect fill="url({url}#a)" width="9" height="9"/>'),
    _svg("gradient", '<linearGradient id="g" href="{url}#a"/><rect fill="url(#g)" width="9" height="9"/>'),
    _svg("style", "<style>@import '{url}';</style>"),
    _svg("foreign", '<foreignObject width="9" height="9"><img alt="" src="{url}"/></foreignObject>'),
    _svg("animated", '<image width="9" height="9"><set attributeName="href" to="{url}"/></image>'),
    _packed("image", '<image href="{url}" width="9" height="9"/>'),
    _packed("image-old", '<image xlink:href="{url}" width="9" height="9"/>'),
    _packed(
        "image-twice", f'<image href="data:image/svg+xml,{quote(_NESTED, safe="{}")}" width="9" height="9"/>'
    ),
    _packed("use", '<use href="{url}#a"/>'),
    _packed(
        "style", "<style>@import '{url}'; rect {{ fill: url({url}) }}</style><rect width='9' height='9'/>"
    ),
    _packed("sheet", "<rect width='9' height='9'/>", '<?xml-stylesheet href="{url}" type="text/css"?>'),
    _packed("entity", "<text>&a;</text>", '<!DOCTYPE svg [<!ENTITY a SYSTEM "{url}">]>'),
    _packed("entity-outside", "<text>x</text>", '<!DOCTYPE svg SYSTEM "{url}">'),
    _packed("entity-parameter", "<text>x</text>", '<!DOCTYPE svg [<!ENTITY % a SYSTEM "{url}"> %a;]>'),
    _packed("include", '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{url}" parse="text"/>'),
    # Addresses that are written in other ways.
    *(
        Fetch(f"address-{number}", BODY, f'<img alt="" src="{address}">')
        for number, address in enumerate(
            (
                "{name}",
                "../{name}",
                "../../../../../../../..{path}",
                "{path}",
                "//127.0.0.1:{port}/x",
                "FILE://{path}",
                "file:{path}",
                "file://localhost{path}",
                " \tfile://{path}",
                "&#102;ile://{path}",
                "ftp://127.0.0.1:{port}/x",
                "blob:http://127.0.0.1:{port}/x",
                "http:127.0.0.1:{port}/x",
                "h&#9;ttp://127.0.0.1:{port}/x",
                "jar:file://{path}!/x",
                "view-source:file://{path}",
                "data:text/html,<img src='{url}'>",
                "data:message/external-body,file://{path}",
            ),
            1,
        )
    ),
)
