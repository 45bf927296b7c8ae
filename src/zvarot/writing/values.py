"""What a template may print: every name, its kind and its meaning. `zvarot templates show` lists them.

The values are plain: text, lists, dicts, true or false, and `Said`, which is text that brings its source
notes along when it is printed. Every list holds only what the reader of the letter may learn on its date.
"""

from collections.abc import Callable, Iterable, Iterator
from types import UnionType
from typing import Annotated, Any, TypedDict, get_args, get_origin, get_type_hints, is_typeddict

from markupsafe import Markup

from zvarot.writing.notes import Said


class LetterValues(TypedDict):
    """What the plan says of the letter itself."""

    subject: Annotated[str, "The subject line."]
    opening: Annotated[Said, "The first sentence."]
    hook: Annotated[Said | str, "Why now; may be empty."]
    steps: Annotated[Said | str, "What has been done about the case so far; may be empty."]
    contact: Annotated[str, "Whom to ask, and how; may be empty."]
    deadline: Annotated[str, "The last day to act, in words; may be empty."]
    date: Annotated[str, "The letter's date in words."]


class RecipientValues(TypedDict):
    """The office that is written to."""

    id: Annotated[str, "Its id in recipients.yaml, for words that only one office reads."]
    kind: Annotated[str, "What the office is: `embassy`, `ngo` …"]
    office: Annotated[str, "The functional title."]
    body: Annotated[str, "The institution; may be empty."]
    mandate: Annotated[str, "What the office is there for; may be empty."]
    holder: Annotated[str, "Who is in office; may be empty."]
    address: Annotated[list[str], "The lines of the postal address."]
    email: Annotated[str, "The e-mail address; may be empty. Only action sheets print it."]
    language: Annotated[str, "The name of the language that the office prefers."]
    country: Annotated[str, "The country that the office stands for; may be empty."]
    concerned: Annotated[bool, "Whether it is an office of the country that the case is about."]
    salutation: Annotated[str, "The opening, with its comma."]
    closing: Annotated[str, "The closing formula; may be empty."]
    excludes: Annotated[str, "Of a donor: whom or what its rules exclude; may be empty."]


class SenderValues(TypedDict):
    """Who writes."""

    name: Annotated[str, "Who writes."]
    reachable: Annotated[bool, "Whether the letterhead says where an answer can be sent."]


class SignatoryValues(TypedDict):
    """One signatory."""

    name: Annotated[str, "Who signs."]
    capacity: Annotated[str, "In what capacity; may be empty."]
    country: Annotated[str, "Where the signatory is based; may be empty."]


class IncidentValues(TypedDict):
    """Something that happened."""

    title: Annotated[str, "What the incident is called."]
    place: Annotated[str, "Where it was; may be empty."]
    attributed_to: Annotated[str, "Who is alleged to have done it; may be empty."]
    date: Annotated[str, "Its first day in words."]
    account: Annotated[Said, "What happened, ending with the sources that it has not named by then."]


class FigureValues(TypedDict):
    """Something that is counted."""

    sentence: Annotated[Said, "The figure's own sentence, with day and counter where they must be said."]
    number: Annotated[str, "The number with its qualifier: `more than 1,500`."]
    label: Annotated[str, "What is counted, for a table."]
    as_of: Annotated[str, "The day of the reading, in words."]
    counter: Annotated[str, "Who counts; may be empty."]
    caveat: Annotated[str, "What a reader must know of how it was counted; may be empty."]
    mark: Annotated[Said, "The raised numbers of its sources, for a table."]


class PersonValues(TypedDict):
    """A person whom the reader may know by name."""

    name: Annotated[str, "The name, in the script and spelling of the letter's language."]
    official: Annotated[str, "The name as the country's own offices write it, where the reader must find it."]
    asked: Annotated[bool, "Whether the person or the family agreed to be named, and not only others did."]
    may_be_named_to_the_government: Annotated[bool, "Whether the name may reach the authorities."]
    may_be_named_in_public: Annotated[bool, "Whether the name may be published."]
    role: Annotated[str, "What the person is known for; may be empty."]
    held: Annotated[bool, "Whether the person is held on the letter's date."]
    freed: Annotated[bool, "Whether the person has left detention."]
    status: Annotated[
        Said | str, "What is known, with its day where it is old or tells of a release; may be empty."
    ]


class DemandValues(TypedDict):
    """The demands by whom they are made of; in a private letter, those that its reader can act on."""

    authorities: Annotated[list[Said], "What is asked of the authorities."]
    international_community: Annotated[list[Said], "What is asked of the international community."]
    organisations: Annotated[list[Said], "What is asked of organisations."]
    colleagues: Annotated[list[Said], "What is asked of colleagues."]


class Values(TypedDict):
    """Everything that a form may print."""

    letter: LetterValues
    country: Annotated[str, "The name of the country that the case is about: `Belarus`."]
    of_country: Annotated[str, "The same as an owner: `of Belarus`."]
    in_country: Annotated[str, "The same as a place: `in Belarus`."]
    recipient: RecipientValues
    sender: SenderValues
    signatories: list[SignatoryValues]
    incidents: list[IncidentValues]
    background: Annotated[list[IncidentValues], "What came before; each as in `incidents`."]
    figures: list[FigureValues]
    people: list[PersonValues]
    named: Annotated[
        list[PersonValues], "Everybody whom the letter may name: in `people`, a text or a demand."
    ]
    held: Annotated[list[PersonValues], "Those of `people` who are held on the letter's date."]
    freed: Annotated[list[PersonValues], "Those of `people` who have left detention."]
    ongoing: Annotated[bool, "Whether the violation goes on: somebody is held or missing on the date."]
    demands: DemandValues
    figure: Annotated[
        Callable[[str], Said | str],
        "`figure('ID')`: number and unit of one figure; empty where it may not be quoted.",
    ]
    listed_html: Annotated[
        Callable[[Iterable[Said]], Markup], "`listed_html(LIST)`: demands as one phrase, A, B and C."
    ]


def described() -> tuple[tuple[str, str, str], ...]:
    """Return name, kind and meaning of every value: `people[].name`, `text`, `The name.`"""
    return tuple(_described(Values, ""))


def _described(group: type[Any], before: str) -> Iterator[tuple[str, str, str]]:
    for name, hint in get_type_hints(group, include_extras=True).items():
        if get_origin(hint) is Annotated:
            kind, meaning = get_args(hint)
            yield f"{before}{name}", _kind(kind), meaning
        elif is_typeddict(hint):
            yield from _described(hint, f"{before}{name}.")
        else:
            (item,) = get_args(hint)
            yield from _described(item, f"{before}{name}[].")


def _kind(hint: Any) -> str:
    """Say what kind of value a type stands for."""
    if isinstance(hint, UnionType) or hint is Said:
        return "text with notes"
    if get_origin(hint) is list:
        (item,) = get_args(hint)
        return {Said: "list of texts with notes", str: "list of texts"}.get(item, "list")
    return {str: "text", bool: "true or false"}.get(hint, "function")
