"""What is new on a page since it was last seen, past advertisements, dates and counters."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from airdate.model import Document, Unreadable


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The main text of a page, so that two visits can be compared.

    key: the same where nothing that matters has changed.  marks: one short hash a sentence, in the
    order of the text: what to keep of a visit, instead of its words.
    """

    document: Document
    key: str
    marks: tuple[str, ...]


def take_snapshot(
    data: bytes, *, url: str, now: datetime, charset: str | None = None
) -> Snapshot | Unreadable:
    """Return the snapshot of a page."""
    from airdate.documents.page import extract

    found = extract(data, url=url, today=now.date(), charset=charset)
    return found if isinstance(found, Unreadable) else snapshot_of(found)


def snapshot_of(document: Document) -> Snapshot:
    """Return the snapshot of a document."""
    return Snapshot(document, document.id, ())


def added(before: Collection[str], after: Snapshot) -> tuple[int, ...]:
    """Return the numbers of the sentences that were not there before (`marks` of that visit)."""
    return ()
