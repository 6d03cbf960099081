"""What catalogues answer, in one form: candidates for a title, and a work with its seasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from airdate.model import DateRange, Identifier, WorkKind

Standing = Literal["", "announced", "coming", "running", "post", "ended", "cancelled"]
"""How a work stands, as far as catalogues agree on the words.

announced: in development or planned.  coming: being made.  running: seasons are out, more may
come.  post: a film in post-production.  ended: complete.
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A work that a search found.

    number: in the catalogue.  about: how the catalogue tells it apart.
    names: other names under which the catalogue knows it.
    """

    number: str
    title: str
    kind: WorkKind
    year: int | None = None
    about: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Season:
    """A season that a catalogue lists. premiere: None where it has no day yet."""

    number: int
    premiere: DateRange | None = None
    network: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A work as a catalogue lists it.

    domain: of the catalogue.  updated: the day on which the catalogue changed it last, where it
    tells.  release: of a film.  standing: how it stands; status: in the catalogue's own word.
    names: what it is called elsewhere, or in other languages.
    """

    domain: str
    title: str
    kind: WorkKind
    url: str
    ids: tuple[Identifier, ...] = ()
    names: tuple[str, ...] = ()
    year: int | None = None
    network: str = ""
    standing: Standing = ""
    status: str = ""
    seasons: tuple[Season, ...] = ()
    release: DateRange | None = None
    updated: date | None = None


class Catalogue(Protocol):
    """A client of a catalogue. name: as people call it."""

    name: str
    domain: str

    def search(self, title: str) -> list[Candidate]:
        """Return what a title may mean, the likeliest first. Raises: SourceError."""

    def work(self, candidate: Candidate) -> Work:
        """Return a work with its seasons. Raises: SourceError."""

    def by_identifier(self, identifier: Identifier) -> Candidate | None:
        """Return the work of another catalogue's number, None where it has none."""
