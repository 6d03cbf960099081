"""What news changed: two timelines of one installment in, notices with their sentences out.

Both timelines are of the same day, one without the news: so time that passes is not taken for
news, nor what an outlet came to weigh since. What is told of a milestone:

    before            now it happened   now planned, expected   now denied, or nothing
    nothing, denied   stage             date, plan              –
    rumoured          confirmed         confirmed, plan         refuted
    planned           stage             moved, date, plan       withdrawn
    happened          –                 withdrawn               withdrawn

Release, cancellation and delay have kinds of their own. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from airdate.alerts.notices import Kind, Notice, identity_of, quotes_of
from airdate.brief.wording import CREDIT_NAMES, EVENT_NAMES, event_words, says
from airdate.model import (
    Belief,
    Credit,
    CreditBelief,
    DateRange,
    Event,
    Milestone,
    Statement,
    Status,
    Timeline,
    Weighed,
)
from airdate.rumours import Rumour, State, trace
from airdate.wording import day_words, days_words, range_words

_LATE_DAYS = 30
"""What was said so long before it was learned is told with its day: a reader takes it for new."""

_PLANS = (Status.PLANNED, Status.EXPECTED, Status.RUMOURED)
_FIRM = (Status.DONE, Status.PLANNED)


def news(before: Timeline, after: Timeline) -> tuple[Notice, ...]:
    """Return what is worth telling of the difference of two timelines, the most important first.

    before: what would be believed on the same day without the news.
    """
    fresh = {w.entry.id for w in after.weighed} - {w.entry.id for w in before.weighed}
    seen = _Seen(after, frozenset(fresh))
    found = [*_milestones(before, seen), *_credits(before, seen)]
    found += _rumours(before, seen, told={notice.about for notice in found})
    told = _without_implied(_delays_merged(found))
    return tuple(sorted(told, key=lambda notice: notice.order))


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is believed now. fresh: the ids of the claims that are news."""

    timeline: Timeline
    fresh: frozenset[str]

    def notice(
        self,
        kind: Kind,
        about: str,
        *,
        words: tuple[str, str],
        claims: Iterable[Weighed],
        change: tuple[object, object],
    ) -> Notice:
        """Return a notice. words: headline and sentence.  change: what was, and what is."""
        claims, today = tuple(claims), self.timeline.as_of
        own = [w.entry.said_on for w in claims if w.entry.id in self.fresh]
        day = min(max(own, default=today), today)
        headline, text = words
        if (today - day).days > _LATE_DAYS:
            text += f" This was said on {day_words(day)}, and is learned only now."
        installment = self.timeline.installment
        return Notice(
            id=identity_of(installment, kind, about, *change, day),
            installment=installment,
            kind=kind,
            about=about,
            headline=headline,
            text=text,
            said_on=day,
            quotes=quotes_of(claims, fresh=self.fresh),
        )


# ── milestones ──────────────────────────────────────────────────────────────────────────────


def _milestones(before: Timeline, seen: _Seen) -> Iterator[Notice]:
    for event in Event:
        old, new = before.belief(event), seen.timeline.belief(event)
        if _told(old) != _told(new) and (kind := _kind(event, old, new)):
            notice = _milestone(seen, kind, event, old=old, new=new)
            if notice.quotes:  # else nobody says so: a reading was corrected, or a claim aged
                yield notice


def _told(belief: Belief | None) -> tuple[Status, str] | None:
    return (belief.status, str(belief.when)) if belief else None


def _kind(event: Event, old: Belief | None, new: Belief | None) -> Kind | None:
    """Return what kind of news it is that a milestone is believed otherwise; None: no news."""
    was = old.status if old else None
    if new is None or new.status is Status.DENIED:
        if was is None or was is Status.DENIED:
            return None
        if was is Status.RUMOURED:
            # What became of a rumour that nobody denies is told with its life.
            return Kind.REFUTED if new else None
        return Kind.WITHDRAWN
    if new.status is Status.DONE:
        return _kind_of_done(event, was)
    if was is Status.DONE:
        return Kind.WITHDRAWN
    if new.status is Status.RUMOURED:
        return None  # told as a rumour, with its life
    if event is Event.DELAY:
        return Kind.DELAY
    return _kind_of_plan(event, old, new)


def _kind_of_done(event: Event, was: Status | None) -> Kind | None:
    if was is Status.DONE:
        return None
    own = {
        Event.RELEASE: Kind.RELEASED,
        Event.CANCELLED: Kind.CANCELLED,
        Event.DELAY: Kind.DELAY,
    }
    return own.get(event, Kind.CONFIRMED if was is Status.RUMOURED else Kind.STAGE)


