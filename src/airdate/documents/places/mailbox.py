"""Mailboxes as messages, a Maildir or an mbox file, taken up again where one left off.

Nothing is moved, marked or locked: a mailbox is another program's, and is read as it lies there.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from airdate.documents.places.limits import LARGEST_HEADER, LARGEST_LETTER, LONGEST_KEY
from airdate.errors import SourceError
from airdate.model import Document, Unreadable

# Nanoseconds. A message may be moved into a Maildir with the time at which its writing began; what
# is met twice has the same key.
_OVERLAP = 3_600_000_000_000
# Bytes before the place where reading ended, by which a mailbox is known not to be rewritten.
_KNOWN_BY = 1_024
# Bytes of one line that are read at once: some messages have no line breaks at all.
_LINE = 1_000_000
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_MESSAGE_ID = re.compile(rb"^message-id:\s{0,20}(?:\r?\n[ \t]+)?(<[^<>\s]{3,500}>)", re.I | re.M)
_MARK = re.compile(r"mbox (\d{1,18}) (\d{1,18}) ([0-9a-f]{16})")
_FROM_LINE = re.compile(rb"From \S.{0,300}\d\d:\d\d")


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
    from its start; what is met twice has the same key.  Raises: SourceError.
    """
    try:
        if path.is_dir():
            yield from _read_maildir(path, mark)
        elif path.exists() and not path.is_file():  # a pipe may have no writer, and never end
            raise SourceError(f"{path} is no file", "name a Maildir folder or an mbox file")
        else:
            with path.open("rb") as stream:
                yield from read_mbox(stream, source=str(path), mark=mark)
    except OSError as error:
        problem = f"{path} cannot be read: {error.strerror}"
        raise SourceError(
            problem, "name a Maildir folder or an mbox file that you may read"
        ) from error


def _read_maildir(path: Path, mark: str) -> Iterator[Letter]:
    """Yield the messages of a Maildir, by the moment at which they came."""
    folders = [path / name for name in ("new", "cur") if (path / name).is_dir()]
    if not folders:
        raise SourceError(f"{path} is no Maildir: it has no folders new and cur", "check the name")
    since = int(mark[8:]) - _OVERLAP if re.fullmatch(r"maildir \d{1,20}", mark) else 0
    found: list[tuple[int, str, str]] = []
    for folder in folders:
        with os.scandir(folder) as entries:
            for entry in entries:
                # A link could lead out of the mailbox.
                if entry.is_file(follow_symlinks=False) and not entry.name.startswith("."):
                    arrived = entry.stat(follow_symlinks=False).st_mtime_ns
                    if arrived >= since:
                        found.append((arrived, entry.name, entry.path))
    for arrived, _, name in sorted(found):
        try:
            with Path(name).open("rb") as stream:
                data = stream.read(LARGEST_LETTER + 1)
        except FileNotFoundError:  # its owner read it meanwhile, and it was moved
            continue
        yield _letter(data, mark=f"maildir {arrived}", source=name)


def _letter(data: bytes, *, mark: str, source: str) -> Letter:
    whole = data if len(data) <= LARGEST_LETTER else b""
    return Letter(_key(data), mark, whole, source)


def _key(data: bytes) -> str:
    """Return the Message-ID of a message, else a hash of its bytes."""
    head = _HEADER_END.split(data[:LARGEST_HEADER], maxsplit=1)[0]
    found = _MESSAGE_ID.search(head)
    if found and len(found[1]) <= LONGEST_KEY:
        return found[1].decode("ascii", "replace")
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def read_mbox(stream: BinaryIO, *, source: str, mark: str = "") -> Iterator[Letter]:
    """Yield the messages of an open mbox file behind a mark; a line of `>From ` is given back."""
    start = _start(stream, mark)
    stream.seek(max(start - _KNOWN_BY, 0))
    known = stream.read(min(start, _KNOWN_BY))
    number, blank = 0, True
    lines: list[bytes] = []
    size, at, open_from = 0, start, start
    for line in iter(lambda: stream.readline(_LINE), b""):
        if blank and _FROM_LINE.match(line):
            if number:
                yield _ended(lines, size, (open_from, at, known), source=f"{source}, {number}")
            lines, size, number, open_from = [], 0, number + 1, at
        elif number:
            size += len(line)
            if size <= LARGEST_LETTER:
                lines.append(line[1:] if re.match(rb">+From ", line) else line)
        at += len(line)
        known = (known + line)[-_KNOWN_BY:]
        blank = not line.strip()
    if number:
        yield _ended(lines, size, (open_from, at, known), source=f"{source}, {number}")


def _ended(lines: list[bytes], size: int, at: tuple[int, int, bytes], *, source: str) -> Letter:
    opened, ended, known = at
    seen = hashlib.sha256(known).hexdigest()[:16]
    data = b"".join(lines)
    letter = _letter(data, mark=f"mbox {opened} {ended} {seen}", source=source)
    return letter if size <= LARGEST_LETTER else replace(letter, data=b"")


def _start(stream: BinaryIO, mark: str) -> int:
    """Return where to go on: behind the last message; at it, if more was written to it; else 0."""
    found = _MARK.fullmatch(mark)
    if not found:
        return 0
    opened, ended = int(found[1]), int(found[2])
    stream.seek(max(ended - _KNOWN_BY, 0))
    known = stream.read(min(ended, _KNOWN_BY))
    if hashlib.sha256(known).hexdigest()[:16] != found[3]:
        return 0
    rest = stream.read(_KNOWN_BY).lstrip(b"\r\n")
    return ended if not rest or _FROM_LINE.match(rest) else opened


def read_letter(letter: Letter, *, now: datetime) -> Document | Unreadable:
    """Return the document of a message: its text without attachments, of the sender's domain."""
    from airdate.documents.mail import read_mail

    if not letter.data:
        reason = f"the message is empty, or larger than {LARGEST_LETTER // 1_000_000} MB"
        return Unreadable(letter.source, reason, "save its text as .txt")
    end = _HEADER_END.search(letter.data)
    if end is None or end.start() > LARGEST_HEADER:
        reason = f"its header is not one of mail, or longer than {LARGEST_HEADER // 1_000} kB"
        return Unreadable(letter.source, reason, "save its text as .txt")
    found = read_mail(letter.data, source=letter.source, today=now.date())
    if isinstance(found, Unreadable):
        return found
    if found.published and found.published > now.date():
        found = replace(found, published=None, published_basis="unknown")
    return replace(found, name=letter.key)
