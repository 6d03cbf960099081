"""Makes ranges of days from words and an anchor: "mid-February 2026" → 2026-02-11/2026-02-20."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date

from airdate.dates.cascade import LANGUAGES
from airdate.dates.tagger import expressions
from airdate.model import DateRange, TimeExpression

__all__ = ["LANGUAGES", "explain", "parse", "tag", "timex3_lines", "timexes"]


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


def timex3_lines(lines: Iterable[str], *, language: str = "en") -> Iterator[str]:
    """Yield, for JSON lines with `id`, `text` and `dct` (an ISO day), lines with their `timexes`.

    The form is that of TempEval-style scorers: start, end, type, value, mod.
    Raises: ValueError naming the line that is not of this form.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            document = json.loads(line)
            text, anchor = document["text"], date.fromisoformat(document["dct"][:10])
        except (ValueError, KeyError, TypeError) as error:
            problem = f'line {number} is not {{"id", "text", "dct"}} with an ISO day: {error}'
            raise ValueError(problem) from error
        found = [
            {"start": t.start, "end": t.end, "type": t.type, "value": t.value, "mod": t.mod}
            for t in timexes(text, anchor, language=language)
        ]
        yield json.dumps({"id": document.get("id"), "timexes": found}, ensure_ascii=False)


def explain(expression: TimeExpression) -> str:
    """Return the derivation of an expression, one step a line."""
    head = f"{expression.words!r} {expression.range or expression.value}"
    return "\n".join([head, *(f"  {step}" for step in expression.derivation)])