def _kind_of_plan(event: Event, old: Belief | None, new: Belief) -> Kind:
    was = old.when if old and old.status is not Status.DENIED else None
    if event is Event.RELEASE and new.status is Status.PLANNED and new.when:
        named = old is None or old.status is not Status.PLANNED
        if named or was is None or _is_within(new.when, was):
            return Kind.DATE
    if old and old.status is Status.RUMOURED and new.status is Status.PLANNED:
        return Kind.CONFIRMED
    return Kind.MOVED if shift_of(was, new.when) else Kind.PLAN


def shift_of(was: DateRange | None, now: DateRange | None) -> int | None:
    """Return by how many days a window moved, later where positive; None where it did not.

    A window that only became narrower or wider did not move.  Measured between the ends, or
    between the beginnings where one has no end.
    """
    if was is None or now is None or _is_within(was, now) or _is_within(now, was):
        return None
    if was.latest and now.latest and was.latest != now.latest:
        return (now.latest - was.latest).days
    if was.earliest and now.earliest:
        return (now.earliest - was.earliest).days or None
    return None


def _is_within(one: DateRange, other: DateRange) -> bool:
    low, high = other.earliest or date.min, other.latest or date.max
    return low <= (one.earliest or date.min) and (one.latest or date.max) <= high


def _milestone(
    seen: _Seen, kind: Kind, event: Event, *, old: Belief | None, new: Belief | None
) -> Notice:
    shift = None
    if old and old.status in _PLANS and new and new.status in _PLANS:
        shift = shift_of(old.when, new.when)
    was, stage = _past(old), seen.timeline.stage
    now = _words(new, current=event is stage) if new else None
    words = _headline(kind, event, shift), _sentence(was, now, new=new, shift=shift)
    claims = _claims(seen, old, new)
    made = seen.notice(
        kind, str(event), words=words, claims=claims, change=(_told(old), _told(new))
    )
    later = event is Event.RELEASE and shift is not None and shift > 0
    # What its makers named before and name otherwise now is both: a date, and a move.
    other = kind is Kind.DATE and shift is not None
    also = (*((Kind.DELAY,) if later else ()), *((Kind.MOVED,) if other else ()))
    also += (Kind.STAGE,) if kind is Kind.CONFIRMED and new and new.status is Status.DONE else ()
    return replace(made, when=new.when if new else None, before=was, shift_days=shift, also=also)


def _claims(seen: _Seen, old: Belief | None, new: Belief | None) -> tuple[Weighed, ...]:
    if new is not None:
        return _sayers(new)
    fresh = [w for w in seen.timeline.weighed if w.entry.id in seen.fresh]
    event = old.event if old else None
    return tuple(w for w in fresh if getattr(w.entry.claim.statement, "event", None) is event)


def _sayers(belief: Belief) -> tuple[Weighed, ...]:
    """Return those who say what is believed: not who only planned what others report as done."""
    own = tuple(w for w in belief.claims_for if w.entry.claim.status is belief.status)
    return own or belief.claims_for


def _words(belief: Belief, *, current: bool = False) -> str:
    return event_words(belief.event, belief.status, when=belief.when, current=current)


def _past(belief: Belief | None) -> str | None:
    """Return what was believed, as one tells of it later: `was planned to wrap filming by ...`."""
    if belief is None:
        return None
    words = _words(belief)
    for now, then in (("is ", "was "), ("has ", "had ")):
        if words.startswith(now):
            return then + words.removeprefix(now)
    return words


def _headline(kind: Kind, event: Event, shift: int | None) -> str:
    name = EVENT_NAMES[event]
    if shift:
        return f"{name} moved {days_words(abs(shift))} {'later' if shift > 0 else 'earlier'}"
    own = {
        Kind.DATE: "Release date",
        Kind.RELEASED: "Out now",
        Kind.CANCELLED: "Cancelled",
        Kind.DELAY: "Delayed",
        Kind.CONFIRMED: f"{name}: the rumour was right",
        Kind.REFUTED: f"{name}: the rumour is refuted",
        Kind.WITHDRAWN: f"{name}: no longer holds",
    }
    return own.get(kind, name)


def _sentence(was: str | None, now: str | None, *, new: Belief | None, shift: int | None) -> str:
    if new is None:
        return f"It {was}; that no longer holds, and nothing stands in its place."
    text = f"It {now}, {says(_sayers(new))}"
    if shift:
        direction = "later" if shift > 0 else "earlier"
        return f"{text}: {days_words(abs(shift))} {direction} than before (it {was})."
    return f"{text}; before, it {was}." if was else f"{text}."


def _delays_merged(found: Iterable[Notice]) -> list[Notice]:
    """Return the notices, a stated delay as one with the move of the release that it made."""
    notices = list(found)
    moved = next((n for n in notices if n.kind is Kind.MOVED and Kind.DELAY in n.also), None)
    delay = next((n for n in notices if n.kind is Kind.DELAY), None)
    if moved is None or delay is None:
        return notices
    quotes = tuple(dict.fromkeys((*delay.quotes, *moved.quotes)))
    one = replace(moved, kind=Kind.DELAY, also=(Kind.MOVED,), quotes=quotes[: len(quotes)])
    return [n for n in notices if n not in (moved, delay)] + [one]


