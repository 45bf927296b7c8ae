"""The directory of offices that ships with zvarot: any letter can be addressed to one of them by its id."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from zvarot.case.parties import Recipient
from zvarot.case.yamlfile import YamlFile, read_yaml

DIRECTORY = Path(__file__).with_name("offices.yaml")


@cache
def directory_file() -> YamlFile:
    """Return the directory as it stands in its file, so that a finding can point into it."""
    return read_yaml(DIRECTORY)


@cache
def offices() -> Mapping[str, Recipient]:
    """Return the offices of the directory by id."""
    data = directory_file().data
    found = TypeAdapter(tuple[Recipient, ...]).validate_python(
        data["offices"], context={"language": data["language"]}
    )
    return {office.id: office for office in found}
