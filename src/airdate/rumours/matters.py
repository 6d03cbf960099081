"""Which claims speak of the same matter: an event and its days, a person's part, a bit of story."""

from __future__ import annotations

import re
from datetime import date

from airdate.model import (
    Credit,
    CreditKind,
    DateRange,
    Detail,
    Milestone,
    SourceKind,
    Statement,
    Status,
    Weighed,
    title_key,
)

# Windows are the same rumour where they share this much of the days that either has: "this fall"
# and "late this year" do (.75), "2026" and "March 2026" do not (.08).
_SAME_WINDOW = 0.25

# An open end is taken to lie so far off: what is told of a production is of the next two years.
_OPEN_DAYS = 730

# Two ways of telling the same of a story share this much of their words.
_SAME_WORDS = 0.4
_LONG = 4
"""Letters of a word that tells something: shorter ones are `the`, `and`, `of`."""

BETTER = frozenset(
    {
        SourceKind.OFFICIAL,
        SourceKind.TRADE,
        SourceKind.PRESS,
        SourceKind.CATALOGUE,
        SourceKind.AGGREGATOR,
    }
)
"""Who can bear a rumour out: those who answer for what they print."""

_AHEAD = (Status.PLANNED, Status.EXPECTED, Status.DONE)
_CREW = (CreditKind.DIRECTOR, CreditKind.WRITER, CreditKind.PRODUCER)


def is_rumour(weighed: Weighed) -> bool:
    """Return whether a claim is told as a rumour, or by a forum, where all is hearsay."""
    status = weighed.entry.claim.status
    return status is Status.RUMOURED or (
        weighed.source.kind is SourceKind.FORUM and status in _AHEAD
    )


def subject_of(statement: Statement) -> tuple[str, str]:
    """Return what a statement is about, as it is compared: what is of another subject differs."""
    match statement:
        case Milestone(event=event):
            return "milestone", event.value
        case Credit(person=person, kind=kind):
            return kind.value if kind in _CREW else "cast", title_key(person)
        case Detail(topic=topic):
            return "story", topic.value


def alike(one: Statement, other: Statement) -> bool:
    """Return whether two statements on one subject say the same, as far as words can tell."""
    match one, other:
        case Milestone(), Milestone():
            return _same_window(one.when, other.when)
        case Credit(), Credit():
            return (one.kind is CreditKind.DEPARTING) == (other.kind is CreditKind.DEPARTING)
        case Detail(), Detail():
            return _same_words(one.words, other.words)
        case _:
            return False


def known_before(statement: Statement, earlier: Statement) -> bool:
    """Return whether what was said earlier makes a statement no news: the same, or more exact."""
    if alike(statement, earlier):
        return True
    if isinstance(statement, Milestone) and isinstance(earlier, Milestone):
        one, other = statement.when, earlier.when
        return one is None or (other is not None and _within(other, one))
    return False


def _within(narrow: DateRange, wide: DateRange) -> bool:
    low = wide.earliest is None or (
        narrow.earliest is not None and narrow.earliest >= wide.earliest
    )
    return low and (narrow.latest or date.max) <= (wide.latest or date.max)


def _same_window(one: DateRange | None, other: DateRange | None) -> bool:
    if one is None or other is None:
        return one is other
    if one == other:
        return True
    first, second = _closed(one), _closed(other)
    shared = min(first[1], second[1]) - max(first[0], second[0]) + 1
    spanned = max(first[1], second[1]) - min(first[0], second[0]) + 1
    return shared > 0 and shared / spanned >= _SAME_WINDOW


def last_day(when: DateRange) -> date:
    """Return the last day of a window; an open one ends when productions have moved on."""
    return date.fromordinal(min(_closed(when)[1], date.max.toordinal()))


def _closed(when: DateRange) -> tuple[int, int]:
    low = when.earliest.toordinal() if when.earliest else 0
    high = when.latest.toordinal() if when.latest else low + _OPEN_DAYS
    return low or high - _OPEN_DAYS, high


def _same_words(one: str, other: str) -> bool:
    first, second = _words(one), _words(other)
    if not first or not second:
        return one.casefold() == other.casefold()
    return len(first & second) / len(first | second) >= _SAME_WORDS


def _words(text: str) -> frozenset[str]:
    found = re.findall(r"\w+", text.casefold())
    # Hangul and kana say in two letters what English says in six.
    return frozenset(w for w in found if len(w) >= _LONG or not w.isascii())
