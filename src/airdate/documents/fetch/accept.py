"""Which kinds of content are asked for: pages, feeds, JSON, or any text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Accept:
    """What a visit takes in; all else is refused.

    header: as sent.  types, suffixes: content types in full, and ends such as `+json`.
    what: words for it.  untyped: whether an answer without a stated type is taken too.
    packs: whether a file packed by gzip is, unpacked within the limits (`sitemap.xml.gz`).
    """

    header: str
    types: frozenset[str]
    what: str
    suffixes: tuple[str, ...] = ()
    untyped: bool = False
    packs: bool = False

    def takes(self, kind: str) -> bool:
        """Return whether a content type, in lower case and without parameters, is taken in."""
        if not kind:
            return self.untyped
        if kind in self.types or (self.suffixes and kind.endswith(self.suffixes)):
            return True
        return "text/*" in self.types and kind.startswith("text/")


_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "application/json")
_FEEDS = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/xml",
    "text/xml",
    "text/json",
)
# What servers call a packed file, and what they call one whose kind they do not know.
_PACKED = ("application/gzip", "application/x-gzip", "application/octet-stream")

ARTICLES = Accept(
    header="text/html, application/xhtml+xml, text/plain;q=0.8",
    types=frozenset(_PAGES),
    what="a page or text",
)
# Many feeds are sent as plain text or as a page; what they are is told by their first tag.
FEEDS = Accept(
    header=(
        "application/rss+xml, application/atom+xml, application/feed+json, "
        "application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, "
        "text/html;q=0.5, */*;q=0.1"
    ),
    types=frozenset(_FEEDS + _PAGES),
    what="a feed",
    suffixes=("+xml", "+json"),
    untyped=True,
)
JSON = Accept(
    header="application/json",
    types=frozenset(("application/json", "text/json", "text/plain")),
    what="JSON",
    suffixes=("+json",),
)
ANYTEXT = Accept(
    header="text/*, application/xml, application/json, */*;q=0.1",
    types=frozenset((*_FEEDS, *_PAGES, *_PACKED, "text/*")),
    what="text",
    suffixes=("+xml", "+json"),
    untyped=True,
    packs=True,
)
# Answers to what was posted are not read for their kind.
ANYTHING = Accept(
    header="*/*",
    types=frozenset(("application/octet-stream", "text/*", *_PAGES, *_FEEDS)),
    what="an answer",
    suffixes=("+xml", "+json"),
    untyped=True,
)
