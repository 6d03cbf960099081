"""Forum threads as posts and as documents: Reddit, video comments, JSON Lines, dated plain text."""

from __future__ import annotations

from datetime import datetime

from airdate.model import Document, Thread, Unreadable


def read_threads(
    data: bytes, *, url: str | None, now: datetime, secret: bytes = b"", name: str = ""
) -> tuple[Thread, ...]:
    """Return the threads of bytes: one for a thread, one each for a listing (opening posts alone).

    Understood by content: Reddit's `.json` of a thread or a listing, Reddit's RSS of either,
    comment threads of the YouTube Data API, yt-dlp's `info.json`, JSON arrays and JSON Lines of
    {author, date, text, score?, replies?}, plain text with days and authors.

    url: where it was had, None for a file.  now: aware; no post is of a later moment.
    secret: what authors are hashed with; without it none is kept.  name: the title of a thread
    that bears none, as the file's name.  Raises: Malformed.
    """
    return ()


def thread_address(url: str) -> str:
    """Return the address of a forum page's machine-readable form: Reddit's `.json`, else itself."""
    return url


def read_thread_document(thread: Thread) -> Document | Unreadable:
    """Return the document of a thread: its title and its opening post, of the forum as outlet.

    Answers are not in it: they are posts, for the mood around a title, and no report.
    """
    return Unreadable(thread.url or thread.title, "the thread has no words", "open its page")
