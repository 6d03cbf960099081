"""Wikidata: names in many languages, other catalogues' numbers, first broadcast; CC0."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from airdate.catalogues.asking import Row, ask, day, inside, many, row, strange, words
from airdate.catalogues.forms import Candidate, Season, Work
from airdate.documents.fetch import Fetcher
from airdate.errors import SourceError
from airdate.model import DateRange, Identifier, Scheme, WorkKind

BASE = "https://www.wikidata.org"
NAME = "Wikidata"

_FOUND = 8
"""Items of a search that are asked for what they are."""

_SERIES = frozenset(
    # television series, miniseries, animated series, anime series, web series, programme
    ("Q5398426", "Q1259759", "Q581714", "Q63952888", "Q526877", "Q15416")
)
_FILMS = frozenset(
    # film, feature, animated, television, anime, documentary, short, animated feature, project
    ("Q11424", "Q24869", "Q202866", "Q506240", "Q20650540", "Q93204", "Q24862", "Q29168811")
) | {"Q18011172"}
_PARTS = frozenset(("Q3464665", "Q21191270"))
"""A season and an episode: they have numbers in catalogues too."""

# By these an item of a kind that is not in the lists above (there are hundreds) is told.
_OF_SERIES = ("P8600", "P4983", "P4835", "P2437")
_OF_FILMS = ("P4947", "P12196")

_NUMBERS = {
    "P345": (Scheme.IMDB, None),
    "P8600": (Scheme.TVMAZE, WorkKind.SERIES),
    "P4983": (Scheme.TMDB, WorkKind.SERIES),
    "P4947": (Scheme.TMDB, WorkKind.FILM),
    "P4835": (Scheme.TVDB, WorkKind.SERIES),
    "P12196": (Scheme.TVDB, WorkKind.FILM),
}
_LANGUAGES = ("en", "mul", "ko", "ja", "es", "de", "fr", "it", "pt", "zh")
"""Languages whose names are kept: those that are read, and those of many outlets."""

_DAY, _MONTH, _YEAR = 11, 10, 9
"""Precisions of a moment in Wikibase's data model."""


class Wikidata:
    """A client of Wikidata."""

    name = NAME
    domain = "wikidata.org"

    def __init__(self, fetcher: Fetcher, *, base: str = "") -> None:
        self._fetcher = fetcher
        self._base = base or BASE

    def search(self, title: str) -> list[Candidate]:
        """Return the series and films that a title may mean, the likeliest first."""
        answer = self._api(
            action="wbsearchentities", search=title, language="en", uselang="en", limit=str(_FOUND)
        )
        return self._candidates(found(answer))

    def by_identifier(self, identifier: Identifier) -> Candidate | None:
        """Return the work of another catalogue's number, None where it has none."""
        if identifier.scheme is Scheme.WIKIDATA:
            return next(iter(self._candidates([identifier.value])), None)
        kinds = (None, identifier.kind)
        known = (p for p, (s, k) in _NUMBERS.items() if s is identifier.scheme and k in kinds)
        if (named := next(known, None)) is None:
            return None
        wanted = f"haswbstatement:{named}={identifier.value}"
        answer = self._api(action="query", list="search", srsearch=wanted, srlimit="2")
        numbers = [words(each.get("title")) for each in many(answer, "query", "search")]
        return next(iter(self._candidates(numbers)), None) if len(numbers) == 1 else None

    def work(self, candidate: Candidate) -> Work:
        """Return a work with its names and numbers. Raises: SourceError."""
        url = f"{self._base}/wiki/Special:EntityData/{candidate.number}.json"
        answer = ask(self._fetcher, url, name=NAME)
        if answer is None:
            raise SourceError(f"{NAME} has no item {candidate.number} any more.", "Search anew.")
        item = entity(answer)
        networks = [_item_of(each) for each in _best(item, "P449")]
        named = self._labels([each for each in networks if each][:1])
        return listed(item, network=next(iter(named.values()), ""))

    def _candidates(self, numbers: Iterable[str]) -> list[Candidate]:
        wanted = [each for each in numbers if _is_item(each)][:_FOUND]
        if not wanted:
            return []
        answer = self._api(
            action="wbgetentities",
            ids="|".join(wanted),
            props="labels|aliases|claims|descriptions",
            languages="|".join(_LANGUAGES),
        )
        items = row(inside(answer, "entities"), name=NAME)
        made = (candidate(items[each]) for each in wanted if isinstance(items.get(each), dict))
        return [each for each in made if each is not None]

    def _labels(self, numbers: list[str]) -> dict[str, str]:
        """Return what items are called in English, by their numbers."""
        if not numbers:
            return {}
        ids = "|".join(numbers)
        answer = self._api(action="wbgetentities", ids=ids, props="labels", languages="en|mul")
        items = row(inside(answer, "entities"), name=NAME)
        return {each: label for each in numbers if (label := _label(items.get(each)))}

    def _api(self, **asked: str) -> Any:
        query = urlencode({**asked, "format": "json", "formatversion": "1"})
        answer = ask(self._fetcher, f"{self._base}/w/api.php?{query}", name=NAME)
        if told := words(inside(answer, "error", "info")):
            raise SourceError(f"{NAME} refuses: {told[:100]}.", "Try again later.")
        return answer


def found(answer: Any) -> list[str]:
    """Return the numbers of the items that a search found. Raises: SourceError."""
    if not isinstance(inside(answer, "search"), list):
        raise strange(answer, name=NAME)
    return [words(each.get("id")) for each in many(answer, "search")]


