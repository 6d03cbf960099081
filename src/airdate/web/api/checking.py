"""The route that checks a draft: what `airdate check` tells, for programs."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from airdate.errors import UsageError
from airdate.publish.checkup import checkup_json, claim_reviews
from airdate.web.access import is_forged
from airdate.web.api.asking import AskedWhen, Reader
from airdate.web.pages.checking import LONGEST, check_draft

router = APIRouter(tags=["checking"])

_REVIEWS = "application/ld+json"

Verdict = Literal["contradicted", "outdated", "overstated", "unheard", "understated", "supported"]


class NewDraft(BaseModel):
    """A draft: a text, or the address of one. Give one of the two."""

    text: str | None = Field(None, max_length=LONGEST)
    url: str | None = Field(None, max_length=2_000, description="Asks for a token that writes.")
    heading: str | None = Field(None, max_length=500)
    published: date | None = Field(None, description="The day that the draft bears.")


class Checked(BaseModel):
    """One claim of the draft with its verdict."""

    sentence: str
    claim: dict[str, Any] = Field(description="as it was read")
    title: str | None = Field(description="null where the ledger knows none of that name")
    season: int | None
    verdict: Verdict
    because: str
    since: date | None
    until: date | None
    credited: bool | None = Field(
        description="whether the ledger has it from the one whom the draft credits"
    )
    wording: str | None = Field(description="what the sources allow to say instead")
    supporting: list[dict[str, Any]]
    opposing: list[dict[str, Any]]


class Leaning(BaseModel):
    """An outlet that the draft names or links to."""

    name: str
    domain: str
    kind: str
    imitates: str | None
    warning: str | None


class Checkup(BaseModel):
    """A draft set beside all that is known as of a day."""

    document: str
    heading: str
    url: str | None
    as_of: date
    sound: bool = Field(description="nothing is contradicted, outdated or said too surely")
    counts: dict[Verdict, int]
    sentences: int
    silent: int = Field(description="sentences in which no claim of the kind was found")
    checked: list[Checked]
    cited: list[Leaning]
    provisional: bool = Field(
        description="outlets weigh as their kinds until their records are drawn up"
    )


@router.post(
    "/check",
    summary="Check a draft",
    response_model=Checkup,
    responses={
        200: {"content": {_REVIEWS: {"schema": {"type": "array", "items": {"type": "object"}}}}},
        503: {"description": "Other drafts are being checked."},
    },
)
def check(
    request: Request,
    site: Reader,
    when: AskedWhen,
    new: NewDraft,
    format: Annotated[
        Literal["json", "claimreview"] | None,
        Query(description=f"claimreview: schema.org, as does `Accept: {_REVIEWS}`."),
    ] = None,
) -> Any:
    """Return each claim of a draft with its verdict. Nothing is recorded."""
    if is_forged(request):
        raise HTTPException(403, "That was sent by another site.")
    if bool(new.text) == bool(new.url):
        raise UsageError("Give a text or a url.", "One of the two, not both.")
    if new.url:
        _may_fetch(request, site)
    told = {
        "text": new.text,
        "address": new.url,
        "heading": new.heading,
        "published": new.published.isoformat() if new.published else None,
    }
    sent = {name: value for name, value in told.items() if value}
    found, again = check_draft(site, (sent, []), when)
    if format == "claimreview" or (format is None and _wants_reviews(request)):
        return JSONResponse(claim_reviews(found), media_type=_REVIEWS)
    return checkup_json(found) | {"provisional": again is not None}


def _may_fetch(request: Request, site: Reader) -> None:
    """Let those alone have an address read who hold a token that writes: a cookie is none."""
    if site.access.holder(request).program:
        return
    if site.access.only_reads(request):
        raise HTTPException(403, "This token only reads.")
    raise HTTPException(
        401, "A token is needed to have an address read.", {"www-authenticate": "Bearer"}
    )


def _wants_reviews(request: Request) -> bool:
    accepted = request.headers.get("accept", "").split(",")
    return any(one.partition(";")[0].strip() == _REVIEWS for one in accepted)
