"""What is followed, and what alerts told, for programs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from airdate.web.api.asking import Reader, Writer
from airdate.web.pages.alerts import alerts_json
from airdate.web.pages.following import installment_of, said, whole_answer

router = APIRouter(tags=["following"])


class Followed(BaseModel):
    """What is followed, and which installment of it is awaited."""

    title: str
    season: int | None = Field(description="null: the work, for whatever comes next of it")
    awaited_season: int | None
    stage_words: str
    release_words: str
    origin: str = Field(description="`by hand`, or the list that it came from")
    followed_since: datetime
    ids: dict[str, str] = Field(description="what catalogues call it, by tvmaze, tmdb, tvdb, …")
    known: dict[str, Any] | None = Field(description="as a title is told; null: no news of it yet")


class Following(BaseModel):
    """All that is followed, the soonest first."""

    items: list[Followed]
    pending: int = Field(description="titles of the ledger that are still being worked out")


class NewFollow(BaseModel):
    """What to follow, or to follow no longer."""

    title: str = Field(min_length=1, max_length=300)
    season: int | None = Field(None, ge=0, le=999)
    follow: bool = True


class Said(BaseModel):
    """Whether it was news."""

    title: str
    season: int | None
    follow: bool
    new: bool


class Alerts(BaseModel):
    """The rules and what came of them, without any secret."""

    rules: list[dict[str, Any]]
    channels: list[dict[str, Any]]
    messages: list[dict[str, Any]] = Field(description="the latest, with what was tried")
    waiting: list[dict[str, Any]] = Field(description="for a digest, or the end of quiet hours")


@router.get("/following", summary="What is followed", response_model=Following)
def following(site: Reader) -> Any:
    """Return what is followed, how far it is, when it comes, and its numbers."""
    return whole_answer(site)


@router.post("/following", summary="Follow or unfollow", response_model=Said)
def follow(site: Writer, new: NewFollow) -> Any:
    """Return whether it was news."""
    asked = installment_of(new.title, "" if new.season is None else str(new.season))
    news = said(site, asked, wanted=new.follow)
    return {"title": asked.title, "season": asked.season, "follow": new.follow, "new": news}


@router.get("/alerts", summary="Rules, and what was sent", response_model=Alerts)
def alerts(site: Reader) -> Any:
    """Return the rules, the channels, the latest messages and what waits."""
    with site.library.pool.reading() as ledger:
        return alerts_json(ledger)
