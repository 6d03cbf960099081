"""A document: its words with every claim marked in them, and what a person decides about each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from airdate.corrections import corrected
from airdate.errors import UsageError
from airdate.library.desk import When
from airdate.model import (
    Claim,
    Credit,
    CreditKind,
    Detail,
    Entry,
    Event,
    Forecast,
    Installment,
    Location,
    Milestone,
    Status,
    Verdict,
)
from airdate.publish.jsonform import claim_json
from airdate.web.answers import Answer
from airdate.web.asked import when_of
from airdate.web.marking import marked
from airdate.web.site import Site, noted
from airdate.wording import day_words, days_words, range_words


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a claim as a form shows it; choices: what it may be, empty for any text."""

    name: str
    label: str
    value: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim beside its text. ref: of its installment; None where it has none any more."""

    number: int
    entry: Entry
    what: str
    ref: str | None
    fields: tuple[Field, ...]


def evidence(site: Site, request: Request) -> Answer:
    """Return a document with its claims."""
    wanted = request.path_params["document"]
    with site.library.pool.reading() as ledger:
        document, locations = ledger.document(wanted)
        entries = ledger.entries_in([document.id])
    when = when_of(request, now=site.settings.now())
    words = {
        "document": document,
        "locations": locations,
        "where": locations[0],
        "paragraphs": marked(document, [entry.claim for entry in entries]),
        "claims": [_shown(site, when, n, entry) for n, entry in enumerate(entries, 1)],
        "verdicts": Verdict,
    }
    return Answer("evidence.html", words, document_json(document, locations, entries))


def document_json(document: Any, locations: tuple[Location, ...], entries: Any) -> dict[str, Any]:
    """Return a document with its claims and the places where it was met."""
    return {
        "id": document.id,
        "heading": document.heading,
        "text": document.text,
        "language": document.language,
        "sentences": [[s.start, s.end] for s in document.sentences],
        "locations": [location_json(place) for place in locations],
        "claims": [entry_json(entry) for entry in entries],
    }


def location_json(place: Location) -> dict[str, Any]:
    """Return a place where a document was met."""
    return {
        "url": place.url,
        "outlet": place.outlet,
        "published": place.published.isoformat() if place.published else None,
        "recorded_at": place.recorded_at.isoformat(),
    }


def entry_json(entry: Entry) -> dict[str, Any]:
    """Return a claim with its sentence, its document and the latest decision on it."""
    judged = entry.judgement
    return {
        "id": entry.id,
        "claim": claim_json(entry.claim),
        "sentence": entry.sentence_words,
        "words": entry.sentence_words[entry.words_start : entry.words_end],
        "document": entry.document_id,
        "heading": entry.heading,
        "outlet": entry.outlet,
        "url": entry.url,
        "said_on": entry.said_on.isoformat(),
        "recorded_at": entry.recorded_at.isoformat(),
        "reader": entry.reader,
        "judgement": None
        if judged is None
        else {
            "verdict": str(judged.verdict),
            "reason": judged.reason,
            "recorded_at": judged.recorded_at.isoformat(),
            "claim": claim_json(judged.claim) if judged.claim else None,
        },
    }


def _shown(site: Site, when: When, number: int, entry: Entry) -> Shown:
    held = entry.judgement.claim if entry.judgement and entry.judgement.claim else entry.claim
    listing = next(
        (i for i in site.library.listings(when) if i.installment.key == held.subject.key), None
    )
    ref = listing.ref if listing else None
    return Shown(number, entry, claim_text(held), ref, tuple(_fields(held)))


def claim_text(claim: Claim) -> str:
    """Return what a claim says, in a few words."""
    match claim.statement:
        case Milestone(event=event, when=when):
            days = f" {range_words(when)}" if when else ""
            return f"{event.replace('_', ' ')}{days}, {claim.status}"
        case Credit() as credit:
            part = f" as {credit.character}" if credit.character else ""
            return f"{credit.kind}: {credit.person}{part}, {claim.status}"
        case Detail(topic=topic):
            return f"{topic}, {claim.status}"


def _fields(claim: Claim) -> Iterator[Field]:
    """Yield the fields that can be corrected, with what they hold."""
    subject, statement = claim.subject, claim.statement
    yield Field("title", "Title", subject.title)
    yield Field("season", "Season", "" if subject.season is None else str(subject.season))
    match statement:
        case Milestone(event=event, when=when):
            yield Field("event", "Event", str(event), tuple(map(str, Event)))
            yield Field("when", "When, as 2026-02-11/2026-02-20", str(when) if when else "")
        case Credit() as credit:
            yield Field("person", "Person", credit.person)
            yield Field("character", "Part", credit.character or "")
            yield Field("credit", "Kind", str(credit.kind), tuple(map(str, CreditKind)))
        case Detail(when=when):
            yield Field("when", "When, as 2026-02-11/2026-02-20", str(when) if when else "")
    yield Field("status", "Status", str(claim.status), tuple(map(str, Status)))
    yield Field("source", "Credited", claim.source or "")


def claim(site: Site, request: Request) -> Response:
    """Lead from a claim to its words in its document."""
    with site.library.pool.reading() as ledger:
        entry = ledger.entry(request.path_params["claim"])
    return RedirectResponse(f"/d/{entry.document_id}#c-{entry.id}", status_code=307)


# ── deciding ────────────────────────────────────────────────────────────────────────────────


def judge(site: Site, request: Request, sent: Any) -> Response:
    """Keep a person's decision on a claim, and tell what it did to the forecast."""
    fields, _ = sent
    with site.library.pool.reading() as ledger:
        entry = ledger.entry(request.path_params["claim"])
    note = decide(site, entry, fields)
    return noted(site, f"/d/{entry.document_id}", note, anchor=f"#c-{entry.id}")


