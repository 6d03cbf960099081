"""What a check finds, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from airdate.model import Claim, Document, Forecast, Installment, Source, Timeline, Weighed


class Verdict(StrEnum):
    """How a claim of a draft stands beside what is known; the order is that of gravity.

    outdated: it was so until something newer.  overstated: hedged less than the sources allow;
    understated: hedged more.  unheard: no source tells it, none denies it.
    """

    CONTRADICTED = "contradicted"
    OUTDATED = "outdated"
    OVERSTATED = "overstated"
    UNHEARD = "unheard"
    UNDERSTATED = "understated"
    SUPPORTED = "supported"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an installment. forecast: None where none was asked for."""

    timeline: Timeline
    forecast: Forecast | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """One claim of the draft with its verdict.

    installment: the one it was taken to speak of, None where the ledger knows none.
    because: one sentence.  supporting, opposing: claims of the ledger, the weightiest first.
    since: the first day of what decides against it, or for it; until: the day from which it no
    longer held.  wording: what the sources allow to say instead, without the subject; None where
    the draft's own words stand.  credited: whether the ledger has this from the one whom the draft
    credits; None where it credits nobody.
    """

    claim: Claim
    installment: Installment | None
    verdict: Verdict
    because: str
    supporting: tuple[Weighed, ...] = ()
    opposing: tuple[Weighed, ...] = ()
    since: date | None = None
    until: date | None = None
    wording: str | None = None
    credited: bool | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """An outlet that the draft names or links to, and what speaks against leaning on it.

    name: as the draft has it.  warning: empty where it is a source to lean on.
    """

    name: str
    source: Source
    warning: str


@dataclass(frozen=True, slots=True)
class Checkup:
    """A draft set beside all that is known as of a day.

    checked: in the order of the text.  silent: sentences that claim nothing of the kind.
    """

    document: Document
    as_of: date
    checked: tuple[Checked, ...]
    cited: tuple[Cited, ...]
    silent: int

    def count(self, verdict: Verdict) -> int:
        """Return how many claims have a verdict."""
        return sum(each.verdict is verdict for each in self.checked)

    @property
    def sound(self) -> bool:
        """Whether nothing in it is contradicted, outdated or overstated."""
        grave = (Verdict.CONTRADICTED, Verdict.OUTDATED, Verdict.OVERSTATED)
        return all(each.verdict not in grave for each in self.checked)
