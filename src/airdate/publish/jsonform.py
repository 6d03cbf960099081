"""Plain dictionaries for JSON, with the field names of the model and of a claim's definition."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from airdate.brief.wording import EVENT_NAMES
from airdate.model import (
    Belief,
    Brief,
    Claim,
    Credit,
    Detail,
    Forecast,
    Line,
    Milestone,
    Plan,
    TimeExpression,
    Timeline,
    Weighed,
)

LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)


def claim_json(claim: Claim) -> dict[str, Any]:
    """Return a claim by the fields of its definition; `kind` is milestone, cast or detail."""
    head = {"title": claim.subject.title, "season": claim.subject.season}
    tail = {
        "phrase": claim.phrase,
        "status": str(claim.status),
        "source": claim.source,
        "sentence": claim.sentence,
        "start": claim.start,
        "end": claim.end,
        "rule": claim.rule,
        "confidence": claim.confidence,
    }
    match claim.statement:
        case Milestone(event=event, when=when):
            body = {"kind": "milestone", "event": str(event), "when": str(when) if when else None}
        case Credit() as credit:
            body = {
                "kind": "cast",
                "person": credit.person,
                "character": credit.character,
                "credit": str(credit.kind),
                "known_for": credit.known_for,
            }
        case Detail(topic=topic, words=words, when=when):
            body = {
                "kind": "detail",
                "topic": str(topic),
                "words": words,
                "when": str(when) if when else None,
            }
    return head | body | tail


def weighed_json(weighed: Weighed) -> dict[str, Any]:
    """Return a claim with its sentence, its source and its weight."""
    entry = weighed.entry
    return {
        "id": entry.id,
        "claim": claim_json(entry.claim),
        "sentence": entry.sentence_words,
        "words": entry.sentence_words[entry.words_start : entry.words_end],
        "document": entry.document_id,
        "heading": entry.heading,
        "outlet": entry.outlet,
        "outlet_kind": str(weighed.source.kind),
        "imitates": weighed.source.imitates,
        "url": entry.url,
        "said_on": entry.said_on.isoformat(),
        "recorded_at": entry.recorded_at.isoformat(),
        "reader": entry.reader,
        "weight": round(weighed.weight, 4),
        "reasons": list(weighed.reasons),
        "repeats": weighed.origin if weighed.repeats else None,
    }


def forecast_json(forecast: Forecast) -> dict[str, Any]:
    """Return a forecast as quantiles of the release day, given that it comes, and the reasons."""
    days = {level: forecast.quantile(level, given_release=True) for level in LEVELS}
    return {
        "title": forecast.installment.title,
        "season": forecast.installment.season,
        "as_of": forecast.as_of.isoformat(),
        "released": str(forecast.released) if forecast.released else None,
        "quantiles": {str(level): day.isoformat() if day else None for level, day in days.items()},
        "never": round(forecast.never, 4),
        "reasons": [
            {
                "text": reason.text,
                "shift_days": reason.shift_days,
                "claims": [w.entry.id for w in reason.claims],
            }
            for reason in forecast.reasons
        ],
    }


def brief_json(brief: Brief) -> dict[str, Any]:
    """Return a brief: its lines by section, and every claim that a line rests on, by its id."""
    stage = brief.timeline.stage
    cited = {
        w.entry.id: weighed_json(w) for line in _lines(brief) for w in (*line.claims, *line.against)
    } | {w.entry.id: weighed_json(w) for w in _behind(brief.timeline)}
    return {
        "title": brief.installment.title,
        "season": brief.installment.season,
        "as_of": brief.as_of.isoformat(),
        "answer": line_json(brief.headline),
        "stage": EVENT_NAMES[stage] if stage else None,
        "tmdb_status": brief.timeline.tmdb_status,
        "milestones": [belief_json(belief) for belief in brief.timeline.milestones],
        "showings": [
            {"name": showing.name} | belief_json(showing.belief)
            for showing in brief.timeline.showings
        ],
        "findings": [
            {"text": finding.text, "claims": [w.entry.id for w in finding.claims]}
            for finding in brief.timeline.findings
        ],
        "sections": [
            {
                "name": section.name,
                "note": section.note if not section.lines else None,
                "lines": [line_json(line) for line in section.lines],
            }
            for section in brief.sections
        ],
        "forecast": forecast_json(brief.forecast),
        "sources": [
            {
                "domain": source.domain,
                "name": source.name,
                "kind": str(source.kind),
                "owner": source.owner,
                "imitates": source.imitates,
                "claims": count,
            }
            for source, count in brief.sources
        ],
        "claims": cited,
    }


def belief_json(belief: Belief) -> dict[str, Any]:
    """Return what is believed of a milestone, with the ids of the claims and the chain of plans."""
    return {
        "event": str(belief.event),
        "when": str(belief.when) if belief.when else None,
        "status": str(belief.status),
        "probability": round(belief.probability, 4),
        "since": belief.since.isoformat(),
        "origins": belief.origins,
        "repeats": belief.repeats,
        "overdue_days": belief.overdue_days,
        "claims": [w.entry.id for w in belief.claims_for],
        "against": [w.entry.id for w in belief.claims_against],
        "plans": [_plan_json(plan) for plan in belief.plans],
    }


def _plan_json(plan: Plan) -> dict[str, Any]:
    return {
        "when": str(plan.when),
        "status": str(plan.status),
        "dropped_on": plan.dropped_on.isoformat() if plan.dropped_on else None,
        "replaced_by": str(plan.replaced_by) if plan.replaced_by else None,
        "slip_days": plan.slip_days,
        "claims": [w.entry.id for w in plan.claims],
    }


def _behind(timeline: Timeline) -> Iterable[Weighed]:
    """Yield the claims that milestones, showings, plans and findings name."""
    for belief in (*timeline.milestones, *(showing.belief for showing in timeline.showings)):
        yield from (*belief.claims_for, *belief.claims_against)
        yield from (w for plan in belief.plans for w in plan.claims)
    yield from (w for finding in timeline.findings for w in finding.claims)


def _lines(brief: Brief) -> list[Line]:
    return [brief.headline, *(line for section in brief.sections for line in section.lines)]


def line_json(line: Line) -> dict[str, Any]:
    """Return a line of a brief with the ids of the claims for and against it."""
    return {
        "ref": line.ref,
        "label": line.label,
        "text": line.text,
        "notes": list(line.notes),
        "claims": [w.entry.id for w in line.claims],
        "against": [w.entry.id for w in line.against],
    }


def evidence_json(line: Line) -> dict[str, Any]:
    """Return a line of a brief with its claims for and against, each in full."""
    return line_json(line) | {
        "claims": [weighed_json(w) for w in line.claims],
        "against": [weighed_json(w) for w in line.against],
    }


def expression_json(expression: TimeExpression) -> dict[str, Any]:
    """Return a date expression: offsets, words, days, EDTF, TIMEX3 and the rule."""
    found = expression.range
    return {
        "start": expression.start,
        "end": expression.end,
        "words": expression.words,
        "when": str(found) if found else None,
        "granularity": expression.granularity,
        "edtf": expression.edtf,
        "type": expression.type,
        "value": expression.value,
        "mod": expression.mod,
        "rule": expression.rule,
    }
