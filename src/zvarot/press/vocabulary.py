"""What the shipped layouts and styles call things: `list-style`, `block`, `lang`.

Many surnames are such words. They are no names where markup stands, and everywhere else they are.
"""

import re
from functools import cache

from zvarot.writing.folders import shipped_templates

_WORD = re.compile(r"[^\W\d_]+")
_CLASSES = re.compile(r"class=\"([^\"]*)\"")


def foreign_words(markup: str) -> str:
    """Return the words of names in markup, or of a stylesheet, that are not the program's own."""
    return " ".join(word for word in dict.fromkeys(_WORD.findall(markup)) if word.lower() not in _own_words())


@cache
def _own_words() -> frozenset[str]:
    shipped = shipped_templates()
    files = [path for name in ("layout", "styles") for path in (shipped / name).rglob("*") if path.is_file()]
    texts = [path.read_text(encoding="utf-8") + path.stem for path in files]
    texts += [_classes(path.read_text(encoding="utf-8")) for path in (shipped / "forms").rglob("*.j2")]
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text))


def _classes(markup: str) -> str:
    return " ".join(_CLASSES.findall(markup))
