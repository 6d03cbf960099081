"""What bytes are, told by their content: a feed, a sitemap, a list, a thread, a mailbox, a page."""

from __future__ import annotations

import json
import re
import zlib
from typing import Any, Literal

from airdate.documents.encoding import decode
from airdate.documents.places.feed_json import read_json
from airdate.documents.places.limits import LARGEST_THREAD
from airdate.documents.places.markup import root_of
from airdate.documents.places.thread_comments import is_post, read_comments
from airdate.documents.places.thread_plain import looks_like_thread
from airdate.documents.places.thread_reddit import read_listing

Look = Literal["feed", "sitemap", "opml", "thread", "mbox", "mail", "page", "other"]

# Bytes in which XML and text show what they are.
_START = 100_000
_ROOTS: tuple[tuple[Look, tuple[str, ...]], ...] = (
    ("feed", ("rss", "rdf", "feed")),
    ("sitemap", ("urlset", "sitemapindex")),
    ("opml", ("opml",)),
)
_PAGE = re.compile(rb"<(?:!doctype html|html|head|body|article)\b", re.IGNORECASE)
_MBOX = re.compile(rb"From \S{1,300} .{0,100}\d\d:\d\d.{0,40}\r?\n[!-9;-~]{2,40}:")
MAIL = re.compile(
    rb"(?=(?:[!-9;-~]{2,40}:.*\r?\n|[ \t].*\r?\n){0,60}?subject:)"
    rb"(?:received|return-path|message-id|from|date|mime-version|delivered-to):",
    re.IGNORECASE,
)
_ADDRESSES = re.compile(r"\s*(?:https?://\S{1,4000}\s+){2,}")


def look_of(data: bytes, *, content_type: str | None = None) -> Look:
    """Return what bytes look like; `other` is text, JSON of another form, or no text at all.

    content_type: what a server said; it counts only where the content leaves it open.
    """
    start = _opened(data)
    if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        look = _of_json(data)
        if look != "other" or not start.lstrip().startswith(b"["):
            return look
    if _MBOX.match(start):
        return "mbox"
    if MAIL.match(start):
        return "mail"
    text = decode(start)
    for look, names in _ROOTS:
        if "<" in text and (found := root_of(text, names)) and _is_markup(found[0]):
            return look
    if _PAGE.search(start[:1_000]):
        return "page"
    if looks_like_thread(text):
        return "thread"
    if _ADDRESSES.match(text):
        return "sitemap"
    return (
        "page" if (content_type or "").startswith(("text/html", "application/xhtml")) else "other"
    )


def _opened(data: bytes) -> bytes:
    """Return the first bytes, those inside for gzip."""
    if not data.startswith(b"\x1f\x8b"):
        return data[:_START]
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(data[:_START], _START)
    except zlib.error:
        return b""


def _is_markup(prologue: str) -> bool:
    """Return whether what stands before a root is a prologue: no prose that speaks of a feed."""
    bare = prologue.lstrip("\ufeff \r\n\t")
    return not bare or bare.startswith("<")


def _of_json(data: bytes) -> Look:
    if len(data) > LARGEST_THREAD:
        return "other"
    text = decode(data)
    try:
        found: Any = json.loads(text)
    except RecursionError:
        return "other"
    except ValueError:
        return "thread" if _is_lines(text) else "other"
    if read_json(found, url=None):
        return "feed"
    try:
        is_thread = read_listing(found) is not None or read_comments(found) is not None
    except RecursionError:
        return "other"
    return "thread" if is_thread else "other"


def _is_lines(text: str) -> bool:
    return is_thread_line(text.lstrip("\ufeff \r\n\t").split("\n", 1)[0])


def is_thread_line(line: str | bytes) -> bool:
    """Return whether a line of JSON Lines is a post, and no document."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return is_post(found) or (
        isinstance(found, dict) and "youtube#comment" in str(found.get("kind"))
    )
