"""The proof sheet on the press: look at all letters of a plan, and print what somebody is to sign.

It names whom the letters name and nobody else, is marked as internal on every page, and never lies where
letters lie.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from zvarot.case.campaign import Edition
from zvarot.case.review import answered
from zvarot.case.rules import LIKELY_NAME
from zvarot.case.views import names_around, seen_by, withheld_from
from zvarot.case.watching import Watch, watch
from zvarot.findings import Finding, Refused, Severity, WrongUse, ZvarotError, findings_of
from zvarot.press import shelf
from zvarot.press.inspection import inspect_html, inspect_name, inspect_pdf
from zvarot.press.printing import Format
from zvarot.press.production import Workshop
from zvarot.writing import fonts
from zvarot.writing.proving import Text, Texts
from zvarot.writing.sheet import Answer, Findings, Remark, Sheet, Veil, make_sheet

_HIDDEN = "(an id that would tell a name)"


@dataclass(frozen=True)
class Proof:
    """A finished proof sheet."""

    paths: tuple[Path, ...]
    recipients: int
    """How many letters can be made."""
    texts: int
    """How many different texts these have."""
    stopped: int
    """How many letters cannot be made."""


def prove(workshop: Workshop, editions: Sequence[Edition], output: Path) -> Proof:
    """Put the proof sheet of one plan's letters into a folder, as PDF and HTML.

    Raise WrongUse where letters lie in that folder, Refused where the sheet names somebody withheld.
    """
    _refuse_folder_of_letters(workshop, output)
    gathering = _Gathering(workshop)
    for made in editions:
        gathering.take(made)
    texts = gathering.texts()
    readers = min((text.edition for text in texts), key=_width, default=editions[0])
    guard = _watch(workshop, readers, editions)
    sheet = make_sheet(
        workshop.dossier,
        seen_by(workshop.dossier, readers.audience),
        readers,
        texts,
        gathering.found(_Veil(guard)),
        workshop.press.templates,
        _Veil(guard),
    )
    name = f"internal-proof-{readers.plan.id}"
    files = _printed(workshop, sheet, name, guard)
    shelf.sweep(output)
    for format, content in files.items():
        shelf.put(output / f"{name}.{format}", content)
    letters = sum(len(text.rows) for text in texts)
    paths = tuple(output / f"{name}.{format}" for format in files)
    return Proof(paths, letters, len(texts), len(editions) - letters)


def _width(made: Edition) -> int:
    return made.audience.width


def _refuse_folder_of_letters(workshop: Workshop, output: Path) -> None:
    """Raise WrongUse where a sheet could be sent along with letters: in a letter's folder or beside it."""
    letters = {plan.id for plan in workshop.dossier.campaign.letters}
    if output.resolve().name in letters or any((output / letter).is_dir() for letter in letters):
        raise WrongUse(
            f"{output} is a folder of letters, and the proof sheet is internal",
            "Choose another folder with --output.",
        )


def _watch(workshop: Workshop, readers: Edition, editions: Sequence[Edition]) -> Watch:
    """Return whom the sheet must not name: those whom not even the closest of its letters' readers know."""
    dossier = workshop.dossier
    holders = [one.recipient.holder for one in editions if one.recipient.holder]
    known = [*names_around(dossier, readers), *holders]
    return watch(withheld_from(dossier, readers), known)


class _Veil:
    """Shows words that tell no withheld name as they are, and nothing of others."""

    def __init__(self, guard: Watch) -> None:
        self._guard = guard

    def __call__(self, words: str) -> str:
        """Return the words, or what stands for them; an id may tell a name."""
        tells = self._guard.found(f"{words} \N{PILCROW SIGN} {words.replace('-', ' ').title()}")
        return _HIDDEN if tells else words


