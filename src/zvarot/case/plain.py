"""A campaign's records as plain data, as they would stand in its files, and back."""

from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

from zvarot.case.campaign import LetterPlan
from zvarot.case.casefile import Case
from zvarot.case.reading import Dossier
from zvarot.case.yamlfile import YamlFile

Data = dict[str, Any]


def as_data(record: Any) -> Data:
    """Return a record as dicts, lists and strings, with every key that it may have."""
    data: Data = to_jsonable_python(record, by_alias=True)
    return data


def told_otherwise(dossier: Dossier, case: Data, plan: Data) -> Dossier:
    """Return a campaign with another case, for one letter alone.

    As it stands in no file, everything in it is said to stand in the first line.
    """
    told: Case = TypeAdapter(Case).validate_python(case)
    letter: LetterPlan = TypeAdapter(LetterPlan).validate_python(plan)
    lists = {name: tuple(range(len(items))) for name, items in case.items() if isinstance(items, list)}
    return replace(
        dossier,
        case=told,
        campaign=replace(dossier.campaign, letters=(letter,)),
        files={**dossier.files, "case": YamlFile(dossier.files["case"].name, data=case)},
        kept={**dossier.kept, "case": lists},
        memory={},
    )
