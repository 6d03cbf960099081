"""What is watched, for programs: places, their visits, and what came of them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field

from airdate.ledger.office import places as office
from airdate.ledger.office.places import arrivals
from airdate.web.api.asking import Limit, Reader, Writer
from airdate.web.pages.places import entry_of, view_of
from airdate.web.pages.watching import acted, added, place_of

router = APIRouter(tags=["watching"])

PlaceId = Annotated[str, Path(max_length=40, description="Its id, or how it begins.")]


class Place(BaseModel):
    """A place that is watched, with how it is."""

    id: str
    kind: str
    name: str
    address: str = Field(description="without the secrets that it may hold")
    tags: list[str]
    title: str | None = Field(description="for which alone it is watched")
    season: int | None
    health: Literal["well", "new", "failing", "paused", "gone"]
    why: str | None = Field(description="behind failing, paused and gone")
    failing_since: datetime | None
    last_visit: datetime | None
    last_outcome: str | None
    next_visit: datetime | None
    every_seconds: float | None = Field(description="as it was asked for; null: it is learned")
    interval_seconds: int
    news: str = Field(description="how often it has news, in words")
    visits: int
    documents: int
    let_go: int
    waiting: int = Field(description="articles that it named and that are yet to be read")


class Counts(BaseModel):
    """What came of visits."""

    visits: int
    documents: int
    let_go: int
    failed: int
    bytes: int


class Places(BaseModel):
    """All places. watches: whether this site visits them itself."""

    items: list[Place]
    watches: bool
    last_7_days: Counts
    ever: Counts


class Visited(BaseModel):
    """A line of the log."""

    number: int
    at: datetime
    place: str
    name: str
    article: str | None = Field(description="that was asked for; null: the place itself")
    status: int | None
    outcome: str
    reason: str | None
    took_ms: int
    items: int
    new: int
    documents: int
    brought: list[str] = Field(description="ids of the documents that it brought")
    let_go: int
    examples: list[str] = Field(description="of what was let go, each with the reason")


class Visits(BaseModel):
    """A page of the log, the latest first. older: ask again with before= this, null: no more."""

    items: list[Visited]
    older: int | None


class NewPlace(BaseModel):
    """A place to watch, on the web."""

    address: str = Field(min_length=1, max_length=2_000)
    kind: Literal["auto", "site", "feed", "page", "sitemap", "thread"] = "auto"
    name: str = Field("", max_length=200)
    title: str | None = Field(None, max_length=300, description="watch it for this title alone")
    season: int | None = Field(None, ge=0, le=999)
    every: str | None = Field(None, max_length=20, description="30m, 6h, 1d; null: it is learned")


class Watched(BaseModel):
    """A place as it is watched from now on. new: it was not before."""

    new: bool
    place: Place


class Act(BaseModel):
    """What to do with a place. now: visit it as soon as its host allows."""

    act: Literal["now", "pause", "resume", "remove"]


@router.get("/places", summary="What is watched", response_model=Places)
def places(site: Reader) -> Any:
    """Return the places with their health."""
    with site.library.pool.reading() as ledger:
        since = site.settings.now() - timedelta(days=7)
        return {
            "items": [view_of(each).json() for each in office.health(ledger)],
            "watches": site.watching.running,
            "last_7_days": asdict(office.counts(ledger, since=since)),
            "ever": asdict(office.counts(ledger)),
        }


@router.get("/places/{place}", summary="One place", response_model=Place)
def place(site: Reader, place: PlaceId) -> Any:
    """Return a place with its health."""
    with site.library.pool.reading() as ledger:
        number = place_of(office.listed(ledger), place).number
        found = next(each for each in office.health(ledger) if each.place.number == number)
        return view_of(found).json()


@router.get("/places/{place}/visits", summary="Its visits", response_model=Visits)
def visits(
    site: Reader,
    place: PlaceId,
    limit: Limit = 50,
    before: Annotated[int | None, Query(ge=1, description="The `older` of the last page.")] = None,
) -> Any:
    """Return the log of a place, the latest first."""
    with site.library.pool.reading() as ledger:
        meant = place_of(office.listed(ledger), place)
        found = arrivals.lines(ledger, place=meant, before=before, most=limit + 1)
    items = [entry_of(line).json() for line in found[:limit]]
    return {"items": items, "older": items[-1]["number"] if len(found) > limit else None}


@router.post("/places", summary="Watch a place", response_model=Watched)
def watch(site: Writer, new: NewPlace) -> Any:
    """Return the place as it is watched. Files and folders are added at the terminal."""
    told = {
        "address": new.address,
        "kind": new.kind,
        "name": new.name,
        "title": new.title or "",
        "season": "" if new.season is None else str(new.season),
        "every": new.every or "",
    }
    view, is_new = added(site, told)
    return {"new": is_new, "place": view.json()}


@router.post("/places/{place}", summary="Visit, pause, resume, remove", response_model=Place)
def act(site: Writer, place: PlaceId, new: Act) -> Any:
    """Return the place as it is after that."""
    return acted(site, place, new.act).json()
