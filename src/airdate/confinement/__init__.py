"""Work on what strangers wrote, done in a process of its own within bounds of time and memory.

`call` runs a function there while a door has `enforced` it, and in place otherwise.  `keeper`
starts the process, waits for it and ends it; `worker` is what runs in it; `wire` is what they say
to each other.  See docs/why/confinement.md.
"""

from airdate.confinement.bounds import Bounds
from airdate.confinement.keeper import Keeper, call, enforced

__all__ = ["Bounds", "Keeper", "call", "enforced"]
