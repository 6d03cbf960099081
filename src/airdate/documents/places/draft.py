"""What a feed says before it is judged: the fields of items and head as they were written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Head:
    """A feed's own fields, filled in as they are met. base: what its links are relative to.

    has_bases: whether anything in it says another.
    """

    base: str | None = None
    title: str = ""
    home: str | None = None
    next: str | None = None
    hub: str | None = None
    ttl_minutes: float | None = None
    language: str | None = None
    has_bases: bool = False


@dataclass(slots=True)
class Draft:
    """An item's fields as written. title, summary, content, caption: HTML.  published: text
    or number.  original: the address before a counting service put its own in place.
    about: RDF's name of it.
    """

    base: str | None = None
    guid: str = ""
    guid_is_link: bool = False
    link: str | None = None
    link_is_html: bool = False
    original: str = ""
    about: str | None = None
    title: str = ""
    author: str = ""
    published: object = None
    updated: object = None
    summary: str = ""
    content: str = ""
    caption: str = ""
    language: str | None = None
