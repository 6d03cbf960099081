"""Claims as a table of lines, weighed as the product weighs them: `believed_of` and its parts.

A line is `said_on outlet event status when` and, after a `|`, the sentence where it matters:

    2025-02-10 upi.com filming_start planned 2025-04
"""

from __future__ import annotations

import calendar
import hashlib
from datetime import UTC, date, datetime, time

from airdate import sources
from airdate.model import (
    Claim,
    DateRange,
    Entry,
    Event,
    Installment,
    Milestone,
    Status,
    Timeline,
    Weighed,
)
from airdate.timeline import reconcile

SHOW = Installment("Salt Harbour", 2)
FILM = Installment("Salt Harbour")


def days(text: str) -> DateRange | None:
    """Return the range of `2025`, `2025-04`, `2025-04-10`, `earliest/latest` or `-` for none."""
    if text == "-":
        return None
    if "/" in text:
        return DateRange.parse(text)
    numbers = [int(part) for part in text.split("-")]
    year, month = numbers[0], numbers[1] if len(numbers) > 1 else None
    if month is None:
        return DateRange(date(year, 1, 1), date(year, 12, 31))
    if len(numbers) == 3:
        return DateRange.on(date.fromisoformat(text))
    last = calendar.monthrange(year, month)[1]
    return DateRange(date(year, month, 1), date(year, month, last))


def entry_of(line: str, *, subject: Installment = SHOW) -> Entry:
    """Return a line of a table as an entry of the ledger."""
    told, _, words = line.partition("|")
    said_on, outlet, event, how, when = told.split()
    day = date.fromisoformat(said_on)
    # Words of its own for each, so that nothing is taken for a copy that is none.
    name = hashlib.sha256(line.encode()).hexdigest()
    sentence = words.strip() or " ".join(name[i : i + 4] for i in range(0, 40, 4))
    start = sentence.find("»")
    end = sentence.find("«") - 1 if start >= 0 else 0
    return Entry(
        id=name[:16],
        claim=Claim(subject, Milestone(Event(event), days(when)), Status(how), None, 0, 0, 0),
        document_id=f"{outlet} {said_on}",
        heading="",
        outlet=outlet.replace("_", " "),
        url=None,
        said_on=day,
        recorded_at=datetime.combine(day, time(12), UTC),
        reader="test",
        sentence_words=sentence.replace("»", "").replace("«", ""),
        words_start=max(start, 0),
        words_end=end,
    )


def entries_of(table: str, *, subject: Installment = SHOW) -> list[Entry]:
    """Return the lines of a table as entries; empty lines are left out."""
    return [entry_of(line.strip(), subject=subject) for line in table.splitlines() if line.strip()]


def weighed_of(entries: list[Entry], *, as_of: date) -> tuple[Weighed, ...]:
    """Return entries with their weights as of a day."""
    return sources.weigh(entries, as_of=as_of)


def believed_of(table: str, *, as_of: str, subject: Installment = SHOW) -> Timeline:
    """Return what is believed of a table of claims as of a day."""
    day = date.fromisoformat(as_of)
    weighed = weighed_of(entries_of(table, subject=subject), as_of=day)
    return reconcile(subject, weighed, as_of=day)


def short(timeline: Timeline) -> dict[str, str]:
    """Return each believed milestone as `status when`."""
    return {str(b.event): f"{b.status} {b.when or '-'}" for b in timeline.milestones}
