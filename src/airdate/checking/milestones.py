"""A draft's claim on an event, beside what is believed of that event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from airdate.brief.wording import event_words, says
from airdate.checking.findings import Checked, Known, Verdict
from airdate.checking.windows import Fit, fit
from airdate.model import (
    Belief,
    Claim,
    DateRange,
    Event,
    Installment,
    Milestone,
    Plan,
    Status,
    Weighed,
)
from airdate.model import Verdict as Judged
from airdate.sources import support
from airdate.wording import day_words, percent, with_preposition

# How sure each way of saying a thing is; a draft may be no surer than its sources.
# An estimate and a rumour are both told with a hedge, which is all that is asked of a draft.
_SURENESS = {Status.RUMOURED: 0, Status.EXPECTED: 0, Status.PLANNED: 1, Status.DONE: 2}

_COMING = (Status.PLANNED, Status.EXPECTED, Status.RUMOURED)

# What is no likelier than not is told as a rumour, whatever words its sources chose.
_LIKELY = 0.5

_HEDGE = {
    Status.RUMOURED: "no surer than a rumour",
    Status.EXPECTED: "an estimate",
    Status.PLANNED: "a plan so far",
}

# An estimate is of today as long as nobody made a newer one this many days later.
_FRESH_DAYS = 30

# Reports of what came follow within this many days; then silence tells that it did not.
_REPORTED_DAYS = 14

# A slip by fewer days is told as a change of date, not as a delay.
_DELAY_DAYS = 14


@dataclass(frozen=True, slots=True)
class _Case:
    """A claim of the draft, and all that is known of its event."""

    claim: Claim
    said: Milestone
    installment: Installment
    known: Known
    belief: Belief | None

    @property
    def as_of(self) -> date:
        return self.known.timeline.as_of


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
    case = _Case(claim, said, timeline.installment, known, belief)
    if (found := _by_course(case)) is not None:
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


def _made(case: _Case, verdict: Verdict, because: str, **named: Any) -> Checked:
    return Checked(case.claim, case.installment, verdict, because, **named)


def _unheard(case: _Case, *, because: str = "") -> Checked:
    tail = _odds(case)
    wording = _belief_words(case.belief) if case.belief else None
    text = because or "No source in the ledger tells this."
    return _made(case, Verdict.UNHEARD, f"{text}{tail}", wording=wording)


def _odds(case: _Case) -> str:
    """Return what the forecast makes of a release that no source tells; nothing else has one."""
    forecast, when = case.known.forecast, case.said.when
    if forecast is None or when is None or case.said.event is not Event.RELEASE:
        return ""
    if forecast.released is not None:
        return ""
    before = forecast.by(date.fromordinal(when.earliest.toordinal() - 1)) if when.earliest else 0.0
    until = forecast.by(when.latest) if when.latest else 1.0 - forecast.never
    chance = percent(max(0.0, until - before))
    return f" By the forecast, a release {with_preposition(when)} has a chance of {chance}."


def _by_course(case: _Case) -> Checked | None:
    """Return the verdict that other milestones give: filming goes on till it wraps; plans slip."""
    if case.claim.status is not Status.DONE:
        return None
    if case.said.event is Event.FILMING and case.said.when is not None:
        return _within_filming(case, case.said.when)
    if case.said.event is Event.DELAY and case.belief is None:
        return _by_slips(case)
    return None


def _within_filming(case: _Case, when: DateRange) -> Checked | None:
    timeline = case.known.timeline
    began, ended = timeline.belief(Event.FILMING_START), timeline.belief(Event.FILMING_WRAP)
    if began is None or _status(began) is not Status.DONE or began.when is None:
        return None
    last = ended.when.latest if ended and ended.when and ended.when.latest else case.as_of
    first = began.when.earliest
    if first is None or when.earliest is None or when.latest is None:
        return None
    if not (first <= when.earliest and when.latest <= max(last, case.as_of)):
        return None
    text = f"Filming went on then: it {_belief_words(began)}, {says(began.claims_for)}."
    named = (*began.claims_for, *(ended.claims_for if ended else ()))
    return _made(case, Verdict.SUPPORTED, text, supporting=named, since=began.since)


def _by_slips(case: _Case) -> Checked | None:
    for belief in case.known.timeline.milestones:
        slipped = [p for p in belief.plans if (p.slip_days or 0) >= _DELAY_DAYS]
        if slipped:
            old = slipped[-1]
            text = (
                f"It {event_words(belief.event, Status.DROPPED, when=old.when)}, "
                f"{says(old.claims)}; now it {_belief_words(belief)}, {says(belief.claims_for)}."
            )
            named = (*old.claims, *belief.claims_for)
            return _made(case, Verdict.SUPPORTED, text, supporting=named, since=belief.since)
    return None


def _denied(case: _Case) -> Checked:
    """Return the verdict on "it has not": right where nobody who knows says that it has."""
    denials = _claims(case, statuses=(Status.DENIED,))
    belief = case.belief
    if belief is None or belief.status is Status.DENIED:
        if belief is None and not denials:
            return _unheard(case)
        held = belief.claims_for if belief else tuple(denials)
        return _made(case, Verdict.SUPPORTED, f"So {says(held)}.", supporting=held)
    status = _status(belief)
    planned = status is Status.PLANNED and (belief.when is not None or case.said.when is None)
    if status is Status.DONE or (planned and case.said.event is not Event.RELEASE):
        return _against(case, belief, until=belief.since if denials else None)
    if planned and case.said.when is None:
        exact = belief.when is not None and belief.when.days == 1
        if exact:
            return _against(case, belief, until=belief.since if denials else None)
    named = tuple(denials) or belief.claims_against
    if named:
        return _made(case, Verdict.SUPPORTED, f"So {says(named)}.", supporting=named)
    return _made(
        case,
        Verdict.SUPPORTED,
        f"Nothing firmer is known: {_belief_words(belief)}.",
        supporting=belief.claims_for,
    )


def _dropped(case: _Case) -> Checked:
    """Return the verdict on "that plan no longer holds"."""
    plan = _old_plan(case)
    if plan is not None:
        text = f"It was the plan{_until(plan)}, {says(plan.claims)}."
        return _made(case, Verdict.SUPPORTED, text, supporting=plan.claims)
    told = _claims(case, statuses=(*_COMING, Status.DROPPED))
    belief = case.belief
    if (
        belief is None
        or fit(case.said.when, belief.when) is Fit.APART
        or belief.status not in _COMING
    ):
        if told:
            return _made(
                case, Verdict.SUPPORTED, f"So it was told, {says(told)}.", supporting=tuple(told)
            )
        return _unheard(case, because="No source in the ledger tells of such a plan.")
    return _against(case, belief)


def _told(case: _Case) -> Checked:
    """Return the verdict on what a draft says to have happened, or to come."""
    made = _by_days(case)
    last = case.said.when.latest if case.said.when else None
    if (
        case.claim.status not in _COMING
        or last is None
        or (case.as_of - last).days <= _REPORTED_DAYS
    ):
        return made
    if made.verdict not in (Verdict.SUPPORTED, Verdict.OVERSTATED, Verdict.UNDERSTATED):
        return made
    text = f"That time has passed, and nothing was heard of it since. {made.because}"
    return replace(made, verdict=Verdict.OUTDATED, because=text, until=last, wording=None)


def _by_days(case: _Case) -> Checked:
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


def _hedged(case: _Case, belief: Belief) -> Checked:
    """Return the verdict where the days agree: what is left is how surely it is said."""
    said, status = case.claim.status, _status(belief)
    named: dict[str, Any] = {"supporting": belief.claims_for, "since": belief.since}
    if status is Status.DONE and said is not Status.DONE:
        word = f"It has happened: {_belief_words(belief)}, {says(belief.claims_for)}."
        wording = _belief_words(belief)
        return _made(case, Verdict.OUTDATED, word, wording=wording, until=belief.since, **named)
    if _SURENESS[said] > _SURENESS[status]:
        if said is Status.DONE and belief.when and _ahead(belief.when, case.as_of):
            return _against(case, belief)
        how = f"It is {_HEDGE[status]}, {says(belief.claims_for)}."
        return _made(case, Verdict.OVERSTATED, how, wording=_belief_words(belief), **named)
    if _SURENESS[said] < _SURENESS[status]:
        how = f"It is announced, {says(belief.claims_for)}: there is no need to hedge it."
        return _made(case, Verdict.UNDERSTATED, how, wording=_belief_words(belief), **named)
    return _made(case, Verdict.SUPPORTED, f"So {says(belief.claims_for)}.", **named)


def _vaguer(case: _Case, belief: Belief) -> Checked:
    """Return the verdict where a draft names days that its sources leave open."""
    if belief.when is None:
        text = f"No source gives these days; {says(belief.claims_for)} without a date."
    else:
        text = f"The sources know it no better than {with_preposition(belief.when)}."
    return _unheard(case, because=text)


def _apart(case: _Case, belief: Belief) -> Checked:
    """Return the verdict where the days differ: an old plan, another source, or an error."""
    soft = _SURENESS[_status(belief)] == 0
    if soft and (own := _by_claims(case)) is not None and _is_fresh(own, belief):
        return own
    if (plan := _old_plan(case)) is not None and case.claim.status is not Status.DONE:
        text = f"It was told so{_until(plan)}, {says(plan.claims)}; now it {_belief_words(belief)}."
        return _made(
            case,
            Verdict.OUTDATED,
            text,
            supporting=plan.claims,
            opposing=belief.claims_for,
            since=belief.since,
            until=plan.dropped_on or belief.since,
            wording=_belief_words(belief),
        )
    if case.claim.status is Status.DONE and _still_ahead(case, belief):
        return _against(case, belief)
    if soft:
        return _unheard(case, because=f"Others say that it {_belief_words(belief)}.")
    return _against(case, belief)


def _still_ahead(case: _Case, belief: Belief) -> bool:
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


def _against(case: _Case, belief: Belief, *, until: date | None = None) -> Checked:
    verdict = Verdict.OUTDATED if until else Verdict.CONTRADICTED
    text = f"It {_belief_words(belief)}, {says(belief.claims_for)} since {day_words(belief.since)}."
    return _made(
        case,
        verdict,
        text,
        opposing=belief.claims_for,
        since=belief.since,
        until=until,
        wording=_belief_words(belief),
    )


def _by_claims(case: _Case) -> Checked | None:
    """Return the verdict by single claims that say the same, None where none does."""
    wanted = (Status.DONE, Status.PLANNED, Status.EXPECTED, Status.RUMOURED)
    same = _claims(case, statuses=wanted)
    if not same:
        return None
    surest = max(same, key=lambda w: (_SURENESS[w.entry.claim.status], w.weight))
    status = surest.entry.claim.status
    strong = support([w for w in same if w.entry.claim.status is status])
    if _SURENESS[status] > _SURENESS[Status.EXPECTED] and strong <= _LIKELY:
        status = Status.RUMOURED
    named: dict[str, Any] = {"supporting": tuple(same), "since": same[0].entry.said_on}
    if _SURENESS[case.claim.status] <= _SURENESS[status]:
        return _made(case, Verdict.SUPPORTED, f"So {says(same)}.", **named)
    words = event_words(case.said.event, status, when=case.said.when)
    how = f"It is {_HEDGE[status]}, {says(same)}."
    return _made(case, Verdict.OVERSTATED, how, wording=words, **named)


# ── what is known ───────────────────────────────────────────────────────────────────────────


def _claims(case: _Case, *, statuses: Sequence[Status]) -> list[Weighed]:
    """Return the claims of the ledger that say the same of the event, oldest first."""
    found = [
        weighed
        for weighed, said in _of_event(case)
        if weighed.entry.claim.status in statuses and fit(case.said.when, said.when) is Fit.SAME
    ]
    return sorted(found, key=lambda w: (w.entry.said_on, w.entry.id))


def _of_event(case: _Case) -> Iterable[tuple[Weighed, Milestone]]:
    for weighed in case.known.timeline.weighed:
        statement, judged = weighed.entry.claim.statement, weighed.entry.judgement
        rejected = judged is not None and judged.verdict is Judged.REJECTED
        if isinstance(statement, Milestone) and statement.event is case.said.event and not rejected:
            yield weighed, statement


def _old_plan(case: _Case) -> Plan | None:
    """Return the latest plan that no longer holds and had the days of the draft."""
    if case.belief is None or case.said.when is None:
        return None
    old = [p for p in case.belief.plans if fit(case.said.when, p.when) is Fit.SAME]
    return old[-1] if old else None


def _status(belief: Belief) -> Status:
    if belief.status in (Status.DONE, Status.PLANNED) and belief.probability <= _LIKELY:
        return Status.RUMOURED
    return belief.status


def _ahead(when: DateRange, as_of: date) -> bool:
    return when.earliest is not None and when.earliest > as_of


def _belief_words(belief: Belief) -> str:
    return event_words(belief.event, _status(belief), when=belief.when)


def _until(plan: Plan) -> str:
    return f" until {day_words(plan.dropped_on)}" if plan.dropped_on else ""
