"""Rumours and what became of them: as text, as rows of a table and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from airdate.brief.wording import CREDIT_NAMES, EVENT_NAMES, event_words, source_words, teller
from airdate.model import Credit, CreditKind, Detail, Milestone, Statement, Status, Weighed
from airdate.publish.jsonform import weighed_json
from airdate.publish.text import WIDTH, Paint, link, plain, safe
from airdate.rumours import Rumour, State, Teller
from airdate.wording import day_words, days_words, percent

TELLER_COLUMNS = ("outlet", "kind", "rumours", "first", "confirmed", "refuted", "expired", "share")

_SHOWN_REPORTS = 3
"""Reports for or against that are named one by one in a text."""


def rumour_words(rumour: Rumour) -> str:
    """Return what is rumoured, without its subject: `is rumoured to be released in 2027`."""
    return statement_words(rumour.statement)


def statement_words(statement: Statement) -> str:
    """Return a statement as a rumour tells it."""
    match statement:
        case Milestone(event=event, when=when):
            return event_words(event, Status.RUMOURED, when=when)
        case Detail(words=words):
            return f"“{words}”"
        case Credit(person=person, kind=kind, character=character):
            part = f" as {character}" if character else ""
            if kind is CreditKind.DEPARTING:
                return f"{person} is rumoured to leave"
            return f"{person} is rumoured to take part{part} ({CREDIT_NAMES[kind].lower()})"


def label(rumour: Rumour) -> str:
    """Return what kind of thing is rumoured: `Release`, `Cast`, `Setting`."""
    statement = rumour.statement
    if isinstance(statement, Milestone):
        return EVENT_NAMES[statement.event]
    return "Cast" if isinstance(statement, Credit) else statement.topic.capitalize()


def state_words(rumour: Rumour) -> str:
    """Return what became of it, with the day and by how much it was early."""
    on, by = rumour.settled_on, rumour.settled_by
    match rumour.state:
        case State.OPEN:
            return "open"
        case State.MISREAD:
            return "set aside: no text tells it"
        case State.EXPIRED:
            return f"expired: nothing came of it by {day_words(on)}" if on else "expired"
        case State.CONFIRMED:
            how = "came true" if rumour.happened else "confirmed as a plan"
        case State.REFUTED:
            how = "did not come true" if rumour.happened else "refuted"
    told = f"{how}, told by {teller(by)} on {day_words(on)}" if by and on else how
    early = rumour.early_days
    return f"{told}, {days_words(early)} after it was first told" if early else told


def spread_words(rumour: Rumour) -> str:
    """Return how far it went: `2 independent origins, 3 repeats since 4 March 2026`."""
    many = f"{rumour.origins} independent origin" + ("" if rumour.origins == 1 else "s")
    if rumour.repeats:
        many += f", {rumour.repeats} repeat" + ("" if rumour.repeats == 1 else "s")
    first, last = rumour.first.entry.said_on, rumour.told[-1].entry.said_on
    return many if first == last else f"{many}, last told {day_words(last)}"


def rumours_text(
    rumours: Sequence[Rumour], *, as_of: date, width: int = WIDTH, paint: Paint = plain
) -> str:
    """Return the rumours as text, grouped by installment, each with its life."""
    rows: list[str] = []
    for installment in dict.fromkeys(rumour.installment for rumour in rumours):
        rows += [paint(safe(f"{installment} — rumours as of {day_words(as_of)}"), "title"), ""]
        for rumour in rumours:
            if rumour.installment == installment:
                rows += [*_rumour(rumour, width, paint), ""]
    return "\n".join(rows)


def _rumour(rumour: Rumour, width: int, paint: Paint) -> Iterable[str]:
    yield (
        paint(safe(f"{label(rumour)}: {rumour_words(rumour)}"), "strong")
        + " "
        + paint(f"[{rumour.first.entry.id[:8]}]", "ref")
    )
    first = rumour.first
    facts = [
        ("state", state_words(rumour)),
        ("first told", f"{day_words(first.entry.said_on)} by {teller(first)}"),
        ("words", f"“{' '.join(first.entry.sentence_words.split())}”"),
        ("at", link(first.entry.url) or ""),
        ("spread", spread_words(rumour)),
        ("for it", _reports(rumour.support)),
        ("against it", _reports(rumour.against)),
    ]
    for name, text in facts:
        if text:
            pad = f"  {name:<11}"
            wrapped = textwrap.wrap(safe(text), width - len(pad), break_long_words=False)
            yield from ((pad if n == 0 else " " * len(pad)) + row for n, row in enumerate(wrapped))


def _reports(claims: Sequence[Weighed]) -> str:
    shown = [
        f"{teller(w)}, {day_words(w.entry.said_on)} [{w.entry.id[:8]}]"
        for w in claims[:_SHOWN_REPORTS]
    ]
    more = len(claims) - len(shown)
    return "; ".join(shown) + (f"; and {more} more" if more > 0 else "")


def rumour_json(rumour: Rumour) -> dict[str, Any]:
    """Return a rumour with its life and every claim it rests on."""
    settled = rumour.settled_by
    return {
        "id": rumour.id,
        "title": rumour.installment.title,
        "season": rumour.installment.season,
        "about": label(rumour),
        "text": rumour_words(rumour),
        "state": str(rumour.state),
        "state_text": state_words(rumour),
        "first_told_on": rumour.first.entry.said_on.isoformat(),
        "first_told_by": source_words(rumour.first.source),
        "origins": rumour.origins,
        "repeats": rumour.repeats,
        "spread": [
            {"day": t.day.isoformat(), "origins": t.origins, "repeats": t.repeats}
            for t in rumour.spread
        ],
        "settled_on": rumour.settled_on.isoformat() if rumour.settled_on else None,
        "settled_by": settled.entry.id if settled else None,
        "happened": rumour.happened,
        "early_days": rumour.early_days,
        "told": [weighed_json(w) for w in rumour.told],
        "support": [weighed_json(w) for w in rumour.support],
        "against": [weighed_json(w) for w in rumour.against],
    }


def teller_row(record: Teller) -> tuple[str, ...]:
    """Return the cells of an outlet's record of rumours, by the names in TELLER_COLUMNS."""
    settled = record.confirmed + record.refuted + record.expired
    cells = (
        source_words(record.source),
        "imitation" if record.source.imitates else str(record.source.kind),
        str(record.told),
        str(record.first),
        str(record.confirmed),
        str(record.refuted),
        str(record.expired),
        percent(record.share) if settled else "–",
    )
    return tuple(safe(cell) for cell in cells)


def teller_json(record: Teller) -> dict[str, Any]:
    """Return what became of the rumours that an outlet told."""
    settled = record.confirmed + record.refuted + record.expired
    return {
        "domain": record.source.domain,
        "name": record.source.name,
        "kind": str(record.source.kind),
        "imitates": record.source.imitates,
        "told": record.told,
        "first": record.first,
        "confirmed": record.confirmed,
        "refuted": record.refuted,
        "expired": record.expired,
        "open": record.open,
        "share": round(record.share, 4) if settled else None,
        "early_days": record.early_days,
    }
