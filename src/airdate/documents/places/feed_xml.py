"""The items of RSS, RDF and Atom, out of XML that may be broken.

fastfeedparser reads a feed of fifty items some four times as fast, but it gives no bases, hubs or
life times, and reads days by the clock: `10:30` is today to it, `yesterday` a day, February 29 of
2023 the 28th, and each day that it cannot read takes two milliseconds.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from itertools import islice, pairwise
from typing import Any, Final

from airdate.documents.places.addresses import web_address
from airdate.documents.places.draft import Draft, Head
from airdate.documents.places.limits import LONGEST_HTML, MOST_DRAFTS
from airdate.documents.places.markup import elements, local_name, root_of

_ROOTS = ("rss", "rdf", "feed", "channel")
ITEMS = ("item", "entry")
_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_ABOUT: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_SPACES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://www.rssboard.org/media-rss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://wellformedweb.org/CommentAPI/": "wfw",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
}
_RSS_SPACES = (
    "http://purl.org/rss/1.0/",
    "http://purl.org/net/rss1.1#",
    "http://my.netscape.com/",
    "http://channel.netscape.com/",
    "http://backend.userland.com/",
    "http://blogs.law.harvard.edu/",
    "http://cyber.law.harvard.edu/",
    "http://www.w3.org/2005/atom",
)
_PLAIN_SPACES = ("", "rss", "atom")
# The field of a draft that each element fills.
_FIELDS = {
    name: field
    for field, names in {
        "guid": "guid id",
        "link": "link",
        "original": "feedburner:origlink",
        "title": "title dc:title",
        "author": "author dc:creator itunes:author",
        "published": "pubdate published issued dc:date dcterms:issued created",
        "updated": "updated modified dcterms:modified lastbuilddate",
        "summary": "description summary tagline",
        "caption": "media:description itunes:summary",
        "content": "content:encoded content xhtml:body xhtml:div fulltext",
        "language": "language dc:language",
        "group": "media:group",
    }.items()
    for name in names.split()
}
_PERIODS = {"hourly": 60, "daily": 1_440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}
# `editor@site.example (A. Name)`, as RSS 2.0 writes an author.
_MAIL_AND_NAME = re.compile(r"\S{1,200}@\S{1,200}\s+\((.{1,200})\)")
_ITEM_START = re.compile(r"<(?:[\w.-]{1,20}:)?(?:item|entry)(?=[\s>])", re.IGNORECASE)
# Characters: with all namespaces that a feed uses it has some thousand.
_ROOT_TAG = re.compile(r"<[^<>]{1,4000}>")
# Items that are cut out of a broken feed: each costs a tenth of a millisecond.
_MOST_SLICES = 5_000
# Levels at which `xml:base` is heeded: one at the root and one at the item are in use.
_MOST_BASES = 5


@lru_cache(maxsize=1_024)
def _name(tag: str) -> str:
    """Return a tag as `dc:creator`; those of RSS and Atom, whatever their namespace, bare."""
    space, _, local = tag.rpartition("}")
    if not space and ":" in local:  # a prefix that nobody declared
        space, _, local = local.partition(":")
        return local if space in _PLAIN_SPACES else f"{space.lower()}:{local.lower()}"
    prefix = _SPACES.get(space[1:], "" if _is_plain(space[1:]) else "other")
    return local.lower() if prefix in _PLAIN_SPACES else f"{prefix}:{local.lower()}"


def _is_plain(space: str) -> bool:
    """Return whether a namespace is none, or one of the many that RSS had over the years."""
    return not space or space.lower().startswith(_RSS_SPACES)


def read_xml(text: str, *, url: str | None) -> tuple[Head, list[Draft], int] | None:
    """Return the head of a feed, its items and how many were beyond; None for what is no feed.

    text: mended.
    """
    found = root_of(text, _ROOTS)
    if found is None:
        return None
    head, flaws = Head(base=url, has_bases="xml:base" in found[1]), list[str]()
    drafts: list[Draft] = []
    beyond = 0
    for element, is_root in elements(found[1], ITEMS, flaws=flaws):
        if is_root:
            _read_head(element, head)
        elif len(drafts) < MOST_DRAFTS:
            drafts.append(_read_item(element, head, list(element)))
        else:
            beyond += 1
    cut = _sliced(found[1], head) if flaws else []
    return head, cut if len(cut) >= len(drafts) else drafts, beyond


def _sliced(text: str, head: Head) -> list[Draft]:
    """Return the items of a feed that is broken somewhere: each is cut out and read by itself.

    So a tag that one of them leaves open spoils no other.  Empty where there are too many.
    """
    starts = [found.start() for found in islice(_ITEM_START.finditer(text), _MOST_SLICES + 1)]
    if not 0 < len(starts) <= _MOST_SLICES:
        return []
    root = _ROOT_TAG.match(text)
    opening = re.sub(r"/\s*>$", ">", root[0]) if root else "<rss>"
    if not head.title:
        for element, is_root in elements(text[: starts[0]], ITEMS):
            if is_root:
                _read_head(element, head)
    found: list[Draft] = []
    for start, end in pairwise([*starts, len(text)]):
        for element, is_root in elements(opening + text[start:end], ITEMS):
            # Where it is broken, what should stand beside a tag may lie in it.
            if not is_root:
                found.append(_read_item(element, head, list(element.iterdescendants())))
    return found


def _bases(element: Any) -> list[str]:
    """Return what `xml:base` says at an element and above it, outermost first."""
    lines = (element, *element.iterancestors())
    found = [base for each in lines if (base := each.get(_BASE))]
    return found[:_MOST_BASES][::-1]


def _resolved(base: str | None, steps: list[str]) -> str | None:
    for step in steps:
        base = web_address(step, base) or base
    return base


def _read_item(item: Any, head: Head, children: list[Any]) -> Draft:
    base = _resolved(head.base, _bases(item)) if head.has_bases else head.base
    draft = Draft(base=base, language=item.get(_LANGUAGE), about=item.get(_ABOUT))
    for child in children:
        if isinstance(child.tag, str):
            _take(draft, _name(child.tag), child)
    return draft


def _take(draft: Draft, name: str, child: Any) -> None:
    """Put what a child of an item says into its draft; the first of a kind counts."""
    match _FIELDS.get(name):
        case None:
            pass
        case "link":
            _take_link(draft, child)
        case "guid":
            draft.guid = draft.guid or _text(child)
            draft.guid_is_link = name == "guid" and child.get("isPermaLink") != "false"
        case "author":
            draft.author = draft.author or _person(child)
        case "group":
            for part in child:
                _take(draft, _name(part.tag), part)
        case "title" | "summary" | "content" | "caption" as field:
            if not getattr(draft, field) and not child.get("src"):
                setattr(draft, field, _markup(child))
        case field:
            if not getattr(draft, field):
                setattr(draft, field, _text(child))


def _take_link(draft: Draft, child: Any) -> None:
    rel = (child.get("rel") or "alternate").lower()
    href = child.get("href") or ("" if child.get("rel") else _text(child))
    if rel != "alternate" or not href:
        return
    own = child.get(_BASE)
    base = _resolved(draft.base, [own]) if own else draft.base
    kind = (child.get("type") or "text/html").lower()
    if not draft.link or ("html" in kind and not draft.link_is_html):
        # Without a base it waits for the home of the feed, which may come later.
        address = web_address(href, base) or (href if base is None else None)
        draft.link, draft.link_is_html = address or draft.link, "html" in kind


def _read_head(root: Any, head: Head) -> None:
    """Put what a feed says of itself into its head; its items are gone by now."""
    head.language = head.language or root.get(_LANGUAGE)
    steps = [root.get(_BASE)] if root.get(_BASE) else []
    for channel in (root, *(child for child in root if local_name(child.tag) == "channel")):
        if channel is not root and channel.get(_BASE):
            steps.append(channel.get(_BASE))
        base = _resolved(head.base, steps)
        period, often = "", 1.0
        for child in channel:
            name = _name(child.tag) if isinstance(child.tag, str) else ""
            match name:
                case "title" | "dc:title":
                    head.title = head.title or _markup(child)
                case "link":
                    _take_head_link(head, child, base)
                case "language" | "dc:language":
                    head.language = head.language or _text(child)
                case "ttl":
                    head.ttl_minutes = _number(_text(child))
                case "sy:updateperiod":
                    period = _text(child).lower()
                case "sy:updatefrequency":
                    often = _number(_text(child)) or 1.0
        if period in _PERIODS and not head.ttl_minutes:
            head.ttl_minutes = _PERIODS[period] / max(often, 1.0)


def _take_head_link(head: Head, child: Any, base: str | None) -> None:
    rel = (child.get("rel") or "alternate").lower()
    href = child.get("href") or ("" if child.get("rel") else _text(child))
    address = web_address(href, base)
    if rel == "alternate":
        head.home = head.home or address
    elif rel in ("next", "prev-archive"):
        head.next = head.next or address
    elif rel == "hub":
        head.hub = head.hub or address


def _number(words: str) -> float | None:
    return float(words) if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", words) else None


def _text(element: Any) -> str:
    """Return the words of an element that holds no markup."""
    return "".join(element.itertext()).strip() if len(element) else (element.text or "").strip()


def _markup(element: Any) -> str:
    """Return what an element holds as HTML: Atom says by `type` how it is written there."""
    kind = (element.get("type") or "").lower()
    if len(element):
        from lxml import etree  # type: ignore[import-untyped]

        inner = (etree.tostring(part, encoding="unicode", method="html") for part in element)
        found = html.escape(element.text or "") + "".join(inner)
    elif kind in ("text", "text/plain"):
        found = html.escape(element.text or "", quote=False)
    else:
        found = element.text or ""
    return found[:LONGEST_HTML].strip()


def _person(element: Any) -> str:
    names = [child for child in element if local_name(child.tag) == "name"]
    words = _text(names[0] if names else element)
    found = _MAIL_AND_NAME.fullmatch(words)
    return found[1] if found else words
