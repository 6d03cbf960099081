"""The route: a fault on one document costs that document alone."""

from __future__ import annotations

from datetime import UTC, datetime

from airdate import claims, pipeline
from airdate.documents import Given
from airdate.model import Reading, Unreadable

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_fault_of_the_reader_is_told_and_the_next_document_is_read(tmp_path, monkeypatch) -> None:
    """The document is named, with what went wrong."""
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"Heading {name}\n\nSeason 2 of Dark is late.")
    whole = claims.read

    def faulty(document, **named):
        if document.heading == "Heading b":
            raise IndexError("beyond the last sentence")
        return whole(document, **named)

    monkeypatch.setattr(claims, "read", faulty)
    found = list(pipeline.read([str(tmp_path)], given=Given(now=NOW)))
    assert [Reading, Unreadable, Reading] == [type(f) for f in found]
    assert "Heading b" in found[1].reason
    assert "beyond the last sentence" in found[1].reason


def test_a_language_that_is_not_read_is_told(tmp_path) -> None:
    """The document is named with its language; an English page of a foreign site is read."""
    german = "Title: Dark\nLanguage: de\n\nDie zweite Staffel von Dark startet im Februar 2026."
    english = "Title: Dark\nLanguage: de\n\nThe second season of Dark will start in February 2026."
    (tmp_path / "a.txt").write_text(german, encoding="utf-8")
    (tmp_path / "b.txt").write_text(english, encoding="utf-8")
    one, other = pipeline.read([str(tmp_path)], given=Given(now=NOW))
    assert isinstance(one, Unreadable)
    assert "language 'de'" in one.reason
    assert isinstance(other, Reading)
    assert "en" == other.document.language
