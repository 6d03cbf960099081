"""When an installment is due, for calendars: one day that was told, or a window of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

from airdate.brief.outlook import answer
from airdate.brief.wording import teller
from airdate.model import DateRange, Event, Forecast, Installment, Status, Timeline, Weighed

Certainty = Literal["out", "dated", "window"]

_FIRM = 0.5
"""From this probability on a single day that was planned is shown as the date, as in a brief."""

_EPOCH = date(2020, 1, 1)
_MOST_SOURCES = 8


@dataclass(frozen=True, slots=True)
class Due:
    """The days of a release. first, last: both included.

    certainty: out (it happened), dated (its makers named the day) or window (80 % of the forecast).
    probability: 0..1, that it falls in these days.  told: the answer in one sentence.
    sources: who says so, with the address where there is one.
    changed_at: the moment of the latest news of it.  sequence: it rises with every change.
    """

    installment: Installment
    ref: str
    first: date
    last: date
    certainty: Certainty
    probability: float
    told: str
    sources: tuple[tuple[str, str | None], ...]
    changed_at: datetime
    sequence: int


def due_of(timeline: Timeline, forecast: Forecast, *, ref: str, edition: int) -> Due | None:
    """Return when an installment is due; None where it is cancelled or not in sight.

    edition: a number that rises with everything the ledger records.
    """
    told, claims = answer(timeline, forecast)
    found = _days(timeline, forecast)
    if found is None:
        return None
    days, certainty, probability = found
    changed_at = _changed_at(timeline, certainty)
    return Due(
        installment=timeline.installment,
        ref=ref,
        first=days[0],
        last=days[1],
        certainty=certainty,
        probability=probability,
        told=told,
        sources=_sources(claims),
        changed_at=changed_at,
        sequence=max(0, edition + (changed_at.date() - _EPOCH).days),
    )


Days = tuple[date, date]


def _days(timeline: Timeline, forecast: Forecast) -> tuple[Days, Certainty, float] | None:
    release, cancelled = timeline.belief(Event.RELEASE), timeline.belief(Event.CANCELLED)
    if release and release.status is Status.DONE:
        out = _closed(release.when or forecast.released)
        return (out, "out", release.probability) if out else None
    if cancelled and cancelled.status is Status.DONE:
        return None
    if release and release.status is Status.PLANNED and release.probability >= _FIRM:
        day = _closed(release.when)
        if day and day[0] == day[1]:
            return day, "dated", release.probability
    low, high = (forecast.quantile(level, given_release=True) for level in (0.1, 0.9))
    if low is None or high is None or forecast.never > 0.5:
        return None
    inside = forecast.by(high) - forecast.by(low - timedelta(1))
    return (low, high), "window", inside


def _closed(when: DateRange | None) -> Days | None:
    if when is None or when.earliest is None or when.latest is None:
        return None
    return when.earliest, when.latest


def _changed_at(timeline: Timeline, certainty: Certainty) -> datetime:
    """Return the moment of the latest news; a window moves with every day that passes, too."""
    moments = [w.entry.recorded_at for w in timeline.weighed]
    moments += [w.entry.judgement.recorded_at for w in timeline.weighed if w.entry.judgement]
    if certainty == "window" or not moments:
        moments.append(datetime.combine(timeline.as_of, time(), UTC))
    return max(moments).astimezone(UTC).replace(microsecond=0)


def _sources(claims: tuple[Weighed, ...]) -> tuple[tuple[str, str | None], ...]:
    ordered = sorted(claims, key=lambda w: (-w.weight, w.entry.id))
    found = dict.fromkeys((teller(w), w.entry.url) for w in ordered if not w.repeats)
    return tuple(found)[:_MOST_SOURCES]


def due_json(due: Due) -> dict[str, Any]:
    """Return when an installment is due as JSON; `earliest` and `latest` are both included."""
    return {
        "title": due.installment.title,
        "season": due.installment.season,
        "ref": due.ref,
        "earliest": due.first.isoformat(),
        "latest": due.last.isoformat(),
        "certainty": due.certainty,
        "probability": round(due.probability, 4),
        "answer": due.told,
        "sources": [{"name": name, "url": url} for name, url in due.sources],
    }
