"""What `airdate add` tells: what it did, counted; and of the days of texts, what wants a look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from airdate.wording import counted

if TYPE_CHECKING:
    from airdate.ledger import Recorded
    from airdate.model import Document

# Texts that are named each; of more, the first ones.
_NAMED = 3

_HEADING = 60


class Tally:
    """What `add` did, counted."""

    def __init__(self) -> None:
        self.documents = self.claims = self.known = self.reread = self.places = self.moved = 0
        self.unreadable = self.posts = 0

    def count(self, recorded: Recorded) -> None:
        """Count one recorded reading by its outcome."""
        self.claims += recorded.new_claims
        if recorded.new_document:
            self.documents += 1
        elif recorded.moved_from:
            self.moved += 1
        elif recorded.new_reading:
            self.reread += 1
        elif recorded.new_location:
            self.places += 1
        else:
            self.known += 1

    def words(self) -> str:
        """Return what was done, in a line for each kind that occurred."""
        rows = [
            (self.documents, "new document", f", {counted(self.claims, 'claim')}"),
            (self.moved, "known document", " said on another day: read anew from that day"),
            (self.reread, "document", " read anew by a newer reader"),
            (self.places, "known document", " at a new place"),
            (self.known, "document", " already known: nothing recorded"),
            (self.posts, "new post", " of fans"),
            (self.unreadable, "source", " not read"),
        ]
        told = [counted(count, noun) + tail for count, noun, tail in rows if count]
        return "\n".join(told) or "Nothing to read there."


def kept_json(document: Document, recorded: Recorded) -> dict[str, Any]:
    """Return what keeping a document brought, for a program."""
    return {
        "document": recorded.document_id,
        "heading": document.heading,
        "outcome": str(recorded.outcome),
        "new_claims": recorded.new_claims,
        "published": document.published.isoformat() if document.published else None,
        "said_on": recorded.said_on.isoformat() if recorded.said_on else None,
        "moved_from": recorded.moved_from.isoformat() if recorded.moved_from else None,
    }


class Days:
    """The texts of one call whose day a person may want to look at."""

    def __init__(self) -> None:
        self._without: list[str] = []
        self._day: date | None = None
        self._moved: list[str] = []
        self._held: list[str] = []

    def note(self, document: Document, recorded: Recorded) -> None:
        """Take in one text that was kept."""
        name = _named(document)
        if recorded.moved_from:
            told = f"{name} counts as said on {recorded.said_on} now, not on {recorded.moved_from}"
            self._moved.append(f"{told}; nothing that was kept before is lost.")
        elif document.published is None and recorded.new_document:
            self._without.append(name)
            self._day = recorded.said_on
        elif recorded.new_location and document.published not in (None, recorded.said_on):
            told = f"{name} still counts as said on {recorded.said_on}, not {document.published}"
            self._held.append(f"{told}: the days of copies move nothing.")

    def lines(self, sources: Sequence[str]) -> Iterator[str]:
        """Yield what is told of them, each with what a person can do.

        sources: what was named in the call.
        """
        again = _again(sources)
        yield from _few(self._moved)
        if held := [*_few(self._held)]:
            yield from held
            yield f"  If that is the right day: {again}"
        if self._without:
            yield f"No day was found in {_some(self._without)}."
            yield f"  {self._read_from()}"
            yield f"  Was it another day? {again}"

    def _read_from(self) -> str:
        one = len(self._without) == 1
        counts = "It counts" if one else "They count"
        return f'{counts} as said on {self._day}, and "next month" is read from there.'


def _again(sources: Sequence[str]) -> str:
    """Return the call that tells a day."""
    import shlex

    one = len(sources) == 1 and sources[0] != "-" and not Path(sources[0]).is_dir()
    return f"airdate add {shlex.quote(sources[0]) if one else 'SOURCE'} --published DAY"


def _named(document: Document) -> str:
    heading = document.heading
    return f"“{heading if len(heading) <= _HEADING else heading[: _HEADING - 1] + '…'}”"


def _some(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    more = ", …" if len(names) > _NAMED else ""
    return f"{len(names)} texts: {', '.join(names[:_NAMED])}{more}"


def _few(lines: Sequence[str]) -> Iterator[str]:
    yield from lines[:_NAMED]
    if len(lines) > _NAMED:
        yield f"… and {len(lines) - _NAMED} more so."