def _without_implied(found: Iterable[Notice]) -> list[Notice]:
    """Return the notices without stages that another one implies: a wrap, that filming began.

    So does a stage that rests on the sentences of a further one alone; and that it is filming is
    no news beside that filming began.
    """
    notices = list(found)
    stages = [n for n in notices if n.kind is Kind.STAGE]
    order = [str(event) for event in Event]

    def is_implied(notice: Notice) -> bool:
        own = {quote.claim for quote in notice.quotes}
        further = [n for n in stages if order.index(n.about) > order.index(notice.about)]
        began = any(n.about == Event.FILMING_START for n in stages)
        return any(own <= {quote.claim for quote in n.quotes} for n in further) or (
            notice.about == Event.FILMING and began
        )

    return [n for n in notices if n.kind is not Kind.STAGE or not is_implied(n)]


# ── rumours ─────────────────────────────────────────────────────────────────────────────────


def _rumours(before: Timeline, seen: _Seen, *, told: Collection[str]) -> Iterator[Notice]:
    """Yield new rumours, and those that news settled. told: the events that are told of already."""
    known = {rumour.id: rumour.state for rumour in trace(before)}
    for rumour in trace(seen.timeline):
        was = known.get(rumour.id)
        if rumour.state is State.OPEN and was is None:
            if {w.entry.id for w in rumour.told} & seen.fresh:
                yield _rumour(seen, Kind.RUMOUR, rumour)
        elif rumour.state in (State.CONFIRMED, State.REFUTED) and was in (None, State.OPEN):
            event = getattr(rumour.statement, "event", None)
            fresh = rumour.settled_by and rumour.settled_by.entry.id in seen.fresh
            # A rumour that came with its own end was never news to anybody.
            if fresh and was is not None and str(event) not in told:
                confirmed = rumour.state is State.CONFIRMED
                yield _rumour(seen, Kind.CONFIRMED if confirmed else Kind.REFUTED, rumour)


def _rumour(seen: _Seen, kind: Kind, rumour: Rumour) -> Notice:
    said = _rumoured(rumour.statement)
    by = (rumour.settled_by,) if rumour.settled_by else ()
    headline, text = {
        Kind.RUMOUR: ("A rumour", f"It is rumoured that it {said}, {says(rumour.told)}."),
        Kind.CONFIRMED: (
            "A rumour was right",
            f"It was rumoured that it {said}; {_who(by)} bears it out.",
        ),
        Kind.REFUTED: (
            "A rumour is refuted",
            f"It was rumoured that it {said}; {_who(by)} speaks against it.",
        ),
    }[kind]
    made = seen.notice(
        kind,
        str(getattr(rumour.statement, "event", rumour.id)),
        words=(headline, text),
        claims=(*by, *rumour.told) if by else rumour.told,
        change=(rumour.id, rumour.state),
    )
    return replace(made, when=getattr(rumour.statement, "when", None))


def _who(by: tuple[Weighed, ...]) -> str:
    return says(by).split(" ", 1)[1]


def _rumoured(statement: Statement) -> str:
    match statement:
        case Milestone(event=event, when=when):
            return event_words(event, Status.RUMOURED, when=when).replace("is rumoured", "is", 1)
        case Credit() as credit:
            part = f" as {credit.character}" if credit.character else ""
            return f"has {credit.person}{part} ({CREDIT_NAMES[credit.kind].lower()})"
    time = f" ({range_words(statement.when)})" if statement.when else ""
    return f"has this: “{statement.words}”{time}"


# ── people ──────────────────────────────────────────────────────────────────────────────────


def _credits(before: Timeline, seen: _Seen) -> Iterator[Notice]:
    """Yield who came and who left, by news that is of this installment."""
    known = {(credit.person, credit.kind) for credit in before.credits}
    for credit in seen.timeline.credits:
        own = {w.entry.id for w in credit.claims_for if _is_of(w, seen.timeline)}
        if (credit.person, credit.kind) not in known and own & seen.fresh:
            yield _credit(seen, credit)


def _is_of(weighed: Weighed, timeline: Timeline) -> bool:
    return weighed.entry.claim.subject.season == timeline.installment.season


def _credit(seen: _Seen, credit: CreditBelief) -> Notice:
    part = f" as {credit.character}" if credit.character else ""
    name = CREDIT_NAMES[credit.kind].lower()
    hedge = "" if credit.status in _FIRM else f" ({credit.status})"
    text = f"{credit.person}: {name}{part}{hedge}, {says(credit.claims_for)}."
    return seen.notice(
        Kind.CAST,
        credit.person,
        words=(f"Cast: {credit.person}", text),
        claims=credit.claims_for,
        change=(None, (credit.kind, credit.status)),
    )
