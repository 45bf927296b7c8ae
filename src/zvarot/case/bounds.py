"""The campaign's folder is a bound: what a file names beside itself may not lead out of it."""

from pathlib import Path


def leads_out(path: Path, folder: Path) -> bool:
    """Tell whether a path leads out of a folder: by its parts, from the root, or through a link."""
    return "\0" in str(path) or not path.resolve().is_relative_to(folder.resolve())
