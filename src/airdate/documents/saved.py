"""Saved feeds, threads and mailboxes as documents, one after another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from airdate.documents.places.recognition import Look, look_of
from airdate.errors import AirdateError
from airdate.model import Document, Thread, Unreadable

# Bytes by which a mailbox, a feed or a thread is told from an article.
PEEKED = 4_096
_LISTS = {"opml": "a list of feeds", "sitemap": "a list of addresses"}
# What a file of one kind may turn out to be instead: prose can speak of a feed, and hold one.
_MAY_BE: dict[str | None, tuple[Look, ...]] = {
    None: ("feed", "thread", "mbox", "opml", "sitemap"),
    "xml": ("feed", "opml", "sitemap"),
    "json": ("feed", "thread"),
    "plain": ("feed", "thread", "mbox"),
    "page": ("feed",),
}


def look_of_saved(data: bytes, *, kind: str | None) -> Look | None:
    """Return what bytes hold several documents as, None where they are one document or none.

    kind: as their name or their server has it: plain, page, json, xml; None where neither tells.
    """
    look = look_of(data) if kind in _MAY_BE else "other"
    return look if look in _MAY_BE.get(kind, ()) else None


def read_saved(
    data: bytes, *, look: Look, source: str, now: datetime, charset: str | None = None
) -> Iterator[Document | Unreadable]:
    """Yield the documents of a feed's items, a thread's opening posts, a mailbox's messages.

    A list of feeds or addresses holds none, and says so.
    """
    url = source if "://" in source else None
    try:
        if look == "feed":
            yield from _read_feed(data, url=url, now=now, charset=charset)
        elif look == "thread":
            from airdate.documents.places.thread import read_thread_document, read_threads

            name = Path(source).stem if url is None and source != "-" else ""
            threads = read_threads(data, url=url, now=now, name=name)
            yield from map(read_thread_document, threads)
        elif look == "mbox":
            from io import BytesIO

            from airdate.documents.places.mailbox import read_letter, read_mbox

            for letter in read_mbox(BytesIO(data), source=source):
                yield read_letter(letter, now=now)
        else:
            remedy = "watch it, or give one of its addresses"
            yield Unreadable(source, f"it is {_LISTS[look]}, no article", remedy)
    except AirdateError as error:
        yield Unreadable(source, error.problem, error.remedy)


@dataclass(frozen=True, slots=True)
class Overheard:
    """Bytes that may hold conversations, beside the documents that they give.

    source: as it was named.  url: where they were had, None for a file.
    """

    data: bytes = field(repr=False)
    source: str
    url: str | None = None


def threads_of(heard: Overheard, *, now: datetime, secret: bytes) -> tuple[Thread, ...]:
    """Return the conversations that bytes hold, with all their posts; none where they hold none.

    secret: what authors are hashed by.
    """
    from airdate import confinement

    name = "" if heard.url else Path(heard.source).stem
    try:
        return confinement.call(
            _threads, heard.data, url=heard.url, now=now, secret=secret, name=name
        )
    except AirdateError:
        return ()  # that it cannot be read is told where its articles are


def _threads(
    data: bytes, *, url: str | None, now: datetime, secret: bytes, name: str
) -> tuple[Thread, ...]:
    from airdate.documents.places.thread import read_threads

    # Of feeds, those of a forum hold posts: which they are is told by their content.
    if look_of(data) not in ("thread", "feed"):
        return ()
    return read_threads(data, url=url, now=now, secret=secret, name=name)


def _read_feed(
    data: bytes, *, url: str | None, now: datetime, charset: str | None
) -> Iterator[Document | Unreadable]:
    from airdate.documents.places.feed import read_feed, read_item
    from airdate.documents.places.thread import read_thread_document, read_threads
    from airdate.documents.places.thread_reddit import read_rss

    feed = read_feed(data, url=url, now=now, charset=charset)
    if read_rss(feed):
        yield from map(read_thread_document, read_threads(data, url=url, now=now))
        return
    for item in feed.items:
        yield read_item(item, feed=feed, now=now)
    if not feed.items:
        yield Unreadable(url or "the feed", "the feed has no items", "read it again later")


def read_mailbox_file(path: Path, *, now: datetime) -> Iterator[Document | Unreadable]:
    """Yield the documents of an mbox file, whatever its size: one message is held at a time."""
    from airdate.documents.places.mailbox import read_letter, read_mailbox

    try:
        for letter in read_mailbox(path):
            yield read_letter(letter, now=now)
    except AirdateError as error:
        yield Unreadable(str(path), error.problem, error.remedy)
