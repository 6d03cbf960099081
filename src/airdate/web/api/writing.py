"""The routes that write: they ask for a token."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path

from airdate.documents.saved import Overheard
from airdate.errors import UsageError
from airdate.web.api import forms
from airdate.web.api.asking import Writer
from airdate.web.pages.add import keep_reading, keep_talk, read, reading_json
from airdate.web.pages.evidence import decide, entry_json

router = APIRouter(tags=["writing"])


@router.post("/documents", summary="Read a text or an address", response_model=forms.Added)
def add(site: Writer, new: forms.NewDocument) -> Any:
    """Return what was read; it is kept unless `keep` is false."""
    if bool(new.text) == bool(new.address):
        raise UsageError("Give a text or an address.", "One of the two, not both.")
    told = {
        "text": new.text,
        "address": new.address,
        "heading": new.heading,
        "outlet": new.outlet,
        "published": new.published.isoformat() if new.published else None,
    }
    heard: list[Overheard] = []
    given = {name: value for name, value in told.items() if value}
    found = read(site, given, [], overhear=heard.append)
    items = []
    for one in found:
        items.append(reading_json(one, keep_reading(site, one) if new.keep else None))
    posts = keep_talk(site, heard) if new.keep else 0
    if new.keep:
        site.library.version(fresh=True)
    return {"items": items, "posts": posts}


@router.post("/claims/{claim}/judgements", summary="Decide on a claim", response_model=forms.Judged)
def judge(
    site: Writer,
    claim: Annotated[str, Path(max_length=60, description="Its id, or how it begins.")],
    new: forms.NewJudgement,
) -> Any:
    """Accept, reject or correct a claim; return what that did to the forecast."""
    with site.library.pool.reading() as ledger:
        entry = ledger.entry(claim)
    effect = decide(site, entry, new.changes | {"verdict": new.verdict, "reason": new.reason})
    with site.library.pool.reading() as ledger:
        return {"effect": effect, "claim": entry_json(ledger.entry(entry.id))}
