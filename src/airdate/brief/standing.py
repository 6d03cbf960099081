"""The lines on milestones: where it stands, what is believed, planned before, and said against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from airdate.brief.wording import (
    EVENT_NAMES,
    event_words,
    says,
    season_words,
    support_words,
    teller,
    tellers,
    told_by,
)
from airdate.model import (
    Belief,
    DateRange,
    Event,
    Line,
    Milestone,
    Plan,
    Showing,
    Status,
    Timeline,
    Verdict,
    Weighed,
)
from airdate.wording import (
    day_words,
    days_words,
    month_words,
    percent,
    range_words,
    with_preposition,
)

# Less sure than this, what is told stands with the rumours and not with what is known.
WEAK = 0.25
# The stage as a state, finer than TMDB's.
STAGE_NAMES = {
    Event.ANNOUNCED: "Announced",
    Event.RENEWED: "Renewed",
    Event.CANCELLED: "Cancelled",
    Event.WRITING: "Being written",
    Event.PRE_PRODUCTION: "In pre-production",
    Event.FILMING_START: "Filming begun",
    Event.FILMING: "Filming",
    Event.FILMING_WRAP: "Filming wrapped",
    Event.POST_PRODUCTION: "In post-production",
    Event.TRAILER: "Trailer out",
    Event.RELEASE: "Released",
}
# As many claims against a milestone are told one by one.
_MOST_AGAINST = 3


def stage_line(timeline: Timeline, ref: str) -> Iterable[Line]:
    """Yield the line on the stage now, in our terms and in TMDB's; none if nothing is known."""
    belief = timeline.belief(timeline.stage) if timeline.stage else None
    if belief is not None and is_talk(belief):
        belief = None
    if belief is None and timeline.tmdb_status is None:
        return
    stage = STAGE_NAMES[belief.event] if belief else "Nothing has been reported as done"
    terms = f"; in TMDB's terms: {timeline.tmdb_status}" if timeline.tmdb_status else ""
    claims = belief.claims_for if belief else ()
    yield Line(ref=f"{ref}.stage", text=f"{stage}{terms}.", claims=claims, label="Stage")


def is_talk(belief: Belief) -> bool:
    """Return whether a belief is a rumour, or so weak that it stands with them.

    A plan whose day has passed is weak for that alone, and is told as overdue.
    """
    if belief.status is Status.RUMOURED:
        return True
    return belief.probability < WEAK and belief.overdue_days is None


def is_reported(belief: Belief) -> bool:
    """Return whether a rumour is a report that is no likelier than not."""
    return belief.status is Status.RUMOURED and any(
        w.entry.claim.status is Status.DONE for w in belief.claims_for
    )


def is_empty(belief: Belief) -> bool:
    """Return whether a belief is a weak no to what nobody has claimed."""
    no = belief.status is Status.DENIED and belief.probability < WEAK
    return no and not belief.claims_against and not belief.plans


def belief_line(timeline: Timeline, belief: Belief, ref: str) -> Line:
    """Return the line of a milestone: what, when, who says so, since when, how sure."""
    who = _reporters(belief)
    said = f"{told_by(belief)}; since {day_words(belief.since)}"
    if is_reported(belief):
        verb = "are" if len({teller(w) for w in who}) > 1 else "is"
        said = f"if {tellers(who)} {verb} right; since {day_words(belief.since)}"
    sure = f"{percent(belief.probability)} sure, {support_words(belief)}"
    stage = timeline.belief(timeline.stage) if timeline.stage else None
    newest = is_reported(belief) and (stage is None or belief.since > stage.since)
    words = _words(belief, current=belief is stage or newest)
    return Line(
        ref=f"{ref}.{belief.event}",
        text=f"{season_words(timeline.installment)} {words}, {said} ({sure}).",
        claims=belief.claims_for,
        against=belief.claims_against,
        notes=tuple(belief_notes(belief)),
        label=EVENT_NAMES[belief.event],
    )


def showing_line(timeline: Timeline, showing: Showing, ref: str) -> Line:
    """Return the line of a later part, a festival or the next trailer."""
    belief = showing.belief
    name, key = EVENT_NAMES[belief.event], showing.name.replace(" ", "-")
    subject = {
        "festival": f"{season_words(timeline.installment)}, at a festival,",
        "next": f"{season_words(timeline.installment)}, once more,",
    }.get(showing.name, f"{showing.name.capitalize()} of {season_words(timeline.installment)}")
    sure = f"{percent(belief.probability)} sure, {support_words(belief)}"
    said = f"{says(belief.claims_for)}; since {day_words(belief.since)}"
    return Line(
        ref=f"{ref}.{belief.event}-{key}",
        text=f"{subject} {_words(belief, current=False)}, {said} ({sure}).",
        claims=belief.claims_for,
        against=belief.claims_against,
        notes=tuple(belief_notes(belief)),
        label=f"{name}, {showing.name.removesuffix(' part')}",
    )


def _words(belief: Belief, *, current: bool) -> str:
    how, when = belief.status, belief.when
    if is_reported(belief):
        how = Status.DONE
    elif how is Status.DENIED and {w.entry.claim.status for w in belief.claims_for} == {
        Status.DROPPED
    }:
        # Nobody said that it has not happened: what is known is that a plan was given up.
        how, when = Status.DROPPED, _said_when(belief.claims_for[-1])
    return event_words(belief.event, how, when=when, current=current)


