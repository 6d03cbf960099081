"""English."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from airdate.dates.en import (
    clocks,
    days,
    durations,
    monthly,
    named,
    parts,
    reckoned,
    relative,
    seasons,
    spans,
    weeks,
    years,
)
from airdate.dates.rules import Language
from airdate.dates.vocabulary import Word, load

DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60,
           "seventies": 70, "eighties": 80, "nineties": 90}  # fmt: skip


def holidays(path: Path) -> list[Word]:
    """Return the rows of a table of holidays as words of the category `holiday`."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            words, when, example = line.split("\t")
            rows.append(Word("holiday", words, when, example))
    return rows


@cache
def language() -> Language:
    """Return English, made ready once."""
    folder = Path(__file__).parent
    decades = [Word("decadeword", w, str(v), f"It is set in the {w}.") for w, v in DECADES.items()]
    rows = (*load(folder / "lexicon.tsv"), *holidays(folder / "holidays.tsv"), *decades)
    return Language(
        "en",
        rows,
        named.NAMED,
        (
            (
                *spans.FIRST,
                *monthly.FIRST,
                *spans.TURNS,
                *reckoned.FIRST,
                *days.RULES,
                *weeks.RULES,
                *years.RULES,
                *seasons.RULES,
                *durations.RULES,
                *relative.RULES,
                *clocks.RULES,
            ),
            (
                *relative.STAGE_TWO,
                *reckoned.STAGE_TWO,
                *parts.TURNS,
                *parts.OF_MONTH,
                *parts.IN_WEEK,
                *monthly.WEEKS,
            ),
            clocks.ATTACHED,
            (*parts.MODIFIED, *monthly.HALVES, *spans.PARTS, *reckoned.COUNTED),
            spans.PAIRS,
            spans.OPEN,
        ),
    )
