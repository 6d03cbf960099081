"""A world whose truth is known: titles that wrapped on some day, and outlets that tell of it.

Honest outlets are nearly always right, sloppy ones often, inventing ones seldom; copying ones
repeat another in nearly its words, days later, and now and then with credit. All are strangers to
the registry of outlets, so that nothing but what they say tells them apart.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from airdate.model import Claim, DateRange, Entry, Event, Installment, Milestone, Status

EVENT = Event.FILMING_WRAP
# What is said wrongly is one of these many other days, as far apart as two months.
FALSEHOODS, APART_DAYS = 3, 60
COVERAGE = 0.6
# A copyist repeats so many of what its model tells; of these it credits so many, and it changes
# so many of the words.
COPIES, CREDITS, CHANGES = 0.9, 0.2, 0.08
SENTENCE_WORDS = (18, 30)
SYLLABLES = ("ba", "du", "fe", "go", "ki", "lo", "ma", "ne", "pi", "ru", "sa", "ti", "vo", "ze")
FIRST = date(2026, 1, 1)
AS_OF = date(2027, 12, 31)
MOMENT = datetime(2027, 12, 31, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet. right: 0..1, the share of its own reports that are.  model: whom it copies."""

    domain: str
    right: float
    model: str | None = None


@dataclass(frozen=True)
class World:
    """The true day of each title, and what was said of it."""

    truth: Mapping[str, date]
    entries: tuple[Entry, ...]
    outlets: tuple[Outlet, ...]


def outlets(copiers: int) -> tuple[Outlet, ...]:
    """Return four honest outlets, six sloppy, two that invent, and so many that copy these two."""
    honest = [Outlet(f"honest-hill-{n}.example", 0.9) for n in range(4)]
    sloppy = [Outlet(f"sloppy-dale-{n}.example", 0.5) for n in range(6)]
    inventing = [Outlet(f"tall-tale-{n}.example", 0.1) for n in range(2)]
    copying = [
        Outlet(f"echo-vale-{n}.example", 0.5, inventing[n % 2].domain) for n in range(copiers)
    ]
    return (*honest, *sloppy, *inventing, *copying)


def world(*, titles: int, copiers: int, seed: int) -> World:
    """Return a world; of equal arguments always the same."""
    chance = random.Random(f"{titles} {copiers} {seed}")  # noqa: S311 -- it must be made again
    known = outlets(copiers)
    truth = {f"Title {n}": FIRST + timedelta(chance.randrange(300)) for n in range(titles)}
    entries = [entry for title in truth for entry in _told(title, truth[title], known, chance)]
    return World(truth, tuple(entries), known)


def _told(
    title: str, day: date, known: tuple[Outlet, ...], chance: random.Random
) -> Iterator[Entry]:
    said: dict[str, Entry] = {}
    false = [day + timedelta(APART_DAYS * (n + 1)) for n in range(FALSEHOODS)]
    public = max(false) + timedelta(1)
    for outlet in known:
        if chance.random() > COVERAGE:
            continue
        model = said.get(outlet.model or "")
        if model is not None and chance.random() < COPIES:
            said[outlet.domain] = _copied(model, outlet, chance)
        else:
            told = day if chance.random() < outlet.right else chance.choice(false)
            said_on = public + timedelta(chance.randrange(3))
            said[outlet.domain] = entry_of(
                outlet, Claimed(title, told), words=sentence_of(chance), said_on=said_on
            )
    yield from said.values()


@dataclass(frozen=True, slots=True)
class Claimed:
    """What is said of a title, and whom it is credited to."""

    title: str
    day: date
    credit: str | None = None


def entry_of(outlet: Outlet, claimed: Claimed, *, words: str, said_on: date) -> Entry:
    """Return what an outlet says, in these words, as a ledger would keep it."""
    claim = Claim(
        Installment(claimed.title, 2),
        Milestone(EVENT, DateRange.on(claimed.day)),
        Status.DONE,
        claimed.credit,
        sentence=1,
        start=0,
        end=4,
        confidence=0.95,
    )
    name = f"{claimed.title} {outlet.domain}"
    return Entry(
        id=name,
        claim=claim,
        document_id=name,
        heading="",
        outlet=outlet.domain,
        url=f"https://{outlet.domain}/{claimed.title.replace(' ', '-')}",
        said_on=said_on,
        recorded_at=MOMENT,
        reader="world",
        sentence_words=words,
        words_start=0,
        words_end=4,
        passage=words,
    )


def _copied(model: Entry, outlet: Outlet, chance: random.Random) -> Entry:
    said = model.claim.statement
    assert isinstance(said, Milestone)  # noqa: S101 -- nothing else is told here
    assert said.when and said.when.earliest  # noqa: S101, PT018
    credit = model.outlet if chance.random() < CREDITS else None
    claimed = Claimed(model.claim.subject.title, said.when.earliest, credit)
    words = [
        word_of(chance) if chance.random() < CHANGES else word
        for word in model.sentence_words.split()
    ]
    later = model.said_on + timedelta(chance.randrange(1, 5))
    return entry_of(outlet, claimed, words=" ".join(words), said_on=later)


def sentence_of(chance: random.Random) -> str:
    """Return a sentence of words without meaning."""
    return " ".join(word_of(chance) for _ in range(chance.randint(*SENTENCE_WORDS)))


def word_of(chance: random.Random) -> str:
    """Return a word without meaning, of one to three syllables."""
    return "".join(chance.choices(SYLLABLES, k=chance.randint(1, 3)))
