"""What tables hold, joined to a campaign."""

import csv
import os
import pickle
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from case.conftest import Folder, place_of
from workbooks import write_xlsx
from zvarot.case.campaign import edition
from zvarot.case.gathering import FEW
from zvarot.case.linking import review_links
from zvarot.case.reading import read_campaign, survey_campaign
from zvarot.case.review import review_edition
from zvarot.cli import app
from zvarot.findings import FaultyFiles, Severity
from zvarot.press.production import Workshop

TABLE = """tables:
  - id: committees
    file: committees.csv
    defaults:
      kind: parliament
      language: en
      salutation: Dear Members of Parliament,
      quality: verified
      verified: 2024-02-20

"""
ROWS = "id,office,country\nfirst-committee,First Committee,BY\n\nsecond-committee,Second Committee,DE\n"


@pytest.fixture
def tabled(folder: Folder) -> Folder:
    """The campaign with a table of two committees, to which its letter goes too."""
    folder.change("recipients", "recipients:\n", f"{TABLE}recipients:\n")
    folder.change("campaign", "recipients: [office]", "recipients: [committees, office]")
    (folder.path / "committees.csv").write_text(ROWS)
    return folder


def test_rows_are_recipients_behind_the_others(tabled: Folder) -> None:
    dossier = tabled.dossier()
    assert [one.id for one in dossier.recipients] == ["office", "first-committee", "second-committee"]
    assert tabled.findings() == ()


def test_the_id_of_a_table_means_all_its_rows(tabled: Folder) -> None:
    plan = tabled.dossier().campaign.letters[0]
    assert plan.recipients == ("first-committee", "second-committee", "office")


def test_a_row_is_meant_once_even_if_it_is_named_twice(tabled: Folder) -> None:
    tabled.change("campaign", "[committees, office]", "[second-committee, committees]")
    assert tabled.dossier().campaign.letters[0].recipients == ("second-committee", "first-committee")


def test_a_campaign_may_have_offices_from_tables_alone(tabled: Folder) -> None:
    text = (tabled.path / "recipients.yaml").read_text()
    (tabled.path / "recipients.yaml").write_text(text.partition("recipients:\n")[0])
    tabled.change("campaign", "[committees, office]", "[committees]")
    assert [one.id for one in tabled.dossier().recipients] == ["first-committee", "second-committee"]


def test_without_a_table_there_must_be_an_office(folder: Folder) -> None:
    (folder.path / "recipients.yaml").write_text("language: en\n")
    assert folder.only().message == "no office is named"


def test_a_record_of_a_row_stands_in_its_row(tabled: Folder) -> None:
    dossier = tabled.dossier()
    path = str(tabled.path / "committees.csv")
    assert str(dossier.place("recipients", "recipients", 1)) == f"{path}:2:1"
    assert str(dossier.place("recipients", "recipients", 2, "office", "en")) == f"{path}:4:2"
    assert str(dossier.place("recipients", "recipients", 2, "country")) == f"{path}:4:3"
    assert dossier.place("recipients", "recipients", 0).file == str(tabled.path / "recipients.yaml")


def test_a_dossier_with_tables_can_be_sent_to_another_process(tabled: Folder) -> None:
    dossier = tabled.dossier()
    sent = pickle.loads(pickle.dumps(dossier))
    assert sent.recipients == dossier.recipients
    assert sent.place("recipients", "recipients", 2) == dossier.place("recipients", "recipients", 2)


def test_what_is_wrong_with_an_office_is_said_at_its_row(tabled: Folder) -> None:
    tabled.change("recipients", "      quality: verified\n      verified: 2024-02-20\n\n", "\n")
    assert tabled.found() == [
        "committees.csv:2:1 unverified-recipient",
        "committees.csv:4:1 unverified-recipient",
    ]


def test_a_text_that_a_row_lacks_is_said_at_its_row(tabled: Folder) -> None:
    tabled.change(
        "recipients", "      language: en\n      salutation", "      language: de\n      salutation"
    )
    found = [one for one in tabled.found() if "committees" in one]
    assert "committees.csv:2:1 missing-text" in found


