"""Copy shipped templates into a campaign, where they can be changed and replace the shipped ones."""

from pathlib import Path

from zvarot.case.bounds import leads_out
from zvarot.case.parties import Kind
from zvarot.findings import WrongUse, did_you_mean
from zvarot.press import shelf
from zvarot.writing.folders import TemplateFolders
from zvarot.writing.labels import untranslated
from zvarot.writing.locales import locale_of

_HEAD = """\
{{#
YOUR OWN COPY of {name}. It is used instead of the one that comes with zvarot.

Change the words between the marks; leave {{{{ … }}}} and {{% … %}} as they are. To keep a part as it is
shipped, also when zvarot changes it, delete its block here and let the file begin with
{{% extends "!{name}" %}}.
`zvarot templates show` lists what can stand in {{{{ … }}}}, and `zvarot templates check` says whether all
of it can be filled.
#}}
"""
_KIND = """\
{{% extends "forms/{form}/{language}/letter.html.j2" %}}
{{#
YOUR OWN WORDS for {kind}: zvarot has none in this form, so it writes with letter.html.j2.
Write here the blocks that are to be different, as in {{% block ask %}}<p>…</p>{{% endblock %}}. The file
letter.html.j2 names the blocks there are.
#}}
"""


def copy_templates(wanted: str, own: Path) -> tuple[Path, ...]:
    """Copy what was asked for and return the copies; raise WrongUse where that cannot be done.

    `wanted` is `appeal`, `appeal/de`, `appeal/de/embassy`, or the name of any shipped template.
    """
    copies = _copies(wanted, TemplateFolders(), TemplateFolders(own))
    for name in copies:
        if leads_out(own / name, own.parent):
            raise WrongUse(f"{own / name} leads out of the campaign", "Put a folder in place of the link.")
        if (own / name).exists():
            raise WrongUse(f"{own / name} is there already", "Change it there, or delete it first.")
    for name, text in copies.items():
        shelf.put(own / name, text.encode())
    return tuple(own / name for name in copies)


def _copies(wanted: str, shipped: TemplateFolders, both: TemplateFolders) -> dict[str, str]:
    """Return name and text of each copy."""
    if shipped.is_shipped(wanted):
        return {wanted: _commented(wanted, shipped.read(wanted))}
    form, language, kind = (*wanted.strip("/").split("/"), "", "")[:3]
    languages = shipped.forms().get(form, {})
    if not languages or wanted.count("/") > 2:
        known = [*shipped.forms(), *shipped.list_templates()]
        help = did_you_mean(wanted, known) or f"Forms: {', '.join(shipped.forms())}."
        raise WrongUse(f'there is no template "{wanted}" to copy', help)
    if kind:
        return _one_kind(form, language, kind, both)
    if language and language not in languages:
        return _new_language(form, language, shipped, both)
    return {
        name: _commented(name, shipped.read(name))
        for name in shipped.list_templates()
        if name.startswith(f"forms/{wanted.strip('/')}/")
    }


def _one_kind(form: str, language: str, kind: str, both: TemplateFolders) -> dict[str, str]:
    """Return the text for one kind of recipient, or an empty one where the form has none."""
    name = f"forms/{form}/{language}/{kind}.html.j2"
    if both.is_shipped(name):
        return {name: _commented(name, both.read(f"!{name}"))}
    if not both.find(f"forms/{form}/{language}/letter.html.j2"):
        raise WrongUse(
            f'the form "{form}" is not there in the language "{language}"',
            f"Begin with: zvarot templates copy {form}/{language}",
        )
    if kind not in list(Kind):
        help = did_you_mean(kind, list(Kind)) or f"There are: {', '.join(Kind)}."
        raise WrongUse(f'there is no kind of recipient "{kind}"', help)
    return {name: _KIND.format(form=form, language=language, kind=kind)}


def _new_language(
    form: str, language: str, shipped: TemplateFolders, both: TemplateFolders
) -> dict[str, str]:
    """Return the English texts of a form, and the labels, as the beginning of another language."""
    locale_of(language)
    copies = {}
    for name in shipped.list_templates():
        if name.startswith(f"forms/{form}/en/"):
            path = name.replace("/en/", f"/{language}/")
            copies[path] = shipped.read(name).replace(f"{form}/en/", f"{form}/{language}/")
    labels = f"labels/{language}.po"
    if not both.find(labels):
        copies[labels] = untranslated(shipped.read("labels/en.po"), language)
    return copies


def _commented(name: str, text: str) -> str:
    """Return a template with a word on what it is now; styles and labels stay as they are.

    The word stands behind `extends`, which has to come first, and in front of everything else.
    """
    if not name.endswith(".html.j2"):
        return text
    first, _, rest = text.partition("\n")
    if not first.startswith("{% extends"):
        first, rest = "", text
    return f"{first}\n{_HEAD.format(name=name)}{rest}".lstrip("\n")
