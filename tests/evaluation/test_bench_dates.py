"""The comparison of taggers: what peers say is put into one form, and what is absent is said."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

import pytest

from evaluation import bench_dates, bench_peers

DOCUMENTS = [
    {"id": "a", "text": "It opens on 3 March 2026.", "dct": "2026-01-05"},
    {"id": "b", "text": "Nothing is known.", "dct": "2026-01-05"},
]


def test_our_own_answer_is_of_each_document_in_order() -> None:
    """Two passes are timed, and the day is found where it stands."""
    run = bench_dates.python_peer("airdate", DOCUMENTS)
    assert 2 == len(run.seconds)
    day = {"start": 12, "end": 24, "type": "DATE", "value": "2026-03-03"}
    assert [[day], []] == run.found


def test_a_peer_that_is_not_there_is_told_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    """No interpreter of peers, no measurement, and the script that makes one is named."""
    monkeypatch.setattr(bench_dates, "PEERS", tmp_path)
    found = list(bench_dates.everyone(DOCUMENTS, ["dateparser", "heideltime"]))
    assert [
        "dateparser is not measured: run scripts/peers",
        "heideltime is not measured: run scripts/peers",
    ] == found


def test_findings_of_heideltime_that_overlap_are_one() -> None:
    """The longer value stays, as HeidelTime's own writer has it."""
    lines = (
        "seconds 1.5\nseconds 0.5\ndocument\n0 6 DATE 2026-03\n4 12 DATE 2026-03-06\n"
        "20 25 DURATION P2W\ndocument\n"
    )
    seconds, found = bench_dates.heideltime_answer(lines)
    assert [1.5, 0.5] == seconds
    kept = [
        {"start": 4, "end": 12, "type": "DATE", "value": "2026-03-06"},
        {"start": 20, "end": 25, "type": "DURATION", "value": "P2W"},
    ]
    assert [kept, []] == found


def test_paragraphs_are_a_line_for_the_java_side() -> None:
    """As many characters as before, so that positions hold."""
    assert "a\u2028b c" == bench_dates.one_line("a\nb\rc")


@pytest.mark.parametrize(
    ("words", "value", "start"),
    [
        ("on March 3, 2026", "2026-03-03", 3),
        ("in March 2026", "2026-03", 3),
        ("2026", "2026", 0),
        ("tomorrow", "2026-03-03", 0),
    ],
)
def test_a_moment_is_as_coarse_as_its_words(words: str, value: str, start: int) -> None:
    """A preposition before it is left out."""
    found = bench_peers.moment(words, 0, datetime(2026, 3, 3))
    assert (value, start) == (found["value"], found["start"])


def test_a_range_of_recognizers_is_cut_to_its_unit() -> None:
    """A month is written as a month."""
    values = [{"timex": "(2026-03-01,2026-04-01,P1M)", "start": "2026-03-01"}]
    result = SimpleNamespace(
        resolution={"values": values}, type_name="datetimeV2.daterange", start=3, end=12
    )
    expected = {"start": 3, "end": 13, "type": "DATE", "value": "2026-03"}
    assert expected == bench_peers.recognized(result)


def test_paragraphs_keep_their_places_in_the_text() -> None:
    """A peer that is given one paragraph at a time is shifted back."""

    def find(text: str, _: object) -> list[dict[str, int]]:
        return [{"start": 0, "end": len(text)}]

    found = bench_peers.by_paragraph(find)("ab\n\ncde", datetime(2026, 1, 1).date())
    assert [{"start": 0, "end": 2}, {"start": 4, "end": 7}] == found


def test_a_row_sets_both_our_passes_against_the_faster_of_a_peer() -> None:
    """Two documents in a second of the peer's better pass; ours in half of one, then a quarter."""
    run = bench_dates.Run("peer", [2.0, 1.0], [[], []])
    ours = bench_dates.Run("airdate", [0.5, 0.25], [[], []])
    told = bench_dates.row(run, DOCUMENTS, ["", "", ""], ours=ours)
    assert "| peer |  |  |  | 1.0 | 2.0 | 0.000 | 2.0 to 4.0 |" == told
