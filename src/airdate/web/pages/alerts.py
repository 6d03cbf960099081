"""Alerts: the rules, what was sent, what waits, what failed; nothing here shows a secret."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from starlette.requests import Request

from airdate.alerts.rules import wishes_of
from airdate.alerts.shown import channels_json, log_json, rules_json, waiting_json
from airdate.alerts.wording import kinds_words, rhythm_words, subject_words
from airdate.errors import UsageError
from airdate.ledger import Ledger
from airdate.ledger.office import alerts as office
from airdate.web.answers import Answer
from airdate.web.pages.alerting import KINDS, RHYTHMS
from airdate.web.pages.places import from_now
from airdate.web.site import Site

_MESSAGES = 25
"""Messages shown; airdate alerts log has all."""

_OVERDUE = timedelta(minutes=15)

_FAILED = ("waiting", "given up")
"""States of a message that was tried and not taken."""


def alerts(site: Site, request: Request) -> Answer:
    """Return the rules and what came of them."""
    with site.library.pool.reading() as ledger:
        data = alerts_json(ledger)
        rules = [
            {
                "number": rule.number,
                "about": subject_words(rule),
                "rhythm": rhythm_words(wishes_of(rule.wishes)),
                "kinds": kinds_words(wishes_of(rule.wishes)),
            }
            for rule in office.all_rules(ledger)
        ]
        documents = _documents(ledger, [*data["messages"], *data["waiting"]])
    channels = {each["rule"]: each["channel"] for each in data["rules"]}
    now = site.settings.now()
    words = {
        "rules": [rule | {"channel": channels[rule["number"]]} for rule in rules],
        "channels": data["channels"],
        "messages": data["messages"],
        "failed": [m for m in data["messages"] if m["state"] in _FAILED and m["attempts"]],
        "waiting": data["waiting"],
        "documents": documents,
        "idle": _is_idle(site, data),
        "when": lambda text: from_now(datetime.fromisoformat(text), now),
        "kinds": KINDS,
        "rhythms": RHYTHMS,
        "asked": {name: request.query_params.get(name, "")[:300] for name in ("title", "season")},
    }
    return Answer("alerts.html", words, data, passing=True)


def _is_idle(site: Site, data: Mapping[str, Any]) -> bool:
    """Return whether something should have been sent long ago, and this site sends nothing."""
    late = site.settings.now() - _OVERDUE
    due = [each["due_at"] for each in data["waiting"]]
    due += [each["next_at"] for each in data["messages"] if each["next_at"]]
    return any(datetime.fromisoformat(at) < late for at in due) and not site.watching.wanted


def alerts_json(ledger: Ledger) -> dict[str, Any]:
    """Return rules, channels, messages and what waits, for programs."""
    return {
        "rules": rules_json(ledger),
        "channels": channels_json(ledger),
        "messages": log_json(ledger, most=_MESSAGES),
        "waiting": waiting_json(ledger),
    }


def _documents(ledger: Ledger, told: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return the documents in which the claims of notices stand, by the ids of the claims."""
    found: dict[str, str] = {}
    for each in told:
        notices = each.get("notices") or [each.get("notice") or {}]
        for notice in notices:
            for source in notice.get("sources", [])[:1]:
                claim = source.get("claim", "")
                if claim and claim not in found:
                    try:
                        found[claim] = ledger.entry(claim).document_id
                    except UsageError:
                        continue  # of another ledger, or of before a repair
    return found
