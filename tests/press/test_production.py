"""Letters are made step by step, and what stops one of them is said."""

import datetime as dt
import pickle
import shutil
from pathlib import Path

import pytest

import invented
from making import make
from zvarot.case.records import Audience
from zvarot.findings import FaultyFiles, Refused, WrongUse, ZvarotError
from zvarot.press.printing import Format, Printed
from zvarot.press.production import Workshop


@pytest.fixture
def workshop(base_campaign: Path) -> Workshop:
    return Workshop(base_campaign)


def change(folder: Path, name: str, old: str, new: str) -> Workshop:
    """Change a file of a campaign and read the campaign again."""
    path = folder / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return Workshop(folder)


def test_all_stands_for_everybody_whom_a_letter_is_planned_for(workshop: Workshop) -> None:
    (made,) = workshop.editions("first", ["all", "office"])
    assert (made.plan.id, made.recipient.id, made.language) == ("first", "office", "en")
    assert (made.date, made.audience) == (dt.date(2024, 3, 1), Audience.PUBLIC)


def test_another_date_may_be_given(workshop: Workshop) -> None:
    (made,) = workshop.editions("first", ["office"], dt.date(2024, 5, 1))
    assert made.date == dt.date(2024, 5, 1)


@pytest.mark.parametrize(
    ("letter", "recipient", "message", "help"),
    [
        ("frist", "office", 'there is no letter "frist" in', 'did you mean "first"?'),
        ("xyz", "office", 'there is no letter "xyz" in', "There are: first."),
        ("first", "ofice", 'there is no recipient "ofice"', 'did you mean "office"?'),
        ("first", "xyz", 'there is no recipient "xyz"', "There are: office."),
    ],
)
def test_what_is_not_there_is_wrong_use(
    workshop: Workshop, letter: str, recipient: str, message: str, help: str
) -> None:
    with pytest.raises(WrongUse) as raised:
        workshop.editions(letter, [recipient])
    assert raised.value.message.startswith(message)
    assert raised.value.help == help


def test_a_letter_goes_to_nobody_whom_it_is_not_meant_for(base_campaign: Path) -> None:
    path = base_campaign / "recipients.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text.split("recipients:\n")[1].replace("id: office", "id: other"))
    with pytest.raises(WrongUse, match="letter first is not meant for other"):
        Workshop(base_campaign).editions("first", ["other"])


