"""Begin a campaign: copy the small one that is shipped, with the schemas that editors read."""

import json
from pathlib import Path

from zvarot.case.reading import SCHEMAS, schema
from zvarot.findings import WrongUse
from zvarot.press import shelf
from zvarot.writing.folders import shipped_templates


def start_campaign(folder: Path) -> tuple[Path, ...]:
    """Make a folder with the three files of a campaign; raise WrongUse when it holds something."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongUse(f"{folder} is there already and is not empty", "Name a folder that is not there yet.")
    files = {
        folder / f"{name}.yaml": (shipped_templates() / "new" / f"{name}.yaml").read_bytes()
        for name in SCHEMAS
    }
    for name in SCHEMAS:
        text = json.dumps(schema(name), ensure_ascii=False, indent=1)
        files[folder / "schemas" / f"{name}.schema.json"] = f"{text}\n".encode()
    for path, content in files.items():
        shelf.put(path, content)
    return tuple(files)
