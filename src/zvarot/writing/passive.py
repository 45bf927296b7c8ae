"""A letter only lies there: nothing in it runs, loads, sends, or leads anywhere but to the open web."""

import re
from html.parser import HTMLParser

from zvarot.findings import TemplateFault

_ACTIVE = frozenset(
    {"applet", "audio", "base", "button", "embed", "form", "frame", "iframe", "input", "link", "object"}
    | {"script", "template", "video"}
)
_LOADING = frozenset({"src", "srcset", "data", "poster", "background"})
_FETCHING = re.compile(
    r"@import|</|image-set\(|url\(\s*(?!['\"]?\s*data:)|\\(?=[0-9a-f]*[a-z(@])", re.IGNORECASE
)
"""What loads something in a stylesheet; a backslash could spell any of it otherwise."""
_OPEN_LINK = re.compile(r"#|https?://|mailto:[^?]+$", re.IGNORECASE)


def refuse_active(markup: str) -> None:
    """Raise TemplateFault where a page holds anything but words, data: pictures and open links."""
    parser = _Passive()
    parser.feed(markup)
    parser.close()


def refuse_fetching(css: str, name: str) -> None:
    """Raise TemplateFault where a stylesheet loads something or ends the element that it stands in."""
    if found := _FETCHING.search(css):
        raise TemplateFault(
            f"{name} holds `{found[0]}`, but a letter may load nothing",
            "Write pictures as data: addresses, and rules into the file itself.",
        )


class _Passive(HTMLParser):
    """Reads a page and stops at the first thing that is not passive."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element and its attributes."""
        if tag in _ACTIVE:
            self.refuse(f"<{tag}>")
        for name, value in attrs:
            self._look_at(tag, name, (value or "").strip())

    def _look_at(self, tag: str, name: str, value: str) -> None:
        loads = name in _LOADING and not value.startswith("data:")
        leads = name in ("href", "xlink:href") and (tag != "a" or not _OPEN_LINK.match(value))
        refreshes = tag == "meta" and name == "http-equiv" and value.lower() != "content-security-policy"
        fetches = name == "style" and _FETCHING.search(value)
        if name.startswith("on") or loads or leads or refreshes or fetches:
            self.refuse(f"<{tag} {name}=…>")

    def refuse(self, what: str) -> None:
        """Stop the letter."""
        raise TemplateFault(
            f"the page holds {what}, but nothing in a letter may run, load or lead off the open web",
            "Take it out of the template; pictures stand in it as data: addresses.",
        )