def decide(site: Site, entry: Entry, fields: Mapping[str, str]) -> str:
    """Record a decision and return what it did, in words. Raises: UsageError, LedgerError."""
    verdict = _verdict(fields.get("verdict", ""))
    held = entry.judgement.claim if entry.judgement and entry.judgement.claim else entry.claim
    claim = corrected(held, _changed(held, fields)) if verdict is Verdict.CORRECTED else None
    if claim == held and claim is not None:
        raise UsageError("Nothing was changed in the claim.", "Change a field, or accept it.")
    subjects = {entry.claim.subject, held.subject, (claim or held).subject}
    before = _forecasts(site, subjects)
    reason = fields.get("reason", "").strip()
    with site.library.pool.writing() as ledger:
        ledger.judge(entry.id, verdict, reason=reason, claim=claim, recorded_at=site.settings.now())
    site.library.version(fresh=True)
    effect = " ".join(_moves(before, _forecasts(site, subjects)))
    return f"Kept: {verdict}. {effect or 'The forecast stands as it was.'}"


def _verdict(text: str) -> Verdict:
    try:
        return Verdict(text)
    except ValueError:
        raise UsageError(
            f"{text!r:.40} is no decision.", "Accept, reject or correct the claim."
        ) from None


def _changed(claim: Claim, fields: Mapping[str, str]) -> list[str]:
    """Return the fields that a form changed, as `corrected` takes them."""
    return [
        f"{field.name}={fields[field.name].strip()}"
        for field in _fields(claim)
        if field.name in fields and fields[field.name].strip() != field.value
    ]


def _forecasts(site: Site, subjects: set[Installment]) -> dict[str, Forecast]:
    when = When(site.settings.now().date())
    wanted = {subject.key for subject in subjects}
    return {
        str(listing.installment): site.library.dossier(listing, when).forecast
        for listing in site.library.listings(when)
        if listing.installment.key in wanted
    }


def _moves(before: Mapping[str, Forecast], after: Mapping[str, Forecast]) -> Iterator[str]:
    for name in sorted(before.keys() & after.keys()):
        was, now = (f[name].quantile(0.5, given_release=True) for f in (before, after))
        if was and now and was != now:
            days, later = abs((now - was).days), "later" if now > was else "earlier"
            yield (
                f"The forecast of {name} moved {days_words(days)} {later}: an even chance by "
                f"{day_words(now)}, before {day_words(was)}."
            )
