"""Forum threads as posts and as documents: Reddit, comments as JSON, and dated plain text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from airdate.documents.composition import clean, compose
from airdate.documents.encoding import decode
from airdate.documents.heads import language_of, outlet_of
from airdate.documents.places.addresses import web_address
from airdate.documents.places.feed import read_feed
from airdate.documents.places.limits import (
    LARGEST_CONVERSATION,
    LARGEST_THREAD,
    LONGEST_LINE,
    MOST_POSTS,
    MOST_THREADS,
    at_most,
)
from airdate.documents.places.posts import make_posts
from airdate.documents.places.thread_comments import is_post, read_comments
from airdate.documents.places.thread_plain import read_conversation
from airdate.documents.places.thread_reddit import (
    RawThread,
    is_reddit,
    json_address,
    read_dump,
    read_listing,
    read_rss,
)
from airdate.errors import Malformed
from airdate.model import Document, Thread, Unreadable

_REMEDY = (
    "give a thread as Reddit's .json or .rss, comments as JSON or JSON Lines of "
    '{"author", "date", "text"}, or lines of `[2026-02-14 18:20] name: words`'
)
# Outlets that are known by their domain; other hosts are told to be forums by name.
_KNOWN = ("reddit.com", "youtube.com")


def read_threads(
    data: bytes, *, url: str | None, now: datetime, secret: bytes = b"", name: str = ""
) -> tuple[Thread, ...]:
    """Return the threads of bytes: one for a thread, one each for a listing (opening posts alone).

    Understood by content: Reddit's `.json` of a thread or a listing, Reddit's RSS of either,
    comment threads of the YouTube Data API, yt-dlp's `info.json`, topics of Discourse, items of
    Hacker News, JSON arrays and JSON Lines of {author, date, text, score?, replies?}, plain text
    with days and authors.

    url: where it was had, None for a file.  now: aware; no post is of a later moment.
    secret: what authors are hashed with; without it none is kept.  name: the title of a thread
    that bears none, as the file's name.  Raises: Malformed.
    """
    source = url or name or "the file"
    at_most(data, LARGEST_THREAD, what="a thread", source=source)
    found = _read(data, url=url, now=now)
    threads = [_made(raw, url=url, now=now, secret=secret) for raw in found[:MOST_THREADS]]
    kept = tuple(_named(thread, name, url=url) for thread in threads if thread.posts)
    if not kept:
        raise Malformed(f"{source} is no thread that can be read", _REMEDY)
    return kept


def _read(data: bytes, *, url: str | None, now: datetime) -> list[RawThread]:
    text = decode(data)
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start == "<":
        try:
            return read_rss(read_feed(data, url=url, now=now)) or []
        except Malformed:
            return []
    if start in ("{", "["):
        thread = _of_json(text)
        if thread or start == "{":
            return thread
    at_most(data, LARGEST_CONVERSATION, what="a thread as text", source=url or "the file")
    conversation = read_conversation(text)
    return [conversation] if conversation else []


def _of_json(text: str) -> list[RawThread]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = list(islice(_lines(text), MOST_POSTS + 1))
    listing = read_listing(found) or read_dump(found)
    if listing:
        return listing
    thread = read_comments(found)
    return [thread] if thread else []


def _lines(text: str) -> Iterator[Any]:
    """Yield the posts of JSON Lines; a broken line does not stop the next."""
    for line in text.split("\n"):
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if is_post(found) or (isinstance(found, dict) and "youtube#" in str(found.get("kind"))):
            yield found


def _made(raw: RawThread, *, url: str | None, now: datetime, secret: bytes) -> Thread:
    posts, left_out = make_posts(raw.posts, now=now, secret=secret)
    stated = raw.comments if isinstance(raw.comments, int) else None
    return Thread(
        title=clean(raw.title)[:LONGEST_LINE],
        url=web_address(raw.url, url) or web_address(url),
        place=clean(raw.place or "")[:LONGEST_LINE] or None,
        posts=posts,
        comments=stated if stated is not None and 0 <= stated < 10**9 else None,
        left_out=left_out,
    )


def _named(thread: Thread, name: str, *, url: str | None) -> Thread:
    if thread.title:
        return thread
    title = clean(name) or clean(thread.posts[0].text.split("\n")[0])[:200] or url or "A thread"
    return Thread(title, thread.url, thread.place, thread.posts, thread.comments, thread.left_out)


def thread_address(url: str) -> str:
    """Return the address of a forum page's machine-readable form: Reddit's `.json`, else itself."""
    return json_address(url) if is_reddit(url) else url


def read_thread_document(thread: Thread) -> Document | Unreadable:
    """Return the document of a thread: its title and its opening post, of the forum as outlet.

    Answers are not in it: they are posts, for the mood around a title, and no report.
    """
    opening = thread.posts[0] if thread.posts and thread.posts[0].depth == 0 else None
    paragraphs = opening.text.split("\n") if opening else []
    if not any(c.isalnum() for words in (thread.title, *paragraphs) for c in words):
        return Unreadable(thread.url or "the thread", "it has no words", "open its page")
    day = opening.posted_at.date() if opening and opening.posted_at else None
    return compose(
        thread.title,
        paragraphs,
        outlet=_outlet(thread.url),
        url=thread.url,
        published=day,
        published_basis="header" if day else "unknown",
        language=language_of("\n".join([thread.title, *paragraphs])),
        name=opening.key if opening else None,
        subheadings=frozenset(),
    )


def _outlet(url: str | None) -> str:
    """Return who publishes a thread: the domain of a forum known by it, else that it is one."""
    host = outlet_of(url)
    known = next((d for d in _KNOWN if host == d or (host or "").endswith(f".{d}")), None)
    return known or (f"{host} forum" if host else "an online forum")
