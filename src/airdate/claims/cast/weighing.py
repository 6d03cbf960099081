"""Person → the summed weights of both choices, with sums kept by what they depend on.

The traits of a person in a sentence fall into groups, each of which depends on a few things that
come again and again: the form of the name, what the rules say, the list, the sentence.  The sum of
each group is kept; what remains are the words around, which are looked up one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Protocol

from airdate.claims.cast.around import Signs, by_senses, by_sentence, by_words, signs
from airdate.claims.cast.standing import Mention
from airdate.claims.cast.traits import (
    Beside,
    by_document,
    by_list,
    by_name,
    by_rules,
    listed,
    look,
    told,
    traits,
)
from airdate.claims.choice import Joined, Model, Parts, model
from airdate.model import CreditKind

# Sums that are kept of each group: those of some dozen articles.
_REMEMBERED = 10_000


class Person(Protocol):
    """Somebody who is named in a sentence; see `persons.Person`."""

    @property
    def mentions(self) -> Sequence[Mention]: ...  # noqa: D102
    @property
    def elsewhere(self) -> Sequence[CreditKind]: ...  # noqa: D102
    @property
    def others(self) -> Sequence[CreditKind]: ...  # noqa: D102


class Weighing:
    """The weights of whether anything is claimed of a person and of which kind, as one model."""

    def __init__(self, person: Model, kind: Model) -> None:
        self.person, self.kind = person, kind
        claimed = {feature: (row[0], 0.0) for feature, row in person.weights.items()}
        self._both = Joined([Model(("yes", "no"), claimed), kind])
        self._kept: dict[Callable[..., Iterable[str]], dict[Hashable, int]] = {}

    def totals(self, persons: Iterable[Person]) -> list[int]:
        """Return the summed weights of each person, all in one number."""
        # The words around are those of all names of a list.
        near: dict[tuple[int, tuple[CreditKind, ...]], int] = {}
        found: dict[int, Signs] = {}
        return [self._total(person, near, found) for person in persons]

    def claimed(self, total: int) -> float:
        """Return the chance, 0..1, that anything is claimed."""
        return self._both.chances(total, 0)[0]

    def shares(self, total: int) -> dict[str, float]:
        """Return the probability of each kind."""
        return dict(zip(self.kind.labels, self._both.chances(total, 1), strict=True))

    def _total(
        self,
        person: Person,
        near: dict[tuple[int, tuple[CreditKind, ...]], int],
        found: dict[int, Signs],
    ) -> int:
        if len(person.mentions) > 1:  # a trait of two of them counts once
            named = traits(person.mentions, person.elsewhere, others=person.others)
            return self._named(named)
        mention = person.mentions[0]
        standing, chosen = mention.standing, tuple([kind for kind, _ in mention.chosen])
        beside = Beside(
            not chosen, tuple(person.elsewhere), tuple(person.others), standing.setting.sequel
        )
        place = id(standing), chosen
        if place not in near:
            around = found.get(id(standing.setting))
            if around is None:
                around = found[id(standing.setting)] = signs(standing)
            near[place] = (
                self._around(by_words(standing, told=bool(chosen)))
                + self._around(by_senses(standing, chosen))
                + self._sum(by_sentence, (around, not chosen))
            )
        return (
            near[place]
            + self._sum(by_name, look(mention))
            + self._sum(by_rules, told(mention))
            + self._sum(by_list, listed(mention))
            + self._sum(by_document, beside)
        )

    def _named(self, features: Iterable[str]) -> int:
        """Return what features in full sum up to, none of which comes twice."""
        return sum(filter(None, map(self._both.rows.get, features)))

    def _around(self, parts: Parts) -> int:
        """Return what parts of one or two values each sum up to, as `Joined.weight` does.

        A plain loop is faster for so few; a third of the weighing is done here.
        """
        total, named = 0, self._both.named
        for name, values in parts:
            if table := named.get(name):
                for value in values:
                    if weight := table.get(value):
                        total += weight
        return total

    def _sum(self, make: Callable[[Any], Iterable[str]], key: Hashable) -> int:
        """Return what the features that a key makes sum up to."""
        kept = self._kept.setdefault(make, {})
        total = kept.get(key)
        if total is None:
            if len(kept) >= _REMEMBERED:
                kept.clear()
            total = kept[key] = self._named(dict.fromkeys(make(key)))
        return total


_LAST: list[Weighing] = []


def weighing() -> Weighing:
    """Return the weights that are kept, or those in their place while they are fitted."""
    person, kind = model("person"), model("kind")
    if not _LAST or _LAST[0].person is not person or _LAST[0].kind is not kind:
        _LAST[:] = [Weighing(person, kind)]
    return _LAST[0]
