"""Sitemaps as lists of addresses: news sitemaps, indexes of sitemaps, plain lists; gzip too."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from airdate.documents.encoding import decode
from airdate.documents.places.addresses import web_address
from airdate.documents.places.limits import (
    LARGEST_SITEMAP,
    LONGEST_ADDRESS,
    LONGEST_LINE,
    MOST_ENTRIES,
    at_most,
)
from airdate.documents.places.markup import (
    decode_xml,
    elements,
    local_name,
    mend,
    root_of,
    words_of,
)
from airdate.documents.places.moments import read_moment
from airdate.errors import Malformed

_GZIP = b"\x1f\x8b"
_ROOTS = ("urlset", "sitemapindex")
_REMEDY = "give the address of a sitemap.xml, or of a text file with an address a line"


@dataclass(frozen=True, slots=True)
class Listed:
    """An address that a sitemap lists; title, published and language are of news sitemaps."""

    url: str
    title: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap lists: pages, or further sitemaps. left_out: entries beyond MOST_ENTRIES."""

    pages: tuple[Listed, ...]
    sitemaps: tuple[Listed, ...] = ()
    left_out: int = 0


def read_sitemap(data: bytes, *, url: str | None, now: datetime) -> Sitemap:
    """Return what a sitemap lists, in its order, no address twice.

    url: where it was had; relative addresses are resolved against it.  now: aware; later moments
    are not believed.  Raises: Malformed.
    """
    source = url or "the file"
    at_most(data, LARGEST_SITEMAP, what="a sitemap", source=source)
    data = _inflated(data, source=source) if data.startswith(_GZIP) else data
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"<":
        return _of_lines(decode(data), url=url, source=source)
    found = root_of(mend(decode_xml(data), source=source), _ROOTS)
    if found is None:
        raise Malformed(f"{source} is no sitemap", _REMEDY)
    return _of_xml(found[1], url=url, now=now)


def _inflated(data: bytes, *, source: str) -> bytes:
    """Return what gzip holds, never more than the limit and a byte of it in memory."""
    try:
        inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
        found = inflater.decompress(data, LARGEST_SITEMAP + 1)
    except zlib.error as error:
        raise Malformed(f"{source} is no whole gzip archive", "fetch it again") from error
    at_most(found, LARGEST_SITEMAP, what="a sitemap", source=source)
    return found


def _of_xml(text: str, *, url: str | None, now: datetime) -> Sitemap:
    pages: dict[str, Listed] = {}
    maps: dict[str, Listed] = {}
    left_out = 0
    for element, is_root in elements(text, ("url", "sitemap")):
        if is_root:
            continue
        listed = _listed(element, url=url, now=now)
        into = maps if local_name(element.tag) == "sitemap" else pages
        if listed is None or len(pages) + len(maps) >= MOST_ENTRIES:
            left_out += 1
        else:
            into.setdefault(listed.url, listed)
    return Sitemap(tuple(pages.values()), tuple(maps.values()), left_out)


def _listed(element: Any, *, url: str | None, now: datetime) -> Listed | None:
    """Return an entry, None where its address is not of the web."""
    said: dict[str, str] = {}
    for child in element.iter():
        if isinstance(child.tag, str) and child.text:
            # `image:loc` and `video:title` are of pictures and films in the page, not of it.
            name = local_name(child.tag)
            foreign = any(word in child.tag for word in ("image", "video", "mobile"))
            if not foreign:
                said.setdefault(name, child.text.strip())
    address = web_address(said.get("loc"), url)
    if address is None:
        return None
    language = said.get("language", "")[:2].lower()
    return Listed(
        address,
        title=words_of(said.get("title", ""))[:LONGEST_LINE] or None,
        published=read_moment(said.get("publication_date"), now=now),
        modified=read_moment(said.get("lastmod"), now=now),
        language=language if re.fullmatch("[a-z]{2}", language) else None,
    )


def _of_lines(text: str, *, url: str | None, source: str) -> Sitemap:
    """Return the addresses of a text with one a line; it is none where a line is anything else."""
    found: dict[str, Listed] = {}
    left_out = 0
    for line in text.split("\n"):
        words = line.strip()
        if not words:
            continue
        if len(words) > LONGEST_ADDRESS or not re.match(r"https?://", words, re.IGNORECASE):
            raise Malformed(f"{source} is no sitemap: {words[:60]!r} is no address", _REMEDY)
        address = web_address(words, url)
        if address is None or len(found) >= MOST_ENTRIES:
            left_out += 1
        else:
            found.setdefault(address, Listed(address))
    return Sitemap(tuple(found.values()), (), left_out)
