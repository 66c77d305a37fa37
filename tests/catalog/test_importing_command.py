from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoCaptureOnCommitCallbacks

from catalog.models import Artifact, ImportRun
from catalog.signals import facts_changed
from tests.fakes import source_files as files
from tests.fakes.source_server import ANYWHERE, source_server

pytestmark = pytest.mark.django_db


def run(*words: str, **given: object) -> str:
    out = StringIO()
    call_command("import_source", *words, stdout=out, stderr=StringIO(), **given)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "api.json"
    bad = files.models_dev_model("bad-7b", cost={"input": "x"})
    path.write_bytes(files.models_dev_file(acme=[files.models_dev_model(), bad]))
    return str(path)


def test_the_report_counts_rows_and_tells_why_each_was_rejected(file: str) -> None:
    told = run("models_dev", file, "--as-of", "2026-07-02").splitlines()

    assert [" ".join(line.split()) for line in told[1:7]] == [
        "new 1",
        "changed 0",
        "unchanged 0",
        "rejected 1",
        "held 0",
        "questions 0",
    ]
    assert "  - models_dev > acme > bad-7b: cost.input is text" in told


def test_a_dry_run_keeps_nothing(file: str) -> None:
    told = run("models_dev", file, "--dry-run")

    assert told.startswith("Dry run, nothing kept in ")
    assert Artifact.objects.count() == 0


def test_publish_puts_complete_artifacts_before_visitors(tmp_path: Path) -> None:
    (tmp_path / "hub.json").write_bytes(files.hub_file())

    run("huggingface_models", str(tmp_path / "hub.json"), "--publish")

    assert Artifact.objects.published().count() == 1


@pytest.mark.parametrize("day", ["soon", "2026-13-01", "2999-01-01"])
def test_a_day_that_is_none_or_to_come_is_refused(file: str, day: str) -> None:
    with pytest.raises(CommandError, match=r"is not a date|lies in the future"):
        run("models_dev", file, "--as-of", day)


def test_a_file_that_is_refused_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "api.json").write_bytes(files.models_dev_file()[:-20])

    with pytest.raises(CommandError, match="cut off or damaged"):
        run("models_dev", str(tmp_path / "api.json"))

    assert ImportRun.objects.count() == 0


def test_an_address_is_read() -> None:
    with source_server() as server:
        run("models_dev", server.serves("/api.json", files.models_dev_file()), guard=ANYWHERE)

    assert Artifact.objects.count() == 1


def test_a_private_address_is_refused() -> None:
    with source_server() as server, pytest.raises(CommandError, match="private address"):
        run("models_dev", server.serves("/api.json", files.models_dev_file()))


def test_a_broken_download_writes_nothing() -> None:
    with source_server() as server:
        broken = server.breaks_off("/api.json", files.models_dev_file())
        with pytest.raises(CommandError, match="could not be read"):
            run("models_dev", broken, guard=ANYWHERE)

    assert Artifact.objects.count() == 0


def test_an_import_tells_that_facts_changed_after_commit(
    file: str, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    heard: list[bool] = []

    def listen(sender: object, **named: object) -> None:
        heard.append(Artifact.objects.exists())

    facts_changed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            run("models_dev", file)
            assert heard == []
    finally:
        facts_changed.disconnect(listen)

    assert heard == [True]