def test_a_letter_is_made_in_both_formats(workshop: Workshop, tmp_path: Path) -> None:
    (made,) = workshop.editions("first", ["office"])
    letter = make(workshop, made, list(Format), tmp_path / "out")
    folder = tmp_path / "out" / "first"
    assert letter.paths == (folder / "office.en.pdf", folder / "office.en.html")
    assert (folder / "office.en.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert "Invented Person" in (folder / "office.en.html").read_text(encoding="utf-8")


def test_a_job_holds_nothing_that_its_reader_may_not_learn(workshop: Workshop) -> None:
    (made,) = workshop.editions("first", ["office"])
    job = workshop.job(made, Format)
    assert (job.name, job.formats) == ("first/office.en", tuple(Format))
    assert bool(job.watch)
    assert "Relativeson" not in repr(job)
    assert b"Relativeson" not in pickle.dumps(job)


def test_what_is_said_of_a_letter_that_was_made_names_no_line(base_campaign: Path, tmp_path: Path) -> None:
    workshop = change(base_campaign, "recipients", "quality: verified", "quality: unverified")
    (made,) = workshop.editions("first", ["office"])
    (before,) = workshop.review(made)
    (after,) = make(workshop, made, [Format.HTML], tmp_path).findings
    assert (before.rule, before.place is None) == ("unverified-recipient", False)
    assert (after.rule, after.place) == ("unverified-recipient", None)


def test_the_page_alone_does_without_the_press(workshop: Workshop, tmp_path: Path) -> None:
    (made,) = workshop.editions("first", ["office"])
    make(workshop, made, [Format.HTML], tmp_path)
    assert "typesetter" not in vars(workshop.press)


def test_an_error_in_the_campaign_stops_the_letter_and_writes_nothing(
    base_campaign: Path, tmp_path: Path
) -> None:
    workshop = change(base_campaign, "case", "counter: sample-centre", "counter: sample-center")
    (made,) = workshop.editions("first", ["office"])
    with pytest.raises(FaultyFiles) as raised:
        make(workshop, made, [Format.HTML], tmp_path / "out")
    assert {found.rule for found in raised.value.findings} == {"unknown-reference"}
    assert not (tmp_path / "out").exists()


def test_a_file_with_faults_is_not_opened_for_letters(base_campaign: Path) -> None:
    with pytest.raises(FaultyFiles):
        change(base_campaign, "case", "country: BY", "country: Samplia")


def test_an_opening_that_its_reader_may_not_learn_is_refused(base_campaign: Path, tmp_path: Path) -> None:
    """The figure in the opening is a day younger than the letter."""
    workshop = Workshop(base_campaign)
    (made,) = workshop.editions("first", ["office"], dt.date(2024, 2, 14))
    with pytest.raises(Refused, match="the opening of letter first") as raised:
        make(workshop, made, [Format.HTML], tmp_path / "out")
    assert raised.value.exit_code == 3
    assert not (tmp_path / "out").exists()


def test_a_sign_that_no_font_has_stops_the_letter_by_name(base_campaign: Path, tmp_path: Path) -> None:
    workshop = change(base_campaign, "campaign", "We ask you to", "\N{GEORGIAN LETTER AN} We ask you to")
    (made,) = workshop.editions("first", ["office"])
    with pytest.raises(ZvarotError, match=r"no sign for ა \(U\+10D0\)"):
        make(workshop, made, list(Format), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_when_one_format_of_a_letter_fails_none_of_its_files_is_written(
    base_campaign: Path, tmp_path: Path
) -> None:
    deep = "{{ ('<table><tr><td>' * 90)|safe }}x{{ ('</td></tr></table>' * 90)|safe }}"
    path = base_campaign / "templates" / "forms" / "open-letter" / "en" / "letter.html.j2"
    path.parent.mkdir(parents=True)
    path.write_text(
        f'{{% extends "!forms/open-letter/en/letter.html.j2" %}}{{% block body %}}{deep}{{% endblock %}}'
    )
    workshop = Workshop(base_campaign)
    (made,) = workshop.editions("first", ["office"])
    with pytest.raises(ZvarotError, match="nested too deeply"):
        make(workshop, made, [Format.HTML, Format.PDF], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def printed(workshop: Workshop) -> Printed:
    """Print the one letter of a campaign, and write nothing."""
    (made,) = workshop.editions("first", ["all"])
    return workshop.press.print(workshop.job(made, Format))


def dressed(folder: Path) -> Workshop:
    """Open a campaign with an invented logo and an invented font."""
    (folder / "logo.png").write_bytes(invented.logo())
    names = ", ".join(invented.write_family(folder / "fonts"))
    look = f'look:\n  logo: logo.png\n  colour: "#1b3a5c"\n  paper: letter\n  fonts: [{names}]\n'
    return change(folder, "campaign", "letters:", f"{look}\nletters:")


def test_a_look_gives_the_same_bytes_in_another_folder(base_campaign: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(base_campaign, tmp_path / "another" / "place"))
    results = []
    for folder in (base_campaign, other):
        results.append(printed(dressed(folder)))
    assert results[0] == results[1]
    assert b"data:image/png;base64," in results[0][Format.HTML]
    assert str(tmp_path).encode() not in results[0][Format.HTML] + results[0][Format.PDF]


def test_a_look_that_asks_for_nothing_changes_nothing(base_campaign: Path) -> None:
    before = printed(Workshop(base_campaign))
    again = change(base_campaign, "campaign", "letters:", "look:\n  font: Spectral\n\nletters:")
    assert printed(again) == before


def test_a_logo_that_cannot_be_used_stops_every_letter_at_its_line(base_campaign: Path) -> None:
    with pytest.raises(FaultyFiles) as stopped:
        change(base_campaign, "campaign", "letters:", "look:\n  logo: ../secret.png\n\nletters:")
    (found,) = stopped.value.findings
    assert (found.rule, found.place and found.place.text) == ("unusable-picture", "  logo: ../secret.png")


# Digests ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["Dear Office of Examples,", "1 Invented Street", "release of a defender"])
def test_a_letter_is_clear_until_its_words_name_somebody_who_is_withheld(
    base_campaign: Path, where: str
) -> None:
    """Whoever is withheld by now may have been nobody when the letter was made."""
    file = "campaign" if where.startswith("release") else "recipients"
    workshop = change(base_campaign, file, where, f"{where} Newcomerson")
    (made,) = workshop.editions("first", ["office"])
    assert workshop.is_clear(made, workshop.job(made, []))
    more = "people:\n  - {id: p2, audience: internal, names: Invented Newcomerson, stand_in: somebody}\n"
    workshop = change(base_campaign, "case", "people:\n  - id: person\n", f"{more}  - id: person\n")
    (made,) = workshop.editions("first", ["office"])
    assert not workshop.is_clear(made, workshop.job(made, []))


def test_letters_alike_are_told_the_same_whoever_asks_first(base_campaign: Path) -> None:
    """What is worked out for one of them serves the others, so nothing else of an office may decide it."""
    text = (base_campaign / "recipients.yaml").read_text(encoding="utf-8")
    other = text.partition("recipients:\n")[2].replace("id: office", "id: other")
    for old, new in (("Office of Examples", "Other Office"), ("1 Invented Street", "9 Invented Square")):
        other = other.replace(old, new)
    more = "    holder: Invented Holder\n    word_limit: 90\n"
    (base_campaign / "recipients.yaml").write_text(text + other + more)
    change(base_campaign, "campaign", "[office]", "[office, other]")

    def told(*ids: str) -> dict[str, str]:
        workshop = Workshop(base_campaign)
        editions = workshop.editions("first", ids)
        return {one.recipient.id: repr(workshop.job(one, []).disclosure) for one in editions}

    assert told("office", "other") == told("other", "office")
    assert len({*told("office", "other").values()}) == 2
