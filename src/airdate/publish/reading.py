"""A Reading for a terminal: the text with its claims marked and numbered, and their table."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from airdate.model import Claim, Credit, Detail, Document, Milestone, Reading, TimeExpression
from airdate.publish.text import WIDTH, Paint, plain, safe

Columns = Sequence[str]
COLUMNS = ("#", "claim", "when", "status", "who says so", "title", "words")


def reading_text(reading: Reading, *, width: int = WIDTH, paint: Paint = plain) -> str:
    """Return the text of a document with each claim's words as »words«[number]."""
    document = reading.document
    marked = _marked(document.text, reading.claims)
    rows: list[str] = []
    for number, paragraph in enumerate(marked.split("\n")):
        wrapped = textwrap.wrap(safe(paragraph), width) or [""]
        rows += [paint(row, "title") if number == 0 else row for row in wrapped]
        rows.append("")
    return "\n".join([_head(document), "", *rows])


def _head(document: Document) -> str:
    day = document.published.isoformat() if document.published else "no day found"
    basis = f" ({document.published_basis})" if document.published else ""
    return safe(f"{document.outlet or 'no outlet named'}, {day}{basis}, {document.language}")


def _marked(text: str, claims: Sequence[Claim]) -> str:
    """Return the text with the marks set; claims that share their words share one mark."""
    numbers: dict[tuple[int, int], list[int]] = {}
    for number, claim in enumerate(claims, 1):
        numbers.setdefault((claim.start, claim.end), []).append(number)
    inserts: list[tuple[int, int, str]] = []
    for (start, end), which in numbers.items():
        inserts.append((start, 1, "»"))
        inserts.append((end, 0, "«[" + ",".join(map(str, which)) + "]"))
    parts, done = [], 0
    for place, _, mark in sorted(inserts, key=lambda i: (i[0], i[1])):
        parts += [text[done:place], mark]
        done = place
    return "".join([*parts, text[done:]])


def claim_rows(reading: Reading) -> Iterable[Columns]:
    """Yield the table of a reading's claims, a row each, by the names in COLUMNS."""
    for number, claim in enumerate(reading.claims, 1):
        what, when = _what(claim)
        words = claim.phrase or reading.document.text[claim.start : claim.end]
        row = (str(number), what, when, str(claim.status), claim.source or "")
        yield tuple(safe(cell) for cell in (*row, str(claim.subject), words))


def _what(claim: Claim) -> tuple[str, str]:
    match claim.statement:
        case Milestone(event=event, when=when):
            return str(event), str(when) if when else ""
        case Credit() as credit:
            part = f" as {credit.character}" if credit.character else ""
            known = f" (of {credit.known_for})" if credit.known_for else ""
            return f"{credit.kind}: {credit.person}{part}{known}", ""
        case Detail(topic=topic, when=when):
            return str(topic), str(when) if when else ""


DATE_COLUMNS = ("words", "days", "granularity", "EDTF", "TIMEX3", "rule")


def date_rows(expressions: Iterable[TimeExpression]) -> Iterable[Columns]:
    """Yield the table of a text's date expressions, by the names in DATE_COLUMNS."""
    for found in expressions:
        timex = f"{found.type} {found.value}" + (f" {found.mod}" if found.mod else "")
        days = str(found.range) if found.range else ""
        row = (found.words, days, found.granularity, found.edtf or "", timex, found.rule)
        yield tuple(safe(cell) for cell in row)