def test_an_office_that_nobody_knows_is_said_at_its_entry(tabled: Folder) -> None:
    tabled.change("campaign", "[committees, office]", "[committees, ofice]")
    found = tabled.only()
    assert (place_of(found), found.help) == ("campaign.yaml:12:30", 'did you mean "office"?')


def test_a_row_with_a_fault_is_still_known(tabled: Folder) -> None:
    (tabled.path / "committees.csv").write_text(ROWS.replace("DE", "Germany"))
    assert tabled.found() == ["committees.csv:4:3 table-value"]
    dossier, _ = survey_campaign(tabled.path)
    assert dossier is not None
    assert [one.id for one in dossier.recipients] == ["office", "first-committee"]


def test_an_id_of_a_row_can_be_taken_by_an_office(tabled: Folder) -> None:
    (tabled.path / "committees.csv").write_text(ROWS.replace("second-committee", "office"))
    found = tabled.only()
    assert place_of(found) == "committees.csv:4:1"
    assert "recipients.yaml:15" in found.message


def test_a_table_that_cannot_be_read_stops_no_other_question(tabled: Folder) -> None:
    tabled.change("recipients", "committees.csv", "nowhere.csv")
    tabled.change("recipients", "verified: 2024-02-20\n    quality", "quality")
    assert tabled.found() == [
        "recipients.yaml:6:11 unreadable-table",
        "recipients.yaml:15:5 unverified-recipient",
    ]


def test_rows_of_all_tables_are_there_and_all_their_faults(tabled: Folder) -> None:
    write_xlsx(
        tabled.path / "more.xlsx",
        {"One": [["id", "office", "country"], ["a", "A", "BY"], ["b", "B", "Belarus"]]},
    )
    more = TABLE.replace("committees", "more").replace(".csv", ".xlsx").removeprefix("tables:\n")
    tabled.change("recipients", "\nrecipients:", f"\n{more}recipients:")
    (tabled.path / "committees.csv").write_text(ROWS.replace("DE", "Germany"))
    assert tabled.found() == ["committees.csv:4:3 table-value", "more.xlsx:3:3 table-value"]


def test_rows_come_from_a_database(tabled: Folder) -> None:
    tabled.change(
        "recipients",
        "file: committees.csv",
        "database: sqlite:///a.db\n    query: SELECT id, office FROM offices",
    )
    with closing(sqlite3.connect(tabled.path / "a.db")) as connection:
        connection.executescript("CREATE TABLE offices AS SELECT 'one' AS id, 'First' AS office")
    assert [one.id for one in tabled.dossier().recipients] == ["office", "one"]
    assert str(tabled.dossier().place("recipients", "recipients", 1, "office")) == "committees (database):1:2"


def test_a_password_is_never_shown(tabled: Folder) -> None:
    tabled.change(
        "recipients",
        "    file: committees.csv\n",
        "    database: postgresql://reader:swordfish@localhost/a\n    query: SELECT 1\n    colour: red\n",
    )
    assert "swordfish" not in repr(tabled.findings())
    tabled.change("recipients", "    colour: red\n", "")
    assert tabled.only().rule == "password-in-file"
    assert "swordfish" not in repr(tabled.findings())


def test_a_withheld_name_in_a_map_is_not_repeated(tabled: Folder) -> None:
    tabled.change(
        "recipients", "    defaults:\n", "    columns:\n      office: Person Relativeson\n    defaults:\n"
    )
    assert [one.rule for one in tabled.findings()].count("missing-column") == 1
    assert "Relativeson" not in repr(tabled.findings())


# Signatories ----------------------------------------------------------------------------------

SIGNED = """    signatories_table:
      id: signed
      file: signed.csv
      columns: {name: Organisation, capacity: Office, country: Land}
"""


@pytest.fixture
def signed(folder: Folder) -> Folder:
    """The campaign with a table of signatories."""
    folder.add("campaign", SIGNED)
    (folder.path / "signed.csv").write_text("Organisation;Office;Land\nSample Watch;;DE\nJane;Chair;\n")
    return folder


