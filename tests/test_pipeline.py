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
