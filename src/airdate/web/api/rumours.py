"""The routes that tell of rumours, and the article on a title."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import BaseModel, Field

from airdate.publish.article import article_json
from airdate.web.api.asking import AskedWhen, Cursor, Limit, Reader, dossier_of, listing_of, paged
from airdate.web.api.forms import Problem
from airdate.web.api.reading import Ref
from airdate.web.pages.rumours import hearsay_json, in_state, lives_json
from airdate.web.site import problem_answer

router = APIRouter(tags=["reading"])

_PATIENCE_SECONDS = 30.0

State = Literal["open", "confirmed", "refuted", "expired", "misread"]


class Quoted(BaseModel):
    """A claim: its words, who says it, and where."""

    claim: str
    document: str
    words: str
    by: str
    on: date
    url: str | None


class Rumour(BaseModel):
    """A rumour and what became of it, in short."""

    id: str = Field(description="the same as long as the same claim is its first")
    ref: str
    title: str
    season: int | None
    about: str
    text: str
    state: State
    state_text: str
    origins: int = Field(description="how many told it on their own")
    repeats: int
    first: Quoted
    last_told_on: date
    settled_on: date | None
    settled: Quoted | None
    early_days: int | None = Field(description="from its first telling to the day that settled it")


class Rumours(BaseModel):
    """A page of rumours, the latest told first."""

    as_of: date
    items: list[Rumour]
    next: str | None
    pending: int = Field(description="titles that are still being worked out")


class Spread(BaseModel):
    """How far a rumour had spread by a day."""

    day: date
    origins: int
    repeats: int


class Life(BaseModel):
    """A rumour with every claim that it rests on."""

    id: str
    title: str
    season: int | None
    about: str
    text: str
    state: State
    state_text: str
    first_told_on: date
    first_told_by: str
    origins: int
    repeats: int
    spread: list[Spread]
    settled_on: date | None
    settled_by: str | None = Field(description="id of the claim that settled it")
    happened: bool = Field(description="what settled it is what came, not what is planned")
    early_days: int | None
    told: list[dict[str, Any]]
    support: list[dict[str, Any]]
    against: list[dict[str, Any]]


class Lives(BaseModel):
    """The rumours on a title."""

    ref: str
    as_of: date
    items: list[Life]


class Sentence(BaseModel):
    """A sentence of an article with the ids of its claims."""

    key: str
    text: str
    claims: list[str]
    threads: list[str] = Field(description="conversations that what fans say was measured of")


class Passage(BaseModel):
    """A heading of an article with its sentences."""

    heading: str
    sentences: list[Sentence]


class Article(BaseModel):
    """An article of which every sentence rests on claims."""

    ref: str
    title: str
    season: int | None
    as_of: date
    headline: str
    passages: list[Passage]
    sources: list[dict[str, Any]]
    left_out: list[str] = Field(description="what no wording made plain")


@router.get("/rumours", summary="Rumours of all titles", response_model=Rumours)
def rumours(
    site: Reader,
    when: AskedWhen,
    state: Annotated[State | None, Query(description="Default: all but misread.")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Any:
    """Return the rumours as of a day, the latest told first, each with what became of it."""
    found = site.rumours.all(when, wait=_PATIENCE_SECONDS)
    chosen = in_state(found, state or "all")
    page, following = paged(chosen, key=lambda item: item[1].id, cursor=cursor, limit=limit)
    return {
        "as_of": when.as_of,
        "items": [hearsay_json(*item) for item in page],
        "next": following,
        "pending": found.pending,
    }


@router.get("/titles/{ref}/rumours", summary="Its rumours", response_model=Lives)
def title_rumours(site: Reader, when: AskedWhen, ref: Ref) -> Any:
    """Return the rumours on a title, each with its life and the claims behind it."""
    dossier = dossier_of(site, ref, when)
    return {"ref": dossier.listing.ref, "as_of": when.as_of, "items": lives_json(dossier)}


@router.get(
    "/titles/{ref}/article",
    summary="The article on it",
    response_model=Article,
    responses={503: {"model": Problem, "description": "It is being written: ask again."}},
)
def article(site: Reader, when: AskedWhen, ref: Ref) -> Any:
    """Return the article as of a day; it takes seconds to write the first time."""
    listing = listing_of(site, ref, when)
    found = site.articles.of(listing, when, wait=_PATIENCE_SECONDS)
    if found is None:
        return _unwritten()
    return {"ref": listing.ref} | article_json(found)


def _unwritten() -> Response:
    answer = problem_answer("The article is being written.", status=503, detail="Ask again.")
    answer.headers["retry-after"] = "5"
    return answer
