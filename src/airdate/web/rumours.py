"""Rumours and what became of them: set beside what is believed now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from airdate.brief.wording import CREDIT_NAMES, EVENT_NAMES, event_words
from airdate.model import Credit, Detail, Milestone, Status, Timeline, Verdict, Weighed, title_key


@dataclass(frozen=True, slots=True)
class Rumour:
    """What was rumoured, by whom, and its fate: open, came true, did not, or set aside."""

    text: str
    label: str
    fate: str
    claims: tuple[Weighed, ...]


def rumours(timeline: Timeline) -> list[Rumour]:
    """Return the rumours of a title, the latest first; one that several tell is one."""
    told: dict[str, list[Weighed]] = {}
    for weighed in timeline.weighed:
        if weighed.entry.claim.status is Status.RUMOURED:
            told.setdefault(_words(weighed), []).append(weighed)
    found = [
        Rumour(text, _label(claims[0]), _fate(timeline, claims[0]), tuple(claims))
        for text, claims in told.items()
    ]
    return sorted(found, key=lambda r: max(w.entry.said_on for w in r.claims), reverse=True)


def _words(weighed: Weighed) -> str:
    match weighed.entry.claim.statement:
        case Milestone(event=event, when=when):
            return event_words(event, Status.RUMOURED, when=when)
        case Detail(words=words):
            return f"“{words}”"
        case Credit() as credit:
            part = f" as {credit.character}" if credit.character else ""
            return f"{credit.person}{part} is rumoured ({CREDIT_NAMES[credit.kind].lower()})"


def _label(weighed: Weighed) -> str:
    statement = weighed.entry.claim.statement
    if isinstance(statement, Milestone):
        return EVENT_NAMES[statement.event]
    return "Cast" if isinstance(statement, Credit) else statement.topic.capitalize()


def _fate(timeline: Timeline, weighed: Weighed) -> str:
    judged = weighed.entry.judgement
    if judged and judged.verdict is Verdict.REJECTED:
        return "set aside: misread"
    fates = (*_of_milestone(timeline, weighed), *_of_credit(timeline, weighed))
    return next(iter(fates), "open")


def _of_milestone(timeline: Timeline, weighed: Weighed) -> Iterator[str]:
    statement = weighed.entry.claim.statement
    belief = timeline.belief(statement.event) if isinstance(statement, Milestone) else None
    if belief is None or not isinstance(statement, Milestone):
        return
    if belief.status is Status.DENIED:
        yield "denied since"
    if belief.status is Status.DONE:
        fits = not statement.when or not belief.when or statement.when.overlaps(belief.when)
        yield "came true" if fits else "did not come true"
    when = statement.when
    if when and when.latest and when.latest < timeline.as_of:
        yield "its time has passed unconfirmed"


def _of_credit(timeline: Timeline, weighed: Weighed) -> Iterator[str]:
    statement = weighed.entry.claim.statement
    if not isinstance(statement, Credit):
        return
    person = title_key(statement.person)
    for credit in timeline.credits:
        if title_key(credit.person) == person and credit.status is Status.DONE:
            yield "came true" if credit.kind is statement.kind else "did not come true"
