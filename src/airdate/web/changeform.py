"""A change as JSON."""

from __future__ import annotations

from typing import Any

from airdate.model import Change


def change_json(change: Change) -> dict[str, Any]:
    """Return a change with the ids of the claims that made it."""
    return {
        "id": change.id,
        "title": change.installment.title,
        "season": change.installment.season,
        "day": change.day.isoformat(),
        "kind": change.kind,
        "about": change.about,
        "text": change.text,
        "before": change.before,
        "after": change.after,
        "shift_days": change.shift_days,
        "claims": [weighed.entry.id for weighed in change.claims],
    }