def test_signatories_of_a_table_stand_below_the_others(signed: Folder) -> None:
    plan = signed.dossier().campaign.letters[0]
    assert [one.name["en"] for one in plan.signatories] == ["Example Committee", "Sample Watch", "Jane"]
    assert plan.signatories[1].country == "DE"
    assert plan.signatories_table is None
    assert signed.findings() == ()


def test_what_is_wrong_with_a_signatory_is_said_at_its_cell(signed: Folder) -> None:
    (signed.path / "signed.csv").write_text("Organisation;Office;Land\n{stray};;DE\nJane;Chair;Germany\n")
    assert signed.found() == ["signed.csv:3:3 table-value", "signed.csv:2:1 stray-braces"]


def test_a_table_of_signatories_that_is_not_there_is_said_in_the_campaign(signed: Folder) -> None:
    (signed.path / "signed.csv").unlink()
    assert signed.only().rule == "unreadable-table"
    assert place_of(signed.only()).startswith("campaign.yaml:")


# Many -----------------------------------------------------------------------------------------


def test_thousands_of_rows_are_read(tabled: Folder) -> None:
    rows = "".join(f"office-{number},Office {number},BY\n" for number in range(5000))
    (tabled.path / "committees.csv").write_text(f"id,office,country\n{rows}")
    dossier = read_campaign(tabled.path)
    assert len(dossier.recipients) == 5001
    assert len(dossier.campaign.letters[0].recipients) == 5001
    assert [*review_links(dossier)] == []


MANY_HEADINGS = (
    *("id", "office", "body", "holder", "holder_as_of", "street", "postcode", "town", "country", "email"),
    *("source", "note"),
)
SQUARE = 16
"""As many times longer would take what goes through all offices again for each of four times as many."""
MANY = int(os.environ.get("RECIPIENTS", "20000"))
"""As many offices are read by the tests that measure; `make` can ask for more."""


def many(count: int) -> Iterator[tuple[str, ...]]:
    """Rows as large as those of a real list."""
    for number in range(count):
        yield (
            *(f"office-{number}", f"Committee on Human Rights {number}", f"Parliament of {number % 50}"),
            *(f"Jane Example {number}", "2024-02-20", f"Beispielweg {number}", f"{10000 + number % 80000}"),
            *("Musterstadt", "DE", f"office{number}@example.org", f"https://www.example.org/{number}"),
            "Called on 20 February.",
        )


def written_as(kind: str, folder: Path, count: int) -> Path:
    """Return a copy of a campaign whose table holds so many rows."""
    copy = Path(shutil.copytree(folder, folder.with_name(f"{kind}-{count}")))
    listed = (copy / "recipients.yaml").read_text()
    if kind == "csv":
        with (copy / "committees.csv").open("w", newline="") as file:
            csv.writer(file).writerows((MANY_HEADINGS, *many(count)))
    elif kind == "xlsx":
        write_xlsx(copy / "committees.xlsx", {"One": [MANY_HEADINGS, *many(count)]})
        listed = listed.replace("committees.csv", "committees.xlsx")
    else:
        with closing(sqlite3.connect(copy / "committees.db")) as connection:
            connection.execute(f"CREATE TABLE offices ({', '.join(MANY_HEADINGS)})")
            marks = ", ".join("?" * len(MANY_HEADINGS))
            connection.executemany(f"INSERT INTO offices VALUES ({marks})", many(count))
            connection.commit()
        query = "database: sqlite:///committees.db\n    query: SELECT * FROM offices"
        listed = listed.replace("file: committees.csv", query)
    (copy / "recipients.yaml").write_text(listed)
    return copy


def measured(folder: Path, *words: str) -> tuple[int, float, int]:
    """Read a campaign in a process of its own; return its memory in bytes, its seconds, and the offices."""
    script = Path(__file__).with_name("reading_many.py")
    command = [sys.executable, str(script), str(folder), *words]
    peak, seconds, offices = subprocess.run(
        command, capture_output=True, text=True, check=True
    ).stdout.split()
    return int(peak), float(seconds), int(offices)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "sqlite"])
