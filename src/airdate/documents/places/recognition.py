"""What bytes are, told by their content: a feed, a sitemap, a list, a thread, a mailbox, a page."""

from __future__ import annotations

from typing import Literal

Look = Literal["feed", "sitemap", "opml", "thread", "mbox", "mail", "page", "other"]


def look_of(data: bytes, *, content_type: str | None = None) -> Look:
    """Return what bytes look like; `other` is text, JSON of another form, or no text at all.

    content_type: what a server said; it counts only where the content leaves it open.
    """
    return "other"
