"""How what is followed stands: which installment is awaited, how far it is, when it comes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from airdate import pipeline
from airdate.ledger.office import follows
from airdate.library.rows import is_out
from airdate.model import Forecast, Installment, Timeline, title_key
from airdate.publish.text import safe
from airdate.publish.titles import release_words, row_json, sort_key, stage_words

if TYPE_CHECKING:
    from airdate.forecast import Parameters
    from airdate.ledger import Ledger, Listing
    from airdate.ledger.office.follows import Followed, Identity

COLUMNS = ("followed", "awaited", "stage", "release", "from", "numbers")

_NO_NEWS = "no news yet"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is followed, which installment of it is awaited, and what is known of that one.

    found: listing, timeline and forecast, None where nothing has been said of it.
    """

    asked: Followed
    awaited: Installment
    found: tuple[Listing, Timeline, Forecast] | None
    identities: Sequence[Identity]

    @property
    def stage_words(self) -> str:
        """How far it is, in a word or two."""
        return stage_words(self.found[1]) if self.found else _NO_NEWS

    @property
    def release_words(self) -> str:
        """When it comes, in words."""
        return release_words(self.found[1], self.found[2]) if self.found else "no date yet"

    @property
    def order(self) -> tuple[bool, date, str]:
        """Where it stands in a list: the soonest first, what is out last."""
        if self.found is None:
            return False, date.max, str(self.awaited)
        return sort_key(self.found)

    def cells(self) -> tuple[str, ...]:
        """Return it as a row of a table."""
        same = self.awaited.key == self.asked.installment.key
        awaited = "" if same else f"season {self.awaited.season}"
        numbers = " ".join(f"{e.identifier.scheme}:{e.identifier.value}" for e in self.identities)
        cells = (str(self.asked.installment), awaited, self.stage_words, self.release_words)
        return tuple(safe(cell) for cell in (*cells, self.asked.origin, numbers))

    def json(self) -> dict[str, Any]:
        """Return it as an object."""
        asked = self.asked.installment
        return {
            "title": asked.title,
            "season": asked.season,
            "awaited_season": self.awaited.season,
            "stage_words": self.stage_words,
            "release_words": self.release_words,
            "origin": self.asked.origin,
            "followed_since": self.asked.recorded_at.isoformat(),
            "ids": {e.identifier.scheme.value: e.identifier.value for e in self.identities},
            "known": row_json(self.found) if self.found else None,
        }


def standings(
    ledger: Ledger,
    asked: Iterable[Followed],
    *,
    as_of: date,
    parameters: Parameters | None = None,
) -> list[Standing]:
    """Return how each of what is followed stands on a day, the soonest first.

    parameters: figures fitted anew; those that ship with airdate if None.
    """
    by_work: dict[str, list[Listing]] = {}
    for listed in ledger.installments(as_of=as_of):
        by_work.setdefault(listed.title_key, []).append(listed)
    canonical = {title_key(alias): title_key(title) for alias, title in ledger.aliases()}
    named: dict[str, list[Identity]] = {}
    for told in follows.identities(ledger):
        key = told.installment.key[0]
        named.setdefault(canonical.get(key, key), []).append(told)
    made = []
    for each in asked:
        key = canonical.get(each.installment.key[0], each.installment.key[0])
        works = _works(ledger, by_work.get(key, []), as_of=as_of, parameters=parameters)
        made.append(_standing(each, works, identities=named.get(key, [])))
    return sorted(made, key=lambda each: each.order)


def _works(
    ledger: Ledger,
    listings: Sequence[Listing],
    *,
    as_of: date,
    parameters: Parameters | None,
) -> list[tuple[Listing, Timeline, Forecast]]:
    made = []
    for listed in listings:
        believed = pipeline.reconcile(ledger, listed.installment, as_of=as_of)
        foreseen = pipeline.foresee(ledger, believed, parameters=parameters)
        made.append((listed, believed, foreseen))
    return made


def _standing(
    asked: Followed,
    works: Sequence[tuple[Listing, Timeline, Forecast]],
    *,
    identities: Sequence[Identity],
) -> Standing:
    gone = [listed.installment for listed, believed, fore in works if is_out(believed, fore)]
    coming = [
        listed.installment
        for listed, believed, fore in works
        if believed.milestones and not is_out(believed, fore)
    ]
    every = [listed.installment for listed, _, _ in works]
    awaited = follows.awaited(asked.installment, every, out=gone, coming=coming)
    found = next((each for each in works if each[0].installment.key == awaited.key), None)
    own = [each for each in identities if each.installment.season in (None, awaited.season)]
    return Standing(asked, awaited, found, own)
