"""A syndicated story counts once: whole texts that copy each other, and what their claims say."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from evaluation.copies import world

from airdate.bulk import copies, forms, job, likeness, worker
from airdate.bulk.gathering import gather, part_table
from airdate.model import Document

STORY = [
    "Netflix has renewed Harbour Lights for a second season, the streamer said on Monday.",
    "The drama follows a pilot who brings ships into a port that the sea is taking back.",
    "Filming begins in Oslo in June 2026, and Ada Moe returns as Liv, who has left the town.",
    "Its first season was watched in nine million homes within four weeks of its start.",
    "Writers have been at work since the winter on eight new parts of fifty minutes each.",
    "Season 2 of Harbour Lights premieres on March 4, 2027, a year later than was hoped.",
]
HEAD = "It is good news for all who had waited on the quay with their flags and their flasks."
TAIL = "Read on here for what else comes this autumn, and write to us if we have missed a show."
OWN = [
    "There will be more of Harbour Lights: Netflix ordered a second season of the sea drama.",
    "Season 2 of Harbour Lights premieres on March 4, 2027, a year later than was hoped.",
    "Our critic found the first one slow, yet could not stop before the storm in part six.",
    "Who wants to see where it was made can take the ferry from the northern pier at noon.",
]


@dataclass(frozen=True)
class Page:
    """A page as an input gives it."""

    outlet: str
    lines: Sequence[str]
    heading: str = "Harbour Lights sails again"
    day: date | None = date(2026, 2, 2)
    met: datetime | None = None


Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
def read(tmp_path: Path, terms: worker.Terms, in_place: Any) -> Callable[..., Rows]:
    """Return what reads pages into tables, and gives their rows."""

    def ran(*pages: Page, out: str = "out") -> Rows:
        rows = [_row(number, page) for number, page in enumerate(pages)]
        source = tmp_path / f"{out}.jsonl"
        source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        job.run([str(source)], out=tmp_path / out, terms=terms, start=in_place)
        return {name: _rows(tmp_path / out, name) for name in ("documents", "claims", "cast")}

    return ran


def _row(number: int, page: Page) -> dict[str, Any]:
    return {
        "url": f"https://{page.outlet}/{number}",
        "title": page.heading,
        "text": "\n".join(page.lines),
        "date": page.day and page.day.isoformat(),
        "met_at": page.met and page.met.isoformat(),
    }


def _rows(out: Path, name: str) -> list[dict[str, Any]]:
    paths = sorted((out / name).rglob("*.parquet"))
    return [row for p in paths for row in pq.read_table(p, partitioning=None).to_pylist()]


def _by_outlet(rows: list[dict[str, Any]], column: str) -> dict[str, set[Any]]:
    found: dict[str, set[Any]] = {}
    for row in rows:
        found.setdefault(row["outlet"], set()).add(row[column])
    return found


def test_a_syndicated_story_has_one_origin(read: Any) -> None:
    """However each outlet heads it, begins it and ends it; the first day decides."""
    found = read(
        Page(
            "late.example", STORY, heading="A port, a pilot, and more of both", day=date(2026, 2, 5)
        ),
        Page("first.example", STORY, day=date(2026, 2, 2)),
        Page("head.example", [HEAD, *STORY[1:]], day=date(2026, 2, 3)),
        Page("tail.example", [*STORY, TAIL], heading="Back to sea", day=date(2026, 2, 4)),
    )
    assert 4 == len(found["documents"])
    first = next(r for r in found["documents"] if r["outlet"] == "first.example")
    assert {first["document_id"]} == {row["origin_id"] for row in found["documents"]}
    assert {"first.example"} == {row["origin_outlet"] for row in found["documents"]}
    assert {date(2026, 2, 2)} == {row["origin_said_on"] for row in found["documents"]}
    release = [row for row in found["claims"] if row["event"] == "release"]
    assert 4 == len(release)
    assert {first["document_id"]} == {row["origin_id"] for row in release}
    assert {first["document_id"]} == {row["origin_id"] for row in found["cast"]}


def test_an_independent_article_on_the_event_is_no_copy(read: Any) -> None:
    """Though it has the day in the very same sentence."""
    found = read(Page("first.example", STORY), Page("own.example", OWN, day=date(2026, 2, 3)))
    for name in ("documents", "claims"):
        own = [row for row in found[name] if row["outlet"] == "own.example"]
        assert own
        assert {(row["document_id"], "own.example") for row in own} == {
            (row["origin_id"], row["origin_outlet"]) for row in own
        }


def test_what_a_copy_adds_is_its_own(read: Any) -> None:
    """The rest of its claims are those of the first."""
    added = "Filming of Harbour Lights season 2 wrapped on January 20, 2026, its maker said."
    found = read(Page("a.example", STORY), Page("b.example", [*STORY, added], day=date(2026, 2, 3)))
    origins = {
        row["event"]: row["origin_outlet"]
        for row in found["claims"]
        if row["outlet"] == "b.example"
    }
    assert "b.example" == origins["filming_wrap"]
    assert {"a.example"} == {origins["release"], origins["renewed"], origins["filming_start"]}


def test_a_story_told_again_after_its_days_is_another(read: Any) -> None:
    """Within them it is the same, however many hands it goes through."""
    days = [
        date(2025, 2, 2),
        date(2026, 2, 1),
        date(2026, 2, 20),
        date(2026, 3, 3),
        date(2026, 4, 9),
    ]
    lines = [[f"Number {n} of our letters reaches you today.", *STORY] for n in range(5)]
    found = read(*(Page(f"{n}.example", lines[n], day=day) for n, day in enumerate(days)))
    origins = {row["said_on"]: row["origin_said_on"] for row in found["documents"]}
    first = [days[0], days[1], days[1], days[1], days[4]]
    assert dict(zip(days, first, strict=True)) == origins


def test_of_one_day_the_first_met_is_the_origin(read: Any) -> None:
    """A text that is the same to the letter is one document, and has one who told it first."""
    noon, night = datetime(2026, 2, 2, 12, tzinfo=UTC), datetime(2026, 2, 2, 23, tzinfo=UTC)
    found = read(Page("a.example", STORY, met=night), Page("z.example", STORY, met=noon))
    assert {"z.example"} == {row["origin_outlet"] for row in found["documents"]}


def test_what_bears_no_day_joins_a_story_and_begins_none(read: Any) -> None:
    """Nor does it join two that are years apart."""
    undated = Page("u.example", [*STORY, TAIL], day=None)
    days = (date(2024, 2, 2), date(2026, 2, 2))
    pages = [
        Page(f"{n}.example", [f"Letter {n} of many.", *STORY], day=day)
        for n, day in enumerate(days)
    ]
    found = read(undated, *pages)
    origins = {row["outlet"]: row["origin_outlet"] for row in found["documents"]}
    assert {"u.example": "0.example", "0.example": "0.example", "1.example": "1.example"} == origins


def test_a_text_of_few_words_is_like_no_other(read: Any) -> None:
    """A stub tells nothing of who wrote it first."""
    line = "Netflix renewed Harbour Lights for season {}."
    found = read(*(Page(f"{n}.example", [line.format(n)], day=date(2026, 2, n)) for n in (2, 3)))
    assert {"2.example": {"2.example"}, "3.example": {"3.example"}} == _by_outlet(
        found["documents"], "origin_outlet"
    )


def test_the_order_of_what_is_read_decides_nothing(read: Any) -> None:
    """The tables are the same but for the number of the record."""
    pages = [
        *(
            Page(f"{n}.example", [f"Letter {n}.", *STORY], day=date(2026, 2, 2 + n))
            for n in range(4)
        ),
        Page("own.example", OWN),
    ]
    one, two = read(*pages, out="one"), read(*reversed(pages), out="two")
    columns = ("document_id", "outlet", "origin_id", "origin_outlet", "origin_said_on")
    for name in one:
        assert len(one[name]) >= 4
        assert sorted(str([row[c] for c in columns]) for row in one[name]) == sorted(
            str([row[c] for c in columns]) for row in two[name]
        )


def test_a_ledger_that_takes_the_documents_over_agrees(read: Any, tmp_path: Path) -> None:
    """On whole texts passed on from day to day: each claim of them has its origin there."""
    from airdate.bulk import recalling
    from airdate.ledger import open_ledger
    from airdate.model import Installment
    from airdate.sources import independence

    found = read(
        Page("first.example", STORY, day=date(2026, 2, 2)),
        Page("head.example", [HEAD, *STORY[1:]], day=date(2026, 2, 3)),
        Page("tail.example", [*STORY, TAIL], heading="Back to sea", day=date(2026, 2, 4)),
        Page("own.example", OWN, day=date(2026, 2, 5)),
    )
    moment = datetime(2026, 5, 1, tzinfo=UTC)
    with open_ledger(tmp_path / "ledger.db") as ledger:
        for batch in recalling.readings_about(tmp_path / "out", keys={"harbour lights"}):
            list(ledger.record_all(batch, recorded_at=moment))
        entries = ledger.entries(Installment("Harbour Lights", 2), as_of=moment.date())
    ties, documents = independence(entries), {each.id: each.document_id for each in entries}
    copied = {"head.example", "tail.example"}
    own = {
        row["entry_id"]: row["origin_id"]
        for row in (*found["claims"], *found["cast"])
        if row["outlet"] in copied and row["entry_id"] in documents
    }
    assert len(own) > 4
    assert own == {name: documents[ties[name].origin] for name in own}


# ── many ────────────────────────────────────────────────────────────────────────────────────


def _shelf(signatures: Any, *, days: Any = None) -> copies.Shelf:
    count = len(signatures)
    return copies.Shelf(
        np.zeros(count, np.int32) + 738_000 if days is None else days,
        np.full(count, 400, np.int32),
        signatures,
    )


@pytest.mark.parametrize("shared", [1.0, 0.8, 0.3])
def test_a_page_met_50_000_times_is_not_compared_with_each_other(
    shared: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cookie wall, a weather box, a template that has less in common: so many pairs for each."""
    count, compared = 50_000, [0]
    source = np.random.default_rng(1)
    shape = (count, likeness.PERMUTATIONS)
    signatures = source.integers(0, 2**16, shape, np.uint16)
    signatures[source.random(shape) < shared] = 7
    plain = copies.same_text

    def counted(common: Any, a: Any, b: Any) -> Any:
        compared[0] += len(common)
        return plain(common, a, b)

    monkeypatch.setattr(copies, "same_text", counted)
    first = copies.origins(_shelf(signatures), tmp_path)
    bands = likeness.PERMUTATIONS // copies.BAND
    assert 0 < compared[0] <= 2 * bands * count
    if shared > 0.5:
        assert 4 * count > compared[0]
        assert {0} == set(first.tolist())


