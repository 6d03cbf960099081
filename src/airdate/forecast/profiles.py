"""What a ledger's words tell of an installment beside its milestones: service, country, genre.

Nothing is looked up elsewhere: who announces a season as its own airs it, and what sentences on
it call it, it is. Where they disagree evenly, nothing is told.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from airdate.forecast.market import genres, rows_of, scale
from airdate.model import (
    Entry,
    Event,
    Installment,
    Milestone,
    Profile,
    Source,
    SourceKind,
    Status,
    Verdict,
)

# What only the service that airs it says of it first-hand.
OWN_NEWS = frozenset(
    {Event.ANNOUNCED, Event.RENEWED, Event.CANCELLED, Event.RELEASE, Event.TRAILER}
)
HELD = frozenset({Status.DONE, Status.PLANNED})
# What a genre or a nation is told of: `the Korean fantasy thriller series`.
WORKS = "series|show|drama|thriller|comedy|film|movie|saga|adaptation|anthology|sitcom|hit|epic"
# Words that may stand between, beside those of genres: any other may start another thought.
_BETWEEN = (
    "hit|new|popular|original|netflix|live|action|animated|anime|anthology|crime|detective|"
    "heist|historical|horror|mystery|period|political|spy|superhero|supernatural|survival|"
    "teen|tv|television|war|workplace|zombie"
)
# Genres that are also what a work of them is called.
_NOUNS = ("drama", "comedy", "dramedy", "sitcom", "melodrama", "rom com")
# Of these a genre says where it is made rather than what of.
_NATIONAL = re.compile(r"\b(?:k-?drama|korean drama|j-?drama)s?\b")

PublishedBy = Callable[[str | None, str | None], Source]


def told(
    installment: Installment,
    entries: Iterable[Entry],
    *,
    published_by: PublishedBy,
    lookup: Callable[[str], Source],
) -> Profile:
    """Return what entries on an installment and its earlier seasons tell of it.

    published_by, lookup: of `airdate.sources`: who published at an address, whom a name credits.
    Rejected entries do not count. What is not told is None; the kind of what has no season is
    film where it is called so more often than a series.
    """
    told = Told(installment, entries, published_by=published_by, lookup=lookup)
    return told.by(date.max)


class Told:
    """What entries tell of an installment by any day: the words of each are read once."""

    def __init__(
        self,
        installment: Installment,
        entries: Iterable[Entry],
        *,
        published_by: PublishedBy,
        lookup: Callable[[str], Source],
    ) -> None:
        """Take entries of any days; the rest as `told` has it."""
        self._installment = installment
        heard = sorted((e for e in entries if not _rejected(e)), key=lambda e: (e.said_on, e.id))
        self._days = [entry.said_on for entry in heard]
        voices = [_voice(e, published_by, lookup) for e in heard]
        self._channels = [_services().get(v.domain) if v is not None else None for v in voices]
        self._passages = [_passage(_words(e)) for e in heard]

    def by(self, day: date) -> Profile:
        """Return what was told by a day."""
        count = bisect_right(self._days, day)
        service = most(channel[0] for channel in self._channels[:count] if channel)
        homes = dict(_services().values())
        passages = {p.words: p for p in self._passages[:count]}.values()
        nations = most(nation for passage in passages for nation in passage.nations)
        return Profile(
            kind=_kind(self._installment, passages),
            country=nations or (homes.get(service) if service else None),
            service=service,
            genre=_genre(passages),
        )


def most(named: Iterable[str | None]) -> str | None:
    """Return what is named most often, None where nothing is, or two are as often."""
    ranked = Counter(name for name in named if name).most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _rejected(entry: Entry) -> bool:
    return entry.judgement is not None and entry.judgement.verdict is Verdict.REJECTED


def _voice(
    entry: Entry, published_by: PublishedBy, lookup: Callable[[str], Source]
) -> Source | None:
    """Return the official voice that an entry on the season's own news speaks with, if any."""
    claim = entry.claim
    if not isinstance(claim.statement, Milestone):
        return None
    if claim.statement.event not in OWN_NEWS or claim.status not in HELD:
        return None
    source = lookup(claim.source) if claim.source else published_by(entry.outlet, entry.url)
    return source if source.kind is SourceKind.OFFICIAL else None


def _words(entry: Entry) -> str:
    return f"{entry.heading}. {entry.sentence_words}".casefold()


@dataclass(frozen=True, slots=True)
class _Passage:
    """The words of an entry, and what they call a work. call: as `_call` returns it."""

    words: str
    nations: tuple[str, ...]
    call: str


@lru_cache(maxsize=16_384)
def _passage(words: str) -> _Passage:
    plain = _plain(words)
    nations = (country for word, country in _nation_words().items() if _called(word, plain))
    return _Passage(words, tuple(nations), _call(words))


def _kind(installment: Installment, passages: Collection[_Passage]) -> Literal["series", "film"]:
    if installment.season is not None:
        return "series"
    text = " ".join(passage.words for passage in passages)
    films = len(re.findall(r"\b(?:film|movie)s?\b|영화", text))
    series = len(re.findall(r"\b(?:series|seasons?|shows?|episodes?)\b|드라마|시즌", text))
    return "film" if films > series else "series"


def _genre(passages: Iterable[_Passage]) -> str | None:
    """Return the genre that passages call it by, of those that most of them agree with."""
    calls = [passage.call for passage in passages if passage.call]
    agreed = most(scale(call) for call in calls)
    ranked = Counter(call for call in sorted(calls) if scale(call) == agreed)
    return ranked.most_common(1)[0][0] if agreed else None


def _call(passage: str) -> str:
    """Return the words of genres by which a passage calls a work, in the lexicon's order."""
    words = _NATIONAL.sub("", passage)
    plain = _plain(words)
    met = [genre for genre in genres() if genre in plain]
    return " ".join(g for g in met if _called(g, plain) or (g in _NOUNS and _noun(g, words)))


def _plain(passage: str) -> str:
    return re.sub(r"[\s-]+", " ", passage)


def _called(word: str, plain: str) -> bool:
    return word in plain and bool(_calling(word).search(plain))


@cache
def _calling(word: str) -> re.Pattern[str]:
    between = rf"(?:(?:{_BETWEEN}|{'|'.join(genres())}) ){{0,3}}"
    return re.compile(rf"\b{word} {between}(?:{WORKS})\b")


def _noun(genre: str, passage: str) -> bool:
    return bool(re.search(rf"\b\w+[\s-]{genre.replace(' ', '[ -]')}\b", passage))


@cache
def _services() -> dict[str, tuple[str, str | None]]:
    rows = (row.split("\t") for row in rows_of("services.tsv"))
    return {domain: (name, country or None) for domain, name, country in rows}


@cache
def _nation_words() -> dict[str, str]:
    return {word: country for word, country, _ in nation_rows()}


@cache
def nation_rows() -> tuple[tuple[str, str, str], ...]:
    """Return the lexicon of nations: word, country (ISO 3166), an example."""
    rows = (row.split("\t") for row in rows_of("nations.tsv"))
    return tuple((word, country, example) for word, country, example in rows)
