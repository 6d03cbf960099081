"""What is printed of the gates is measured: on known passages and pages, with known outcomes."""

from __future__ import annotations

from evaluation.archives import pages, warc_bytes

from evaluation import bulk


def test_recall_is_of_passages_and_of_their_claims() -> None:
    """Of two passages one passes, with three of four claims."""
    found = [
        {
            "id": "a",
            "heading": "Harbour Lights",
            "paragraphs": ["Netflix renewed the series."],
            "milestones": [{}, {}],
            "cast": [{}],
        },
        {"id": "b", "heading": "The bridge", "paragraphs": ["It is shut."], "milestones": [{}]},
    ]
    assert {(0.5, 0.75)} == {(row.passages, row.claims) for row in bulk.recall(found)}
    assert ["b (1)"] == bulk.missed(found)


def test_each_stage_is_timed_beside_its_limit() -> None:
    """Every limit that is named is in the same run."""
    found = bulk.speeds(6)
    names = {row.name for row in found}
    assert {"unpacking alone", "glance", "worker, all stages"} <= names
    assert set() == {row.limit for row in found if row.limit} - names
    assert all(row.records_per_second > 0 for row in found)


def test_general_news_is_counted_at_each_gate() -> None:
    """What passes the second has passed the first."""
    found = bulk.passed(20)
    assert 0.0 <= found.glanced <= found.raw <= 1.0


def test_the_same_numbers_give_the_same_archive() -> None:
    """Packed apart, since gzip writes the moment."""
    one, two = (warc_bytes(pages(5, share=0.5), packed=False) for _ in range(2))
    assert one == two
