"""The look of a campaign with its files: what `look` in campaign.yaml asks for, opened and examined."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from zvarot.case.bounds import leads_out
from zvarot.case.look import MIN_CONTRAST, Look, Paper, contrast_on_white
from zvarot.case.rules import OVERSIZE_PAPER, PALE_COLOUR, UNUSABLE_FONT, UNUSABLE_PICTURE
from zvarot.findings import FaultyFiles, Finding, Place, ZvarotError, did_you_mean
from zvarot.writing import pictures, typefaces
from zvarot.writing.fonts import FAMILY, Face
from zvarot.writing.letter import Logo

if TYPE_CHECKING:
    from zvarot.case.campaign import Campaign

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")
FONTS = (".ttf", ".otf")

_Placing = Callable[..., Place]


@dataclass(frozen=True)
class Appearance:
    """A look whose files were read; empty where letters look as zvarot has them."""

    logo: Logo | None = None
    accent: str = ""
    """The colour, as CSS writes it."""
    paper: str = ""
    families: tuple[str, ...] = ()
    """The families that letters are set in, the first before the others."""
    faces: tuple[Face, ...] = field(default=(), repr=False)
    """The campaign's own font files."""


PLAIN = Appearance()


def read_look(campaign: "Campaign", folder: Path, place: _Placing) -> Appearance:
    """Read the files of a campaign's look; raise FaultyFiles with everything that is wrong with them.

    `place` returns where a value stands: `place("campaign", "look", "logo")`.
    """
    survey = _Survey(campaign, folder, place)
    if survey.findings:
        raise FaultyFiles(tuple(survey.findings))
    return survey.appearance


def review_look(campaign: "Campaign", folder: Path, place: _Placing) -> Iterator[Finding]:
    """Yield what is wrong with a campaign's look and its files."""
    yield from _Survey(campaign, folder, place).findings


class _Survey:
    """Reads a look as far as it can be read."""

    def __init__(self, campaign: "Campaign", folder: Path, place: _Placing) -> None:
        self.folder = folder
        self.place = place
        self.findings: list[Finding] = []
        self.appearance = self._read(campaign, campaign.look) if campaign.look else PLAIN

    def _read(self, campaign: "Campaign", look: Look) -> Appearance:
        logo = self._logo(look)
        self._look_at_colour(look)
        faces = self._faces(look)
        self._look_at_paper(look, campaign)
        accent = (look.colour or "").lower()
        return Appearance(logo, accent, look.paper or "", self._families(look, faces), faces)

    def _logo(self, look: Look) -> Logo | None:
        if look.logo is None:
            return None
        where = self.place("campaign", "look", "logo")
        try:
            _refuse_other_endings(look.logo, PICTURES)
            data = _content(self.folder, look.logo, pictures.MAX_BYTES)
            return pictures.clean_logo(data, look.logo_height)
        except ZvarotError as fault:
            self.findings.append(UNUSABLE_PICTURE.broken(where, fault.message, fault.help))
        return None

    def _look_at_colour(self, look: Look) -> None:
        if look.colour and (contrast := contrast_on_white(look.colour)) < MIN_CONTRAST:
            # Cut and not rounded: 4.48 is not 4.5.
            message = f"this colour is too pale: its contrast on white is {int(contrast * 10) / 10} to 1"
            help = f"Take a darker one, with a contrast of at least {MIN_CONTRAST} to 1."
            where = self.place("campaign", "look", "colour")
            self.findings.append(PALE_COLOUR.broken(where, message, help))

    def _faces(self, look: Look) -> tuple[Face, ...]:
        """Return the faces of the font files; no two of them may be the same."""
        faces: dict[tuple[str, int, str], Face] = {}
        for number, name in enumerate(look.fonts):
            try:
                _refuse_other_endings(name, FONTS)
                data = _content(self.folder, name, typefaces.MAX_BYTES)
                face = typefaces.open_face(self.folder / name, data)
                key = (face.family.casefold(), face.weight, face.style)
                if key in faces:
                    raise ZvarotError("another file holds the same style of this family", "Delete one.")
                faces[key] = face
            except ZvarotError as fault:
                where = self.place("campaign", "look", "fonts", number)
                self.findings.append(UNUSABLE_FONT.broken(where, fault.message, fault.help))
        return tuple(faces.values())

    def _families(self, look: Look, faces: tuple[Face, ...]) -> tuple[str, ...]:
        """Return the chosen family, the others that were brought, and Spectral where it is not chosen."""
        known = tuple(dict.fromkeys((*(face.family for face in faces), FAMILY)))
        for family in known[:-1]:
            self._look_for_upright(look, family, faces)
        chosen = look.font or known[0]
        if chosen not in known and len(self.findings) == 0:
            message = "there is no font of this name"
            help = did_you_mean(chosen, known) or f"There are: {', '.join(known)}."
            where = self.place("campaign", "look", "font")
            self.findings.append(UNUSABLE_FONT.broken(where, message, help))
        stack = tuple(dict.fromkeys((chosen, *known)))
        return () if stack == (FAMILY,) else stack

    def _look_for_upright(self, look: Look, family: str, faces: tuple[Face, ...]) -> None:
        styles = [face for face in faces if face.family == family]
        if not any(face.style == "normal" and 300 <= face.weight <= 500 for face in styles):
            where = self.place("campaign", "look", "fonts")
            help = "Add the file of its regular style, which the text is set in."
            self.findings.append(UNUSABLE_FONT.broken(where, f"{family} has no regular style here", help))

    def _look_at_paper(self, look: Look, campaign: "Campaign") -> None:
        if look.paper is Paper.A4 and (campaign.window or "").startswith("us-9"):
            where = self.place("campaign", "look", "paper")
            message = "an A4 sheet folded in three is higher than a US number 9 envelope"
            help = "Write `paper: letter`, or take another `window`."
            self.findings.append(OVERSIZE_PAPER.broken(where, message, help))


def _refuse_other_endings(name: str, endings: tuple[str, ...]) -> None:
    ending = Path(name).suffix.lower()
    if ending == ".svg":
        raise ZvarotError("an SVG drawing can load and run things", "Export it as PNG, some 600 points high.")
    if ending not in endings:
        raise ZvarotError("this kind of file cannot be used", f"Its name must end in {' or '.join(endings)}.")


def _content(folder: Path, name: str, limit: int) -> bytes:
    """Return the bytes of a file inside a folder, one more than the limit at most; raise ZvarotError."""
    path = folder / name
    try:
        if leads_out(path, folder):
            raise ZvarotError(
                "the file lies outside the campaign's folder",
                "Put a copy of it into the folder: a path or a link that leads out of it is not followed.",
            )
        if not path.is_file():
            raise ZvarotError("there is no such file", "Write its name as seen from the campaign's folder.")
        with path.open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        raise ZvarotError(f"the file cannot be read: {error.strerror}", "Look at its rights.") from None
