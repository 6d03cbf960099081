"""What a shell does to the streams: closed, full, cut off, of another locale, without colours."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from airdate.ledger import open_ledger


@pytest.fixture
def shell(call, article, db):
    """Return a shell in which $AIRDATE works on a ledger that holds the article."""
    assert 0 == call("add", "--db", db, article).code

    def run(script: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
        named = {"AIRDATE": f"{sys.executable} -m airdate", "DB": str(db), "TEXT": str(article)}
        return subprocess.run(
            ["bash", "-c", f"set -o pipefail; {script}"],
            env=os.environ | named | {"AIRDATE_DB": str(db)} | environment,
            capture_output=True,
            timeout=120,
        )

    return run


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("$AIRDATE export | head -1", 0),
        ("$AIRDATE brief tlw | head -1", 0),
        ("$AIRDATE read $TEXT <&-", 0),
        ("$AIRDATE titles >&-", 0),
        ("$AIRDATE titles 2>&-", 0),
        ("$AIRDATE titles >/dev/full", 1),
        ("$AIRDATE export >/dev/full", 1),
        ("$AIRDATE titles --as-of 9999-12-31", 0),
        ("$AIRDATE forecast tlw --as-of 9999-12-31", 0),
        ("$AIRDATE export $DB", 2),
        ("$AIRDATE export ''", 2),
        ("$AIRDATE export /no/such/folder/x", 1),
        ("$AIRDATE --db '' titles", 2),
        ("$AIRDATE explain $'\\xff'", 2),
    ],
)
def test_odd_streams_and_places_end_in_words(shell, db, script, code) -> None:
    """The exit code tells, no traceback, and the ledger is as it was."""
    before = db.read_bytes()
    done = shell(script)
    assert code == done.returncode, done.stderr
    assert b"Traceback" not in done.stderr
    assert before == db.read_bytes()


def test_an_export_goes_into_a_pipe_and_through_a_link(shell, tmp_path) -> None:
    """A named pipe is written into, a link keeps leading to its file."""
    pipe, target, link = tmp_path / "pipe", tmp_path / "target", tmp_path / "link"
    os.mkfifo(pipe)
    target.write_text("old")
    link.symlink_to(target)
    piped = shell(f"cat {pipe} & $AIRDATE export {pipe}; wait").stdout
    assert piped == shell("$AIRDATE export").stdout
    assert 0 == shell(f"$AIRDATE export {link}").returncode
    assert link.is_symlink()
    assert piped == target.read_bytes()


def test_an_export_keeps_its_letters_in_any_locale(shell, tmp_path) -> None:
    """JSON is UTF-8 whatever the terminal is."""
    out = shell("$AIRDATE export", PYTHONIOENCODING="latin-1", LC_ALL="C").stdout
    with open_ledger(tmp_path / "copy.db") as ledger:
        assert 1 == ledger.restore(out.decode("utf-8").splitlines()).documents


def test_names_of_files_cannot_steer_the_terminal(shell, tmp_path) -> None:
    """What is told of a file is told without its control characters."""
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "\x1b]0;owned\x07.txt").write_bytes(b"")
    done = shell(f"$AIRDATE read {folder}")
    assert b"not read" in done.stderr
    assert b"\x1b" not in done.stderr


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colours_can_be_declined(shell, environment) -> None:
    """Even on a terminal."""
    shown = shell('script -qec "$AIRDATE brief tlw" /dev/null', **environment).stdout
    assert b"The Long Wait" in shown
    assert b"\x1b[" not in shown
