"""What a claim weighed on an earlier day: the past is judged by what was known of it then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from airdate.model import Weighed
from airdate.sources.weights import weights
from airdate.timeline.evidence import Discount

# After as many halvings nothing is left of a weight that could be brought back.
MOST_HALVINGS = 1000
# day -> what undoes the ageing of a weight since that day.
Then = Callable[[date], Discount]


def then(as_of: date) -> Then:
    """Return what brings weights of the day `as_of` back to what they were on another day.

    A denial of last spring weighs little today; against a report of last spring it counts as it
    did when that was made, so that no far day turns what was decided.
    Method: the inverse of the halving in `sources.weigh`, which is exponential in the age.
    """
    half_lives = weights().half_life_days

    def on(day: date) -> Discount:
        def discount(weighed: Weighed) -> float:
            half_life = half_lives.get(weighed.entry.claim.status)
            if half_life is None or weighed.entry.judgement is not None:
                return 1.0
            since = max(day, weighed.entry.said_on)
            return float(2.0 ** min((as_of - since).days / half_life, MOST_HALVINGS))

        return discount

    return on
