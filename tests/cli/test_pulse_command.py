"""`airdate pulse` from a saved thread, as a user calls it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from airdate.cli import app

_TEXTS = (
    "Still nothing? Hurry up already, it has been four years!!",
    "So hyped, I can't wait, this will be amazing",
    "I'm worried they will cancel it, honestly scared",
    "lmao see you all in 2087",
    "The cast will be thirty playing high schoolers, they look too old",
    "Does anyone know if it airs in Germany?",
)


def _thread(folder: Path) -> Path:
    path = folder / "All of Us Are Dead season 2 discussion.jsonl"
    begin = datetime(2025, 2, 1, tzinfo=UTC)
    rows = [
        {
            "author": f"Very Private Person {n % 37}",
            "date": (begin + timedelta(4 * n)).isoformat(),
            "text": _TEXTS[n % len(_TEXTS)],
        }
        for n in range(90)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the path of a ledger of the sample dossier and a thread of fans."""
    folder = tmp_path_factory.mktemp("pulse")
    path = str(folder / "demo.db")
    assert 0 == CliRunner().invoke(app, ["--db", path, "demo"]).exit_code
    done = CliRunner().invoke(app, ["--db", path, "add", str(_thread(folder))])
    assert "90 new posts of fans" in done.output
    again = CliRunner().invoke(app, ["--db", path, "add", str(_thread(folder))])
    assert "new post" not in again.output
    return path


def _run(ledger: str, *words: str) -> str:
    done = CliRunner().invoke(app, ["--db", ledger, "pulse", "aouad", "--season", "2", *words])
    assert 0 == done.exit_code, done.output
    return done.output


def test_mood(ledger: str) -> None:
    """The moods are told with their ranges and a post behind each, by month, nobody named."""
    told = _run(ledger, "--as-of", "2026-01-25")
    for words in ("impatient", "worried", "too old", "By month", "writers in the last 90 days"):
        assert words in told
    assert "Private" not in told


def test_json(ledger: str) -> None:
    """Ranges are ranges, and what is posted later is not counted."""
    told = json.loads(_run(ledger, "--as-of", "2025-06-01", "--json"))
    assert told["posts"] == sum(month["posts"] for month in told["months"])
    assert told["posts"] < 90
    for share in told["now"]["moods"]:
        assert 0 <= share["low"] <= share["share"] <= share["high"] <= 1
        assert all(quote["posted_on"] <= "2025-06-01" for quote in share["quotes"])


def test_none(ledger: str) -> None:
    """Before anybody wrote, it says so."""
    assert "No post of fans is known" in _run(ledger, "--as-of", "2024-02-15")


def test_no_author_leaves_the_file(ledger: str) -> None:
    """The ledger keeps hashes of authors, never their names."""
    assert b"Very Private Person" not in Path(ledger).read_bytes()
