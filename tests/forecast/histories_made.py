"""Made histories of invented titles, as JSON lines, for tests that need several."""

from __future__ import annotations

import json
from datetime import date, timedelta

NAMES = ("Salt Harbour", "Glass Orchard", "Paper Moons", "Tin Cathedral", "Low Tide", "Red Kite")


def history(name: str, *, start: date, released: date | None, planned: str | None = None) -> str:
    """Return a line: filming started on a day, and a window planned half a year later."""
    reports = [_report(start, "filming_start", f"{start}/{start}", "done")]
    if planned:
        reports.append(_report(start + timedelta(180), "release", planned, "planned"))
    raw = {
        "id": f"{name.lower().replace(' ', '-')}-s2",
        "title": name,
        "season": 2,
        "kind": "series",
        "country": "US",
        "service": "Netflix",
        "previous_release": str(start - timedelta(300)),
        "released": str(released) if released else None,
        "outcome_source": "known",
        "reports": reports,
    }
    return json.dumps(raw)


def _report(day: date, event: str, when: str, status: str) -> dict[str, str]:
    return {
        "reported": str(day),
        "event": event,
        "when": when,
        "status": status,
        "source_domain": "variety.com",
        "url": f"https://variety.com/{day}",
        "reported_basis": "page",
    }


def lines() -> list[str]:
    """Return six titles, each of which came between 300 and 500 days after filming began."""
    made = []
    for number, name in enumerate(NAMES):
        start = date(2022, 1, 10) + timedelta(40 * number)
        released = start + timedelta(300 + 40 * number)
        window = f"{released.replace(day=1)}/{released.replace(day=28)}"
        made.append(history(name, start=start, released=released, planned=window))
    return made
