"""A draft's claim on an event, beside what is believed of that event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from airdate.brief.wording import event_words, reporters, says, told_by
from airdate.checking.case import LIKELY, Case, belief_words, made, status_of
from airdate.checking.course import by_course, by_forecast, odds
from airdate.checking.findings import Checked, Known, Verdict
from airdate.checking.windows import Fit, fit
from airdate.model import (
    Belief,
    Claim,
    DateRange,
    Event,
    Milestone,
    Plan,
    Status,
    Weighed,
)
from airdate.model import Verdict as Judged
from airdate.sources import support
from airdate.wording import day_words, with_preposition

# How sure each way of saying a thing is; a draft may be no surer than its sources.
# An estimate and a rumour are both told with a hedge, which is all that is asked of a draft.
_SURENESS = {Status.RUMOURED: 0, Status.EXPECTED: 0, Status.PLANNED: 1, Status.DONE: 2}

_COMING = (Status.PLANNED, Status.EXPECTED, Status.RUMOURED)

_HEDGE = {
    Status.RUMOURED: "no surer than a rumour",
    Status.EXPECTED: "an estimate",
    Status.PLANNED: "a plan so far",
}

# An estimate is of today as long as nobody made a newer one this many days later.
_FRESH_DAYS = 30

# Reports of what came follow within this many days; then silence tells that it did not.
_REPORTED_DAYS = 14


def check_milestone(claim: Claim, said: Milestone, *, known: Known) -> Checked:
    """Return a claim on an event with its verdict."""
    timeline = known.timeline
    belief = timeline.belief(said.event)
    if said.event in (Event.FILMING, Event.FILMING_START) and (
        belief is None or (claim.status is Status.DONE and belief.status is not Status.DONE)
    ):
        # That it began tells that it goes on, and the other way round.
        other = Event.FILMING if said.event is Event.FILMING_START else Event.FILMING_START
        belief = _stronger(belief, timeline.belief(other))
    if said.event is Event.TRAILER and claim.status not in (Status.DONE, Status.DENIED):
        # The next one: that there was one before says nothing against it.
        belief = next((s.belief for s in timeline.showings if s.name == "next"), None)
    case = Case(claim, said, timeline.installment, known, belief)
    if (found := by_course(case)) is not None:
        return found
    match claim.status:
        case Status.DENIED:
            return _denied(case)
        case Status.DROPPED:
            return _dropped(case)
        case _:
            return _told(case)


def _stronger(one: Belief | None, other: Belief | None) -> Belief | None:
    if one is None or (other is not None and other.status is Status.DONE):
        return other
    return one


# ── verdicts ────────────────────────────────────────────────────────────────────────────────


def _unheard(case: Case, *, because: str = "") -> Checked:
    tail = odds(case)
    wording = belief_words(case.belief) if case.belief else None
    text = because or "No source in the ledger tells this."
    return made(case, Verdict.UNHEARD, f"{text}{tail}", wording=wording)


def _denied(case: Case) -> Checked:
    """Return the verdict on "it has not": right where nobody who knows says that it has."""
    denials = _claims(case, statuses=(Status.DENIED,))
    belief = case.belief
    if belief is None or belief.status is Status.DENIED:
        if belief is None and not denials:
            return _unheard(case)
        held = belief.claims_for if belief else tuple(denials)
        return made(case, Verdict.SUPPORTED, f"So {says(held)}.", supporting=held)
    if _gainsays(case, belief):
        return _against(case, belief, until=belief.since if denials else None)
    named = tuple(denials) or belief.claims_against
    if named:
        return made(case, Verdict.SUPPORTED, f"So {says(named)}.", supporting=named)
    return made(
        case,
        Verdict.SUPPORTED,
        f"Nothing firmer is known: {belief_words(belief)}.",
        supporting=belief.claims_for,
    )


def _gainsays(case: Case, belief: Belief) -> bool:
    """Whether what is believed cannot be so where a draft says that it is not.

    What is planned has not happened yet; but with a day for its release there is a date, and a plan
    for the very days that are denied is one.
    """
    status = status_of(belief)
    if status is not Status.PLANNED or belief.when is None:
        return status is Status.DONE
    if case.said.when is not None:
        return fit(case.said.when, belief.when) is not Fit.APART
    return case.said.event is Event.RELEASE and belief.when.days == 1


def _dropped(case: Case) -> Checked:
    """Return the verdict on "that plan no longer holds"."""
    plan = _old_plan(case)
    if plan is not None:
        text = f"It was the plan{_until(plan)}, {says(plan.claims)}."
        return made(case, Verdict.SUPPORTED, text, supporting=plan.claims)
    told = _claims(case, statuses=(*_COMING, Status.DROPPED))
    belief = case.belief
    if (
        belief is None
        or fit(case.said.when, belief.when) is Fit.APART
        or belief.status not in _COMING
    ):
        if told:
            return made(
                case, Verdict.SUPPORTED, f"So it was told, {says(told)}.", supporting=tuple(told)
            )
        return _unheard(case, because="No source in the ledger tells of such a plan.")
    return _against(case, belief)


def _told(case: Case) -> Checked:
    """Return the verdict on what a draft says to have happened, or to come."""
    found = _by_days(case)
    if found.verdict is Verdict.UNHEARD and (likely := by_forecast(case)) is not None:
        return likely
    last = case.said.when.latest if case.said.when else None
    if (
        case.claim.status not in _COMING
        or last is None
        or (case.as_of - last).days <= _REPORTED_DAYS
    ):
        return found
    if found.verdict not in (Verdict.SUPPORTED, Verdict.OVERSTATED, Verdict.UNDERSTATED):
        return found
    text = f"That time has passed, and nothing was heard of it since. {found.because}"
    return replace(found, verdict=Verdict.OUTDATED, because=text, until=last, wording=None)


def _by_days(case: Case) -> Checked:
    """Return the verdict by the days of a draft and those that are known."""
    belief = case.belief
    if belief is None:
        return _by_claims(case) or _unheard(case)
    if belief.status is Status.DENIED:
        return _by_claims(case) or _against(case, belief)
    fits = fit(case.said.when, belief.when)
    if fits is Fit.SAME:
        return _hedged(case, belief)
    if fits is Fit.SHARPER:
        return _by_claims(case) or _vaguer(case, belief)
    return _apart(case, belief)


def _hedged(case: Case, belief: Belief) -> Checked:
    """Return the verdict where the days agree: what is left is how surely it is said."""
    said, status = case.claim.status, status_of(belief)
    named: dict[str, Any] = {"supporting": belief.claims_for, "since": belief.since}
    if status is Status.DONE and said is not Status.DONE:
        word = f"It has happened: {belief_words(belief)}, {told_by(belief)}."
        wording = belief_words(belief)
        return made(case, Verdict.OUTDATED, word, wording=wording, until=belief.since, **named)
    if _SURENESS[said] > _SURENESS[status]:
        if said is Status.DONE and belief.when and _ahead(belief.when, case.as_of):
            return _against(case, belief)
        how = f"It is {_HEDGE[status]}, {says(belief.claims_for)}."
        return made(case, Verdict.OVERSTATED, how, wording=belief_words(belief), **named)
    if _SURENESS[said] < _SURENESS[status]:
        how = f"It is announced, {says(belief.claims_for)}: there is no need to hedge it."
        return made(case, Verdict.UNDERSTATED, how, wording=belief_words(belief), **named)
    return made(case, Verdict.SUPPORTED, _so(belief), **named)


def _so(belief: Belief) -> str:
    if reporters(belief):
        return f"So {told_by(belief)}."
    return f"Nobody says so in words, but it {told_by(belief).removeprefix('which ')}."


def _vaguer(case: Case, belief: Belief) -> Checked:
    """Return the verdict where a draft names days that its sources leave open."""
    if belief.when is None:
        text = f"No source gives these days; {says(belief.claims_for)} without a date."
    else:
        text = f"The sources know it no better than {with_preposition(belief.when)}."
    return _unheard(case, because=text)


def _apart(case: Case, belief: Belief) -> Checked:
    """Return the verdict where the days differ: an old plan, another source, or an error."""
    soft = _SURENESS[status_of(belief)] == 0
    if soft and (own := _by_claims(case)) is not None and _is_fresh(own, belief):
        return own
    if (plan := _old_plan(case)) is not None and case.claim.status is not Status.DONE:
        text = f"It was told so{_until(plan)}, {says(plan.claims)}; now it {belief_words(belief)}."
        return made(
            case,
            Verdict.OUTDATED,
            text,
            supporting=plan.claims,
            opposing=belief.claims_for,
            since=belief.since,
            until=plan.dropped_on or belief.since,
            wording=belief_words(belief),
        )
    if case.claim.status is Status.DONE and _still_ahead(case, belief):
        return _against(case, belief)
    if soft:
        return _unheard(case, because=f"Others say that it {belief_words(belief)}.")
    return _against(case, belief)


def _still_ahead(case: Case, belief: Belief) -> bool:
    """Whether it was told as to come after the days on which it is said to have happened."""
    last = case.said.when.latest if case.said.when else None
    return (
        belief.status in _COMING
        and last is not None
        and any(w.entry.said_on > last for w in belief.claims_for)
    )


def _is_fresh(own: Checked, belief: Belief) -> bool:
    """Whether those who say so did so lately, beside those who say what is believed."""
    latest = max(w.entry.said_on for w in own.supporting)
    newest = max((w.entry.said_on for w in belief.claims_for), default=latest)
    return (newest - latest).days <= _FRESH_DAYS


def _against(case: Case, belief: Belief, *, until: date | None = None) -> Checked:
    verdict = Verdict.OUTDATED if until else Verdict.CONTRADICTED
    text = f"It {belief_words(belief)}, {told_by(belief)}, since {day_words(belief.since)}."
    return made(
        case,
        verdict,
        text,
        opposing=belief.claims_for,
        since=belief.since,
        until=until,
        wording=belief_words(belief),
    )


def _by_claims(case: Case) -> Checked | None:
    """Return the verdict by single claims that say the same, None where none does."""
    wanted = (Status.DONE, Status.PLANNED, Status.EXPECTED, Status.RUMOURED)
    same = _claims(case, statuses=wanted)
    if not same:
        return None
    surest = max(same, key=lambda w: (_SURENESS[w.entry.claim.status], w.weight))
    status = surest.entry.claim.status
    strong = support([w for w in same if w.entry.claim.status is status])
    if _SURENESS[status] > _SURENESS[Status.EXPECTED] and strong <= LIKELY:
        status = Status.RUMOURED
    named: dict[str, Any] = {"supporting": tuple(same), "since": same[0].entry.said_on}
    if _SURENESS[case.claim.status] <= _SURENESS[status]:
        return made(case, Verdict.SUPPORTED, f"So {says(same)}.", **named)
    words = event_words(case.said.event, status, when=case.said.when)
    how = f"It is {_HEDGE[status]}, {says(same)}."
    return made(case, Verdict.OVERSTATED, how, wording=words, **named)


# ── what is known ───────────────────────────────────────────────────────────────────────────


def _claims(case: Case, *, statuses: Sequence[Status]) -> list[Weighed]:
    """Return the claims of the ledger that say the same of the event, oldest first."""
    found = [
        weighed
        for weighed, said in _of_event(case)
        if weighed.entry.claim.status in statuses and fit(case.said.when, said.when) is Fit.SAME
    ]
    return sorted(found, key=lambda w: (w.entry.said_on, w.entry.id))


def _of_event(case: Case) -> Iterable[tuple[Weighed, Milestone]]:
    for weighed in case.known.timeline.weighed:
        statement, judged = weighed.entry.claim.statement, weighed.entry.judgement
        rejected = judged is not None and judged.verdict is Judged.REJECTED
        if isinstance(statement, Milestone) and statement.event is case.said.event and not rejected:
            yield weighed, statement


def _old_plan(case: Case) -> Plan | None:
    """Return the latest plan that no longer holds and had the days of the draft."""
    if case.belief is None or case.said.when is None:
        return None
    old = [p for p in case.belief.plans if fit(case.said.when, p.when) is Fit.SAME]
    return old[-1] if old else None


def _ahead(when: DateRange, as_of: date) -> bool:
    return when.earliest is not None and when.earliest > as_of


def _until(plan: Plan) -> str:
    return f" until {day_words(plan.dropped_on)}" if plan.dropped_on else ""
