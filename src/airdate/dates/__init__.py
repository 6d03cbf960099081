"""Makes ranges of days from words and an anchor day: "mid-February 2026" → 2026-02-11/2026-02-20."""

from __future__ import annotations

from datetime import date

from airdate.dates.tagger import expressions
from airdate.model import DateRange, TimeExpression

__all__ = ["parse", "tag", "timexes"]


def tag(
    text: str, anchor: date, *, language: str = "en", hemisphere: str = "north"
) -> list[TimeExpression]:
    """Return the time expressions as claims see them: ranges and open bounds are one expression.

    anchor: the document's day.  hemisphere: north or south, for seasons.  Sorted, none overlapping;
    durations, sets and vague words have the range None.
    Raises: ValueError for a language or hemisphere that we do not know.
    """
    return expressions(text, anchor, language=language, hemisphere=hemisphere, view="claims")


def timexes(
    text: str, anchor: date, *, language: str = "en", hemisphere: str = "north"
) -> list[TimeExpression]:
    """Return the time expressions as TIMEX3 sees them: single ones, without their prepositions.

    As for `tag`.
    """
    return expressions(text, anchor, language=language, hemisphere=hemisphere, view="timex")


def parse(
    phrase: str, anchor: date, *, language: str = "en", hemisphere: str = "north"
) -> DateRange | None:
    """Return the range that a phrase means, None where it means none.

    Also reads what `str` makes of a range. As for `tag`.
    """
    try:
        return DateRange.parse(phrase.strip())
    except ValueError:
        found = tag(phrase, anchor, language=language, hemisphere=hemisphere)
    ranges = [f.range for f in found if f.range is not None]
    return ranges[0] if len(ranges) == 1 else None
