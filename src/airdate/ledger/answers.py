"""What the ledger answers beside entries: what a recording brought, which installments it knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from airdate.model import Installment, title_key


class Outcome(StrEnum):
    """What a recording brought, by the most that it brought."""

    NEW_DOCUMENT = "new document"
    MOVED = "known document, said on another day"
    NEW_LOCATION = "known document at a new location"
    NEW_READING = "known document, new reading"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording one reading brought.

    new_claims: entries that the ledger did not have before.  recorded_at: the moment under which
    it was kept, or would have been (see `Ledger.record`).  said_on: the day on which the document
    counts as said now.  moved_from: the day on which it did so far, where this brought another.
    """

    document_id: str
    recorded_at: datetime
    new_document: bool
    new_location: bool
    new_reading: bool
    new_claims: int
    said_on: date | None = None
    moved_from: date | None = None

    @property
    def outcome(self) -> Outcome:
        """The most that it brought."""
        if self.new_document:
            return Outcome.NEW_DOCUMENT
        if self.moved_from:
            return Outcome.MOVED
        if self.new_location:
            return Outcome.NEW_LOCATION
        return Outcome.NEW_READING if self.new_reading else Outcome.KNOWN


@dataclass(frozen=True, slots=True)
class Listing:
    """An installment of the ledger, with what is kept about it.

    ref: its short reference, at least 4 characters, the same for ever in this ledger.
    documents: how many speak of it.  sources: how many outlets published them, where an outlet
    that is not known counts by document.  last_said_on: the day of the latest one.
    aliases: other titles that mean the same work.
    """

    ref: str
    installment: Installment
    documents: int
    sources: int
    last_said_on: date
    aliases: tuple[str, ...] = ()

    @property
    def title_key(self) -> str:
        """What all installments of the work share."""
        return title_key(self.installment.title)


Key = tuple[str, int | None]
"""What two spellings of one installment share: title key and season."""

Version = tuple[int, ...]
"""How far a ledger goes: equal versions of one ledger hold the same."""


@dataclass(frozen=True, slots=True)
class Named:
    """A person that claims name for an installment, and how many do."""

    person: str
    installment: Key
    claims: int


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A document without its text: where it was first met, and how many claims it makes."""

    document_id: str
    heading: str
    outlet: str | None
    url: str | None
    said_on: date
    claims: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document around what was looked for."""

    document_id: str
    heading: str
    outlet: str | None
    said_on: date
    words: str


@dataclass(frozen=True, slots=True)
class Restored:
    """What restoring an export brought: rows by kind that were new, and rows already there."""

    documents: int = 0
    locations: int = 0
    readings: int = 0
    claims: int = 0
    judgements: int = 0
    aliases: int = 0
    follows: int = 0
    identities: int = 0
    known: int = 0
