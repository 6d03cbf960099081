"""Lists of feeds in OPML 1.0 and 2.0, read and written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

from airdate.documents.composition import clean
from airdate.documents.places.addresses import web_address
from airdate.documents.places.limits import (
    DEEPEST_FOLDER,
    LARGEST_OPML,
    LONGEST_LINE,
    MOST_OUTLINES,
    at_most,
)
from airdate.documents.places.markup import decode_xml, elements, has_doctype, mend, root_of
from airdate.errors import Malformed

_REMEDY = "give the OPML file that a feed reader exports"
# Tags of one feed: folders and categories; readers show a handful.
_MOST_TAGS = 30


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed of a list. tags: the folders it lies in, outermost first, and its categories."""

    url: str
    title: str
    home: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opml:
    """A list of feeds, no address twice. left_out: outlines with no http address, or too many."""

    title: str
    feeds: tuple[Outline, ...]
    left_out: int = 0


def read_opml(data: bytes, *, source: str = "the list") -> Opml:
    """Return the feeds of a list. Raises: Malformed (a DOCTYPE is refused too)."""
    at_most(data, LARGEST_OPML, what="a list of feeds", source=source)
    found = root_of(mend(decode_xml(data), source=source), ("opml",))
    if found is None:
        raise Malformed(f"{source} is no OPML", _REMEDY)
    if has_doctype(found[0]):
        remedy = "take the line <!DOCTYPE …> out: no reader writes one, and one can do harm"
        raise Malformed(f"{source} declares a document type", remedy)
    root = next((each for each, is_root in elements(found[1], ("opml-end",)) if is_root), None)
    if root is None:
        raise Malformed(f"{source} is no OPML that can be read", _REMEDY)
    title = next((clean(tag.text or "") for tag in root.iter("title")), "")
    feeds: dict[str, Outline] = {}
    left_out = 0
    for outline, folders in _outlines(root):
        feed = _feed(outline, folders)
        if feed is None or (feed.url not in feeds and len(feeds) >= MOST_OUTLINES):
            left_out += 1
        elif before := feeds.get(feed.url):
            feeds[feed.url] = _joined(before, feed)
        else:
            feeds[feed.url] = feed
    return Opml(title[:LONGEST_LINE], tuple(feeds.values()), left_out)


def _outlines(root: Any) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Yield the outlines that name an address, with the folders above them."""
    body = next(root.iter("body"), root)
    stack: list[tuple[Any, tuple[str, ...]]] = [(child, ()) for child in reversed(body)]
    while stack:
        outline, folders = stack.pop()
        if outline.tag != "outline":
            continue
        if _attribute(outline, "xmlurl", "url"):
            yield outline, folders
        name = clean(_attribute(outline, "text", "title"))[:LONGEST_LINE]
        inner = (*folders, name) if name and len(folders) < DEEPEST_FOLDER else folders
        stack += [(child, inner) for child in reversed(outline)]


def _feed(outline: Any, folders: tuple[str, ...]) -> Outline | None:
    url = web_address(_attribute(outline, "xmlurl", "url"))
    if url is None:
        return None
    named = _attribute(outline, "category").split(",")
    categories = [part for each in named for part in clean(each).strip("/").split("/") if part]
    tags = dict.fromkeys([*folders, *(each[:LONGEST_LINE] for each in categories)])
    return Outline(
        url,
        title=clean(_attribute(outline, "title", "text"))[:LONGEST_LINE] or url,
        home=web_address(_attribute(outline, "htmlurl")),
        tags=tuple(tags)[:_MOST_TAGS],
    )


def _joined(one: Outline, other: Outline) -> Outline:
    """Return a feed that lies in two folders."""
    tags = tuple(dict.fromkeys([*one.tags, *other.tags]))[:_MOST_TAGS]
    return Outline(one.url, one.title, one.home or other.home, tags)


def _attribute(outline: Any, *names: str) -> str:
    """Return the first attribute of these names that has words; readers differ in their case."""
    said = {str(key).lower(): value for key, value in outline.attrib.items()}
    return next(filter(None, (said.get(name, "").strip() for name in names)), "")


def write_opml(feeds: Iterable[Outline], *, title: str) -> bytes:
    """Return a list as OPML 2.0 in UTF-8; the first tag of a feed is its folder.

    The further tags stand in `category`, by the rules of OPML 2.0, so that reading gives them back.
    """
    folders: dict[str, list[Outline]] = {}
    for feed in feeds:
        folders.setdefault(feed.tags[0] if feed.tags else "", []).append(feed)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">']
    lines += ["  <head>", f"    <title>{_escaped(title)}</title>", "  </head>", "  <body>"]
    for folder, held in folders.items():
        if folder:
            lines.append(f"    <outline text={_quoted(folder)}>")
        lines += (f"{'      ' if folder else '    '}{_line(feed)}" for feed in held)
        if folder:
            lines.append("    </outline>")
    return "\n".join([*lines, "  </body>", "</opml>", ""]).encode()


def _line(feed: Outline) -> str:
    home = f" htmlUrl={_quoted(feed.home)}" if feed.home else ""
    # A comma parts categories and a slash their levels; neither can be written in one.
    tags = ",".join(re.sub(r"[,/]+", " ", tag) for tag in feed.tags[1:])
    category = f" category={_quoted(tags)}" if tags else ""
    name = _quoted(feed.title)
    return (
        f'<outline type="rss" text={name} title={name} xmlUrl={_quoted(feed.url)}{home}{category}/>'
    )


def _quoted(words: str) -> str:
    return quoteattr(clean(words))


def _escaped(words: str) -> str:
    return clean(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
