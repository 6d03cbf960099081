"""The routes that read."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse

from airdate.forecast import months
from airdate.library.rows import Row, shown
from airdate.model import Belief, CreditBelief, Plan
from airdate.publish import forecast_json
from airdate.publish.due import due_json
from airdate.publish.forecast import months_json
from airdate.web.api import forms
from airdate.web.api.asking import (
    AskedWhen,
    Cursor,
    Limit,
    Reader,
    dossier_of,
    listing_of,
    paged,
)
from airdate.web.changeform import change_json
from airdate.web.pages.evidence import document_json, entry_json
from airdate.web.pages.news import latest
from airdate.web.pages.outlets import dispatch_json, outlet_json, outlet_rows
from airdate.web.pages.search import titles_for
from airdate.web.pages.title import move_json

router = APIRouter(tags=["reading"])

Ref = Annotated[str, Path(max_length=60, description="The reference of a title.")]
_PATIENCE_SECONDS = 30.0


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request, site: Reader) -> Any:
    """Return the document of this API, with the path that it is mounted at."""
    here = {"url": request.scope["root_path"]}
    return JSONResponse(request.app.openapi() | {"servers": [here]})


@router.get("/titles", summary="Titles, the likely next first", response_model=forms.Titles)
def titles(
    request: Request,
    site: Reader,
    when: AskedWhen,
    q: Annotated[str, Query(max_length=200, description="As you would type a title.")] = "",
    state: Annotated[str, Query(pattern="^(awaited|out|all)$")] = "all",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Any:
    """Return a page of titles."""
    found = site.library.rows(when, wait=_PATIENCE_SECONDS)
    rows = shown(found.rows)
    if q.strip():
        wanted = {listing.ref for listing in titles_for(site, q, when)}
        rows = [row for row in found.rows if row.listing.ref in wanted]
    rows = [row for row in rows if state == "all" or row.over == (state == "out")]
    page, following = paged(rows, key=lambda row: row.listing.ref, cursor=cursor, limit=limit)
    base = site.base(request)
    return {
        "as_of": when.as_of,
        "items": [title_json(row, base) for row in page],
        "next": following,
        "pending": found.pending,
    }


def title_json(row: Row, base: str) -> dict[str, Any]:
    """Return a title flat, so that a sensor needs to look no deeper than one field."""
    due, listing = row.due, row.listing
    return {
        "ref": listing.ref,
        "name": str(listing.installment),
        "title": listing.installment.title,
        "season": listing.installment.season,
        "stage": str(row.stage) if row.stage else None,
        "release": row.release,
        "certainty": due.certainty if due else None,
        "earliest": due.first if due else None,
        "latest": due.last if due else None,
        "middle": row.middle,
        "probability": round(due.probability, 4) if due else None,
        "never": round(row.never, 4),
        "kind": row.profile.kind,
        "service": row.profile.service,
        "country": row.profile.country,
        "genre": row.profile.genre,
        "last_said_on": listing.last_said_on,
        "last_change": row.changed.text if row.changed else None,
        "last_change_on": row.changed.day if row.changed else None,
        "documents": listing.documents,
        "sources": listing.sources,
        "independent_sources": row.independent,
        "url": f"{base}/t/{listing.ref}",
    }


@router.get("/titles/{ref}", summary="One title, flat: for a sensor", response_model=forms.Title)
def title(request: Request, site: Reader, when: AskedWhen, ref: Ref) -> Any:
    """Return one title in short."""
    row = site.library.row_of(listing_of(site, ref, when), when)
    return title_json(row, site.base(request))


@router.get(
    "/titles/{ref}/timeline", summary="What is believed of it", response_model=forms.Timeline
)
def timeline(site: Reader, when: AskedWhen, ref: Ref) -> Any:
    """Return the milestones and credits with the ids of their claims."""
    dossier = dossier_of(site, ref, when)
    found = dossier.timeline
    return {
        "ref": dossier.listing.ref,
        "title": found.installment.title,
        "season": found.installment.season,
        "as_of": found.as_of,
        "stage": str(found.stage) if found.stage else None,
        "milestones": [_belief(belief) for belief in found.milestones],
        "credits": [_credit(credit) for credit in found.credits],
        "rumours": [weighed.entry.id for weighed in found.rumours],
    }


def _belief(belief: Belief) -> dict[str, Any]:
    return {
        "event": str(belief.event),
        "when": str(belief.when) if belief.when else None,
        "status": str(belief.status),
        "probability": belief.probability,
        "since": belief.since,
        "independent_reports": belief.origins,
        "repeats": belief.repeats,
        "overdue_days": belief.overdue_days,
        "earlier": [_plan(plan) for plan in belief.plans],
        "claims": [w.entry.id for w in belief.claims_for],
        "against": [w.entry.id for w in belief.claims_against],
    }


def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "when": str(plan.when),
        "status": str(plan.status),
        "dropped_on": plan.dropped_on.isoformat() if plan.dropped_on else None,
        "slip_days": plan.slip_days,
        "replaced_by": str(plan.replaced_by) if plan.replaced_by else None,
        "claims": [w.entry.id for w in plan.claims],
    }


def _credit(credit: CreditBelief) -> dict[str, Any]:
    return {
        "person": credit.person,
        "kind": str(credit.kind),
        "character": credit.character,
        "known_for": credit.known_for,
        "status": str(credit.status),
        "probability": credit.probability,
        "since": credit.since,
        "claims": [w.entry.id for w in credit.claims_for],
        "against": [w.entry.id for w in credit.claims_against],
    }


@router.get("/titles/{ref}/forecast", summary="When it comes", response_model=forms.ForecastByMonth)
def forecast(site: Reader, when: AskedWhen, ref: Ref) -> Any:
    """Return the forecast: quantiles, the chance by month, the reasons."""
    found = dossier_of(site, ref, when).forecast
    return forecast_json(found) | {"months": months_json(months(found))}


@router.get("/titles/{ref}/history", summary="How the forecast moved", response_model=forms.History)
def history(site: Reader, when: AskedWhen, ref: Ref) -> Any:
    """Return the forecast of each day of news."""
    dossier = dossier_of(site, ref, when)
    return {"ref": dossier.listing.ref, "items": [move_json(move) for move in dossier.moves]}


@router.get("/titles/{ref}/claims", summary="Its claims", response_model=forms.Claims)
def claims(
    site: Reader, when: AskedWhen, ref: Ref, limit: Limit = 50, cursor: Cursor = None
) -> Any:
    """Return the claims on a title and on its work as a whole, the oldest said first."""
    listing = listing_of(site, ref, when)
    with site.library.pool.reading() as ledger:
        entries = ledger.entries(
            listing.installment, as_of=when.as_of, known_at=when.known_at, general=True
        )
    page, following = paged(entries, key=lambda entry: entry.id, cursor=cursor, limit=limit)
    return {"items": [entry_json(entry) for entry in page], "next": following}


@router.get("/titles/{ref}/changes", summary="What changed", response_model=forms.Changes)
def title_changes(
    site: Reader, when: AskedWhen, ref: Ref, limit: Limit = 50, cursor: Cursor = None
) -> Any:
    """Return what each day of news changed in what is believed of a title."""
    found = dossier_of(site, ref, when).changes
    page, following = paged(found, key=lambda change: change.id, cursor=cursor, limit=limit)
    return {"items": [change_json(change) for change in page], "next": following}


@router.get("/changes", summary="What is new, of all titles", response_model=forms.Changes)
def changes(
    site: Reader,
    when: AskedWhen,
    since: Annotated[date | None, Query(description="From that day on.")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Any:
    """Return what was new since a day, the newest first."""
    found = site.library.changes(since, when) if since else latest(site, when, most=2_000)
    page, following = paged(found, key=lambda change: change.id, cursor=cursor, limit=limit)
    return {"items": [change_json(change) for change in page], "next": following}


@router.get("/claims/{claim}", summary="One claim", response_model=forms.Claim)
def claim(
    site: Reader,
    claim: Annotated[str, Path(max_length=60, description="Its id, or how it begins.")],
) -> Any:
    """Return a claim with its sentence and the latest decision on it."""
    with site.library.pool.reading() as ledger:
        return entry_json(ledger.entry(claim))


@router.get("/documents", summary="Documents", response_model=forms.Dispatches)
def documents(
    site: Reader,
    when: AskedWhen,
    outlet: Annotated[str | None, Query(max_length=200)] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Any:
    """Return the documents without their texts, the latest said first."""
    found = site.library.dispatches(when)
    if outlet:
        found = [item for item in found if (item.outlet or "").casefold() == outlet.casefold()]
    page, following = paged(found, key=lambda item: item.document_id, cursor=cursor, limit=limit)
    return {"items": [dispatch_json(item) for item in page], "next": following}


@router.get("/documents/{document}", summary="One document", response_model=forms.Document)
def document(
    site: Reader,
    document: Annotated[str, Path(max_length=80, description="Its id, or how it begins.")],
) -> Any:
    """Return a document with its text, its claims and where it was met."""
    with site.library.pool.reading() as ledger:
        found, locations = ledger.document(document)
        return document_json(found, locations, ledger.entries_in([found.id]))


@router.get("/sources", summary="Outlets", response_model=forms.Sources)
def sources(site: Reader, when: AskedWhen, limit: Limit = 50, cursor: Cursor = None) -> Any:
    """Return the outlets that published what the ledger has, the most trusted kinds first."""
    rows = outlet_rows(site, when)
    page, following = paged(rows, key=lambda row: row.name, cursor=cursor, limit=limit)
    return {"items": [outlet_json(row) for row in page], "next": following}


@router.get("/calendar", summary="Releases in some days", response_model=forms.Releases)
def calendar(
    site: Reader,
    when: AskedWhen,
    start: Annotated[date | None, Query(description="Default: the day of as_of.")] = None,
    end: Annotated[date | None, Query(description="Included.")] = None,
) -> Any:
    """Return the releases whose days or windows touch those asked for."""
    found = site.library.rows(when, wait=_PATIENCE_SECONDS)
    first, last = start or when.as_of, end or date.max
    dues = [row.due for row in found.rows if row.due and row.telling]
    dues = [due for due in dues if due.last >= first and due.first <= last]
    dues.sort(key=lambda due: (due.first, due.last, due.ref))
    return {"items": [due_json(due) for due in dues], "pending": found.pending}
