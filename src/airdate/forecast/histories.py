"""Recorded histories of titles: what was reported of each, when, and when it came out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from airdate.errors import AirdateError
from airdate.model import (
    Claim,
    DateRange,
    Entry,
    Event,
    Installment,
    Milestone,
    Profile,
    Status,
)

# No forecast is judged on the last days before a release: everybody knows by then.
MIN_LEAD_DAYS = 14


@dataclass(frozen=True, slots=True)
class Report:
    """One line of a history: a claim, and the day on which it was public."""

    reported: date
    milestone: Milestone
    status: Status
    outlet: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class History:
    """What was reported of one title-season, and when it came out, which no forecast sees."""

    id: str
    installment: Installment
    profile: Profile
    reports: tuple[Report, ...]
    released: date | None


def histories(lines: Iterable[str]) -> Iterator[History]:
    """Return the histories of JSON lines in the format of the forecast evaluation set.

    Raises: AirdateError naming the line and what is wrong with it.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _history(json.loads(line))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise AirdateError(
                f"line {number} is no history: {_told(error)}",
                "write one JSON object a line with id, title, season, kind and reports "
                "(each with reported, event, when and status)",
            ) from error


def _told(error: Exception) -> str:
    return f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)


def _history(raw: Mapping[str, object]) -> History:
    if not isinstance(raw, dict):
        raise TypeError("it is not a JSON object")
    kind = raw["kind"]
    if kind not in ("series", "film"):
        raise ValueError(f"kind is series or film, not {kind!r}")
    season = raw["season"]
    if season is not None and not isinstance(season, int):
        raise ValueError(f"season is a number or null, not {season!r}")
    before = raw.get("previous_release")
    return History(
        id=str(raw["id"]),
        installment=Installment(str(raw["title"]), season),
        profile=Profile(
            kind=kind,
            country=raw.get("country"),
            service=raw.get("service"),
            previous_release=date.fromisoformat(before) if before else None,
            genre=raw.get("genre"),
        ),
        reports=tuple(_report(row) for row in raw["reports"]),
        released=date.fromisoformat(raw["released"]) if raw.get("released") else None,
    )


def _report(row: Mapping[str, str]) -> Report:
    """Return a report; of a retrospective one not who told it, for that can hint at later news."""
    when = DateRange.parse(row["when"]) if row["when"] else None
    blind = row.get("reported_basis") == "retrospective"
    return Report(
        reported=date.fromisoformat(row["reported"]),
        milestone=Milestone(Event(row["event"]), when),
        status=Status(row["status"]),
        outlet=None if blind else row.get("source_domain"),
        url=None if blind else row.get("url"),
    )


def entries(history: History, *, until: date) -> tuple[Entry, ...]:
    """Return the reports public by a day as the ledger would keep them."""
    told = [(n, r) for n, r in enumerate(history.reports) if r.reported <= until]
    return tuple(_entry(history, report, number=number) for number, report in told)


def _entry(history: History, report: Report, *, number: int) -> Entry:
    """Return one report as an entry; reports of one page share its document."""
    page = report.url or f"{history.id} {number}"
    statement = report.milestone
    # Too short to be taken for a copy: whether one page copies another, a history does not tell.
    words = f"{report.status} {statement.event} {statement.when or ''}".strip()
    return Entry(
        id=_digest(f"{history.id} {number}")[:16],
        claim=Claim(history.installment, statement, report.status, None, 0, 0, 0),
        document_id=_digest(page),
        heading=str(history.installment),
        outlet=report.outlet,
        url=report.url,
        said_on=report.reported,
        recorded_at=datetime.combine(report.reported, time(23, 59), UTC),
        reader="history",
        sentence_words=words,
        words_start=0,
        words_end=0,
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def case_days(history: History) -> tuple[date, ...]:
    """Return the days on which a forecast is asked for: after each report, if early enough.

    Of what has not come out yet: after each report.
    """
    days = sorted({report.reported + timedelta(days=1) for report in history.reports})
    end = history.released
    return tuple(day for day in days if end is None or (end - day).days >= MIN_LEAD_DAYS)
