"""A Brief, section by section: the answer, what is known, the forecast, who, what, rumours.

A line's reference is `<installment>.<key>`: the short reference that the ledger gives the
installment, and a key that says what the line is about (`filming_wrap`, `cast-park-ji-hu`), so
that the same line has the same reference on every day.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from airdate.brief import outlook
from airdate.brief.standing import (
    belief_line,
    is_empty,
    is_reported,
    is_talk,
    showing_line,
    stage_line,
)
from airdate.brief.wording import (
    CREDIT_NAMES,
    EVENT_NAMES,
    event_words,
    season_words,
    teller,
    tellers,
)
from airdate.errors import UnknownReference
from airdate.model import (
    Brief,
    CreditBelief,
    CreditKind,
    Detail,
    Finding,
    Forecast,
    Line,
    Milestone,
    Section,
    Source,
    SourceKind,
    Status,
    Timeline,
    Weighed,
    title_key,
)
from airdate.wording import day_words, days_words, percent, range_words

if TYPE_CHECKING:
    from airdate.forecast import Move

KNOWN = "What is known"
FORECAST = "Forecast"
PEOPLE = "Cast and crew"
STORY = "Setting and story, as reported"
RUMOURS = "Rumours, unconfirmed"
DISSENT = "What does not fit"
NEXT = "What to watch for next"

_CREDIT_ORDER = tuple(CreditKind)


def write(timeline: Timeline, forecast: Forecast, *, ref: str, moved: Sequence[Move] = ()) -> Brief:
    """Return the brief of an installment as of the day of its timeline.

    ref: the short reference of the installment, by which each line's reference begins.  moved: how
    the forecast came where it is, oldest first.
    Raises: ValueError where timeline and forecast are of different days.
    """
    if timeline.as_of != forecast.as_of:
        raise ValueError(f"a timeline of {timeline.as_of} and a forecast of {forecast.as_of}")
    sections = (
        Section(KNOWN, tuple(_known(timeline, ref)), "Nothing has been reported yet."),
        Section(FORECAST, (*_forecast(timeline, forecast, ref), *_movement(moved, ref))),
        Section(PEOPLE, tuple(_people(timeline, ref)), "No cast has been reported."),
        Section(STORY, tuple(_story(timeline, ref)), "Nothing has been reported."),
        Section(RUMOURS, tuple(_rumours(timeline, ref)), "None that are open."),
        Section(DISSENT, tuple(_findings(timeline.findings, ref)), "No contradictions."),
        Section(NEXT, tuple(_next(timeline, forecast, ref))),
    )
    return Brief(
        installment=timeline.installment,
        as_of=timeline.as_of,
        headline=_headline(timeline, forecast, ref),
        sections=tuple(s for s in sections if s.lines or s.note),
        forecast=forecast,
        timeline=timeline,
        sources=_sources(timeline.weighed),
    )


def line_of(brief: Brief, key: str) -> Line:
    """Return the line of a brief by the key of its reference.

    Raises: UnknownReference where the brief has no such line.
    """
    lines = [brief.headline, *(line for section in brief.sections for line in section.lines)]
    for line in lines:
        if line.ref.partition(".")[2] == key:
            return line
    keys = ", ".join(line.ref.partition(".")[2] for line in lines)
    raise UnknownReference(
        f"the brief of {brief.installment} as of {brief.as_of} has no line {key!r}",
        f"Its lines are: {keys}",
    )


def _slug(text: str) -> str:
    return re.sub(r"\s+", "-", title_key(text)) or "unnamed"


def _headline(timeline: Timeline, forecast: Forecast, ref: str) -> Line:
    text, claims = outlook.answer(timeline, forecast)
    return Line(ref=f"{ref}.answer", text=text, claims=claims, label="The answer")


# ── milestones ──────────────────────────────────────────────────────────────────────────────


def _known(timeline: Timeline, ref: str) -> Iterable[Line]:
    yield from stage_line(timeline, ref)
    for belief in timeline.milestones:
        if not is_talk(belief):
            yield belief_line(timeline, belief, ref)
        for showing in timeline.showings:
            if showing.belief.event is belief.event and not is_talk(showing.belief):
                yield showing_line(timeline, showing, ref)
    told = {belief.event for belief in timeline.milestones}
    for showing in timeline.showings:
        if showing.belief.event not in told and not is_talk(showing.belief):
            yield showing_line(timeline, showing, ref)


# ── forecast ────────────────────────────────────────────────────────────────────────────────


def _forecast(timeline: Timeline, forecast: Forecast, ref: str) -> Iterable[Line]:
    yield Line(
        ref=f"{ref}.forecast",
        text=outlook.forecast_words(forecast),
        claims=tuple(dict.fromkeys(w for r in forecast.reasons for w in r.claims)),
        label="When",
    )
    for number, reason in enumerate(forecast.reasons, 1):
        shift = reason.shift_days
        moved = ""
        if shift:
            later = "later" if shift > 0 else "earlier"
            moved = f" It moves the middle of the forecast {days_words(abs(shift))} {later}."
        yield Line(
            ref=f"{ref}.reason-{number}",
            text=f"{reason.text.rstrip('.')}.{moved}",
            claims=reason.claims,
            label="Because",
        )


def _movement(moved: Sequence[Move], ref: str) -> Iterable[Line]:
    told = outlook.movement(moved)
    if told is not None:
        text, claims = told
        yield Line(ref=f"{ref}.movement", text=text, claims=claims, label="How it moved")


# ── people, story, rumours ──────────────────────────────────────────────────────────────────


def _people(timeline: Timeline, ref: str) -> Iterable[Line]:
    ordered = sorted(
        (credit for credit in timeline.credits if credit.status is not Status.RUMOURED),
        key=lambda c: (_CREDIT_ORDER.index(c.kind), c.since, -c.probability, c.person),
    )
    seen: Counter[str] = Counter()
    for credit in ordered:
        slug = _slug(credit.person)
        seen[slug] += 1
        key = slug if seen[slug] == 1 else f"{slug}-{credit.kind}"
        yield _credit_line(credit, f"{ref}.cast-{key}")


def _credit_line(credit: CreditBelief, ref: str) -> Line:
    part = f" as {credit.character}" if credit.character else ""
    known = f" (of {credit.known_for})" if credit.known_for else ""
    hedge = "" if credit.status is Status.DONE else f", {credit.status}"
    said = f"{tellers(credit.claims_for, most=2)}; since {day_words(credit.since)}"
    against = tellers(credit.claims_against)
    return Line(
        ref=ref,
        text=f"{credit.person}{part}{known}{hedge} — {said} ({percent(credit.probability)} sure).",
        claims=credit.claims_for,
        against=credit.claims_against,
        notes=(f"Against it: {against}.",) if against else (),
        label=CREDIT_NAMES[credit.kind],
    )


def _story(timeline: Timeline, ref: str) -> Iterable[Line]:
    for weighed in timeline.details:
        detail = weighed.entry.claim.statement
        if not isinstance(detail, Detail):
            continue
        hedge = (
            "" if weighed.entry.claim.status is Status.DONE else (f", {weighed.entry.claim.status}")
        )
        time = f" ({range_words(detail.when)})" if detail.when else ""
        said = f"{teller(weighed)}, {day_words(weighed.entry.said_on)}"
        yield Line(
            ref=f"{ref}.{detail.topic}-{weighed.entry.id[:4]}",
            text=f"“{detail.words}”{time}{hedge} — {said}.",
            claims=(weighed,),
            label=detail.topic.capitalize(),
        )


def _rumours(timeline: Timeline, ref: str) -> Iterable[Line]:
    talk = [b for b in timeline.milestones if is_talk(b) and not is_empty(b)]
    weak = [b for b in talk if b.status is not Status.RUMOURED or is_reported(b)]
    for belief in weak:
        yield belief_line(timeline, belief, ref)
    known = {w.entry.id for belief in weak for w in belief.claims_for}
    told: dict[str, list[Weighed]] = {}
    for weighed in timeline.rumours:
        if weighed.entry.id not in known:
            words = _rumour_words(weighed, as_of=timeline.as_of)
            told.setdefault(words, []).append(weighed)
    for words, claims in told.items():
        first, best = claims[0], max(claim.weight for claim in claims)
        said = f"{tellers(claims)}, {day_words(first.entry.said_on)}"
        statement = first.entry.claim.statement
        yield Line(
            ref=f"{ref}.rumour-{first.entry.id[:4]}",
            text=f"{words} — {said} ({percent(best)} sure).",
            claims=tuple(claims),
            label=EVENT_NAMES[statement.event] if isinstance(statement, Milestone) else "Cast",
        )


def _rumour_words(weighed: Weighed, *, as_of: date) -> str:
    claim = weighed.entry.claim
    match claim.statement:
        case Milestone(event=event, when=when):
            words = event_words(event, Status.RUMOURED, when=when)
            gone = when is not None and when.latest is not None and when.latest < as_of
            passed = ", which has passed without it" if gone else ""
            return f"{season_words(claim.subject)} {words}{passed}"
        case Detail(words=words):
            return f"“{words}”"
        case credit:
            part = f" as {credit.character}" if credit.character else ""
            return f"{credit.person}{part} is rumoured ({CREDIT_NAMES[credit.kind].lower()})"


def _findings(findings: Sequence[Finding], ref: str) -> Iterable[Line]:
    for number, finding in enumerate(findings, 1):
        yield Line(
            ref=f"{ref}.finding-{number}",
            text=f"{finding.text.rstrip('.')}.",
            claims=finding.claims,
            label="Finding",
        )


def _next(timeline: Timeline, forecast: Forecast, ref: str) -> Iterable[Line]:
    for event, text, claims in outlook.ahead(timeline, forecast):
        yield Line(ref=f"{ref}.next-{event}", text=text, claims=claims, label=EVENT_NAMES[event])


def _sources(weighed: Sequence[Weighed]) -> tuple[tuple[Source, int], ...]:
    counts = Counter(w.source for w in weighed)
    trust = {kind: rank for rank, kind in enumerate(SourceKind)}
    return tuple(
        sorted(counts.items(), key=lambda item: (trust[item[0].kind], -item[1], item[0].domain))
    )