def _reporters(belief: Belief) -> Sequence[Weighed]:
    """Return who is told for a belief: of what has happened, those who report that it has."""
    reports = [w for w in belief.claims_for if w.entry.claim.status is Status.DONE]
    happened = belief.status is Status.DONE or is_reported(belief)
    return reports if happened and reports else belief.claims_for


def _said_when(weighed: Weighed) -> DateRange | None:
    statement = weighed.entry.claim.statement
    return statement.when if isinstance(statement, Milestone) else None


# ── below the line ──────────────────────────────────────────────────────────────────────────


def belief_notes(belief: Belief) -> Iterable[str]:
    """Yield what belongs below a milestone: overdue, the chain of plans, who says otherwise."""
    if belief.overdue_days is not None and belief.overdue_days > 0:
        yield f"Overdue: no report since then has confirmed it, {days_words(belief.overdue_days)}."
    if belief.status is Status.DONE:
        ahead = [w for w in belief.claims_for if w.entry.claim.status is Status.PLANNED]
        if ahead:
            yield f"As planned, {says(ahead)}, {month_words(ahead[0].entry.said_on)}."
    for number, plan in enumerate(belief.plans, 1):
        came = belief.status is Status.DONE and number == len(belief.plans)
        yield _plan_words(plan, came=came)
    if len(belief.plans) > 1:
        yield from _total_slip(belief)
    yield from _against(belief)


def _plan_words(plan: Plan, *, came: bool) -> str:
    text = f"Earlier: {plan.status} for {range_words(plan.when)} ({_told_by(plan)})"
    on = f" on {day_words(plan.dropped_on)}" if plan.dropped_on else ""
    if plan.replaced_by is None:
        return f"{text}; given up{on}."
    slip = _slip_words(plan.slip_days)
    if came:
        return f"{text}; it came {with_preposition(plan.replaced_by)}{slip}."
    # Nobody moves an estimate: somebody else makes another.
    turn = "moved to" if plan.status is Status.PLANNED else "since then"
    day = f",{on}" if on and plan.status is Status.PLANNED else ""
    return f"{text}; {turn} {range_words(plan.replaced_by)}{slip}{day}."


def _told_by(plan: Plan) -> str:
    first = min((w.entry.said_on for w in plan.claims), default=None)
    who = tellers(plan.claims, most=2)
    return ", ".join(part for part in (who, month_words(first) if first else "") if part)


def _slip_words(slip_days: int | None) -> str:
    if slip_days is None:
        return ""
    if slip_days == 0:
        return ", with the same last day"
    return f", {days_words(abs(slip_days))} {'later' if slip_days > 0 else 'earlier'}"


def _total_slip(belief: Belief) -> Iterable[str]:
    """Yield how far it has slipped from the first plan to what is believed now."""
    first, now = belief.plans[0].when.latest, belief.when.latest if belief.when else None
    if first is None or now is None or first == now:
        return
    direction = "later" if now > first else "earlier"
    yield f"In all {days_words(abs((now - first).days))} {direction} than first planned."


def _against(belief: Belief) -> Iterable[str]:
    """Yield who says otherwise and what; that no date has been announced stands apart."""
    rejected = [w for w in belief.claims_against if _is_rejected(w)]
    said = [w for w in belief.claims_against if not _is_rejected(w)]
    undated = [w for w in said if _is_undated(belief, w)]
    others = [w for w in said if w not in undated]
    if others:
        yield f"Against it: {_otherwise(belief, others)}."
    if undated:
        last = day_words(max(w.entry.said_on for w in undated))
        yield f"No date announced, {says(undated)}; last on {last}."
    if rejected:
        yield f"Left out, for a person decided so: {tellers(rejected)}."


def _is_rejected(weighed: Weighed) -> bool:
    judgement = weighed.entry.judgement
    return judgement is not None and judgement.verdict is Verdict.REJECTED


def _is_undated(belief: Belief, weighed: Weighed) -> bool:
    """Whether a claim only says that no date of a release is known."""
    statement = weighed.entry.claim.statement
    about = isinstance(statement, Milestone) and statement.event is belief.event is Event.RELEASE
    no = weighed.entry.claim.status is Status.DENIED and _said_when(weighed) is None
    return about and no and belief.status is not Status.DONE


def _otherwise(belief: Belief, claims: Sequence[Weighed]) -> str:
    """Return who says what else, each outlet's every word once: `NewsX: expected 2026; ...`."""
    ordered = sorted(claims, key=lambda w: (-w.weight, w.entry.said_on, w.entry.id))
    told: dict[tuple[str, str], str] = {}
    for weighed in ordered:
        words = _other_words(belief, weighed)
        told.setdefault((weighed.voice or teller(weighed), words), f"{teller(weighed)}: {words}")
    shown, more = list(told.values())[:_MOST_AGAINST], len(told) - _MOST_AGAINST
    return "; ".join(shown) + (f"; and {more} more" if more > 0 else "")


def _other_words(belief: Belief, weighed: Weighed) -> str:
    statement, how = weighed.entry.claim.statement, weighed.entry.claim.status
    if not isinstance(statement, Milestone):
        return str(how)
    same = statement.event is belief.event
    if same and how is Status.DONE and weighed.entry.said_on < belief.since:
        return f"reported it already on {day_words(weighed.entry.said_on)}"
    event = "" if same else f"{EVENT_NAMES[statement.event].lower()} "
    time = f" {range_words(statement.when)}" if statement.when else ""
    return f"{event}{how}{time}, {_day(weighed.entry.said_on)}"


def _day(day: date) -> str:
    return f"said {day_words(day)}"
