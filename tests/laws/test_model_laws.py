"""Ranges are honest, titles compare, documents have one identity."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airdate.model import DateRange, Document, Installment, title_key

days = st.dates(date(1, 1, 1), date(9999, 12, 31))


@st.composite
def ranges(draw: st.DrawFn) -> DateRange:
    """Return a range, open on either side or not."""
    low, high = sorted((draw(days), draw(days)))
    shape = draw(st.sampled_from(["closed", "from", "until", "open"]))
    return DateRange(
        low if shape in ("closed", "from") else None,
        high if shape in ("closed", "until") else None,
    )


class TestRangesAreHonest:
    """`earliest <= latest`; `parse(str(r)) == r`."""

    @given(ranges())
    def test_what_is_written_is_read_back(self, when: DateRange) -> None:
        assert when == DateRange.parse(str(when))

    @given(days, days)
    def test_a_range_cannot_end_before_it_starts(self, one: date, other: date) -> None:
        low, high = sorted((one, other))
        if low != high:
            with pytest.raises(ValueError, match="end before it starts"):
                DateRange(high, low)
        assert (high - low).days + 1 == DateRange(low, high).days

    @given(ranges(), ranges())
    def test_overlap_is_mutual(self, one: DateRange, other: DateRange) -> None:
        assert one.overlaps(other) == other.overlaps(one)
        assert one.overlaps(one)

    @given(st.text())
    def test_other_texts_are_refused(self, text: str) -> None:
        try:
            when = DateRange.parse(text)
        except ValueError:
            return
        assert when == DateRange.parse(str(when))


class TestTitlesCompare:
    """One work has one key, however it is typed."""

    @given(st.text())
    def test_a_key_is_its_own_key(self, title: str) -> None:
        once = title_key(title)
        assert title_key(once) == title_key(title_key(once))

    @given(st.text(alphabet=st.characters(codec="ascii", categories=["L"]), min_size=1))
    def test_case_and_punctuation_do_not_count(self, word: str) -> None:
        assert title_key(f"Show {word} Time") == title_key(f"  show: {word.upper()} time! ")

    def test_examples(self) -> None:
        assert "office" == title_key("The Office")
        assert "the" == title_key("The")
        assert "pokemon" == title_key("Pokémon")
        assert "law and order" == title_key("Law & Order")
        assert "지금 우리 학교는" == title_key("지금 우리 학교는")
        assert ("dark", 3) == Installment("Dark: Season 3", 3).key
        assert title_key("Grey’s Anatomy") == title_key("Greys anatomy")


class TestOneTextOneDocument:
    """Case, width and white space make no other document."""

    @given(st.text(alphabet="abc ÀÉ가\n\t", max_size=40))
    def test_white_space_and_case_do_not_count(self, text: str) -> None:
        one = Document(text, "", ())
        other = Document("  " + text.upper().replace(" ", "\u00a0 ") + "\n", "", ())
        assert one.id == other.id
