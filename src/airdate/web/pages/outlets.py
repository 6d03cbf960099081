"""Sources: each outlet's kind, what it published, and the claims behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from starlette.requests import Request

from airdate.errors import UnknownReference
from airdate.ledger import Listing
from airdate.ledger.answers import Dispatch
from airdate.library.desk import When
from airdate.library.hearsay import Hearsay
from airdate.model import Source, SourceKind
from airdate.publish.outlets import rumours_sentence, tally, tally_json
from airdate.rumours import Teller
from airdate.sources import Record, lookup
from airdate.web.answers import Answer
from airdate.web.asked import number_of, when_of
from airdate.web.pages.evidence import claim_text, entry_json
from airdate.web.site import Site

_TEXTS = 20
"""Texts of an outlet to a page."""


_RUMOURS = 20
"""Rumours of an outlet that its page shows."""


@dataclass(frozen=True, slots=True)
class OutletRow:
    """An outlet of the ledger. name: as its documents give it, by which its page is found.

    record: what time has decided on its claims, None where it has on none.
    teller: what became of the rumours that it told on its own, None where it told none.
    """

    name: str
    source: Source
    texts: int
    claims: int
    first: date
    last: date
    record: Record | None
    teller: Teller | None = None

    @property
    def rumoured(self) -> str:
        """How many of its rumours came true: `1 of 3, 2 open`."""
        return tally(self.teller)


def outlets_page(site: Site, request: Request) -> Answer:
    """Return all outlets, the most trusted kinds first."""
    when = when_of(request, now=site.settings.now())
    rows = outlet_rows(site, when)
    by_kind = [(kind, [row for row in rows if row.source.kind is kind]) for kind in SourceKind]
    pending = site.rumours.all(when).pending
    words = {
        "when": when,
        "groups": [(k, r) for k, r in by_kind if r],
        "total": len(rows),
        "pending": pending,
    }
    data = {"as_of": when.as_of.isoformat(), "sources": [outlet_json(row) for row in rows]}
    return Answer("sources.html", words, data, passing=bool(pending))


def outlet_rows(site: Site, when: When) -> list[OutletRow]:
    """Return the outlets that published what the ledger has, by kind and number of claims."""
    found: dict[str, list[Dispatch]] = {}
    for item in site.library.dispatches(when):
        found.setdefault(item.outlet or "", []).append(item)
    rank = {kind: place for place, kind in enumerate(SourceKind)}
    records = site.library.records(when)
    rows = [_row(name, items, records) for name, items in found.items()]
    told = site.rumours.all(when).tellers
    rows = [replace(row, teller=told.get(row.source.domain)) for row in rows]
    return sorted(rows, key=lambda row: (rank[row.source.kind], -row.claims, row.name))


def _row(name: str, items: Sequence[Dispatch], records: Mapping[str, Record]) -> OutletRow:
    days = [item.said_on for item in items]
    source = lookup(name) if name else Source("", "", SourceKind.UNKNOWN)
    return OutletRow(
        name=name,
        source=source,
        texts=len(items),
        claims=sum(item.claims for item in items),
        first=min(days),
        last=max(days),
        record=records.get(source.domain),
    )


def outlet_json(row: OutletRow) -> dict[str, Any]:
    """Return an outlet as JSON."""
    return {
        "outlet": row.name,
        "name": row.source.name,
        "domain": row.source.domain,
        "kind": str(row.source.kind),
        "owner": row.source.owner,
        "country": row.source.country,
        "imitates": row.source.imitates,
        "documents": row.texts,
        "claims": row.claims,
        "first_said_on": row.first.isoformat(),
        "last_said_on": row.last.isoformat(),
        "judged": len(row.record.judged) if row.record else 0,
        "held": row.record.held if row.record else 0,
        "rumours": tally_json(row.teller) if row.teller else None,
        "faith": round(row.record.faith, 4) if row.record and row.record.judged else None,
    }


def outlet(site: Site, request: Request) -> Answer:
    """Return one outlet with its texts and what they claim."""
    when = when_of(request, now=site.settings.now())
    name = request.path_params["name"]
    rows = outlet_rows(site, when)
    row = next((r for r in rows if name.casefold() in (r.name.casefold(), r.source.domain)), None)
    if row is None:
        raise UnknownReference(f"No text here is of {name!r:.100}.", "See the list of sources.")
    items = [item for item in site.library.dispatches(when) if (item.outlet or "") == row.name]
    number = number_of(request, "page", default=1, most=100_000)
    shown = items[(number - 1) * _TEXTS : number * _TEXTS]
    with site.library.pool.reading() as ledger:
        entries = ledger.entries_in([item.document_id for item in shown], known_at=when.known_at)
    words = {
        "when": when,
        "row": row,
        "told": rumours_sentence(row.teller) if row.teller else "",
        "rumours": _told_by(site, row, when),
        "texts": [
            (item, [(e, claim_text(e.claim)) for e in entries if e.document_id == item.document_id])
            for item in shown
        ],
        "number": number,
        "more": len(items) > number * _TEXTS,
    }
    data = outlet_json(row) | {"texts": [e["document"] for e in _texts(shown)]}
    return Answer("outlet.html", words, data | {"entries": [entry_json(e) for e in entries]})


def _told_by(site: Site, row: OutletRow, when: When) -> list[tuple[Listing, Hearsay]]:
    """Return the latest rumours that an outlet told on its own."""
    if row.teller is None:
        return []
    domain = row.source.domain
    found = (
        item
        for item in site.rumours.all(when).items
        if any(telling.source.domain == domain for telling in item[1].tellings)
    )
    return list(islice(found, _RUMOURS))


def _texts(items: Sequence[Dispatch]) -> list[dict[str, Any]]:
    return [dispatch_json(item) for item in items]


def dispatch_json(item: Dispatch) -> dict[str, Any]:
    """Return a document without its text as JSON."""
    return {
        "document": item.document_id,
        "heading": item.heading,
        "outlet": item.outlet,
        "url": item.url,
        "said_on": item.said_on.isoformat(),
        "claims": item.claims,
    }
