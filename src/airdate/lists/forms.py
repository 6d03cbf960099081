"""What a list comes to: titles that were understood, and lines that were not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from airdate.model import Identifier, WorkKind


@dataclass(frozen=True, slots=True)
class Listed:
    """A title of a list.

    season: None for the work as a whole.  kind: None where the list does not say.
    seen: the list tells that its owner has seen it, has it, or rated it: of a film there is
    nothing to await then, of a series what comes next.  place: `line 3`, `entry 3`.
    note: what else the list says that a reader may want to know (`continuing`).
    """

    title: str
    year: int | None = None
    season: int | None = None
    kind: WorkKind | None = None
    ids: tuple[Identifier, ...] = ()
    note: str = ""
    seen: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """A line or an entry that was not taken: where, why, and what a person can do."""

    place: str
    reason: str
    remedy: str


Found = Iterator[Listed | Left]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that was read. kind: as which it was read.  titles: each installment once."""

    name: str
    kind: str
    titles: tuple[Listed, ...]
    left: tuple[Left, ...]
