"""The law of copies in archives: who told it first depends on the documents alone."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from airdate.bulk import forms, likeness
from airdate.bulk.copies import STORY_DAYS
from airdate.bulk.gathering import gather, part_table
from airdate.model import Document

_SENTENCES = [
    f"The {one} of {other} was renewed, and {one} will sail again with all of {other} on board."
    for one in ("pilot", "ferry", "keeper", "storm")
    for other in ("Harbour Lights", "the Salt Road", "Night Ferry")
]
_TEXTS = st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=4, unique=True)
_DAYS = st.none() | st.integers(0, 80)
_PAGES = st.lists(st.tuples(_TEXTS, _DAYS, st.sampled_from("abc"), st.none() | st.integers(0, 3)))
_FIRST = date(2026, 1, 1)


def _reading(number: int, page: Any) -> dict[str, Any]:
    lines, day, outlet, met = page
    document = Document("\n".join(lines), "", ())
    sketch = likeness.sketch(document)
    found = {
        "document_id": document.id,
        "said_on": None if day is None else _FIRST + timedelta(day),
        "met_at": None if met is None else datetime(2026, 6, 1, met, tzinfo=UTC),
        "outlet": f"{outlet}.example",
        "text": document.text,
        "method": likeness.method(),
        "runs": sketch.runs,
        "signature": sketch.signature,
    }
    # Each document says the same, and something of its own.
    claims = [_claim(1), _claim(hash(document.text) % 1000 + 2)]
    head = {"source": "a.warc", "position": number, "stage": ""}
    return {**head, "document": found, "claims": claims}


def _claim(alike: int) -> dict[str, Any]:
    return {"form": "milestone", "entry_id": str(alike), "start": 0, "end": 1, "alike": alike}


def _gathered(rows: list[dict[str, Any]], cut: int) -> list[list[dict[str, Any]]]:
    """Return the rows of both tables, of readings in two parts."""
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for number, some in enumerate((rows[:cut], rows[cut:])):
            part = Path(folder) / f"{number}.parquet"
            pq.write_table(part_table([forms.batch_of(some, forms.readings())]), part)
            parts.append(part)
        gather(parts, out=Path(folder) / "out", range_bytes=100)
        return [
            [
                row
                for path in sorted((Path(folder) / "out" / name).rglob("*.parquet"))
                for row in pq.read_table(path, partitioning=None).to_pylist()
            ]
            for name in ("documents", "claims")
        ]


@settings(max_examples=12, deadline=None)
@given(_PAGES, st.randoms(use_true_random=False), st.integers(0, 8))
def test_order_and_parts_decide_nothing(pages: list[Any], chance: Any, cut: int) -> None:
    """Shuffled and cut anywhere: the same rows, with the same origins, in the same order."""
    rows = [_reading(number, page) for number, page in enumerate(pages)]
    again = chance.sample(rows, len(rows))
    assert _gathered(rows, 0) == _gathered(again, cut)


@settings(max_examples=12, deadline=None)
@given(_PAGES)
def test_an_origin_is_an_origin(pages: list[Any]) -> None:
    """It is no later than what repeats it, within the days of a story, and its own origin."""
    documents, claims = _gathered([_reading(n, page) for n, page in enumerate(pages)], 2)
    own = {(r["document_id"], r["said_on"]): r for r in documents}
    assert len(pages) >= len(documents)
    for row in (*documents, *claims):
        origin = own[row["origin_id"], row["origin_said_on"]]
        if row["said_on"] is not None:
            apart = (row["said_on"] - origin["said_on"]).days
            assert 0 <= apart <= STORY_DAYS
    for row in documents:
        origin = own[row["origin_id"], row["origin_said_on"]]
        assert (origin["document_id"], origin["said_on"]) == (
            origin["origin_id"],
            origin["origin_said_on"],
        )
