"""`airdate bulk`, and `airdate add --from-bulk`: archives into tables, tables into a ledger."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from evaluation.archives import page_of, warc_bytes

from airdate.cli import app

_STORY = [
    "Netflix has renewed Harbour Lights for a second season, the streamer said on Monday.",
    "Season 2 of Harbour Lights premieres on March 4, 2027.",
]


@pytest.fixture
def call(tmp_path: Path) -> Callable[..., Result]:
    """Return what calls airdate with a ledger of the test's own."""

    def called(*words: str) -> Result:
        args = ["--db", str(tmp_path / "ledger.db"), *words]
        return CliRunner().invoke(app, args)

    return called


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return an archive of two pages on productions, and one on a town."""
    met = datetime(2026, 4, 1, 12, tzinfo=UTC)
    other = [words.replace("Harbour Lights", "Saltmarsh Road") for words in _STORY]
    town = ["The council said that the bridge would be closed.", "Nobody knew why it was so."]
    pages = [
        (f"https://news.example/{n}", met, page_of(text[0], text, published=date(2026, 3, n)))
        for n, text in enumerate((_STORY, other, town), 1)
    ]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(warc_bytes(iter(pages)))
    return path


def test_an_archive_becomes_tables_and_the_followed_titles_a_ledger(
    call: Callable[..., Result], archive: Path, tmp_path: Path
) -> None:
    """What is told, step by step; the second time nothing is new."""
    out = str(tmp_path / "out")
    done = call("bulk", str(archive), "--out", out, "--workers", "1")
    assert 0 == done.exit_code, done.output
    assert done.output.startswith("2 documents, ")
    assert "1 left: nothing on a production, by their bytes" in done.output

    assert 0 == call("follow", "Harbour Lights").exit_code
    added = call("add", "--from-bulk", out)
    assert 0 == added.exit_code, added.output
    assert added.output.startswith("1 new document, ")
    titles = call("titles").output
    assert "Harbour Lights" in titles
    assert "Saltmarsh Road" not in titles
    assert "already known" in call("add", "--from-bulk", out).output
    assert call("add", "--from-bulk", out, "Saltmarsh Road").output.startswith("1 new document, ")


def test_what_is_recorded_from_tables_is_what_reading_the_page_records(
    call: Callable[..., Result], archive: Path, tmp_path: Path
) -> None:
    """The same readings, so that neither brings anything after the other."""
    from airdate.bulk.archives import raw_records
    from airdate.bulk.inputs import list_inputs

    (one,) = list_inputs([str(archive)])
    page = tmp_path / "page.html"
    page.write_bytes(next(iter(raw_records(one)))["payload"])
    out = str(tmp_path / "out")
    call("bulk", str(archive), "--out", out, "--workers", "1")
    call("add", "--from-bulk", out, "Harbour Lights")
    again = call("add", str(page))
    assert "new document" not in again.output
    assert "read anew" not in again.output


def test_tables_without_a_title_say_so(
    call: Callable[..., Result], archive: Path, tmp_path: Path
) -> None:
    """And which were asked for; where none is named or followed, what to do."""
    out = str(tmp_path / "out")
    call("bulk", str(archive), "--out", out, "--workers", "1")
    told = call("add", "--from-bulk", out, "No Such Title")
    assert (0, f"Nothing in {out} is on No Such Title.\n") == (told.exit_code, told.output)
    assert "no title is named" in str(call("add", "--from-bulk", out).exception)


def test_the_summary_is_json_too(
    call: Callable[..., Result], archive: Path, tmp_path: Path
) -> None:
    """Rows of each table, records, and what was left by stage."""
    words = ("bulk", str(archive), "--out", str(tmp_path / "o"), "--workers", "1", "--json")
    told = json.loads(call(*words).output)
    assert (3, {"gate": 1}) == (told["records"], told["left"])
    assert 2 == told["rows"]["documents"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("bulk", "absent.warc", "--out", "o"), "there is no absent.warc"),
        (("bulk", "x", "--out", "o", "--since", "2026-02-02", "--until", "2026-01-01"), "after"),
        (("add", "--from-bulk", "nowhere"), "no finished output"),
        (("add", "--from-bulk", "nowhere", "Lupin"), "no finished output"),
        (("add", "--from-bulk", "nowhere", "--outlet", "x", "Lupin"), "not for --from-bulk"),
        (("add",), "no SOURCE is named"),
    ],
)
def test_a_call_that_makes_no_sense_says_so(
    call: Callable[..., Result],
    words: tuple[str, ...],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With exit code 2."""
    monkeypatch.chdir(tmp_path)
    done = call(*words)
    assert 2 == getattr(done.exception, "exit_code", done.exit_code)
    assert told in str(done.exception) + done.output


def test_a_broken_archive_is_read_as_far_as_it_is_whole(
    call: Callable[..., Result], archive: Path, tmp_path: Path
) -> None:
    """Exit code 1 says that something was broken."""
    archive.write_bytes(archive.read_bytes()[:-40])
    done = call("bulk", str(archive), "--out", str(tmp_path / "out"), "--workers", "1")
    assert 1 == done.exit_code
    assert "1 left: broken or too large" in done.output


def test_without_the_extra_it_is_named(
    call: Callable[..., Result], archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the line that installs it."""
    monkeypatch.setattr("airdate.cli.archives._NEEDED", ("no_such_library",))
    done = call("bulk", str(archive), "--out", "o")
    assert "cannot be read without no_such_library." in str(done.exception)