def test_a_hundred_thousand_offices_are_read_in_little_memory_and_time(
    tabled: Folder, kind: str, tell: Callable[[str], None]
) -> None:
    few, least, offices = measured(written_as(kind, tabled.path, MANY // 4))
    assert offices == MANY // 4 + 1
    peak, most, offices = measured(written_as(kind, tabled.path, MANY))
    assert offices == MANY + 1
    each = (peak - few) / (MANY - MANY // 4)
    whole = peak + each * (100_000 - MANY)
    tell(
        f"{kind}: {MANY:,} offices are read with {peak / 1e6:.0f} MB, {each:.0f} bytes each; 100,000 take"
        f" {whole / 1e6:.0f} MB. Four times as many offices take {most / least:.1f} times as long"
    )
    assert whole < 300e6
    assert most < SQUARE / 2 * least


def test_a_review_takes_as_long_as_the_list_and_no_square_of_it(
    tabled: Folder, tell: Callable[[str], None]
) -> None:
    _, least, _ = measured(written_as("csv", tabled.path, 500), "check")
    _, most, _ = measured(written_as("csv", tabled.path, 2000), "check")
    tell(f"a review of four times as many offices takes {most / least:.1f} times as long")
    assert most < SQUARE / 2 * least


# Faulty rows ----------------------------------------------------------------------------------


def reviewed(folder: Folder, id: str) -> list[str]:
    """Return the rules that stop the letter to an office."""
    dossier = read_campaign(folder.path)
    made = edition(dossier.campaign.letters[0], dossier.recipients[dossier.numbers[id]])
    return [found.rule for found in review_edition(dossier, made) if found.severity is Severity.ERROR]


def test_a_faulty_row_stops_only_its_own_letters(tabled: Folder) -> None:
    (tabled.path / "committees.csv").write_text(ROWS.replace("DE", "Germany"))
    dossier = read_campaign(tabled.path)
    assert {id: [place_of(one) for one in found] for id, found in dossier.faulty.items()} == {
        "second-committee": ["committees.csv:4:3"]
    }
    assert {*dossier.numbers} == {"office", "first-committee"}
    assert "second-committee" in dossier.campaign.letters[0].recipients
    assert "second-committee" in dossier.groups["committees"]
    assert reviewed(tabled, "first-committee") == reviewed(tabled, "office") == []


def test_a_faulty_row_is_still_an_error_of_the_campaign(tabled: Folder) -> None:
    (tabled.path / "committees.csv").write_text(ROWS.replace("DE", "Germany"))
    result = CliRunner().invoke(app, ["check", str(tabled.path)])
    assert (result.exit_code, "error[table-value]" in result.stderr) == (1, True)


def test_nobody_with_an_id_that_is_taken_twice_gets_a_letter(tabled: Folder) -> None:
    (tabled.path / "committees.csv").write_text(ROWS + "first-committee,Third Committee,BY\n")
    dossier = read_campaign(tabled.path)
    assert {*dossier.faulty} == {"first-committee"}
    assert [one.id for one in dossier.recipients] == ["office", "second-committee"]
    assert reviewed(tabled, "second-committee") == reviewed(tabled, "office") == []


def test_an_office_of_the_file_whose_id_a_row_has_gets_no_letter_either(tabled: Folder) -> None:
    tabled.add(
        "recipients", "  - {id: other, kind: ngo, office: Other, language: en, salutation: Dear all}\n"
    )
    (tabled.path / "committees.csv").write_text(ROWS.replace("second-committee", "office"))
    dossier = read_campaign(tabled.path)
    assert {*dossier.faulty} == {"office"}
    assert [one.id for one in dossier.recipients] == ["other", "first-committee"]
    place = dossier.place("recipients", "recipients", 0)
    assert (Path(place.file).name, place.text.strip()[:9]) == ("recipients.yaml", "- {id: ot")
    assert reviewed(tabled, "first-committee") == []


def test_a_row_without_a_right_id_is_known_by_its_number(tabled: Folder) -> None:
    (tabled.path / "committees.csv").write_text(ROWS.replace("second-committee", "Second Committee"))
    dossier = read_campaign(tabled.path)
    assert {*dossier.faulty} == {"committees-4"}
    assert dossier.campaign.letters[0].recipients == ("first-committee", "committees-4", "office")


@pytest.mark.parametrize("words", ["Committee of {person:person}", "Committee of Relativeson"])
def test_words_of_a_row_that_may_not_be_printed_stop_only_its_own_letters(tabled: Folder, words: str) -> None:
    (tabled.path / "committees.csv").write_text(ROWS.replace("Second Committee", words))
    assert len(reviewed(tabled, "second-committee")) == 1
    assert reviewed(tabled, "first-committee") == reviewed(tabled, "office") == []


def test_what_is_wrong_with_a_faulty_row_names_nobody_who_is_withheld(tabled: Folder) -> None:
    (tabled.path / "committees.csv").write_text("id,office,kind\na,A,relativeson\nb,B,ngo\n")
    tabled.change("recipients", "      kind: parliament\n", "")
    assert {*read_campaign(tabled.path).faulty} == {"a"}
    assert "relativeson" not in repr(read_campaign(tabled.path).faulty).casefold()


def test_a_table_that_lacks_a_column_still_stops_every_letter(tabled: Folder) -> None:
    (tabled.path / "committees.csv").write_text("id,country\na,BY\n")
    with pytest.raises(FaultyFiles, match="1 findings"):
        read_campaign(tabled.path)


def test_a_table_that_breaks_off_still_stops_every_letter(tabled: Folder) -> None:
    (tabled.path / "committees.csv").write_text(ROWS + 'third,"Third Committee,BY\n')
    with pytest.raises(FaultyFiles, match="1 findings"):
        read_campaign(tabled.path)


def test_rows_without_ids_are_told_of_once_for_each_table(tabled: Folder) -> None:
    (tabled.path / "committees.csv").write_text("id,office,country\n,A,BY\nb,B,BY\n,C,BY\n")
    assert tabled.only().rule == "row-without-id"
    assert tabled.only().message.startswith("2 rows of this table have no id")


def test_thousands_of_offices_that_nobody_checked_are_told_of_in_few_lines(tabled: Folder) -> None:
    tabled.change("recipients", "      quality: verified\n      verified: 2024-02-20\n\n", "\n")
    rows = "".join(f"office-{number},Office {number},BY\n" for number in range(1000))
    (tabled.path / "committees.csv").write_text(f"id,office,country\n{rows}")
    found = tabled.findings()
    assert {one.rule for one in found} == {"unverified-recipient"}
    assert (len(found), found[-1].message) == (FEW + 1, "and 980 more like these, from here on")
    assert place_of(found[-1]) == f"committees.csv:{FEW + 2}:1"


# Passwords ------------------------------------------------------------------------------------


@pytest.fixture
def remote(tabled: Folder) -> Folder:
    """The campaign with a table in a database that is nowhere."""
    url = f"postgresql://reader@/offices?host={tabled.path}"
    tabled.change(
        "recipients",
        "    file: committees.csv\n",
        f"    database: {url}\n    password_from: ZVAROT_OFFICES\n    query: SELECT id FROM offices\n",
    )
    return tabled


def test_the_password_comes_from_the_environment(remote: Folder) -> None:
    _, without = survey_campaign(remote.path)
    _, with_password = survey_campaign(remote.path, {"ZVAROT_OFFICES": "swordfish"})
    assert [found.message for found in without] == ["the environment holds no password of this name"]
    assert [found.message for found in with_password] == ["the database does not answer (OperationalError)"]
    assert "swordfish" not in repr(with_password)


def test_every_door_passes_the_environment_on(remote: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZVAROT_OFFICES", "swordfish")
    for words in (["check", str(remote.path)], ["recipients", "-C", str(remote.path)]):
        result = CliRunner().invoke(app, words)
        told = result.output if result.exception is None else repr(result.exception) + result.output
        assert "does not answer" in told
        assert "swordfish" not in told
    with pytest.raises(FaultyFiles) as caught:
        Workshop(remote.path)
    assert "does not answer" in caught.value.findings[0].message
