"""A text of the assistant's own, set beside the ledger: which of its claims do sources bear out?

So that an answer can be checked before it is given. Nothing of the text is kept.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from airdate import pipeline
from airdate.checking import Checked, Checkup
from airdate.documents import Given
from airdate.errors import UsageError
from airdate.library import drafts
from airdate.library.desk import Library, When
from airdate.mcp.evidence import (
    LONGEST_NAME,
    LONGEST_SENTENCE,
    LONGEST_TEXT,
    NOTICE,
    Citation,
    cited,
    clean,
)
from airdate.model import Reading
from airdate.publish.checkup import suggestion, summary, what_words

_CITED = 3
"""Sentences for or against a claim of the draft: `why` has the others."""


@dataclass(frozen=True)
class Finding:
    """One claim of the draft. sentence: the draft's own.  say_instead: what sources allow."""

    sentence: str
    claim: str
    title: str | None
    season: int | None
    verdict: str
    because: str
    say_instead: str | None
    supporting: list[Citation]
    opposing: list[Citation]


@dataclass(frozen=True)
class Leaning:
    """An outlet that the draft leans on, and what speaks against that."""

    name: str
    warning: str


@dataclass(frozen=True)
class Findings:
    """What a check found. unchecked: sentences without a claim on dates, cast or story."""

    notice: str
    as_of: str
    summary: str
    findings: list[Finding]
    more: int
    unchecked: int
    leans_on: list[Leaning]


def checked(library: Library, text: str, when: When, *, now: datetime) -> Checkup:
    """Return a text set beside all that the ledger knows as of a day. Raises: UsageError."""
    moment = min(now, datetime.combine(when.as_of, time(23, 59), UTC))
    return drafts.checked(library, _read(library, text, moment), when)


def _read(library: Library, text: str, moment: datetime) -> Reading:
    given = Given(now=moment, stdin=io.BytesIO(text.encode("utf-8", errors="replace")))
    with library.pool.reading() as ledger:
        catalogue = pipeline.catalogue(ledger)
    found = next(iter(pipeline.read(["-"], given=given, catalogue=catalogue)), None)
    if isinstance(found, Reading):
        return found
    why = f"{found.reason}; {found.remedy}" if found else "there is nothing in it"
    raise UsageError(f"The text cannot be checked: {clean(why, LONGEST_TEXT)}", "Give plain prose.")


def told(checkup: Checkup, most: int) -> Findings:
    """Return a check as an assistant reads it, the first claims of the text first."""
    shown = checkup.checked[:most]
    leans = [each for each in checkup.cited if each.warning]
    return Findings(
        notice=NOTICE,
        as_of=checkup.as_of.isoformat(),
        summary=clean(summary(checkup), LONGEST_TEXT),
        findings=[_finding(found, checkup) for found in shown],
        more=len(checkup.checked) - len(shown),
        unchecked=checkup.silent,
        leans_on=_leanings([(each.name, each.warning) for each in leans[:most]]),
    )


def _leanings(found: Sequence[tuple[str, str]]) -> list[Leaning]:
    return [Leaning(clean(name, LONGEST_NAME), clean(why, LONGEST_TEXT)) for name, why in found]


def _finding(found: Checked, checkup: Checkup) -> Finding:
    own, better = found.installment, suggestion(found)
    return Finding(
        sentence=clean(checkup.document.words_of(found.claim.sentence), LONGEST_SENTENCE),
        claim=clean(what_words(found), LONGEST_TEXT),
        title=clean(own.title, LONGEST_NAME) if own else None,
        season=own.season if own else None,
        verdict=str(found.verdict),
        because=clean(found.because, LONGEST_TEXT),
        say_instead=clean(better, LONGEST_TEXT) if better else None,
        supporting=cited(found.supporting, _CITED).citations,
        opposing=cited(found.opposing, _CITED).citations,
    )
