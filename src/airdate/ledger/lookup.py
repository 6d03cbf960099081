"""Makes installments of titles as people type them: `aouad`, `the all of us are ded s2`.

Pure: the listings of a ledger and the words of a query in, listings out. The ways to read a query
are tried from the strictest to the loosest, and the first that finds a title decides:

1. the title or an alias, without differences of case, accents, punctuation or blanks;
2. its initials (`aouad`, with or without the article: `tlou`, `lou`);
3. its beginning (`all of us`), then its words in order (`us dead`);
4. a title with a few letters amiss (`squid gmae`).

In each, the query is first taken as it stands (`district 9`), then with a number at its end as the
season (`squid game 3`, `season 3`, `s3`, `third season`, `시즌 3`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from airdate.errors import AmbiguousTitle, UnknownTitle
from airdate.ledger.answers import Listing
from airdate.ledger.rows import key_of
from airdate.model import Installment

MISSPELT = 84.0
"""Similarity, 0..100, from which a query is taken as a misspelt title: about one letter in six."""

NEAR = 55.0
"""Similarity from which a title is offered as what may have been meant."""

CLEAR_LEAD = 4.0
"""By how much the best misspelt title must lead; else the candidates are listed."""

_SHORTEST_MISSPELT = 4
"""Letters: shorter queries are one slip away from too many titles."""

_LISTED = 5

_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_WORDS = {word: n for n, word in enumerate(_NUMBERS)} | {w: n for n, w in enumerate(_ORDINALS, 1)}

_SEASON_ENDS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<title>.+?) (?:the )?(?:season|series|s|시즌) ?(?P<season>\d{1,3}|[a-z]+)",
        r"(?P<title>.+?) (?:the )?(?P<season>\d{1,3}(?=st|nd|rd|th)|[a-z]+)(?:st|nd|rd|th)? season",
        r"(?P<title>.+?) (?P<season>\d{1,3}) ?(?:기)",
        r"(?P<title>.+?) ?(?<!\d)(?P<season>\d{1,3})",
    )
)

Reading = tuple[str, int | None]


def find(listings: Sequence[Listing], query: str, *, season: int | None = None) -> list[Listing]:
    """Return the installments of the one work that a query means, the latest season first.

    season: the one wanted, if it is not part of the query. Without either, all installments come:
    numbered seasons from the last to the first, then the film or the series as a whole. Which of
    them is meant is the caller's to say; `airdate brief` takes the first, the season awaited.
    Raises: UnknownTitle with what is near; AmbiguousTitle with the candidates.
    """
    works = _works(listings)
    readings = _readings(query, season)
    for way in (_same, _initials, _beginning, _words_in_order, _misspelt):
        for wanted, number in readings:
            found = way(works, wanted) if wanted else []
            if len(found) == 1:
                return _installments(found[0], number)
            if found:
                raise _ambiguous(found, query)
    raise _unknown(works, query)


def same_work(listings: Sequence[Listing], named: Installment) -> Installment | None:
    """Return the installment that another text names by its title or an alias, None for none.

    Nothing is guessed: what is misspelt or cut is not the same. Without a season it is the work as
    a whole where it has none, else the season that is awaited, the last one.
    """
    found = _same(_works(listings), key_of(named.title)) if key_of(named.title) else []
    if len(found) != 1:
        return None
    own = [item.installment for item in found[0].listings]
    if named.season is not None:
        return next((each for each in own if each.season == named.season), None)
    seasons = [each for each in own if each.season is not None]
    return max(seasons, key=lambda each: each.season or 0, default=own[0])


class Work:
    """A title with its installments, and the forms in which it is compared."""

    def __init__(self, key: str, listings: Iterable[Listing]) -> None:
        self.listings = list(listings)
        self.title = self.listings[0].installment.title
        self.names = (self.title, *self.listings[0].aliases)
        self.keys = sorted({key, *(key_of(name) for name in self.names[1:])})

    @cached_property
    def compact(self) -> set[str]:
        """The titles without blanks."""
        return {key.replace(" ", "") for key in self.keys}

    @cached_property
    def initials(self) -> set[str]:
        """The initials of the titles."""
        return {_initials_of(words) for name in self.names for words in _articles(name)}


def _works(listings: Sequence[Listing]) -> list[Work]:
    found: dict[str, list[Listing]] = {}
    for item in listings:
        found.setdefault(key_of(item.installment.title), []).append(item)
    return [Work(key, items) for key, items in sorted(found.items())]


def _articles(name: str) -> tuple[list[str], list[str]]:
    """Return the words of a title without its leading article, and with it."""
    bare = key_of(name).split()
    return bare, ["the", *bare] if name.strip().casefold().startswith("the ") else bare


def _initials_of(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words)


def _readings(query: str, season: int | None) -> list[Reading]:
    """Return the ways to part a query into title and season, the plainest first."""
    plain = " ".join(re.findall(r"\w+", query.casefold()))
    found: list[Reading] = [(key_of(query), season)]
    for pattern in _SEASON_ENDS:
        if match := pattern.fullmatch(plain):
            number = _number(match["season"])
            if number is not None and season in (None, number):
                found.append((key_of(match["title"]), number))
    explicit = [reading for reading in found[1:2] if reading[0] == found[0][0]]
    return explicit or found


def _number(word: str) -> int | None:
    return int(word) if word.isdecimal() else _WORDS.get(word)


# ── ways to read a title, from the strictest to the loosest ─────────────────────────────────


def _same(works: Sequence[Work], wanted: str) -> list[Work]:
    exact = [work for work in works if wanted in work.keys]
    return exact or [work for work in works if wanted.replace(" ", "") in work.compact]


def _initials(works: Sequence[Work], wanted: str) -> list[Work]:
    compact = wanted.replace(" ", "")
    return [work for work in works if len(compact) > 1 and compact in work.initials]


def _beginning(works: Sequence[Work], wanted: str) -> list[Work]:
    return _any_key(works, lambda key: key.startswith(wanted))


def _words_in_order(works: Sequence[Work], wanted: str) -> list[Work]:
    return _any_key(works, lambda key: _follow(wanted.split(), key.split()))


def _follow(beginnings: Sequence[str], words: Sequence[str]) -> bool:
    """Return whether words with these beginnings come in this order."""
    rest = iter(words)
    return all(any(word.startswith(beginning) for word in rest) for beginning in beginnings)


def _any_key(works: Sequence[Work], fits: Callable[[str], bool]) -> list[Work]:
    return [work for work in works if any(fits(key) for key in work.keys)]


def _misspelt(works: Sequence[Work], wanted: str) -> list[Work]:
    if len(wanted) < _SHORTEST_MISSPELT:
        return []
    alike = [work for work in works if any(_same_numbers(wanted, key) for key in work.keys)]
    near = _near(alike, wanted, least=MISSPELT)
    return [work for score, work in near if score > near[0][0] - CLEAR_LEAD]


def _same_numbers(wanted: str, key: str) -> bool:
    """Return whether two titles have the same numbers: another number is another work."""
    return re.findall(r"\d+", wanted) == re.findall(r"\d+", key)


def _near(works: Sequence[Work], wanted: str, *, least: float) -> list[tuple[float, Work]]:
    """Return the works with a title like that, the likest first, with the likeness, 0..100."""
    from rapidfuzz import fuzz

    scored = [(max(fuzz.ratio(wanted, key) for key in work.keys), work) for work in works]
    return sorted(
        (pair for pair in scored if pair[0] >= least), key=lambda pair: (-pair[0], pair[1].title)
    )


# ── answers ─────────────────────────────────────────────────────────────────────────────────


def _installments(work: Work, season: int | None) -> list[Listing]:
    """Return the installments of a work, or the one of a season, the latest first."""
    chosen = [item for item in work.listings if season is None or item.installment.season == season]
    if not chosen:
        raise UnknownTitle(
            f"Nothing is known of season {season} of {work.title}.",
            f"The ledger has {_seasons(work)}.",
        )
    return sorted(chosen, key=_latest_first)


def _latest_first(item: Listing) -> tuple[bool, int]:
    season = item.installment.season
    return season is None, -(season or 0)


def _seasons(work: Work) -> str:
    seasons = sorted(s for item in work.listings if (s := item.installment.season) is not None)
    numbered = ", ".join(f"season {season}" for season in seasons)
    return numbered or f"{work.title} without a season"


def _ambiguous(found: Sequence[Work], query: str) -> AmbiguousTitle:
    return AmbiguousTitle(
        f"{query!r} may be any of {len(found)} titles.", f"Say which: {_titles(found)}."
    )


def _unknown(works: Sequence[Work], query: str) -> UnknownTitle:
    problem = f"No title like {query!r} is in the ledger."
    if not works:
        return UnknownTitle(problem, "The ledger is empty. Add an article: airdate add SOURCE")
    near = [work for _, work in _near(works, key_of(query), least=NEAR)]
    if near:
        return UnknownTitle(problem, f"Did you mean {_titles(near)}?")
    return UnknownTitle(problem, "See all titles: airdate titles")


def _titles(works: Sequence[Work]) -> str:
    names = [work.title for work in works[:_LISTED]]
    rest = len(works) - len(names)
    return ", ".join(names) + (f" and {rest} more" if rest else "")
