"""A checked draft: as a marked text for a terminal, as JSON, and as schema.org ClaimReview."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from airdate import __version__
from airdate.brief.wording import season_words
from airdate.checking import Checked, Checkup, Cited, Verdict
from airdate.model import Credit, Milestone
from airdate.publish.jsonform import claim_json, weighed_json
from airdate.publish.text import WIDTH, Paint, link, plain, safe
from airdate.wording import day_words

NAMES = {
    Verdict.CONTRADICTED: "contradicted",
    Verdict.OUTDATED: "outdated",
    Verdict.OVERSTATED: "said too surely",
    Verdict.UNHEARD: "unheard of",
    Verdict.UNDERSTATED: "hedged too much",
    Verdict.SUPPORTED: "supported",
}
SIGNS = {
    Verdict.CONTRADICTED: "✗",
    Verdict.OUTDATED: "↺",
    Verdict.OVERSTATED: "▲",
    Verdict.UNHEARD: "?",
    Verdict.UNDERSTATED: "▽",
    Verdict.SUPPORTED: "✓",
}
"""A sign beside the name: colour alone tells nothing to some eyes, nor in a pipe."""

ROLES = {
    Verdict.CONTRADICTED: "bad",
    Verdict.OUTDATED: "bad",
    Verdict.OVERSTATED: "note",
    Verdict.UNHEARD: "note",
    Verdict.UNDERSTATED: "note",
    Verdict.SUPPORTED: "label",
}

# schema.org asks for a number: the best says that the claim stands as it is.
_RATINGS = {
    Verdict.CONTRADICTED: 1,
    Verdict.OUTDATED: 2,
    Verdict.OVERSTATED: 3,
    Verdict.UNDERSTATED: 4,
    Verdict.SUPPORTED: 5,
}

_PAD = "      "
_SHOWN_CLAIMS = 3


def summary(checkup: Checkup) -> str:
    """Return what a check found, in one sentence."""
    if not checkup.checked:
        return "It makes no claim on a production that could be checked."
    counts = [f"{checkup.count(v)} {NAMES[v]}" for v in Verdict if checkup.count(v)]
    many = len(checkup.checked)
    claims = "1 claim" if many == 1 else f"{many} claims"
    return f"{claims} as of {day_words(checkup.as_of)}: {', '.join(counts)}."


def suggestion(found: Checked) -> str | None:
    """Return the wording that the sources allow, as a sentence; None where the draft may stand."""
    if found.wording is None or found.installment is None:
        return None
    if isinstance(found.claim.statement, Milestone):
        return f"{season_words(found.installment)} {found.wording}."
    return f"{found.wording}."


def checkup_text(checkup: Checkup, *, width: int = WIDTH, paint: Paint = plain) -> str:
    """Return the draft sentence by sentence, each claim with its verdict, and whom it leans on."""
    document = checkup.document
    heading = document.heading or "The draft"
    rows = [paint(safe(heading), "title"), *textwrap.wrap(summary(checkup), width), ""]
    for number, found in _by_sentence(checkup):
        words = " ".join(document.words_of(number).split())
        rows += textwrap.wrap(safe(words), width)
        for each in found:
            rows += _checked(each, width, paint)
        rows.append("")
    warned = [each for each in checkup.cited if each.warning]
    if warned:
        rows.append(paint("Whom it leans on", "heading"))
        rows += [row for each in warned for row in _cited(each, width)]
        rows.append("")
    if checkup.silent:
        rows += textwrap.wrap(silent_words(checkup.silent), width)
    return "\n".join(rows).rstrip("\n") + "\n"


def _by_sentence(checkup: Checkup) -> Iterable[tuple[int, list[Checked]]]:
    found: dict[int, list[Checked]] = {}
    for each in checkup.checked:
        found.setdefault(each.claim.sentence, []).append(each)
    return sorted(found.items())


def _checked(found: Checked, width: int, paint: Paint) -> Iterable[str]:
    name = f"  {SIGNS[found.verdict]} {NAMES[found.verdict]}: "
    what = f"{what_words(found)}. {found.because}"
    if found.credited is False:
        what += f" Nothing of the kind is known from {found.claim.source}, whom the draft credits."
    lines = textwrap.wrap(safe(what), width - 4, initial_indent=" " * len(name))
    if lines:
        first = lines[0][len(name) :]
        yield paint(name.rstrip(), ROLES[found.verdict]) + " " + first
        yield from (_PAD + row.strip() for row in lines[1:])
    for weighed in [*found.opposing, *found.supporting][:_SHOWN_CLAIMS]:
        entry = weighed.entry
        place = f" {address}" if (address := link(entry.url)) else ""
        text = f"{day_words(entry.said_on)}, {entry.outlet or 'no outlet'}:{place}"
        yield _PAD + paint(f"[{entry.id[:8]}]", "ref") + " " + safe(text)
    if (better := suggestion(found)) and found.verdict is not Verdict.SUPPORTED:
        for row in textwrap.wrap(safe(f"say: {better}"), width - len(_PAD)):
            yield _PAD + paint(row, "strong")


def what_words(found: Checked) -> str:
    """Return what the draft claims, as it was read."""
    claim = found.claim
    about = f"{claim.subject}: " if found.installment is None else ""
    statement = claim.statement
    if isinstance(statement, Milestone):
        from airdate.brief.wording import event_words

        return about + event_words(statement.event, claim.status, when=statement.when)
    if isinstance(statement, Credit):
        part = f" as {statement.character}" if statement.character else ""
        return f"{about}{statement.person}{part}, {statement.kind} ({claim.status})"
    return f"{about}{statement.topic}: “{statement.words}”"


def _cited(each: Cited, width: int) -> Iterable[str]:
    yield from textwrap.wrap(
        safe(f"  {each.name}: {each.warning}."), width, subsequent_indent="    "
    )


def silent_words(count: int) -> str:
    """Return how many sentences were not checked, and why."""
    many = "1 sentence makes" if count == 1 else f"{count} sentences make"
    return f"{many} no claim on dates, cast or story that was understood; they were not checked."


# ── for programs ────────────────────────────────────────────────────────────────────────────


def checkup_json(checkup: Checkup) -> dict[str, Any]:
    """Return a check with every claim, its verdict and the claims of the ledger behind it."""
    return {
        "document": checkup.document.id,
        "heading": checkup.document.heading,
        "url": checkup.document.url,
        "as_of": checkup.as_of.isoformat(),
        "sound": checkup.sound,
        "counts": {str(verdict): checkup.count(verdict) for verdict in Verdict},
        "sentences": len(checkup.document.sentences),
        "silent": checkup.silent,
        "checked": [checked_json(each, checkup) for each in checkup.checked],
        "cited": [_cited_json(each) for each in checkup.cited],
    }


def checked_json(found: Checked, checkup: Checkup) -> dict[str, Any]:
    """Return one claim with its verdict."""
    about = found.installment
    return {
        "sentence": checkup.document.words_of(found.claim.sentence),
        "claim": claim_json(found.claim),
        "title": about.title if about else None,
        "season": about.season if about else None,
        "verdict": str(found.verdict),
        "because": found.because,
        "since": _day(found.since),
        "until": _day(found.until),
        "credited": found.credited,
        "wording": suggestion(found),
        "supporting": [weighed_json(w) for w in found.supporting],
        "opposing": [weighed_json(w) for w in found.opposing],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _cited_json(each: Cited) -> dict[str, Any]:
    return {
        "name": each.name,
        "domain": each.source.domain,
        "kind": str(each.source.kind),
        "imitates": each.source.imitates,
        "warning": each.warning or None,
    }


def claim_reviews(checkup: Checkup) -> list[dict[str, Any]]:
    """Return a schema.org ClaimReview for each claim that a source decides; others have no rating.

    https://schema.org/ClaimReview: `claimReviewed`, `reviewRating` (1 to 5), `itemReviewed` with
    the appearances of what was reviewed.
    """
    return [_review(found, checkup) for found in checkup.checked if found.verdict in _RATINGS]


def _review(found: Checked, checkup: Checkup) -> dict[str, Any]:
    document = checkup.document
    item: dict[str, Any] = {
        "@type": "Claim",
        "text": " ".join(document.words_of(found.claim.sentence).split()),
    }
    if address := link(document.url):
        item["appearance"] = {"@type": "CreativeWork", "url": address}
    if document.published:
        item["datePublished"] = document.published.isoformat()
    review: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "datePublished": checkup.as_of.isoformat(),
        "claimReviewed": what_words(found),
        "author": {
            "@type": "SoftwareApplication",
            "name": "airdate",
            "softwareVersion": __version__,
        },
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": _RATINGS[found.verdict],
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": NAMES[found.verdict],
            "ratingExplanation": found.because,
        },
        "itemReviewed": item,
    }
    if sources := _addresses(found):
        review["citation"] = sources
    return review


def _addresses(found: Checked) -> Sequence[str]:
    told = [link(w.entry.url) for w in (*found.opposing, *found.supporting)]
    return list(dict.fromkeys(each for each in told if each))
