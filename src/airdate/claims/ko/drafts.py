"""A Korean milestone in the making."""

from __future__ import annotations

from dataclasses import dataclass

from airdate.model import DateRange, Event, Installment, Status, TimeExpression


@dataclass(frozen=True)
class Found:
    """A claim in the making: an event, its day in the sentence, its status and rule."""

    event: Event
    start: int
    end: int
    time: TimeExpression | None
    when: DateRange | None
    status: Status
    subject: Installment
    rule: str
    confidence: float = 0.7
