"""What time alone brings: a milestone that is overdue, a release that is near, a forecast that
moved away from what was last told. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from airdate.alerts.notices import Kind, Notice, identity_of, quotes_of
from airdate.brief.wording import EVENT_NAMES, event_words, says
from airdate.model import Belief, DateRange, Event, Forecast, Status, Timeline
from airdate.wording import day_words, days_words, percent

FIRM = 0.5
"""From this probability on a single day that was planned counts as the date, as in a brief."""

_NEVER_TOLD = 0.1


def overdue(
    timeline: Timeline, *, today: date, after_days: int, since: datetime
) -> Iterator[Notice]:
    """Yield the plans whose end is some days past, and of which nothing was heard.

    after_days: days after the end of the planned range.  since: what was overdue, and known to
    be, before that moment is no news; aware, in the time zone of `today`.
    """
    for belief in timeline.milestones:
        end = belief.when.latest if belief.when else None
        if belief.overdue_days is None or end is None or belief.status is Status.RUMOURED:
            continue
        known = min(w.entry.recorded_at for w in belief.claims_for)
        is_news = known > since or end + timedelta(after_days) >= since.date()
        if (today - end).days >= after_days and is_news:
            yield _overdue(timeline, belief, end)


def _overdue(timeline: Timeline, belief: Belief, end: date) -> Notice:
    name = EVENT_NAMES[belief.event]
    plan = event_words(belief.event, belief.status, when=belief.when)
    # The days are not told: the sentence must hold whenever it is read.
    text = f"It {plan}, {says(belief.claims_for)}; that has passed, and nobody has reported it."
    return Notice(
        id=identity_of(timeline.installment, Kind.OVERDUE, belief.event, belief.when),
        installment=timeline.installment,
        kind=Kind.OVERDUE,
        about=str(belief.event),
        headline=f"Overdue: {name[0].lower()}{name[1:]}",
        text=text,
        said_on=end,
        when=belief.when,
        quotes=quotes_of(belief.claims_for),
    )


def soon(timeline: Timeline, *, today: date, lead_days: Sequence[int]) -> Iterator[Notice]:
    """Yield a reminder of a release whose one day its makers named, and that is near.

    lead_days: so many days before; 0 for the day itself. Where several are past, only the nearest
    is told, so that whoever was away is reminded once.
    """
    release = timeline.belief(Event.RELEASE)
    day = _exact_day(release)
    if release is None or day is None:
        return
    left = (day - today).days
    lead = min((days for days in lead_days if days >= left), default=None)
    if left < 0 or lead is None:
        return
    when = {0: "Out today", 1: "Out tomorrow"}.get(left, f"Out in {days_words(left)}")
    yield Notice(
        id=identity_of(timeline.installment, Kind.SOON, day, lead),
        installment=timeline.installment,
        kind=Kind.SOON,
        about=str(Event.RELEASE),
        headline=when,
        text=f"It comes on {day_words(day)}, {says(release.claims_for)}.",
        said_on=today,
        when=release.when,
        quotes=quotes_of(release.claims_for),
    )


def _exact_day(release: Belief | None) -> date | None:
    """Return the day of a release, where its makers named one; never one day of a range."""
    if release is None or release.status is not Status.PLANNED or release.probability < FIRM:
        return None
    when = release.when
    return when.earliest if when is not None and when.days == 1 else None


def forecast_moved(timeline: Timeline, forecast: Forecast, *, told: date) -> Notice | None:
    """Return that the middle of a forecast is another one than was told last; None if not.

    told: the middle when it was last told of.
    """
    middle = forecast.quantile(0.5, given_release=True)
    if forecast.released or middle is None or middle == told:
        return None
    shift = (middle - told).days
    way = f"{days_words(abs(shift))} {'later' if shift > 0 else 'earlier'}"
    low, high = (forecast.quantile(level, given_release=True) for level in (0.1, 0.9))
    text = (
        f"The middle of the forecast is {day_words(middle)} now, {way} than when it was last told"
    )
    text += f" ({day_words(told)})"
    if low and high:
        text += f"; 80\u00a0% likely between {day_words(low)} and {day_words(high)}"
    if forecast.never >= _NEVER_TOLD:
        text += f", {percent(forecast.never)} that it never comes"
    reasons = sorted(forecast.reasons, key=lambda r: -abs(r.shift_days or 0))
    claims = {w.entry.id: w for reason in reasons for w in reason.claims}
    return Notice(
        id=identity_of(timeline.installment, Kind.FORECAST, told, middle),
        installment=timeline.installment,
        kind=Kind.FORECAST,
        about="forecast",
        headline=f"Forecast {way}",
        text=f"{text}. It is an estimate of airdate's, not a date that anybody named.",
        said_on=timeline.as_of,
        when=DateRange(low, high) if low and high else None,
        shift_days=shift,
        quotes=quotes_of(list(claims.values())[:3]),
    )