class _Gathering:
    """All letters of a plan, as far as they can be made, and what was found about them."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._texts = Texts(workshop.press.templates)
        self._stopped: dict[str, tuple[Finding, ...]] = {}
        """What stopped a letter, by its recipient."""
        self._warned: dict[Finding, dict[str, None]] = {}
        self._answered: Counter[str] = Counter()
        """How many letters each waiver lets through."""

    def take(self, made: Edition) -> None:
        """Look at one letter as production does, and write it."""
        recipient = made.recipient.id
        try:
            findings = self._workshop.review(made)
            self._texts.add(made, self._workshop.job(made, ()).disclosure)
        except ZvarotError as error:
            errors = (found for found in findings_of(error) if found.severity is Severity.ERROR)
            self._stopped[recipient] = tuple(errors)
            return
        for found in findings:
            self._warned.setdefault(found, {})[recipient] = None
        self._answered.update(repr(waiver) for waiver in answered(self._workshop.dossier, made))

    def texts(self) -> tuple[Text, ...]:
        """Return the texts, without those that do not pass the last look at a finished letter."""
        return self._texts.sorted(self._passes)

    def _passes(self, text: Text) -> bool:
        job = self._workshop.job(text.edition, (Format.HTML,))
        try:
            self._workshop.press.print(job)
        except ZvarotError as error:
            self._stopped.update((row.id, findings_of(error)) for row in text.rows)
            return False
        return True

    def found(self, veil: Veil) -> Findings:
        """Return what stands in the way of letters, what is to be minded, and who answers for what."""
        stopped: dict[tuple[Finding, ...], list[str]] = {}
        for recipient, findings in self._stopped.items():
            stopped.setdefault(findings, []).append(recipient)
        return Findings(
            tuple(_remark(findings, ids, veil) for findings, ids in stopped.items()),
            tuple(self._warnings(veil)),
            tuple(self._answers(veil)),
        )

    def _warnings(self, veil: Veil) -> Iterator[Remark]:
        rules: dict[str, list[Finding]] = {}
        for found in self._warned:
            if not self._warned[found].keys() <= self._stopped.keys():
                rules.setdefault(found.rule, []).append(found)
        for findings in rules.values():
            ids = dict.fromkeys(id for found in findings for id in self._warned[found])
            yield _remark(findings, [id for id in ids if id not in self._stopped], veil)

    def _answers(self, veil: Veil) -> Iterator[Answer]:
        """Yield the waivers without which some letter could not leave, or not leave without a warning."""
        for waiver in self._workshop.dossier.campaign.waivers:
            number = self._answered[repr(waiver)]
            if number or waiver.rule == LIKELY_NAME.id:
                until = str(waiver.until)
                yield Answer(waiver.rule, veil(waiver.on), waiver.by, waiver.why, until, number)


def _remark(findings: Sequence[Finding], recipients: Iterable[str], veil: Veil) -> Remark:
    words = dict.fromkeys(f"{_place(found)}{veil(found.message)}" for found in findings)
    help = dict.fromkeys(found.help for found in findings if found.help)
    rules = dict.fromkeys(found.rule or "error" for found in findings)
    return Remark(", ".join(rules), tuple(words), tuple(help), tuple(recipients))


def _place(found: Finding) -> str:
    """Name file and line, without the folder and without what stands in the line."""
    return f"{Path(found.place.file).name}:{found.place.line}: " if found.place else ""


# Printing ---------------------------------------------------------------------------------------


def _printed(workshop: Workshop, sheet: Sheet, name: str, guard: Watch) -> dict[Format, bytes]:
    """Return the sheet in both formats; raise Refused where one of them names somebody withheld."""
    if missing := fonts.missing_characters(sheet.page.markup, sheet.page.faces):
        signs = ", ".join(f"U+{ord(sign):04X}" for sign in missing)
        raise ZvarotError(
            f"the fonts have no sign for {signs}",
            "It stands in what the sheet tells of letters: a waiver, a source, a name of an office.",
        )
    pdf = workshop.press.typesetter.typeset(sheet.page)
    found = (
        *inspect_name(name, guard),
        *inspect_pdf(pdf, guard),
        *inspect_html(sheet.without_pictures.encode(), guard),
    )
    if found:
        raise Refused("the finished proof sheet is held back", findings=tuple(dict.fromkeys(found)))
    return {Format.PDF: pdf, Format.HTML: sheet.page.html.encode()}
