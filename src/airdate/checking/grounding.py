"""An article of which every sentence was read back and borne out, or left out.

A draft gives each sentence in several wordings. They are tried in turn in the whole text, for what
a sentence is taken to say depends on what stands around it; for each the first wording is kept of
which the reader reads just what is known. What no wording makes plain is left out, and counted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum

from airdate.brief.article import Draft, Sentence
from airdate.checking.findings import Checkup, Verdict
from airdate.model import Installment, Line, Weighed

_PRUNINGS = 6
"""Times that a text is read again after what was not borne out has been taken from it."""

_GOOD = (Verdict.SUPPORTED, Verdict.UNDERSTATED)


class _Rank(IntEnum):
    """How a wording was read: as something that is not known, as nothing, as what is known."""

    WRONG = 0
    SILENT = 1
    BORNE_OUT = 2


@dataclass(frozen=True, slots=True)
class Article:
    """An article on an installment as of a day.

    passages: headings, each with its sentences as lines with their claims.
    sources: the claims in the order in which they are cited, each once for a document.
    left_out: what no wording made plain to the reader.
    """

    installment: Installment
    as_of: date
    headline: str
    passages: tuple[tuple[str, tuple[Line, ...]], ...]
    sources: tuple[Weighed, ...]
    left_out: tuple[str, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All sentences."""
        return tuple(line for _, lines in self.passages for line in lines)


Check = Callable[[Article], Checkup]
"""Writes an article out, reads it as any text, and sets it beside all that is known."""


@dataclass(slots=True)
class _Slot:
    """A sentence, the wording it has now, and how each was read. wording None: left out."""

    heading: str
    sentence: Sentence
    wording: str | None
    best: tuple[_Rank, str] | None = None


def ground(draft: Draft, *, installment: Installment, as_of: date, check: Check) -> Article:
    """Return the article of a draft: each sentence in a wording that was borne out.

    check: reads the text of an article as it will stand, and checks it.
    """
    slots = [
        _Slot(passage.heading, sentence, sentence.wordings[0])
        for passage in draft.passages
        for sentence in passage.sentences
    ]
    head = Article(installment, as_of, draft.headline, (), (), ())
    _try_wordings(head, slots, check)
    _prune(head, slots, check)
    kept = [slot for slot in slots if slot.wording]
    return _article(head, kept, [slot.sentence.key for slot in slots if not slot.wording])


def _article(head: Article, kept: Sequence[_Slot], left_out: Sequence[str]) -> Article:
    return replace(head, passages=_passages(kept), sources=_sources(kept), left_out=tuple(left_out))


def _try_wordings(head: Article, slots: Sequence[_Slot], check: Check) -> None:
    """Leave each slot with the wording that was read best, the earliest of equals."""
    for turn in range(max((len(slot.sentence.wordings) for slot in slots), default=0)):
        for slot in slots:
            settled = slot.best is not None and slot.best[0] is _Rank.BORNE_OUT
            if not settled and turn < len(slot.sentence.wordings):
                slot.wording = slot.sentence.wordings[turn]
            elif slot.best is not None:
                slot.wording = slot.best[1]
        for slot, rank in zip(slots, _ranks(head, slots, check), strict=True):
            if slot.wording and (slot.best is None or rank > slot.best[0]):
                slot.best = (rank, slot.wording)
        if all(slot.best and slot.best[0] is _Rank.BORNE_OUT for slot in slots):
            break
    for slot in slots:
        slot.wording = slot.best[1] if slot.best and slot.best[0] > _Rank.WRONG else None


def _prune(head: Article, slots: Sequence[_Slot], check: Check) -> None:
    """Take out what is not borne out in the text as it is now, until nothing is left of that."""
    for last in range(_PRUNINGS, 0, -1):
        ranks = _ranks(head, slots, check)
        wrong = [s for s, rank in zip(slots, ranks, strict=True) if s.wording and not rank]
        for slot in wrong:
            slot.wording = None
        if not wrong:
            return
        if last == 1:  # rather no article than one that says what is not known
            for slot in slots:
                slot.wording = None


def _ranks(head: Article, slots: Sequence[_Slot], check: Check) -> list[_Rank]:
    kept = [slot for slot in slots if slot.wording]
    checkup = check(_article(head, kept, ()))
    spans = _spans(checkup.document.text, slots)
    ranks = [_Rank.SILENT for _ in slots]
    for found in checkup.checked:
        at = _place(spans, checkup.document.sentences[found.claim.sentence].start)
        if at is None:
            continue
        good = found.verdict in _GOOD
        if not good:
            ranks[at] = _Rank.WRONG
        elif ranks[at] is _Rank.SILENT:
            ranks[at] = _Rank.BORNE_OUT
    return ranks


def _spans(text: str, slots: Sequence[_Slot]) -> list[tuple[int, int]]:
    """Return where each sentence begins and ends in the text that was read; empty if nowhere."""
    spans, place = [], 0
    for slot in slots:
        found = text.find(slot.wording, place) if slot.wording else -1
        if found < 0:
            spans.append((place, place))
            continue
        place = found + len(slot.wording or "")
        spans.append((found, place))
    return spans


def _place(spans: Sequence[tuple[int, int]], start: int) -> int | None:
    return next((n for n, (low, high) in enumerate(spans) if low <= start < high), None)


def _passages(kept: Sequence[_Slot]) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    made: dict[str, list[Line]] = {}
    for slot in kept:
        line = _line(slot)
        made.setdefault(slot.heading, []).append(line)
    return tuple((heading, tuple(lines)) for heading, lines in made.items())


def _line(slot: _Slot) -> Line:
    sentence = slot.sentence
    return Line(sentence.key, slot.wording or "", sentence.claims, notes=sentence.threads)


def _sources(kept: Sequence[_Slot]) -> tuple[Weighed, ...]:
    """Return one claim of each document that is cited, in the order of the text."""
    found: dict[str, Weighed] = {}
    for slot in kept:
        for weighed in cited_claims(slot.sentence.claims):
            found.setdefault(weighed.entry.document_id, weighed)
    return tuple(found.values())


_CITED = 3
"""Documents that are cited behind a sentence: the weightiest, originals before copies."""


def cited_claims(claims: Sequence[Weighed]) -> tuple[Weighed, ...]:
    """Return the claims that a sentence cites, the weightiest first, each document once."""
    ordered = sorted(claims, key=lambda w: (w.repeats, -w.weight, w.entry.said_on, w.entry.id))
    by_document = {w.entry.document_id: w for w in reversed(ordered)}
    kept = [w for w in ordered if by_document[w.entry.document_id] is w]
    return tuple(kept[:_CITED])
