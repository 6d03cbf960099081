"""The laws of the room `dates`, as properties."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from airdate.dates import parse, tag, timexes
from airdate.dates.periods import Period, containing, first_day, last_day, thirds
from airdate.model import DateRange, TimeExpression

ANCHOR = date(2025, 11, 22)
# The first text pays for making the rules ready: no example is to be judged by its time.
UNHURRIED = settings(deadline=None)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
NEAR_DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# Templates with a year {y} and the year after it {z}; none leans on a weekday.
PHRASES = (
    "{y}",
    "{month} {y}",
    "early {y}",
    "mid-{month} {y}",
    "late {y} or early {z}",
    "Q3 {y}",
    "the second half of {y}",
    "summer {y}",
    "winter {y}",
    "by the end of {y}",
    "no earlier than {y}",
    "between {month} {y} and {month} {z}",
    "{month} 14, {y}",
    "after {month} 14, {y}",
    "last year",
    "next month",
    "later this year",
    "Christmas",
)
SPICE = (
    "May may early mid late of the in by until from to or and between 2026 1999 14 "
    "3rd Q3  2026-05-08 10:30 pm last next this year month week day two weeks ago "
    "later every Friday fall spring  summer quarter first half ' 's - – , . / ( "
    "\u00a0 ２０２６ '90s 480 BC Christmas"
)
WORDS = st.sampled_from((*(m.lower() for m in MONTHS), *MONTHS, *SPICE.split(" "), "\n"))


def bounds() -> st.SearchStrategy[DateRange]:
    """Return any range, open ones too."""
    ends = st.tuples(st.none() | DAYS, st.none() | DAYS)
    ordered = ends.map(lambda e: e if None in e else tuple(sorted(e)))  # type: ignore[type-var]
    return ordered.map(lambda e: DateRange(*e))


class TestRangesAreHonest:
    """`earliest <= latest`; `parse(str(r)) == r`; the thirds of X lie in X and together are X."""

    @UNHURRIED
    @given(bounds())
    def test_the_text_of_a_range_means_the_range(self, given_range: DateRange) -> None:
        """`parse` undoes `str`."""
        assert given_range == parse(str(given_range), ANCHOR)

    @UNHURRIED
    @given(
        st.sampled_from(
            ("year", "month", "quarter", "half", "season", "southern season", "decade")
        ),
        NEAR_DAYS,
    )
    def test_thirds_partition(self, unit: str, day: date) -> None:
        """Early, mid and late follow each other without a gap from the first day to the last."""
        period: Period = containing(unit, day)
        early, mid, late = thirds(period)
        joints = [early.latest, mid.latest]
        assert [mid.earliest, late.earliest] == [j + timedelta(1) for j in joints if j]
        assert (first_day(period), last_day(period)) == (early.earliest, late.latest)

    @UNHURRIED
    @given(st.lists(WORDS, max_size=30), st.sampled_from((ANCHOR, date.min, date.max)))
    def test_offsets_cover_the_words(self, words: list[str], anchor: date) -> None:
        """Whatever the words, on the first and the last day too: in order, none overlapping."""
        text = " ".join(words)
        for view in (tag, timexes):
            found = view(text, anchor)
            assert [text[f.start : f.end] for f in found] == [f.words for f in found]
            assert all(a.end <= b.start for a, b in pairwise(found))


class TestYearsShift:
    """Shifting anchor and text by whole years shifts the answer."""

    @UNHURRIED
    @given(
        st.sampled_from(PHRASES),
        st.sampled_from(MONTHS),
        st.integers(1960, 2060),
        st.integers(-40, 40),
    )
    def test_whole_years(self, phrase: str, month: str, year: int, by: int) -> None:
        """29 February apart, which not every year has."""
        before = read(phrase.format(y=year, z=year + 1, month=month), date(year, 5, 9))
        after = read(
            phrase.format(y=year + by, z=year + by + 1, month=month), date(year + by, 5, 9)
        )
        assert [shifted(r, by) for r in before] == after


class TestParagraphs:
    """Joined paragraphs give what each gives, where neither refers to the other."""

    @UNHURRIED
    @given(st.lists(st.sampled_from(PHRASES[:14]), min_size=2, max_size=5), st.integers(2000, 2040))
    def test_joined_paragraphs(self, phrases: list[str], year: int) -> None:
        """Each paragraph names its years in full."""
        texts = [f"It comes {p.format(y=year, z=year + 1, month='June')} at last." for p in phrases]
        apart = [r for text in texts for r in read(text, ANCHOR)]
        assert apart == read("\n".join(texts), ANCHOR)


class TestEdtf:
    """EDTF texts agree with the `edtf` package, an independent reader."""

    @settings(max_examples=60, deadline=None)
    @given(
        st.sampled_from(PHRASES),
        st.sampled_from(MONTHS),
        st.integers(1960, 2060),
        st.sampled_from(("north", "south")),
    )
    def test_an_oracle_reads_the_same_days(
        self, phrase: str, month: str, year: int, hemisphere: str
    ) -> None:
        """Closed ranges; the package does not read open bounds."""
        text = phrase.format(y=year, z=year + 1, month=month)
        for found in tag(text, date(year, 5, 9), hemisphere=hemisphere):
            if found.edtf and ".." not in found.edtf and found.range:
                assert str(found.range) == oracle(found.edtf)


class TestLinear:
    """Work grows with the text, not faster: twice the text, at most about twice the calls."""

    @pytest.mark.parametrize(
        "piece",
        ["a", "1", "1.", "May ", "2026 ", "in ", "the ", "one ", "early ", "- ", "2026-", "'s ",
         "\n", "between May and ", "two weeks ago ", "twenty ", "5 ", "( ", "．", "early 2026 or "],
    )  # fmt: skip
    def test_twice_the_text_twice_the_work(self, piece: str) -> None:
        """A count of calls, not of seconds."""
        once, twice = (calls(lambda n=n: tag(piece * n, ANCHOR)) for n in (400, 800))
        assert twice <= 2.6 * once + 2000

    def test_a_megabyte_without_a_blank_is_read(self) -> None:
        """It holds nothing."""
        assert [] == tag("x1" * 500_000, ANCHOR)


@pytest.mark.parametrize("year", [1, 79, 999, 9999])
def test_years_1_to_9999_have_days(year: int) -> None:
    """As ISO days."""
    day = date(year, 12, 31)
    assert [DateRange.on(day)] == read(f"on {day.isoformat()}", ANCHOR)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("February 29, 2028", "2028-02-29/2028-02-29"),
        ("the end of February 2028", "2028-02-21/2028-02-29"),
        ("in ２０２６", "2026-01-01/2026-12-31"),
        ("in late‑2026", "2026-09-01/2026-12-31"),
        ("in late\u00a02026", "2026-09-01/2026-12-31"),
        ("in March – May 2026", "2026-03-01/2026-05-31"),
        ("on Sept 5th , 2026", "2026-09-05/2026-09-05"),
        ("in 2026 − 27", "2026-01-01/2027-12-31"),
    ],
)
def test_any_digits_dashes_and_spaces(text: str, expected: str) -> None:
    """Leap days, full-width digits, hyphens and spaces of all kinds."""
    assert [expected] == [str(r) for r in read(text, ANCHOR)]


def test_week_53_is_a_week() -> None:
    """The last days of 2026 lie in its week 53."""
    assert "2026-W53" == timexes("It airs this week.", date(2026, 12, 30))[0].value


def read(text: str, anchor: date) -> list[DateRange]:
    """Return the ranges of a text."""
    return [f.range for f in tag(text, anchor) if f.range is not None]


def shifted(bounds: DateRange, years: int) -> DateRange:
    """Return a range moved by whole years; the last day of a February stays the last."""

    def move(day: date | None) -> date | None:
        if day is None:
            return None
        if (day.month, day.day) in ((2, 28), (2, 29)):
            return date(day.year + years, 3, 1) - timedelta(1)
        return day.replace(year=day.year + years)

    return DateRange(move(bounds.earliest), move(bounds.latest))


def oracle(text: str) -> str:
    """Return the days that the `edtf` package reads."""
    parsed = parse_edtf(text)
    low, high = parsed.lower_strict(), parsed.upper_strict()
    return str(DateRange(date(*low[:3]), date(*high[:3])))


def calls(work: Callable[[], list[TimeExpression]]) -> int:
    """Return how many functions were called, built-in ones too."""
    count = 0

    def note(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
