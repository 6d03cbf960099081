"""A large ledger of made-up news: works with a truth of their own, and outlets that tell of it.

    python -m evaluation.generate LEDGER [--documents N] [--titles N] [--seed N]

Works are told of unevenly: a few by hundreds of documents, most by a dozen. Outlets are those of
the registry and strangers, some exact and some careless; a fifth of the documents copies another.
"""

from __future__ import annotations

import argparse
import random
import time
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from airdate.ledger import open_ledger
from airdate.model import (
    Claim,
    Credit,
    CreditKind,
    DateRange,
    Detail,
    Document,
    Event,
    Installment,
    Milestone,
    Reading,
    Sentence,
    Statement,
    Status,
    Topic,
)
from airdate.sources.outlets import outlets

FIRST, LAST = date(2019, 1, 1), date(2026, 10, 31)
"""The days between which the news comes."""

CLAIMS = 10
TITLES = 2_000
_STRANGERS = 400
_COPIED = 0.2
_BATCH = 2_000
"""Documents to one transaction."""

_FIRST_WORDS = (
    "Amber", "Brass", "Cedar", "Dusk", "Ember", "Frost", "Glass", "Harbour", "Iron", "Jade",
    "Kite", "Lantern", "Marble", "Night", "Opal", "Paper", "Quiet", "River", "Salt", "Thorn",
)  # fmt: skip
_SECOND_WORDS = (
    "Bridge", "Court", "Drift", "Empire", "Fields", "Garden", "House", "Island", "Journey",
    "Kingdom", "Letters", "Mirror", "North", "Orchard", "Promise", "Road", "Season", "Tide",
)  # fmt: skip
_GIVEN = ("Ada", "Bo", "Carla", "Dae", "Elif", "Femi", "Gus", "Hana", "Ines", "Jun", "Kofi", "Lea")
_FAMILY = ("Abara", "Birch", "Castell", "Dole", "Eun", "Farrow", "Grieg", "Holt", "Imura", "Jansen")
_PLACES = ("Busan", "Lisbon", "Cardiff", "Oslo", "Atlanta", "Kyoto", "Bristol", "Tallinn")
_LEADS = ("According to the report,", "This week", "As it turns out,", "Meanwhile", "Notably,")
_TAILS = ("the makers say", "sources confirm", "it was told", "as fans had hoped", "once again")
_WORDS = tuple(f"{one}{two}" for one in ("ker", "lo", "mar", "tin", "sul") for two in "aeiouy")
# Credited: mostly nobody.
_CREDITED = (None, None, None, None, None, "Netflix", "insiders", "director Lea Holt", "Deadline")
_STAGES = (
    (Event.RENEWED, 0),
    (Event.FILMING_START, 240),
    (Event.FILMING_WRAP, 400),
    (Event.TRAILER, 590),
    (Event.RELEASE, 640),
)
"""The milestones of a season, and the days after its renewal on which they come."""


@dataclass(frozen=True, slots=True)
class _Work:
    """A work with the days of each milestone, season after season, and who plays in it."""

    title: str
    seasons: tuple[tuple[tuple[Event, date], ...], ...]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Outlet:
    """Who tells: its domain, and the chance that it tells what is so."""

    domain: str
    exact: float


def readings(documents: int, *, titles: int = TITLES, seed: int = 7) -> Iterator[Reading]:
    """Yield so many readings of made-up news of 10 claims each, the same for the same numbers."""
    chance = random.Random(seed)  # noqa: S311
    works = [_work(number, chance) for number in range(titles)]
    tellers = _outlets(chance)
    fame = _summed([1.0 / (rank + 30.0) ** 0.9 for rank in range(titles)])
    reach = _summed([1.0 / (rank + 5.0) ** 0.7 for rank in range(len(tellers))])
    lately: list[Reading] = []
    for number in range(documents):
        day = FIRST + (LAST - FIRST) * number // documents
        teller = tellers[_drawn(reach, chance)]
        if lately and chance.random() < _COPIED:
            yield _copied(chance.choice(lately), teller, day=day, number=number)
            continue
        made = _reading(works[_drawn(fame, chance)], teller, day, chance=chance)
        lately = [*lately[-30:], made]
        yield made


def _summed(weights: Sequence[float]) -> list[float]:
    sums = [0.0]
    for weight in weights:
        sums.append(sums[-1] + weight)
    return sums[1:]


def _drawn(sums: Sequence[float], chance: random.Random) -> int:
    return min(bisect_right(sums, chance.random() * sums[-1]), len(sums) - 1)


def _outlets(chance: random.Random) -> list[_Outlet]:
    known = [each.source.domain for each in outlets()]
    strange = [f"{_WORDS[n % 30]}{_WORDS[n // 30]}-{n}.example" for n in range(_STRANGERS)]
    made = [_Outlet(domain, chance.choice((0.97, 0.9))) for domain in known]
    made += [_Outlet(domain, chance.choice((0.95, 0.8, 0.5))) for domain in strange]
    chance.shuffle(made)
    return made


