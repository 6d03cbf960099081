"""The route that tells how fans feel about a title."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from airdate.publish.pulse import pulse_json
from airdate.pulse import measure
from airdate.web.api.asking import AskedWhen, Reader, listing_of
from airdate.web.api.reading import Ref

router = APIRouter(tags=["talk"])


class Span(BaseModel):
    """What the posts of a span of days show."""

    first: date
    last: date
    posts: int
    writers: int
    score: float | None = Field(description="mean feeling of those who wrote, -1 to 1")
    low: float | None = Field(description="it lies above this with a chance of 90 %")
    high: float | None
    moods: list[dict[str, Any]]
    themes: list[dict[str, Any]]


class Mood(BaseModel):
    """How fans feel about a title; nobody is named."""

    ref: str
    title: str
    season: int | None
    as_of: date
    posts: int
    writers: int
    now: Span = Field(description="the last 90 days")
    months: list[Span]
    fresh: list[dict[str, Any]] = Field(description="new themes, named by their own words")
    loudness: dict[str, float] | None = Field(description="posts a week against the year before")


@router.get("/titles/{ref}/pulse", summary="How fans feel about it", response_model=Mood)
def pulse(site: Reader, when: AskedWhen, ref: Ref) -> Any:
    """Return the moods and themes of fan talk as of a day; without posts, of none."""
    listing = listing_of(site, ref, when)
    found = site.moods.of(listing, when) or measure((), as_of=when.as_of)
    return {"ref": listing.ref} | pulse_json(found, listing.installment)
