"""Letters go to a folder, or to an address that all machines know."""

import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer

from dasks import free_port
from zvarot.findings import WrongUse, ZvarotError
from zvarot.press import storage
from zvarot.press.ledger import NAME
from zvarot.press.storage import Address, Output, address_noted, home_of, keep_to, output, shelf_at

FILE = "first-letter/office.en.html"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server that speaks S3, with a bucket."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    address = "http://{}:{}".format(*running.get_host_and_port())
    bucket = urllib.request.Request(f"{address}/letters", method="PUT")
    with urllib.request.urlopen(bucket) as answer:
        assert answer.status == 200
    yield address
    running.stop()


@pytest.fixture
def s3(server: str, monkeypatch: pytest.MonkeyPatch) -> Address:
    """An address in the bucket, with what it takes to write there in the environment."""
    told = {"ENDPOINT_URL": server, "ALLOW_HTTP": "true", "REGION": "us-east-1"}
    keys = {"ACCESS_KEY_ID": "invented", "SECRET_ACCESS_KEY": "invented"}
    for name, value in {**told, **keys}.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    return Address("s3://letters/spring")


# What is meant -----------------------------------------------------------------------------------------


def test_words_without_a_protocol_are_a_folder() -> None:
    assert output("letters/of spring") == Path("letters/of spring")
    assert output("C:/letters") == Path("C:/letters")


@pytest.mark.parametrize("words", ["s3://bucket/folder", "file:///mnt/letters", "s3://bucket"])
def test_words_with_a_protocol_are_an_address(words: str) -> None:
    assert output(f"{words}/") == output(words) == Address(words)
    assert str(output(words)) == words


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("s3://key:secret@bucket/folder", "with nothing else in it"),
        ("s3://bucket/folder?key=secret", "with nothing else in it"),
        ("file://mnt/letters", "names no folder"),
        ("file:///", "names no folder"),
        ("s3:///folder", "names no place"),
    ],
)
def test_an_address_that_cannot_be_meant_is_refused_and_no_secret_repeated(
    words: str, complaint: str
) -> None:
    with pytest.raises(WrongUse, match=complaint) as refused:
        output(words)
    assert "secret" not in f"{refused.value}{refused.value.help}"


def test_an_address_that_nothing_can_write_to_is_refused() -> None:
    with pytest.raises(WrongUse, match="nothing here can write to pigeon://"):
        shelf_at(Address("pigeon://loft")).check()


# The ledger's own folder -------------------------------------------------------------------------------


def test_a_folder_holds_its_own_ledger(tmp_path: Path) -> None:
    assert home_of(tmp_path, None) == tmp_path
    with pytest.raises(WrongUse, match="holds their ledger, too"):
        home_of(tmp_path, tmp_path / "elsewhere")


def test_the_ledger_of_an_address_has_to_be_said(tmp_path: Path) -> None:
    assert home_of(Address("s3://letters"), tmp_path) == tmp_path
    with pytest.raises(WrongUse, match="ledger of letters at s3://letters"):
        home_of(Address("s3://letters"), None)


def test_a_ledger_keeps_to_one_address(tmp_path: Path) -> None:
    keep_to(Address("s3://letters"), tmp_path)
    (tmp_path / NAME).touch()
    keep_to(Address("s3://letters"), tmp_path)
    assert address_noted(tmp_path) == Address("s3://letters")
    for other in (Address("s3://others"), tmp_path):
        with pytest.raises(WrongUse, match="is of letters at s3://letters"):
            keep_to(other, tmp_path)


def test_the_ledger_of_a_folder_is_of_no_address(tmp_path: Path) -> None:
    (tmp_path / NAME).touch()
    keep_to(tmp_path, tmp_path)
    with pytest.raises(WrongUse, match="is of letters at that folder itself"):
        keep_to(Address("s3://letters"), tmp_path)


def test_a_dry_run_notes_no_address(tmp_path: Path) -> None:
    keep_to(Address("s3://letters"), tmp_path, note=False)
    assert address_noted(tmp_path) is None


# Putting -----------------------------------------------------------------------------------------------


@pytest.fixture(params=["folder", "file", "s3", "memory"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> storage.Shelf:
    """A shelf of each kind; `memory` stands for all that do not take a file whole of themselves."""
    places: dict[str, Output] = {
        "folder": tmp_path / "there",
        "file": Address(f"file://{tmp_path}/there"),
        "memory": Address("memory://there"),
    }
    return shelf_at(places.get(request.param) or request.getfixturevalue("s3"))


def test_what_is_put_is_there_and_named(place: storage.Shelf) -> None:
    place.check()
    place.put(FILE, b"first")
    assert place.size(FILE) == 5
    assert place.size("first-letter/other.en.html") is None
    assert str(place.place(FILE)).endswith(f"/{FILE}")


def test_what_is_put_takes_the_place_of_what_was_there(place: storage.Shelf) -> None:
    place.put("second/office.en.html", b"first")
    place.put("second/office.en.html", b"later")
    place.put("second/office.en.html", b"latest")
    assert place.size("second/office.en.html") == 6


def test_a_file_of_this_machine_is_brought(place: storage.Shelf, tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_bytes(b"a,b\r\n")
    place.bring(tmp_path / "manifest.csv", "manifest.csv")
    assert place.size("manifest.csv") == 5


def test_nothing_is_left_beside_what_was_put(place: storage.Shelf) -> None:
    place.put("third/office.en.html", b"x")
    place.sweep("third")
    assert place.size("third/office.en.html") == 1


def test_a_store_that_takes_no_file_whole_gets_it_beside_and_then_moved() -> None:
    import fsspec

    shelf_at(Address("memory://beside")).put(FILE, b"whole")
    system = fsspec.filesystem("memory")
    assert system.find("/beside") == [f"/beside/{FILE}"]
    assert system.cat_file(f"/beside/{FILE}") == b"whole"


# S3 ----------------------------------------------------------------------------------------------------


def test_a_folder_is_listed_once_however_many_letters_it_has(s3: Address) -> None:
    place = shelf_at(s3)
    for number in range(3):
        place.put(f"listed/office-{number}.en.html", b"x" * number)
    sizes = {number: place.size(f"listed/office-{number}.en.html") for number in range(4)}
    assert sizes == {0: 0, 1: 1, 2: 2, 3: None}
    place.put("listed/office-3.en.html", b"later")
    assert place.size("listed/office-3.en.html") is None


@pytest.mark.usefixtures("s3")
def test_a_bucket_that_is_not_there_is_told() -> None:
    place = shelf_at(Address("s3://nowhere/spring"))
    with pytest.raises(ZvarotError, match="cannot use s3://nowhere/spring: NoSuchBucket") as told:
        place.check()
    assert "AWS_ENDPOINT_URL" in told.value.help
    with pytest.raises(ZvarotError, match="NoSuchBucket"):
        place.put(FILE, b"x")


@pytest.mark.usefixtures("s3")
def test_a_server_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
    with pytest.raises(ZvarotError, match="cannot use s3://letters/away: tcp connect error"):
        shelf_at(Address("s3://letters/away")).check()


@pytest.mark.usefixtures("s3")
def test_a_server_without_encryption_has_to_be_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ALLOW_HTTP")
    with pytest.raises(ZvarotError, match="without encryption, which needs AWS_ALLOW_HTTP=true"):
        shelf_at(Address("s3://letters/unencrypted")).check()
