"""The table of all installments: stage, forecast, last news, sources."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from airdate.brief.wording import EVENT_NAMES
from airdate.model import Event, Forecast, Status, Timeline
from airdate.publish.jsonform import forecast_json
from airdate.publish.text import safe
from airdate.wording import month_words, percent, range_words

if TYPE_CHECKING:
    from airdate.ledger import Listing

COLUMNS = ("title", "stage", "release", "last news", "sources", "ref")
Found = tuple["Listing", Timeline, Forecast]


def awaited(rows: Sequence[Found]) -> list[Found]:
    """Return the rows that tell a milestone, without a series as a whole beside its seasons."""
    telling = [found for found in rows if found[1].milestones]
    numbered = {listed.title_key for listed, _, _ in telling if listed.installment.season}
    return [
        found
        for found in telling
        if found[0].installment.season or found[0].title_key not in numbered
    ]


def sort_key(found: Found) -> tuple[bool, date, str]:
    """Return where a row stands: the awaited first, the soonest first, then what is out."""
    listed, timeline, forecast = found
    middle = forecast.quantile(0.5, given_release=True)
    over = forecast.released is not None or _cancelled(timeline)
    return over, middle or date.max, str(listed.installment)


def row(found: Found) -> tuple[str, ...]:
    """Return the cells of an installment, by the names in COLUMNS."""
    listed, timeline, forecast = found
    last = listed.last_said_on.isoformat()
    cells = (str(listed.installment), stage_words(timeline), release_words(timeline, forecast))
    return tuple(safe(cell) for cell in (*cells, last, str(listed.sources), listed.ref))


def stage_words(timeline: Timeline) -> str:
    """Return the stage of an installment in a word or two."""
    return EVENT_NAMES[timeline.stage] if timeline.stage else "nothing done yet"


def release_words(timeline: Timeline, forecast: Forecast) -> str:
    """Return when it was or will be released: a range, never a bare date for a forecast."""
    if forecast.released:
        return f"out: {range_words(forecast.released)}"
    release = timeline.belief(Event.RELEASE)
    if release and release.status is Status.DONE:
        return "out"
    if _cancelled(timeline):
        return "cancelled"
    low, high = (forecast.quantile(level, given_release=True) for level in (0.1, 0.9))
    if low is None or high is None:
        return "not in sight"
    doubt = f", {percent(forecast.never)} never" if forecast.never >= 0.1 else ""
    return f"80\u00a0%: {month_words(low)} to {month_words(high)}{doubt}"


def _cancelled(timeline: Timeline) -> bool:
    belief = timeline.belief(Event.CANCELLED)
    return belief is not None and belief.status is Status.DONE


def row_json(found: Found) -> dict[str, Any]:
    """Return an installment with its stage, forecast, last news and counts."""
    listed, timeline, forecast = found
    return {
        "title": listed.installment.title,
        "season": listed.installment.season,
        "ref": listed.ref,
        "stage": str(timeline.stage) if timeline.stage else None,
        "forecast": forecast_json(forecast),
        "last_said_on": listed.last_said_on.isoformat(),
        "documents": listed.documents,
        "sources": listed.sources,
    }
