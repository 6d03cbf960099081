"""A further language is a matter of adding a folder: a tiny pack, through the whole route."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from importlib.resources.readers import MultiplexedPath
from pathlib import Path

import pytest

import airdate.claims
from airdate import claims, pipeline
from airdate.claims import languages
from airdate.documents import Given, compose
from airdate.ledger import open_ledger
from airdate.model import Event, Installment, Milestone, Reading, Status, Unreadable

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEXT = (
    "Titolo\n\nLa seconda stagione di «Porto di Notte» arriva nella primavera del 2026.\n"
    "Le riprese sono finite e la serie non ha ancora una data precisa."
)
PACK = '''"""A pack of one rule: the work in guillemets comes in the year behind it."""

import re
from datetime import date

from airdate.model import Claim, DateRange, Event, Installment, Milestone, Status


def read(document, *, anchor, catalogue=None):
    """Return every claim of a document."""
    found = []
    for sentence in document.sentences:
        words = document.words_of(sentence.number)
        match = re.search("«(.+?)» arriva .*?([0-9]{4})", words)
        if match:
            year = int(match[2])
            names = catalogue.names if catalogue else {}
            found.append(
                Claim(
                    Installment(names.get(match[1], match[1]), 2),
                    Milestone(
                        Event.RELEASE, DateRange(date(year, 1, 1), date(year, 12, 31))
                    ),
                    Status.PLANNED,
                    None,
                    sentence.number,
                    sentence.start + match.start(2),
                    sentence.start + match.end(2),
                    phrase=match[2],
                    rule="it/arriva",
                )
            )
    return found
'''


@pytest.fixture
def italian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put a folder `it/` beside those of the room, as if it had been added to it."""
    room = tmp_path / "claims"
    (room / "it").mkdir(parents=True)
    (room / "it" / "__init__.py").write_text(PACK, encoding="utf-8")
    real = Path(str(files("airdate.claims")))
    monkeypatch.setattr(airdate.claims, "__path__", [*airdate.claims.__path__, str(room)])
    monkeypatch.setattr(languages, "files", lambda _: MultiplexedPath(real, room))
    languages.codes.cache_clear()
    monkeypatch.setattr(claims, "LANGUAGES", languages.codes())
    yield
    sys.modules.pop("airdate.claims.it", None)
    languages.codes.cache_clear()


def read(folder: Path) -> Reading | Unreadable:
    """Return what is read of the Italian text."""
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (found,) = pipeline.read([str(folder)], given=Given(now=NOW))
    return found


@pytest.mark.usefixtures("italian")
def test_a_folder_is_all_that_a_language_needs(tmp_path: Path) -> None:
    """Its code is known, its text is told, read by the pack, kept and reconciled."""
    assert ("en", "it", "ko") == languages.codes()
    (tmp_path / "texts").mkdir()
    reading = read(tmp_path / "texts")
    assert isinstance(reading, Reading)
    assert "it" == reading.document.language
    (claim,) = reading.claims
    work = Installment("Porto di Notte", 2)
    assert (work, Status.PLANNED, "2026") == (claim.subject, claim.status, claim.phrase)
    assert "2026" == reading.document.text[claim.start : claim.end]
    with open_ledger(tmp_path / "ledger.db") as ledger:
        pipeline.record(ledger, reading, recorded_at=NOW)
        timeline = pipeline.reconcile(ledger, work, as_of=NOW.date())
    belief = timeline.belief(Event.RELEASE)
    assert belief is not None
    assert (Status.PLANNED, "2026-01-01/2026-12-31") == (belief.status, str(belief.when))


def test_without_the_folder_the_text_is_refused(tmp_path: Path) -> None:
    """The refusal names the language and those that there are."""
    found = read(tmp_path)
    assert isinstance(found, Unreadable)
    assert "'it'" in found.reason
    assert "ko" in found.remedy


@pytest.mark.usefixtures("italian")
def test_a_pack_gives_a_work_the_name_that_the_catalogue_has() -> None:
    """An alias of the ledger ties the Italian title to the English one."""
    catalogue = claims.Catalogue(aliases=(("Porto di Notte", "Night Harbour"),))
    made = compose("Titolo", TEXT.splitlines()[2:], published=NOW.date(), language="it")
    (claim,) = claims.read(made, anchor=NOW.date(), catalogue=catalogue).claims
    assert Installment("Night Harbour", 2) == claim.subject
    assert isinstance(claim.statement, Milestone)