def _work(number: int, chance: random.Random) -> _Work:
    first, second = _FIRST_WORDS[number % 20], _SECOND_WORDS[number // 20 % 18]
    title = f"{first} {second}" if number < 360 else f"{first} {second} {number // 360 + 1}"
    begun = FIRST + timedelta(chance.randrange(-400, 600))
    seasons = []
    for _ in range(chance.choice((1, 2, 3, 3, 4))):
        days = ((event, begun + timedelta(at + chance.randrange(60))) for event, at in _STAGES)
        seasons.append(tuple(days))
        begun += timedelta(chance.randrange(720, 1100))
    people = tuple(f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}" for _ in range(6))
    return _Work(title, tuple(seasons), people)


def _reading(work: _Work, teller: _Outlet, day: date, *, chance: random.Random) -> Reading:
    number = _season_on(work, day)
    subject = Installment(work.title, number + 1)
    lines = [f"{work.title} season {number + 1}: {' '.join(chance.choices(_WORDS, k=5))}"]
    sentences, claims, at = [Sentence(0, 0, len(lines[0]), 0)], [], len(lines[0]) + 1
    for place in range(1, CLAIMS + 1):
        said, status, words = _said(work, number, day, teller=teller, chance=chance)
        lead, tail = chance.choice(_LEADS), chance.choice(_TAILS)
        filler = " ".join(chance.choices(_WORDS, k=6))
        line = f"{lead} {words} {filler}, {tail}."
        start = at + len(lead) + 1
        source = chance.choice(_CREDITED)
        claims.append(Claim(subject, said, status, source, place, start, start + len(words)))
        sentences.append(Sentence(place, at, at + len(line), place))
        lines.append(line)
        at += len(line) + 1
    url = f"https://{teller.domain}/{day:%Y/%m}/{chance.getrandbits(40):x}"
    text = "\n".join(lines)
    document = Document(text, lines[0], tuple(sentences), teller.domain, url, day, "page")
    return Reading(document, "made-1", tuple(claims))


def _copied(of: Reading, teller: _Outlet, *, day: date, number: int) -> Reading:
    """Return the reading of a copy: the same words, and a line of the copyist's own at the end."""
    line = f"First told elsewhere, number {number}."
    text = of.document.text
    end = Sentence(len(of.document.sentences), len(text) + 1, len(text) + 1 + len(line), CLAIMS + 1)
    url = f"https://{teller.domain}/{day:%Y/%m}/{number}"
    copy = Document(
        f"{text}\n{line}",
        of.document.heading,
        (*of.document.sentences, end),
        teller.domain,
        url,
        day,
        "page",
    )
    return replace(of, document=copy)


def _season_on(work: _Work, day: date) -> int:
    """Return the season of which the news tells: the latest begun, and sometimes long after."""
    begun = [n for n, stages in enumerate(work.seasons) if stages[0][1] <= day + timedelta(60)]
    return begun[-1] if begun else 0


def _said(
    work: _Work, number: int, day: date, *, teller: _Outlet, chance: random.Random
) -> tuple[Statement, Status, str]:
    """Return what is said, how, and in which words."""
    if chance.random() < 0.3:
        person = chance.choice(work.people)
        return Credit(person, chance.choice(list(CreditKind)[:4])), Status.DONE, f"{person} joins"
    if chance.random() < 0.1:
        place = chance.choice(_PLACES)
        return Detail(Topic.PLACE, place), Status.DONE, f"scenes are set in {place}"
    event, came = chance.choice(work.seasons[number])
    if chance.random() > teller.exact:
        came += timedelta(chance.choice((-90, 40, 120, 200)))
    if came <= day:
        statement = Milestone(event, DateRange(came, came))
        return statement, Status.DONE, f"{event} came on {came}"
    wide = chance.choice((0, 30, 90, 180))
    low = came - timedelta(wide // 2)
    status = chance.choice((Status.PLANNED, Status.PLANNED, Status.EXPECTED, Status.RUMOURED))
    when = DateRange(max(low, day), came + timedelta(wide // 2))
    return Milestone(event, when), status, f"{event} comes by {when.latest}"


def fill(path: Path, documents: int, *, titles: int = TITLES, seed: int = 7) -> float:
    """Return the documents per second at which a ledger was filled."""
    begun = time.perf_counter()
    moment = datetime(LAST.year, LAST.month, LAST.day, tzinfo=UTC)
    with open_ledger(path) as ledger:
        made = readings(documents, titles=titles, seed=seed)
        ledger.record_all(made, recorded_at=moment, batch=_BATCH)
    return documents / (time.perf_counter() - begun)


def main() -> None:
    """Fill a ledger and tell how fast that went."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--titles", type=int, default=TITLES)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    rate = fill(asked.ledger, asked.documents, titles=asked.titles, seed=asked.seed)
    print(f"{asked.documents} documents, {CLAIMS} claims each: {rate:.0f} documents/s")


if __name__ == "__main__":
    main()
