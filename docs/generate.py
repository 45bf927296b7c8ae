"""Write docs/reference from the code, so that it says what the code does: `make docs`.

With `--picture` docs/images/letter.png is drawn as well. tests/docs/test_reference.py fails when a page is
not as `pages` returns it. Nothing here is shipped with the program.
"""

import json
import sys
from collections.abc import Sequence

from pages import asks, commands, fields, rules, templates
from pages.markdown import ROOT
from zvarot.case.reading import SCHEMAS, schema

REFERENCE = ROOT / "docs" / "reference"
PICTURE = ROOT / "docs" / "images" / "letter.png"


def pages() -> dict[str, str]:
    """Return every generated page by its file name."""
    texts = {f"{module.__name__.removeprefix('pages.')}.md": module.page() for module in _MODULES}
    schemas = {
        f"{name}.schema.json": json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"
        for name in SCHEMAS
    }
    return texts | schemas


_MODULES = (fields, rules, commands, templates, asks)


def main(words: Sequence[str]) -> None:
    """Write the pages, and the picture when it is asked for."""
    REFERENCE.mkdir(exist_ok=True)
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")
    if "--picture" in words:
        from pages.picture import draw

        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_bytes(draw())


if __name__ == "__main__":
    main(sys.argv[1:])
