"""Letters made by a cluster and put into a bucket: as the page on clusters says."""

import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import fsspec
import pytest
from moto.server import ThreadedMotoServer

from dasks import cluster
from zvarot import cli

Runner = Callable[..., tuple[int, str, str]]

KEYS = {"AWS_ACCESS_KEY_ID": "invented", "AWS_SECRET_ACCESS_KEY": "invented", "AWS_REGION": "us-east-1"}
ADDRESS = "s3://post/spring"


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server that speaks S3 and has a bucket, with what it takes to write there in the environment."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    address = "http://{}:{}".format(*server.get_host_and_port())
    with urllib.request.urlopen(urllib.request.Request(f"{address}/post", method="PUT")) as answer:
        assert answer.status == 200
    for name, value in {**KEYS, "AWS_ENDPOINT_URL": address, "AWS_ALLOW_HTTP": "true"}.items():
        monkeypatch.setenv(name, value)
    yield f"{address}/post"
    server.stop()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], base_campaign: Path) -> Runner:
    """Return a runner of `batch` on a small campaign, that gives exit code, standard output and error."""
    monkeypatch.chdir(base_campaign)

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["zvarot", "batch", "--format", "html", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return run


def lying_in(bucket: str) -> str:
    with urllib.request.urlopen(f"{bucket}?list-type=2") as answer:
        return str(answer.read().decode())


def test_a_cluster_fills_a_bucket_and_what_is_there_is_not_made_again(
    bucket: str, run: Runner, tmp_path: Path
) -> None:
    with cluster(tmp_path / "logs", "only") as (processes, _):
        words = (
            "--executor",
            "dask",
            "--scheduler",
            processes.address,
            "--output",
            ADDRESS,
            "--ledger",
            "home",
        )
        assert run(*words, "--dry-run") == (0, "to make\t1\n", "")
        assert not Path("home").exists()
        assert run(*words) == (0, "made\t1\n", "")
        assert run(*words) == (0, "unchanged\t1\n", "")
    keys = ("spring/first/office.en.html", "spring/manifest.csv", "spring/manifest.json")
    assert all(f"<Key>{key}</Key>" in lying_in(bucket) for key in keys)
    assert lying_in(bucket).count("<Key>") == 3
    system, path = fsspec.url_to_fs(f"{ADDRESS}/manifest.csv", skip_instance_cache=True)
    assert system.cat_file(path) == Path("home/manifest.csv").read_bytes()
    assert sorted(path.name for path in Path("home").iterdir()) == [
        "address.txt", "ledger.sqlite", "manifest.csv", "manifest.json",
    ]  # fmt: skip


@pytest.mark.usefixtures("bucket")
def test_this_machine_can_fill_a_bucket_too(run: Runner) -> None:
    assert run("--output", ADDRESS, "--ledger", "home") == (0, "made\t1\n", "")


@pytest.mark.usefixtures("bucket")
def test_a_bucket_that_is_not_there_is_told_before_anything_is_made(run: Runner) -> None:
    code, out, err = run("--output", "s3://elsewhere/spring", "--ledger", "home")
    assert (code, out) == (1, "")
    assert "cannot use s3://elsewhere/spring: NoSuchBucket" in err
    assert not Path("home").exists()


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--executor", "dask"), "--executor dask and --scheduler belong together"),
        (("--scheduler", "tcp://127.0.0.1:8786"), "--executor dask and --scheduler belong together"),
        (("--executor", "dask", "--scheduler", "tcp://192.0.2.7:8786"), "not encrypted"),
        (("--output", ADDRESS), "the ledger of letters at s3://post/spring is kept on this machine"),
        (("--ledger", "home"), "a folder of letters holds their ledger, too"),
    ],
)
def test_what_does_not_belong_together_is_refused(
    run: Runner, words: tuple[str, ...], complaint: str
) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert complaint in err
