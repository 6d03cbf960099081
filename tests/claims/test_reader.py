"""The reader as a whole: its face, its JSON, and a long article of the field."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from airdate import claims
from airdate.documents import compose
from airdate.model import Credit, Document, Milestone

ANCHOR = date(2026, 1, 15)
FIELDS = {"title", "season", "status", "source", "sentence", "start", "end", "confidence", "rule"}


def _document() -> Document:
    return compose(
        "'Night Ferry' season 2 wraps, Netflix confirms",
        [
            "Filming on season 2 of Night Ferry wrapped in December, Netflix said on Monday.",
            "Ana Brill returns as Captain Roe. The eight episodes arrive in late 2026.",
        ],
        published=ANCHOR,
        url="https://example.org/ferry",
        outlet="example.org",
        name="ferry",
    )


def test_claims_come_by_position_with_the_reader_named() -> None:
    """A reading names its reader; its claims are sorted by their words."""
    reading = claims.read(_document(), anchor=ANCHOR)
    assert claims.READER == reading.reader
    places = [(c.start, c.end) for c in reading.claims]
    assert sorted(places) == places
    kinds = {type(c.statement) for c in reading.claims}
    assert {Milestone, Credit} <= kinds


def test_jsonform_has_the_documented_fields() -> None:
    """The object serialises, and its offsets point into its text."""
    form = json.loads(json.dumps(claims.jsonform(claims.read(_document(), anchor=ANCHOR))))
    head = {"id", "hash", "url", "published", "outlet", "heading", "reader", "text"}
    assert head | {"milestones", "cast", "details"} == set(form)
    assert "ferry" == form["id"]
    wrap = next(m for m in form["milestones"] if m["when"] == "2025-12-01/2025-12-31")
    assert FIELDS | {"event", "when", "phrase"} == set(wrap)
    assert ("filming_wrap", "done", "Netflix") == (wrap["event"], wrap["status"], wrap["source"])
    assert wrap["phrase"] == form["text"][wrap["start"] : wrap["end"]]
    assert FIELDS | {"person", "character", "kind", "known_for"} == set(form["cast"][0])


def test_reading_twice_gives_the_same() -> None:
    """The reader keeps nothing between documents."""
    assert claims.read(_document(), anchor=ANCHOR) == claims.read(_document(), anchor=ANCHOR)


def test_the_article_of_the_field_gives_its_main_claims() -> None:
    """A round-up with inline credits, dropped plans and ranges is read as a person reads it."""
    path = Path(__file__).resolve().parents[2].parent / "shared/seed/article.txt"
    if not path.exists():
        pytest.skip("the article lies beside the checkout (shared/seed/article.txt)")
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    document = compose("All of Us Are Dead season 2", lines, published=ANCHOR)
    found = {
        (c.statement.event, str(c.statement.when), c.status)
        for c in claims.read(document, anchor=ANCHOR).claims
        if isinstance(c.statement, Milestone)
    }
    expected = {
        ("filming_start", "2025-07-01/2025-07-31", "done"),
        ("release", "2022-01-01/2022-01-31", "done"),
        ("renewed", "2022-06-01/2022-06-30", "done"),
        ("filming_wrap", "../2026-02-20", "planned"),
    }
    assert expected <= found
