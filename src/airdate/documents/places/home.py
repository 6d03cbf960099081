"""What the page of a site tells of its feeds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from airdate.documents.composition import clean
from airdate.documents.encoding import decode
from airdate.documents.page import tree_of
from airdate.documents.places.addresses import web_address
from airdate.documents.places.limits import LONGEST_LINE, MOST_LINKS

# Bytes: what names the feeds stands in the head; sites with scripts in it have heads of a megabyte.
_LOOKED_AT = 4_000_000
_KINDS = {
    "application/rss+xml": "rss",
    "application/rdf+xml": "rss",
    "application/x-rss+xml": "rss",
    "text/rss": "rss",
    "application/atom+xml": "atom",
    "application/feed+json": "json",
}
# Types that say too little: the address must look like a feed's too.
_VAGUE = {"application/xml": "rss", "text/xml": "rss", "application/json": "json"}
_LIKE_A_FEED = re.compile(
    r"/(?:feeds?|rss|atom)/?(?:[?#].{0,200})?$|[./](?:rss|atom)(?:\.xml)?(?:[?#].{0,200})?$|"
    r"/(?:index|feeds?|rss|atom|news)\.(?:xml|rdf|rss)$|[?&](?:feed|format|type)=(?:rss2?|atom)\b|"
    r"/feed\.json$",
    re.IGNORECASE,
)
_OF_COMMENTS = re.compile(r"\bcomments?\b|kommentare|commentaires|comentarios", re.IGNORECASE)


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
    tree = tree_of(decode(data[:_LOOKED_AT], declared=charset))
    if tree is None:
        return ()
    base = next((web_address(tag.get("href"), url) for tag in tree.iter("base")), None) or url
    found: dict[str, FeedLink] = {}
    for tag in tree.iter("link"):
        _take(tag, _kind(tag, base), into=found, base=base)
    if not found:
        for tag in tree.iter("a"):
            href = web_address(tag.get("href"), base)
            _take(tag, _guessed(href) if href else None, into=found, base=base)
    return tuple(sorted(found.values(), key=_is_of_comments))


def _take(tag: Any, kind: str | None, *, into: dict[str, FeedLink], base: str) -> None:
    href = web_address(tag.get("href"), base)
    if kind and href and len(into) < MOST_LINKS:
        title = clean(tag.get("title") or (tag.text or ""))[:LONGEST_LINE]
        into.setdefault(href, FeedLink(href, title, kind))


def _kind(tag: Any, base: str) -> str | None:
    """Return the kind of feed that a `<link>` names, None where it names none."""
    rels = (tag.get("rel") or "").lower().split()
    kind = (tag.get("type") or "").lower().partition(";")[0].strip()
    if "feed" in rels:
        return _KINDS.get(kind) or _guessed(tag.get("href") or "") or "rss"
    if "alternate" not in rels:
        return None
    if kind in _KINDS:
        return _KINDS[kind]
    href = web_address(tag.get("href"), base) or ""
    return _VAGUE[kind] if kind in _VAGUE and _LIKE_A_FEED.search(href) else None


def _guessed(href: str) -> str | None:
    """Return the kind of feed that an address looks like, None where it does not."""
    if not _LIKE_A_FEED.search(href):
        return None
    return "json" if href.endswith(".json") else "atom" if "atom" in href.lower() else "rss"


def _is_of_comments(link: FeedLink) -> bool:
    return bool(_OF_COMMENTS.search(f"{link.title} {link.url}"))