def test_thousands_of_identical_pages_are_one_document(tmp_path: Path) -> None:
    """Each row names the first outlet; nothing is kept of the others."""
    document = Document("\n".join(STORY), "", ())
    sketch = likeness.sketch(document)
    row = {"method": likeness.method(), "runs": sketch.runs, "signature": sketch.signature}
    rows = [
        {
            "source": "a.warc",
            "position": number,
            "stage": "",
            "document": {
                **row,
                "document_id": document.id,
                "said_on": date(2026, 2, 2),
                "outlet": f"{number:05}.example",
                "url": f"https://{number:05}.example/",
                "text": "the same",
            },
            "claims": [],
        }
        for number in range(5_000)
    ]
    part = tmp_path / "part.parquet"
    pq.write_table(part_table([forms.batch_of(rows, forms.readings())]), part)
    gather([part], out=tmp_path / "out")
    found = _rows(tmp_path / "out", "documents")
    assert 5_000 == len(found)
    assert {("00000.example", document.id)} == {(r["origin_outlet"], r["origin_id"]) for r in found}


def test_signatures_of_another_version_are_not_compared(tmp_path: Path) -> None:
    """Their numbers mean something else; who has one is its own origin."""
    rows = []
    for number, method in enumerate([likeness.method(), likeness.method(), "rensa 1"]):
        document = Document("\n".join([*STORY, f"Part {number}."]), "", ())
        sketch = likeness.sketch(document)
        fields = {"method": method, "runs": sketch.runs, "signature": sketch.signature}
        about = {"document_id": document.id, "said_on": date(2026, 2, 2 + number), "text": "x"}
        head = {"source": "a.warc", "position": number, "stage": "", "claims": []}
        rows.append({**head, "document": {**fields, **about}})
    part = tmp_path / "part.parquet"
    pq.write_table(part_table([forms.batch_of(rows, forms.readings())]), part)
    gather([part], out=tmp_path / "out")
    found = sorted(r["origin_said_on"] for r in _rows(tmp_path / "out", "documents"))
    assert [date(2026, 2, 2), date(2026, 2, 2), date(2026, 2, 4)] == found


def test_chains_are_joined_whole(tmp_path: Path) -> None:
    """Each like the one before alone: the set is called by its first."""
    source = np.random.default_rng(2)
    rows = [source.integers(0, 2**16, likeness.PERMUTATIONS, np.uint16)]
    for _ in range(40):
        new = source.integers(0, 2**16, likeness.PERMUTATIONS, np.uint16)
        rows.append(np.where(source.random(likeness.PERMUTATIONS) < 0.8, rows[-1], new))
    chosen = source.permutation(41)
    first = copies.origins(_shelf(np.array(rows)[chosen]), tmp_path)
    assert {0} == set(first.tolist())


@pytest.mark.parametrize(("edit", "least"), [("own head and tail", 0.9), ("first half", 0.85)])
def test_most_copies_are_found_and_nothing_else(edit: str, least: float) -> None:
    """In a small world whose truth is known; `python -m evaluation.copies` has a larger one."""
    from evaluation.copies import measured

    found = measured(world(edit, 60))
    assert found.recall >= least
    assert 0 == found.wrong
