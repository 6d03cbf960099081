"""What other milestones and the forecast say of a claim: filming goes on, plans slip, odds."""

from __future__ import annotations

from datetime import timedelta

from airdate.brief.wording import event_words, says
from airdate.checking.case import LIKELY, Case, belief_words, made, status_of
from airdate.checking.findings import Checked, Verdict
from airdate.model import DateRange, Event, Status
from airdate.wording import percent, with_preposition

# A slip by fewer days is told as a change of date, not as a delay.
_DELAY_DAYS = 14


def by_course(case: Case) -> Checked | None:
    """Return the verdict that other milestones give: filming goes on till it wraps; plans slip."""
    if case.claim.status is not Status.DONE:
        return None
    if case.said.event is Event.FILMING and case.said.when is not None:
        return _within_filming(case, case.said.when)
    if case.said.event is Event.DELAY and case.belief is None:
        return _by_slips(case)
    return None


def _within_filming(case: Case, when: DateRange) -> Checked | None:
    timeline = case.known.timeline
    began, ended = timeline.belief(Event.FILMING_START), timeline.belief(Event.FILMING_WRAP)
    if began is None or status_of(began) is not Status.DONE or began.when is None:
        return None
    last = ended.when.latest if ended and ended.when and ended.when.latest else case.as_of
    first = began.when.earliest
    if first is None or when.earliest is None or when.latest is None:
        return None
    if not (first <= when.earliest and when.latest <= max(last, case.as_of)):
        return None
    text = f"Filming went on then: it {belief_words(began)}, {says(began.claims_for)}."
    named = (*began.claims_for, *(ended.claims_for if ended else ()))
    return made(case, Verdict.SUPPORTED, text, supporting=named, since=began.since)


def _by_slips(case: Case) -> Checked | None:
    for belief in case.known.timeline.milestones:
        slipped = [p for p in belief.plans if (p.slip_days or 0) >= _DELAY_DAYS]
        if slipped:
            old = slipped[-1]
            text = (
                f"It {event_words(belief.event, Status.DROPPED, when=old.when)}, "
                f"{says(old.claims)}; now it {belief_words(belief)}, {says(belief.claims_for)}."
            )
            named = (*old.claims, *belief.claims_for)
            return made(case, Verdict.SUPPORTED, text, supporting=named, since=belief.since)
    return None


def odds(case: Case) -> str:
    """Return what the forecast makes of a release that no source tells; nothing else has one."""
    chance, when = _chance(case), case.said.when
    if chance is None or when is None:
        return ""
    time = with_preposition(when)
    return f" By the forecast, a release {time} has a chance of {percent(chance)}."


def _chance(case: Case) -> float | None:
    """Return the chance, 0..1, of a release in the days of the draft; None of anything else."""
    forecast, when = case.known.forecast, case.said.when
    if forecast is None or when is None or case.said.event is not Event.RELEASE:
        return None
    if forecast.released is not None:
        return None
    before = forecast.by(when.earliest - timedelta(1)) if when.earliest else 0.0
    until = forecast.by(when.latest) if when.latest else 1.0 - forecast.never
    return max(0.0, until - before)


def by_forecast(case: Case) -> Checked | None:
    """Return the verdict on an estimate that no source makes, but the forecast bears out."""
    chance = _chance(case)
    if case.claim.status is not Status.EXPECTED or chance is None or chance < LIKELY:
        return None
    forecast = case.known.forecast
    reasons = forecast.reasons if forecast else ()
    behind = tuple(dict.fromkeys(w for reason in reasons for w in reason.claims))
    text = f"No source says so, but by the forecast it has a chance of {percent(chance)}."
    return made(case, Verdict.SUPPORTED, text, supporting=behind)
