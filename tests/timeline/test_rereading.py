"""A document that says a thing in two sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from told import entry_of, weighed_of

from airdate.model import Entry, Weighed
from airdate.timeline.rereading import reread

AS_OF = date(2025, 7, 1)


def said(line: str, *, sentence: int, confidence: float) -> Entry:
    """Return a claim of a sentence, read with that confidence."""
    entry = entry_of(f"2025-06-01 {line}")
    claim = replace(entry.claim, sentence=sentence, confidence=confidence)
    return replace(entry, claim=claim)


def weights(*entries: Entry) -> list[float]:
    """Return the weights after rereading, in the order of the sentences."""
    found: list[Weighed] = [*reread(weighed_of(list(entries), as_of=AS_OF))]
    ordered = sorted(found, key=lambda w: w.entry.claim.sentence)
    return [round(w.weight / w.source_faith, 3) for w in map(_Faith, ordered)]


class _Faith:
    """A claim with the part of its weight that is no matter of reading."""

    def __init__(self, weighed: Weighed) -> None:
        alone = replace(weighed.entry.claim, confidence=1.0)
        [sure] = weighed_of([replace(weighed.entry, claim=alone)], as_of=AS_OF)
        self.weight, self.source_faith = weighed.weight, sure.weight


def test_a_second_sentence_makes_both_surer() -> None:
    """0.5 and 0.4 become 0.66 and 0.64: the second counts four fifths."""
    heading = said("upi.com filming done -", sentence=0, confidence=0.5)
    body = said("upi.com filming done 2025-05", sentence=3, confidence=0.4)

    assert [0.66, 0.64] == weights(heading, body)


def test_neither_one_sentence_nor_another_day_nor_another_page_does() -> None:
    """What is surer must be said twice, of the same days, in one document."""
    one = said("upi.com filming_start done 2025-05", sentence=0, confidence=0.5)
    same_sentence = said("upi.com filming_start done 2025-05-02", sentence=0, confidence=0.4)
    other_day = said("upi.com filming_start done 2025-01", sentence=2, confidence=0.4)
    other_page = said("slashfilm.com filming_start done 2025-05", sentence=2, confidence=0.4)

    assert [[0.5, 0.4]] * 3 == [
        weights(one, other) for other in (same_sentence, other_day, other_page)
    ]
