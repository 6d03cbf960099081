"""What the page of a site tells of its feeds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page names. kind: rss, atom or json."""

    url: str
    title: str
    kind: str


def find_feeds(data: bytes, *, url: str, charset: str | None = None) -> tuple[FeedLink, ...]:
    """Return the feeds that a page names by `<link rel=alternate>`, those of comments last.

    url: where it was had.  Where the page names none, links in its body that look like feeds.
    """
    return ()
