"""The claim view, row by row of the table of claims."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from airdate.dates import parse, tag, timexes
from airdate.model import DateRange

ANCHOR = date(2025, 11, 22)
SOURCE = Path(__file__).parents[2] / "src"

ROWS = [
    ("It opens in 2026.", "2026-01-01/2026-12-31"),
    ("It opens in February 2026.", "2026-02-01/2026-02-28"),
    ("It opens on February 14, 2026.", "2026-02-14/2026-02-14"),
    ("It opens in early 2026.", "2026-01-01/2026-04-30"),
    ("It opens in mid-2026.", "2026-05-01/2026-08-31"),
    ("It opens in late 2026.", "2026-09-01/2026-12-31"),
    ("It opens in early March 2026.", "2026-03-01/2026-03-10"),
    ("It opens in mid-February 2026.", "2026-02-11/2026-02-20"),
    ("It opens in late February 2026.", "2026-02-21/2026-02-28"),
    ("It opens in Q3 2026.", "2026-07-01/2026-09-30"),
    ("It opens in the first half of 2026.", "2026-01-01/2026-06-30"),
    ("It opens in winter 2025.", "2025-12-01/2026-02-28"),
    ("It opens by mid-February 2026.", "../2026-02-20"),
    ("It will not open until 2027.", "2027-01-01/2027-12-31"),
    ("It opens after March 4, 2026.", "2026-03-05/.."),
    ("It opens in 2027 at the earliest.", "2027-01-01/.."),
    ("It opens in late 2026 or early 2027.", "2026-09-01/2027-04-30"),
    ("It shoots between July and September 2026.", "2026-07-01/2026-09-30"),
    ("It opens at the end of February 2026.", "2026-02-21/2026-02-28"),
    ("It wrapped last month.", "2025-10-01/2025-10-31"),
    ("It starts in three weeks.", "2025-12-13/2025-12-13"),
    ("It opens in the first week of March 2026.", "2026-03-01/2026-03-07"),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_a_row_of_the_table_is_one_expression_with_its_range(text: str, expected: str) -> None:
    """The rows of the table of claims give one expression with the range they state."""
    assert [expected] == [str(found.range) for found in tag(text, ANCHOR)]


def test_durations_and_sets_have_no_range() -> None:
    """How long and how often are kept, without days."""
    found = tag("It took about 18 months and airs every Friday.", ANCHOR)
    assert [("DURATION", None), ("SET", None)] == [(f.type, f.range) for f in found]


def test_signals_stay_outside_a_timex() -> None:
    """TIMEX3 leaves "by" outside of the expression."""
    assert ["mid-February"] == [f.words for f in timexes("It wraps by mid-February.", ANCHOR)]


def test_parse_reads_a_phrase_and_its_own_output() -> None:
    """A phrase and the text of a range both give the range."""
    expected = DateRange(date(2026, 9, 1), date(2026, 12, 31))
    assert [expected, expected] == [parse(p, ANCHOR) for p in ("late 2026", str(expected))]


def test_an_unknown_language_is_named_with_the_choice() -> None:
    """The error names the language and what there is."""
    with pytest.raises(ValueError, match="no dates are read in 'xx'"):
        tag("2026", ANCHOR, language="xx")


def test_a_region_of_a_language_is_read_as_the_language() -> None:
    """`en-GB` and `ko_KR` are English and Korean."""
    found = [tag("2026", ANCHOR, language="en-GB"), tag("2026년", ANCHOR, language="ko_KR")]
    assert [["2026"], ["2026"]] == [[f.value for f in each] for each in found]


def test_the_answer_does_not_hang_on_the_order_of_sets() -> None:
    """Two runs with other hash seeds give the same derivations."""
    script = (
        "from datetime import date; from airdate.dates import tag; "
        "print(tag('It airs next Friday, in late 2026 or early 2027, at 8 p.m. on May 2 to 13, "
        "2026, two years later or in the first week of March.', date(2025, 11, 22)))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert 1 == len(said)
