"""What speaks for names as titles: the weights of their traits, added up without their names.

`title_traits.traits` names the features of a name. Here two models are asked about the same ones,
`main` and `titles`, for some seventy names in each KB of news. Both weights stand in one complex
number, that of `main` first, and all that comes again is weighed once: a name by its words, a side
by its words and signs, what its places say together. A test holds both to the same sums.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from airdate.claims import title_traits as named
from airdate.claims.candidates import Place
from airdate.claims.choice import Model, model
from airdate.model import Document

_REMEMBERED = 20_000  # names and words that are kept: those of some dozen articles
_NONE: dict[str, complex] = {}
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def scores(document: Document, found: Mapping[str, Sequence[Place]]) -> list[complex]:
    """Return what speaks for each name of a text: of its being the main title, of being one."""
    return _weighing().scores(document, found)


class _Kept(dict[K, V], Generic[K, V]):
    """What a function makes of keys, kept up to a bound."""

    def __init__(self, make: Callable[[K], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> V:
        if len(self) >= _REMEMBERED:
            self.clear()
        made = self[key] = self._make(key)
        return made


class _Kind:
    """Names for which all features beside their own words weigh the same.

    tallies, signs: what the places of a name say together, and what the signs beside one say.
    after, before: words beside a name in a heading.  person: that a place only tells of a person.
    """

    def __init__(self, weights: Mapping[str, complex], name: str) -> None:
        self._told = _told(weights, named.kinds_of(name))
        self.person = self._told.get(named.OF_A_PERSON, 0j)
        self.after = _beginning(self._told, "heading+1=")
        self.before = _beginning(self._told, "heading-1=")
        self.tallies = _Kept[tuple[int, ...], complex](
            lambda counts: self.sum(named.said_by(named.Tally(*map(int, counts)), name))
        )
        self.signs = _Kept[tuple[str, ...], complex](
            lambda signs: self.sum(f"sign={sign}" for sign in signs)
        )

    def sum(self, features: Iterable[str]) -> complex:
        """Return the weights of features, and of these with the kind of name, added up."""
        return sum(filter(None, map(self._told.get, features)), 0j)


def _told(weights: Mapping[str, complex], kinds: Collection[str]) -> dict[str, complex]:
    """Return the weight of each feature with those that it has together with kinds of names."""
    found = dict(weights)
    for feature, weight in weights.items():
        for kind in kinds:
            plain = feature.removeprefix(f"{kind}+")
            if plain != feature and named.is_telling(plain):
                found[plain] = found.get(plain, 0j) + weight
    return found


def _beginning(weights: Mapping[str, complex], opening: str) -> dict[str, complex]:
    """Return the weights of the features that begin so, by the rest of them."""
    return {f.removeprefix(opening): w for f, w in weights.items() if f.startswith(opening)}


@dataclass(frozen=True, slots=True)
class _Name:
    """What a name is by itself.

    weight: of its form.  other: the name with its article, or without.  there, absent: weights of
    that name's being in the text, or not.  odd: whether it may go on from another one.
    """

    weight: complex
    kind: _Kind
    other: str
    there: complex
    absent: complex
    odd: bool


class _Weighing:
    """The weights of two models, by what they are asked about."""

    def __init__(self, main: Model, titles: Model) -> None:
        self.models = main, titles
        self._weights = {
            feature: complex(_first(main, feature), _first(titles, feature))
            # in the order of the files: sums of floats hang on it in their last bits
            for feature in {**main.weights, **titles.weights}
        }
        self._kinds: dict[Hashable, _Kind] = {}
        self._names = _Kept(self._name)
        self._before = _Kept(self._words_before)
        self._behind = _Kept(self._words_behind)
        self._around: dict[str, dict[str, complex]] = {}
        for pair, weight in _beginning(self._weights, "around=").items():
            left, _, right = pair.partition("_")
            self._around.setdefault(left, {})[right] = weight

    def scores(self, document: Document, found: Mapping[str, Sequence[Place]]) -> list[complex]:
        """Return what speaks for each name. A long loop: most of the names have one place."""
        top, sides = len(document.heading), named.sides_of(document.text)
        weighed: list[complex] = []
        for name, places in found.items():
            known = self._names[name]
            kind = known.kind
            total = known.weight + (known.there if known.other in found else known.absent)
            if known.odd:
                total += self._sum(dict.fromkeys(named.numbering(name, found.keys())))
            if len(places) > 1:
                told = dict.fromkeys(named.beside(document, places))
                total += kind.tallies[named.tally(document, places)] + kind.sum(told)
                weighed.append(total)
                continue
            start, end, low, high, held = places[0]
            left, right = sides.left(start), sides.right(end)
            total += self._before[left.word, left.next] + self._behind[right.word, right.next]
            total += self._around.get(left.word, _NONE).get(right.word, 0j)
            if left.signs:
                total += kind.signs[left.signs]
            if right.signs:
                total += kind.signs[right.signs]
            if end <= top:
                total += kind.after.get(right.word, 0j) + kind.before.get(left.word, 0j)
            if left.person or right.person:
                total += kind.person
            aside = (0, 0) if held else (low < start, high > end)
            total += kind.tallies[1, end <= top, held, *aside, left.inner, start <= held]
            weighed.append(total)
        return weighed

    def _sum(self, features: Iterable[str]) -> complex:
        return sum(filter(None, map(self._weights.get, features)), 0j)

    def _name(self, name: str) -> _Name:
        key = (*named.kinds_of(name), named.looks_like_a_person(name))
        if key not in self._kinds:
            self._kinds[key] = _Kind(self._weights, name)
        other, there, absent = named.with_article(name)
        return _Name(
            self._sum(named.form(name)),
            self._kinds[key],
            other,
            self._weights.get(there, 0j),
            self._weights.get(absent, 0j),
            any(named.numbering(name, ())),
        )

    def _words_before(self, found: tuple[str, str]) -> complex:
        return self._sum(named.words_before(*found))

    def _words_behind(self, found: tuple[str, str]) -> complex:
        return self._sum(named.words_behind(*found))


def _first(asked: Model, feature: str) -> float:
    """Return the weight of a feature in a model of one label."""
    return asked.weights.get(feature, (0.0,))[0]


_LAST: list[_Weighing] = []  # what was made of the models that were asked last


def _weighing() -> _Weighing:
    main, titles = model("main"), model("titles")
    kept = _LAST[-1] if _LAST else None
    if kept is None or kept.models[0] is not main or kept.models[1] is not titles:
        kept = _Weighing(main, titles)
        _LAST[:] = [kept]
    return kept
