"""What a place shows, taken in: which items are new, which are worth reading, which are let go."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from airdate.ledger.office.places import Errand, Place, State, key_of
from airdate.model import Document, Reading, Unreadable, title_key
from airdate.watch.manners import host_of
from airdate.watch.means import Means
from airdate.watch.outcomes import Answer, Outcome
from airdate.watch.reading import judge
from airdate.watch.relevance import Gate

_MOST_EXAMPLES = 5
_LONGEST_WORDS = 4_000
_COUNTED = re.compile(
    r"(?:utm_.*|fbclid|gclid|mc_[ce]id|cmpid|ref|ref_src|at_medium|at_campaign|ncid|xtor)"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """An item that a place shows.

    keys: marks of it; it is known where any of them is.  words: what the place says of it.
    bears: author, published and language.  whole: makes its document where the place has it all.
    """

    keys: tuple[str, ...]
    url: str | None
    heading: str
    words: str
    published: datetime | None = None
    bears: Mapping[str, Any] = field(default_factory=dict)
    whole: Callable[[], Document | Unreadable] | None = None


@dataclass(slots=True)
class _Tally:
    """What became of the items so far."""

    met: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    errands: list[Errand] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)
    fresh: int = 0
    let_go: int = 0
    unread: int = 0
    held: int = 0

    def drop(self, heading: str, why: str) -> None:
        """Count an item that is let go."""
        self.let_go += 1
        if len(self.examples) < _MOST_EXAMPLES:
            self.examples.append(f"{heading[:100] or '(no heading)'}: {why}")


def marks_of(guid: str, url: str | None, heading: str, words: str = "") -> tuple[str, ...]:
    """Return the marks by which an item is known again.

    One of its own identifier and one of its address, each with its heading: an item whose
    identifier changes at every visit is known by its address, one whose address does by its
    identifier, and one that gets another heading is worth another look.
    """
    name = title_key(heading) or words[:200]
    by_address = key_of(plain_address(url), name) if url else None
    by_guid = key_of(guid, name)
    return tuple(dict.fromkeys(key for key in (by_address, by_guid) if key))


def plain_address(url: str) -> str:
    """Return an address without fragment, and without what counts where a reader came from."""
    try:
        parts = urlsplit(url)
        asked = [
            pair
            for pair in parse_qsl(parts.query, keep_blank_values=True)
            if not _COUNTED.fullmatch(pair[0].lower())
        ]
    except ValueError:
        return url
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{urlencode(asked)}"


def take_in(
    shown: Sequence[Shown], place: Place, state: State, *, marks: Collection[str], means: Means
) -> Answer:
    """Return what is new among items: errands for articles, readings of what is whole, counts.

    The newest are looked at first. What one visit has no room for is left for the next one, which
    is soon; of the stock that a first visit finds it is let go.
    """
    tally, gate = _Tally(), means.gate_of(place)
    first = state.last_good_at is None
    known = set(marks)
    fresh: list[Shown] = []
    for item in shown:
        if known.isdisjoint(item.keys):
            fresh.append(item)
        else:
            tally.met.extend(item.keys)
        known.update(item.keys)
    tally.fresh = len(fresh)
    for item in _newest_first(fresh):
        room = len(tally.errands) + len(tally.readings) + tally.unread < means.most_taken
        _take(item, place, gate=gate, means=means, tally=tally, room=room, first=first)
    return _answer(tally, items=len(shown))


def _newest_first(items: list[Shown]) -> list[Shown]:
    """Return items by their days; those without one stay where the place put them, in front."""
    if not any(item.published for item in items):
        return items
    return sorted(items, key=lambda item: -(item.published.timestamp() if item.published else 9e12))


def _take(
    item: Shown,
    place: Place,
    *,
    gate: Gate,
    means: Means,
    tally: _Tally,
    room: bool,
    first: bool,
) -> None:
    why = gate.worth_reading(f"{item.heading}\n{item.words}\n{_slug(item.url)}")
    if why is None and item.whole is None:
        tally.met.extend(item.keys)
        tally.drop(item.heading, "it names no followed title")
    elif not room and first:
        tally.met.extend(item.keys)
        tally.drop(item.heading, f"it is older than the newest {means.most_taken}")
    elif not room:
        tally.held += 1
    else:
        tally.met.extend(item.keys)
        if item.whole is None and item.url:
            tally.errands.append(_errand(item, place, item.url, now=means.now()))
        elif item.whole is not None:
            _read(item, item.whole, gate=gate, means=means, tally=tally)


def _slug(url: str | None) -> str:
    """Return the words of an address: some lists give nothing else."""
    return re.sub(r"[-_/+]", " ", urlsplit(url).path)[:300] if url else ""


def _read(
    item: Shown,
    whole: Callable[[], Document | Unreadable],
    *,
    gate: Gate,
    means: Means,
    tally: _Tally,
) -> None:
    judged = judge(whole(), gate=gate, now=means.now(), catalogue=means.catalogue)
    if judged.reading is not None:
        tally.readings.append(judged.reading)
        tally.read.append(item.keys[0])
        return
    tally.unread += judged.unreadable
    tally.drop(item.heading, judged.why)


def _errand(item: Shown, place: Place, url: str, *, now: datetime) -> Errand:
    return Errand(
        place=place.number,
        key=item.keys[0],
        address=url,
        host=host_of(url),
        heading=item.heading[:1_000],
        words=item.words[:_LONGEST_WORDS],
        due_at=now,
        set_at=now,
        bears=item.bears,
    )


def _answer(tally: _Tally, *, items: int) -> Answer:
    taken = bool(tally.errands or tally.readings)
    outcome = Outcome.NEWS if taken else Outcome.LET_GO if tally.let_go else Outcome.NOTHING_NEW
    reason = f"{tally.held} more are left for the next visit" if tally.held else ""
    return Answer(
        outcome,
        reason,
        items=items,
        fresh=tally.fresh,
        let_go=tally.let_go,
        examples=tuple(tally.examples),
        readings=tuple(tally.readings),
        met=tuple(tally.met),
        read=tuple(tally.read),
        errands=tuple(tally.errands),
        more=tally.held > 0,
    )
