"""Feeds as items: RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from datetime import datetime

from airdate.documents.composition import clean, compose
from airdate.documents.encoding import decode
from airdate.documents.heads import day_of_address, language_of, outlet_of
from airdate.documents.places.addresses import web_address
from airdate.documents.places.draft import Draft, Head
from airdate.documents.places.feed_json import read_json
from airdate.documents.places.feed_xml import read_xml
from airdate.documents.places.limits import (
    LARGEST_FEED,
    LONGEST_KEY,
    LONGEST_LINE,
    MOST_ITEMS,
    at_most,
)
from airdate.documents.places.markup import decode_xml, mend, paragraphs_of, words_of
from airdate.documents.places.moments import read_moment
from airdate.errors import Malformed
from airdate.model import Document, Unreadable, title_key

# Characters of a summary: those of editors have some 300, those cut off by programs up to 1,000.
_LONGEST_SUMMARY = 2_000
# Characters of HTML from which a description may be the article: two thousand characters of text.
_LONG_SUMMARY = 2_000
# Characters of text from which an item may be whole: the shortest reports have 150 words.
_WHOLE, _WHOLE_WIDE = 1_000, 400
_SAMPLE = 2_000
# `The post … appeared first on …`, which WordPress puts below each item, whole or not.
_APPEARED = re.compile(r"(?:^|\s)The (?:post|article) .{1,300} appeared first on .{1,200}$")
_LEADS_ON = re.compile(
    r"(?:\[\s?(?:…|\.{3}|&hellip;)\s?\]|(?:…|\.{3})|(?:continue|keep) reading.{0,40}|"
    r"(?:read|see|view|learn) (?:more|the (?:full|rest|whole)|full|on).{0,60}|weiterlesen.{0,40}|"
    r"lire la suite.{0,40}|(?:seguir|continuar) leyendo.{0,40}|leggi tutto.{0,40}|more\s?[»→>]*)"
    r"\s*[»→>.]*$",
    re.IGNORECASE,
)
_FOOT = re.compile(
    r"(?:(?:continue|keep) reading|read (?:more|the (?:full|rest)|full)|weiterlesen|lire la suite|"
    r"(?:share|tweet|email|print|comments?|advertisement|filed under:?)\b).{0,60}",
    re.IGNORECASE,
)
_LONGEST_FOOT = 300


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed.

    key: stable from visit to visit: the feed's own identifier, else the address, else a hash.
    url: http or https, resolved against the feed; None where it names no such address.
    title, author, summary: plain text, without markup.  full_html: the whole text where the feed
    carries one, as HTML that nobody has cleaned: to be read, never to be shown.
    published, updated: aware UTC; None where not said, not readable or after `now`.
    """

    key: str
    url: str | None
    title: str
    author: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    summary: str = ""
    full_html: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed holds.

    home: the page of the site that it belongs to.  next: the address of its older part (RFC 5005,
    JSON Feed's next_url).  hub: the WebSub hub that it names.  ttl_minutes: how long it says that a
    copy stays good, 1..43,200.  left_out: items beyond MOST_ITEMS, or without anything to read.
    """

    title: str
    home: str | None
    items: tuple[Item, ...]
    next: str | None = None
    hub: str | None = None
    ttl_minutes: int | None = None
    language: str | None = None
    left_out: int = 0


def read_feed(data: bytes, *, url: str | None, now: datetime, charset: str | None = None) -> Feed:
    """Return the feed that bytes are.

    url: where it was had, None for a file; links are resolved against it.  now: aware; no item is
    taken to be of a later moment.  charset: what the server named.  Raises: Malformed.
    """
    source = url or "the file"
    at_most(data, LARGEST_FEED, what="a feed", source=source)
    found = _opened(data, url=web_address(url), charset=charset)
    if found is None:
        problem = f"{source} is no feed"
        raise Malformed(problem, "give the address of an RSS, Atom or JSON feed")
    head, drafts, beyond = found
    items, left_out = _judged(drafts, head, now=now)
    return Feed(
        title=words_of(head.title)[:LONGEST_LINE],
        home=head.home,
        items=items,
        next=head.next,
        hub=head.hub,
        ttl_minutes=min(max(round(head.ttl_minutes), 1), 43_200) if head.ttl_minutes else None,
        language=_language(head.language),
        left_out=left_out + beyond,
    )


def _opened(
    data: bytes, *, url: str | None, charset: str | None
) -> tuple[Head, list[Draft], int] | None:
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start in (b"{", b"["):
        try:
            return read_json(json.loads(decode(data, declared=charset)), url=url)
        except (ValueError, RecursionError):
            return None
    return read_xml(mend(decode_xml(data, charset=charset), source=url or "the file"), url=url)


def _judged(drafts: list[Draft], head: Head, *, now: datetime) -> tuple[tuple[Item, ...], int]:
    """Return the items, none twice, and how many were left out for their number or emptiness."""
    found: dict[str, Item] = {}
    left_out = 0
    for draft in drafts:
        item = _item(draft, head, now=now)
        before = found.get(item.key)
        if before and (before.url, before.title) != (item.url, item.title) and item.url:
            # Some feeds give all their items one identifier.
            item = replace(item, key=_short(f"{item.key} {item.url}"))
            before = found.get(item.key)
        if before:
            continue
        if len(found) >= MOST_ITEMS or not (item.url or item.title or item.full_html):
            left_out += 1
        else:
            found[item.key] = item
    return tuple(found.values()), left_out


def _item(draft: Draft, head: Head, *, now: datetime) -> Item:
    base = draft.base or head.home
    link = draft.guid if draft.guid_is_link and draft.guid[:4].lower() == "http" else draft.about
    url = web_address(draft.original) or web_address(draft.link, base) or web_address(link, base)
    words = words_of(draft.summary or draft.caption or draft.content)
    summary = _APPEARED.sub("", words[:_LONGEST_SUMMARY])
    title = words_of(draft.title)[:LONGEST_LINE]
    updated = read_moment(draft.updated, now=now)
    return Item(
        key=_short(draft.guid or url or "") or _hash(f"{title}\n{summary}\n{draft.published}"),
        url=url,
        title=title,
        author=words_of(draft.author)[:LONGEST_LINE] or None,
        published=read_moment(draft.published, now=now) or updated,
        updated=updated,
        summary=summary,
        full_html=draft.content or _long_summary(draft.summary),
        language=_language(draft.language or head.language),
    )


def _long_summary(summary: str) -> str | None:
    """Return a description that is long enough to be the article itself, as RSS 2.0 allows."""
    return summary if len(summary) >= _LONG_SUMMARY else None


def _short(key: str) -> str:
    words = clean(key)
    return words if len(words) <= LONGEST_KEY else _hash(words)


def _hash(words: str) -> str:
    return f"sha256:{hashlib.sha256(words.encode('utf-8', 'replace')).hexdigest()}"


def _language(stated: str | None) -> str | None:
    """Return the ISO 639-1 code of what a feed calls its language (`en-US`), None if none."""
    base = re.split(r"[-_]", (stated or "").strip().lower(), maxsplit=1)[0]
    return base if re.fullmatch(r"[a-z]{2}", base) else None


def is_whole(item: Item) -> bool:
    """Return whether an item carries its article, so that its page need not be fetched.

    The rule: it has full text of at least 1,000 characters (400 in scripts that write without
    blanks), which does not end in words that lead on to the page.
    """
    if not item.full_html:
        return False
    text = _APPEARED.sub("", words_of(item.full_html)).rstrip()
    wide = sum(c > "\u2e80" for c in text[:_SAMPLE]) * 3 > len(text[:_SAMPLE])
    return len(text) >= (_WHOLE_WIDE if wide else _WHOLE) and not _LEADS_ON.search(text[-80:])


def read_item(item: Item, *, feed: Feed, now: datetime) -> Document | Unreadable:
    """Return the document of an item's own words: its full text, else its title and summary.

    Where `is_whole(item)` is false and it has an address, its page says more; this is what is left
    when that cannot be had.
    """
    blocks = paragraphs_of(item.full_html) if item.full_html else [(item.summary, False)]
    kept = [(words, sub) for words, sub in blocks if words and not _is_foot(words)]
    key = title_key(item.title)
    kept = [(words, sub) for i, (words, sub) in enumerate(kept) if i > 1 or title_key(words) != key]
    text = " ".join(words for words, _ in kept) or item.title
    if not any(c.isalnum() for c in item.title + text):
        return Unreadable(item.url or item.key, "the item has no words", "open its page")
    url = item.url or feed.home
    day = item.published.date() if item.published else day_of_address(url)
    day = day if day and day <= now.date() else None
    return compose(
        item.title,
        [words for words, _ in kept],
        subheadings=frozenset(i for i, (_, sub) in enumerate(kept) if sub),
        outlet=outlet_of(url) or feed.title or None,
        url=item.url,
        published=day,
        published_basis=("header" if item.published else "address") if day else "unknown",
        language=_spoken(item.language, text),
        name=item.key,
    )


def _spoken(stated: str | None, text: str) -> str:
    """Return the language of a text: the stated one, unless its letters or words speak another."""
    seen = language_of(text)
    return stated if stated and seen == "en" else seen


def _is_foot(words: str) -> bool:
    """Return whether a paragraph is what a program put below the article."""
    return len(words) < _LONGEST_FOOT and bool(_APPEARED.match(words) or _FOOT.fullmatch(words))
