"""The logical order of milestones: how far a production is, and what in it cannot all be true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from airdate.model import Belief, Event, Finding, Milestone, Status, Weighed
from airdate.timeline.evidence import rejected, status, strength
from airdate.timeline.hearing import Hearing
from airdate.timeline.milestones import Believed
from airdate.timeline.plans import absurd, range_of
from airdate.timeline.reports import Refused
from airdate.wording import day_words, days_words, range_words, with_preposition

# From the first news to the release; a trailer is placed by `_near_release`.
STAGES = (
    Event.ANNOUNCED,
    Event.RENEWED,
    Event.WRITING,
    Event.PRE_PRODUCTION,
    Event.FILMING_START,
    Event.FILMING,
    Event.FILMING_WRAP,
    Event.POST_PRODUCTION,
    Event.TRAILER,
    Event.RELEASE,
)

NAMES = {
    Event.ANNOUNCED: "the announcement",
    Event.RENEWED: "the renewal",
    Event.CANCELLED: "the cancellation",
    Event.WRITING: "writing",
    Event.PRE_PRODUCTION: "pre-production",
    Event.FILMING_START: "the start of filming",
    Event.FILMING: "filming",
    Event.FILMING_WRAP: "the end of filming",
    Event.POST_PRODUCTION: "post-production",
    Event.TRAILER: "the trailer",
    Event.RELEASE: "the release",
    Event.DELAY: "the delay",
}

# A teaser often comes with the announcement, years early; a trailer shows how far a production
# is when the release stands within this many days of it, or filming is over.
TRAILER_LEAD_DAYS = 150
# A teaser this close to the order only announces it.
TEASER_DAYS = 60
ORDERED = (Event.ANNOUNCED, Event.RENEWED)
# What a trailer of the finished work cannot come before.
FILMED = (Event.FILMING_START, Event.FILMING, Event.FILMING_WRAP, Event.POST_PRODUCTION)
# A series may air while it films; its last episodes are seldom shot later after its first.
AIRS_WHILE_FILMING_DAYS = 120
# As many are named in a finding.
MOST_NAMED = 3
# Dissent this strong beside a belief is shown as a disagreement.
DISAGREEMENT = 0.6

# One that must not end before the other begins.
SEQUENCE = (
    (Event.FILMING_START, Event.FILMING),
    (Event.FILMING_START, Event.FILMING_WRAP),
    (Event.FILMING_START, Event.POST_PRODUCTION),
    (Event.FILMING_WRAP, Event.RELEASE),
    (Event.FILMING_START, Event.RELEASE),
)


def furthest(beliefs: Mapping[Event, Belief]) -> Event | None:
    """Return the furthest milestone that is believed done, None where none is."""
    done = {event for event, belief in beliefs.items() if belief.status is Status.DONE}
    if Event.TRAILER in done and not _near_release(beliefs, done):
        done.discard(Event.TRAILER)
    if Event.CANCELLED in done and Event.RELEASE not in done:
        return Event.CANCELLED
    return next((event for event in reversed(STAGES) if event in done), None)


def _near_release(beliefs: Mapping[Event, Belief], done: set[Event]) -> bool:
    shown, out = beliefs[Event.TRAILER], beliefs.get(Event.RELEASE)
    begun = [_day(beliefs[event]) for event in FILMED if event in done]
    if begun and _day(shown) < min(begun):
        return False
    if done & {Event.FILMING_WRAP, Event.POST_PRODUCTION}:
        return True
    told = [_day(beliefs[event]) for event in ORDERED if event in done]
    if any(abs((_day(shown) - day).days) <= TEASER_DAYS for day in told):
        return False
    latest = out.when.latest if out and out.when else None
    return latest is None or (latest - _day(shown)).days <= TRAILER_LEAD_DAYS


def _day(belief: Belief) -> date:
    return (belief.when.latest if belief.when else None) or belief.since


def findings(believed: Believed, *, film: bool) -> tuple[Finding, ...]:
    """Return what a user should see, in the order of production: stale, refuted, odd."""
    beliefs = {belief.event: belief for belief in believed.beliefs}
    found: list[Finding] = []
    for event in Event:
        belief, decision = beliefs.get(event), believed.decisions.get(event)
        found += _stale(belief) if belief else ()
        refused = decision.refused if decision else ()
        found += _refuted(event, refused, hearing=believed.hearings.get(event))
        found += _absurd(event, believed.hearings.get(event))
        found += _doubtful(belief, refused) if belief else ()
        found += _disputed(belief) if belief else ()
    return (*found, *_out_of_order(beliefs, film=film), *_alive(beliefs))


def _stale(belief: Belief) -> Iterator[Finding]:
    if belief.overdue_days and belief.when and belief.status is not Status.RUMOURED:
        ago = days_words(belief.overdue_days)
        yield Finding(
            f"{NAMES[belief.event].capitalize()} was {belief.status} "
            f"{with_preposition(belief.when)}; no report since, {ago} ago",
            belief.claims_for,
        )


def _refuted(
    event: Event, refused: Sequence[Refused], *, hearing: Hearing | None
) -> Iterator[Finding]:
    """Yield the reports of something done that are not believed, with what outweighs them."""
    if not refused:
        return
    false = [each.report for each in refused]
    against = tuple({w.entry.id: w for each in refused for w in each.against}.values())
    said = day_words(min(w.entry.said_on for w in false))
    more = f", first on {said}" if len(false) > 1 else f" on {said}"
    outlived = event is Event.CANCELLED and any(_lives(w) for w in against)
    why = "told of it going on since then" if outlived else "said what outweighs it"
    copies = hearing.with_copies(false) if hearing else false
    yield Finding(
        f"{_who(false)} reported {NAMES[event]} as done{more}; {_who(against)} {why}",
        (*copies, *against),
    )


def _lives(weighed: Weighed) -> bool:
    """Whether a claim tells of life: of anything but the cancellation itself."""
    said = weighed.entry.claim.statement
    return isinstance(said, Milestone) and said.event is not Event.CANCELLED


def _absurd(event: Event, hearing: Hearing | None) -> Iterator[Finding]:
    """Yield the plans that name days no plan can name."""
    odd = tuple(w for w in hearing.counted if absurd(w)) if hearing else ()
    for weighed in odd:
        when = range_of(weighed)
        yield Finding(
            f"{_who([weighed])} told on {day_words(weighed.entry.said_on)} of {NAMES[event]} as to "
            f"come {with_preposition(when) if when else 'some day'}: left out",
            (weighed,),
        )


def _doubtful(belief: Belief, refused: Sequence[Refused]) -> Iterator[Finding]:
    """Yield the reports beside a plan that are not refuted, and too weak to be believed."""
    wrong = {each.report.entry.id for each in refused}
    against = [w for w in belief.claims_against if w.entry.id not in wrong]
    done = tuple(w for w in against if _reports(belief.event, w))
    if belief.status is Status.DONE or not done:
        return
    yield Finding(
        f"{_who(done)} reported {NAMES[belief.event]} as done; nobody else has borne it out yet",
        (*done, *belief.claims_for),
    )


def _reports(event: Event, weighed: Weighed) -> bool:
    """Whether a claim that counts reports the event as done."""
    said = weighed.entry.claim.statement
    about = isinstance(said, Milestone) and said.event is event
    return about and status(weighed) is Status.DONE and not rejected(weighed)


def _disputed(belief: Belief) -> Iterator[Finding]:
    rivals = tuple(w for w in belief.claims_against if _rival(belief, w))
    if rivals and strength(rivals) >= DISAGREEMENT * belief.probability:
        said = sorted({range_words(when) for w in rivals if (when := range_of(w))})
        yield Finding(
            f"Sources disagree on {NAMES[belief.event]}: "
            f"{_told(belief)} is believed, "
            f"{_who(rivals)} said {', '.join(said)}",
            (*belief.claims_for, *rivals),
        )


def _rival(belief: Belief, weighed: Weighed) -> bool:
    """Whether a claim of the same kind gives another day since the belief came to be held."""
    when = range_of(weighed)
    statement = weighed.entry.claim.statement
    return (
        isinstance(statement, Milestone)
        and statement.event is belief.event
        and weighed.entry.claim.status is belief.status
        and weighed.entry.said_on >= belief.since
        and when is not None
        and belief.when is not None
        and not when.overlaps(belief.when)
    )


def _who(claims: Sequence[Weighed]) -> str:
    """Return who says it, each once, the weightiest first: `A, B and 2 more`."""
    ordered = sorted(claims, key=lambda w: (-w.weight, w.entry.said_on, w.entry.id))
    names = list(dict.fromkeys(map(_name, ordered)))
    shown, more = names[:MOST_NAMED], len(names) - MOST_NAMED
    if more > 0:
        return f"{', '.join(shown)} and {more} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _name(weighed: Weighed) -> str:
    source = weighed.source
    return source.name or source.domain or weighed.entry.outlet or "an unnamed page"


def _out_of_order(beliefs: Mapping[Event, Belief], *, film: bool) -> Iterator[Finding]:
    for first, second in SEQUENCE:
        one, two = beliefs.get(first), beliefs.get(second)
        if one and two and _reversed(one, two, slack_days=_slack(first, film=film)):
            yield Finding(
                f"{NAMES[second].capitalize()} ({_told(two)}) would come before "
                f"{NAMES[first]} ({_told(one)})",
                (*one.claims_for, *two.claims_for),
            )


def _told(belief: Belief) -> str:
    return range_words(belief.when) if belief.when else "no day given"


def _slack(first: Event, *, film: bool) -> int:
    return AIRS_WHILE_FILMING_DAYS if first is Event.FILMING_WRAP and not film else 0


def _reversed(one: Belief, two: Belief, *, slack_days: int) -> bool:
    """Whether the second lies wholly before the first, beyond the slack."""
    if one.when is None or two.when is None or Status.DENIED in (one.status, two.status):
        return False
    if one.when.earliest is None or two.when.latest is None:
        return False
    return (one.when.earliest - two.when.latest).days > slack_days


def _alive(beliefs: Mapping[Event, Belief]) -> Iterator[Finding]:
    end, order = beliefs.get(Event.CANCELLED), beliefs.get(Event.RENEWED)
    both = end and order and Status.DONE is end.status is order.status
    if both and end and order:
        last = "cancelled" if end.since >= order.since else "renewed"
        yield Finding(
            f"Both a renewal and a cancellation are reported; {last} came last",
            (*order.claims_for, *end.claims_for),
        )
