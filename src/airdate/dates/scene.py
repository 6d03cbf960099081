"""What a meaning is placed in: the anchor, the text so far, the tense."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from airdate.dates.periods import Period
from airdate.dates.tense import UNKNOWN


class Scene(NamedTuple):
    """What a meaning is placed in.

    reference: the period last named in the text.  direction: PAST, FUTURE or UNKNOWN.
    of_text: whether a month without a year follows the text's last date rather than the anchor.
    quarter: the quarter that the text speaks of, where it speaks of one.
    """

    anchor: date
    reference: Period | None = None
    direction: int = UNKNOWN
    of_text: bool = False
    quarter: Period | None = None
    hemisphere: str = "north"
    bounds: tuple[date | None, date | None] = (None, None)
