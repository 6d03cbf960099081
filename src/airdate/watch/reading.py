"""Readings of what places bring: pages, files and documents, through the pipeline's own steps.

How long one document may take is decided there, not here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from airdate import pipeline
from airdate.model import Document, Reading, Unreadable

if TYPE_CHECKING:
    from airdate.claims import Catalogue
    from airdate.documents.fetch import Page
    from airdate.watch.relevance import Gate

_KINDS = {"text/plain": "plain", "application/json": "json"}


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a document: its reading, or None and why it is let go.

    unreadable: whether it could not be read at all.
    """

    reading: Reading | None
    why: str = ""
    unreadable: bool = False


def judge(
    found: Document | Unreadable, *, gate: Gate, now: datetime, catalogue: Catalogue | None
) -> Judged:
    """Return a document's reading where it is about what is followed; see docs/watching.md."""
    if isinstance(found, Unreadable):
        return Judged(None, found.reason, unreadable=True)
    if not gate.open and gate.about(found.text) is None:
        return Judged(None, "it names no followed title")
    read = read_document(found, now=now, catalogue=catalogue)
    if isinstance(read, Unreadable):
        return Judged(None, read.reason, unreadable=True)
    if gate.open and not read.claims:
        return Judged(None, "it makes no claim")
    return Judged(read)


def read_document(
    document: Document, *, now: datetime, catalogue: Catalogue | None
) -> Reading | Unreadable:
    """Return the reading of a document, or why there is none."""
    name = document.url or document.heading[:80]
    anchor = document.published or now.date()
    return pipeline._reading(document, name, anchor=anchor, catalogue=catalogue)


def documents_of(page: Page, *, now: datetime) -> Iterator[Document | Unreadable]:
    """Yield the documents of a page that was fetched; no day after `now` is believed."""
    from airdate.documents import intake

    given = intake.Given(now=now)
    kind = _KINDS.get(page.content_type, "page")
    found = intake.read_bytes(
        page.data, source=page.url, kind=kind, given=given, charset=page.charset
    )
    for one in found:
        if isinstance(one, Unreadable):
            yield one
        else:
            yield intake._stated(intake._located(one, page.url), given)
