"""Makes the pulse of fan talk: posts → how people feel about the wait, and what they speak of.

`feel` reads one post; `measure` makes of many what they show together: moods with their
uncertainty and the posts behind them, themes known and new, and how loud it is against its own
past. Nobody is named: an author is a hash, and counts once however much he writes.
"""

from airdate.pulse.counting import Loudness, Share
from airdate.pulse.feeling import Feeling, feel
from airdate.pulse.measuring import Period, Pulse, measure
from airdate.pulse.phrases import Fresh
from airdate.pulse.posts import Said

__all__ = ["Feeling", "Fresh", "Loudness", "Period", "Pulse", "Said", "Share", "feel", "measure"]
