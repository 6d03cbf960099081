"""Search: titles as people type them, people that claims name, and the words of texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request

from airdate.errors import AmbiguousTitle, UsageError
from airdate.ledger import Listing
from airdate.ledger.answers import Named, Passage
from airdate.ledger.lookup import find
from airdate.library.desk import When
from airdate.model import title_key
from airdate.web.answers import Answer
from airdate.web.asked import number_of, when_of
from airdate.web.site import Site

_LONGEST = 200
_MOST = 30


def search(site: Site, request: Request) -> Answer:
    """Return what is found for some words."""
    when = when_of(request, now=site.settings.now())
    words = request.query_params.get("q", "")[:_LONGEST].strip()
    most = number_of(request, "most", default=_MOST, most=100)
    titles = titles_for(site, words, when)[:most] if words else []
    people = people_for(site, words, when)[:most] if words else []
    passages = passages_for(site, words, when, most=most) if words else []
    data = {
        "q": words,
        "titles": [_title_json(site, listing, when) for listing in titles],
        "people": [
            {"person": named.person, "ref": item.ref, "name": str(item.installment)}
            for named, item in people
        ],
        "passages": [_passage_json(passage) for passage in passages],
    }
    shown = {"when": when, "q": words, "titles": titles, "people": people, "passages": passages}
    return Answer("search.html", shown, data)


def titles_for(site: Site, words: str, when: When) -> list[Listing]:
    """Return the titles that are meant: those that have the words, else what lookup makes of it."""
    listings = site.library.listings(when)
    wanted = title_key(words).split()
    having = [item for item in listings if wanted and _has(item, wanted)]
    if having:
        return sorted(having, key=lambda i: (i.title_key, -(i.installment.season or 0)))
    try:
        return find(listings, words)
    except AmbiguousTitle as error:
        # The candidates stand in the remedy; those of them that are here are shown.
        return [item for item in listings if item.installment.title in error.remedy]
    except UsageError:
        return []


def _has(item: Listing, wanted: Sequence[str]) -> bool:
    keys = [title_key(name) for name in (item.installment.title, *item.aliases)]
    season = item.installment.season
    return any(
        all(word in key or word == str(season) or word in ("season", "s") for word in wanted)
        and any(word in key for word in wanted)
        for key in keys
    )


def people_for(site: Site, words: str, when: When) -> list[tuple[Named, Listing]]:
    """Return the people whose names have the words, with what they are named for."""
    wanted = title_key(words).split()
    by_key = {item.installment.key: item for item in site.library.listings(when)}
    found = [
        named
        for named in site.library.people(when)
        if named.installment in by_key and _in_name(named.person, wanted)
    ]
    ordered = sorted(found, key=lambda named: (-named.claims, named.person))
    return [(named, by_key[named.installment]) for named in ordered]


def _in_name(person: str, wanted: Sequence[str]) -> bool:
    key = title_key(person)
    return bool(wanted) and all(word in key for word in wanted)


def passages_for(site: Site, words: str, when: When, *, most: int) -> list[Passage]:
    """Return where texts that were out on the day have the words."""
    with site.library.pool.reading() as ledger:
        found = ledger.passages(words, most=most, known_at=when.known_at)
    return [passage for passage in found if passage.said_on <= when.as_of]


def _title_json(site: Site, listing: Listing, when: When) -> dict[str, Any]:
    row = site.library.row(listing, when)
    return {
        "ref": listing.ref,
        "name": str(listing.installment),
        "title": listing.installment.title,
        "season": listing.installment.season,
        "release": row.release if row else None,
    }


def _passage_json(passage: Passage) -> dict[str, Any]:
    return {
        "document": passage.document_id,
        "heading": passage.heading,
        "outlet": passage.outlet,
        "said_on": passage.said_on.isoformat(),
        "words": passage.words,
    }
