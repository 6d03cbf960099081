"""Makes lives of rumours: the weighed claims on an installment → who told it first, and its fate.

`trace` gives every rumour of a timeline with its spread, who bore it out or spoke against it, and
its state; `tellers` makes of many a record for each outlet: how often what it told first came true,
and how early. Both are pure, and as of the timeline's day.
"""

from airdate.rumours.lives import Rumour, State, Told, trace
from airdate.rumours.record import Teller, Telling, records, tellers, tellings

__all__ = [
    "Rumour",
    "State",
    "Teller",
    "Telling",
    "Told",
    "records",
    "tellers",
    "tellings",
    "trace",
]