def entity(answer: Any) -> Row:
    """Return the item of an answer: one that was merged into another bears the other's number.

    Raises: SourceError.
    """
    items = row(inside(answer, "entities"), name=NAME)
    item = next((each for each in items.values() if isinstance(each, dict)), None)
    if item is None or "missing" in item or not _is_item(words(item.get("id"))):
        raise strange(answer, name=NAME)
    return item


def candidate(item: Row) -> Candidate | None:
    """Return an item as a candidate, None where it is no series and no film."""
    kind, own, title = _kind(item), words(item.get("id")), _label(item)
    if kind is None or not (title and _is_item(own)):
        return None
    begun = _first(item, ("P580", "P577"))
    earliest = begun.earliest if begun else None
    return Candidate(
        own,
        title,
        kind,
        year=earliest.year if earliest else None,
        about=words(inside(item, "descriptions", "en", "value")),
        names=_names(item, title),
    )


def listed(item: Row, *, network: str = "") -> Work:
    """Return the work of an item. network: what its broadcaster is called.

    Raises: SourceError where it is no series and no film.
    """
    known = candidate(item)
    if known is None:
        raise SourceError(
            f"{NAME}'s item {words(item.get('id')) or '?'} is no series and no film.",
            "Choose another one.",
        )
    series = known.kind is WorkKind.SERIES
    begun = _first(item, ("P580",) if series else ("P577",))
    return Work(
        domain=Wikidata.domain,
        title=known.title,
        kind=known.kind,
        url=f"https://www.wikidata.org/wiki/{known.number}",
        ids=(Identifier(Scheme.WIKIDATA, known.kind, known.number), *_ids(item, known.kind)),
        names=known.names,
        year=known.year,
        network=network,
        standing="ended" if series and _first(item, ("P582",)) else "",
        # The start of a series is that of its first season.
        seasons=(Season(1, begun, network),) if series and begun else (),
        release=None if series else begun,
        updated=day(item.get("modified")),
    )


def _is_item(text: str) -> bool:
    return text[:1] == "Q" and text[1:].isascii() and text[1:].isdecimal() and len(text) < 13


def _label(item: Any) -> str:
    labels = (words(inside(item, "labels", lang, "value")) for lang in _LANGUAGES)
    return next((label for label in labels if label), "")


def _names(item: Row, title: str) -> tuple[str, ...]:
    """Return the other names, labels before aliases, in the order of the languages."""
    labels = [words(inside(item, "labels", lang, "value")) for lang in _LANGUAGES]
    aliases = [
        words(each.get("value")) for lang in _LANGUAGES for each in many(item, "aliases", lang)
    ]
    return tuple(dict.fromkeys(w for w in (*labels, *aliases) if w and w != title))


def _kind(item: Row) -> WorkKind | None:
    kinds = {_item_of(each) for each in _best(item, "P31")}
    if kinds & _PARTS:
        return None
    if kinds & _SERIES or any(_best(item, named) for named in _OF_SERIES):
        return WorkKind.SERIES
    film = kinds & _FILMS or any(_best(item, named) for named in _OF_FILMS)
    return WorkKind.FILM if film else None


def _ids(item: Row, kind: WorkKind) -> tuple[Identifier, ...]:
    made = []
    for named, (scheme, only) in _NUMBERS.items():
        for each in _best(item, named) if only in (None, kind) else []:
            try:
                value = words(inside(each, "mainsnak", "datavalue", "value"))
                made.append(Identifier(scheme, kind, value))
                break
            except ValueError:
                continue
    return tuple(made)


def _best(item: Row, named: str) -> list[Row]:
    """Return the statements of a property that hold: the preferred ones, else the normal ones."""
    said = [each for each in many(item, "claims", named) if each.get("rank") != "deprecated"]
    preferred = [each for each in said if each.get("rank") == "preferred"]
    return preferred or said


def _item_of(statement: Row) -> str:
    own = words(inside(statement, "mainsnak", "datavalue", "value", "id"))
    return own if _is_item(own) else ""


def _first(item: Row, names: tuple[str, ...]) -> DateRange | None:
    """Return the earliest time that the first of these properties with one tells.

    A year beside a day in it is the same told less exactly, and is passed over.
    """
    for named in names:
        values = (inside(each, "mainsnak", "datavalue", "value") for each in _best(item, named))
        times = [made for value in values if (made := _time(value))]
        exact = [t for t in times if not any(o != t and _lies_in(o, t) for o in times)]
        if exact:
            return min(exact, key=lambda each: (each.earliest or date.max, each.days or 0))
    return None


def _lies_in(part: DateRange, whole: DateRange) -> bool:
    first, last = part.earliest or date.min, part.latest or date.max
    return (whole.earliest or date.min) <= first and last <= (whole.latest or date.max)


def _time(value: Any) -> DateRange | None:
    """Return the days of a moment, by its precision: `+2022-01-28T00:00:00Z`, 11 for a day."""
    text, precision = words(inside(value, "time")), inside(value, "precision")
    if precision not in (_DAY, _MONTH, _YEAR) or not text.startswith("+"):
        return None
    # What is not known of a day is written as 00.
    first = day(text[1:11].replace("-00", "-01"))
    if first is None:
        return None
    if precision == _DAY:
        return DateRange.on(first)
    months = 1 if precision == _MONTH else 12
    following = first.year * 12 + first.month - 1 + months
    last = date(following // 12, following % 12 + 1, 1).toordinal() - 1
    return DateRange(first, date.fromordinal(last))
