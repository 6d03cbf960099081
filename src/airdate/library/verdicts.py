"""What time decided on all claims of a ledger, up to a version of it; and how that is kept.

Kept are spells alone (`airdate.sources.standing`): by which outlet, from when to when, held or
not. They are made work by work, so that the words of no more than a few are in memory, and anew
only of works of which more was recorded.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from io import BytesIO
from pathlib import Path

from airdate.ledger import Ledger
from airdate.ledger.answers import Key, Version
from airdate.library.places import digest_of, place_of, put_down
from airdate.sources import Outlets, Standings, judged_spells
from airdate.sources.standing import SPELL, Spells

__all__ = ["NOTHING", "Verdicts", "judged", "judges", "place_of", "store", "stored"]

_JUDGES = (
    *("airdate.sources", "airdate/model.py"),
    *("airdate.ledger/testimony.py", "airdate.ledger/asking.py"),
)
"""The files that decide what is judged, and how: of some packages all."""


@dataclass(frozen=True)
class Verdicts:
    """What was decided by a version of a ledger. spells: by title key and season."""

    version: Version
    outlets: Outlets
    spells: Mapping[Key, Spells]

    @cached_property
    def standings(self) -> Standings:
        """How each outlet stood on any day."""
        # In one order, whichever works were judged last.
        keys = sorted(self.spells, key=lambda key: (key[0], -1 if key[1] is None else key[1]))
        return Standings([self.spells[key] for key in keys], self.outlets)


NOTHING = Verdicts((), Outlets(), {})
"""Before anything was judged: every outlet weighs as its kind."""


def judged(
    ledger: Ledger,
    before: Verdicts | None = None,
    *,
    known_at: datetime | None = None,
    go_on: Callable[[], bool] = lambda: True,
) -> Verdicts:
    """Return what time decided on all claims of a ledger, as it is now or was at a moment.

    before: what was decided earlier: only works of which more was recorded are judged again.
    go_on: asked between works.
    Raises: InterruptedError where it was not to go on.
    """
    version = ledger.version()
    touched = ledger.touched(before.version) if before else None
    works = None if touched is None else {title for title, _ in touched}
    # Outlets are numbered in one list: earlier spells keep their numbers.
    outlets = Outlets([*before.outlets.names]) if before and works is not None else Outlets()
    fresh: dict[Key, Spells] = {}
    for key, entries in ledger.testified(works, known_at=known_at):
        if not go_on():
            raise InterruptedError("judging was given up: nobody waits for it")
        fresh[key] = judged_spells(entries, outlets)
    if before is None or works is None:
        return Verdicts(version, outlets, fresh)
    works |= {title for title, _ in fresh}
    kept = {key: spells for key, spells in before.spells.items() if key[0] not in works}
    return Verdicts(version, outlets, kept | fresh)


# ── kept beside the ledger ──────────────────────────────────────────────────────────────────


def store(verdicts: Verdicts, ledger: Ledger, place: Path) -> None:
    """Keep verdicts in a file for its owner alone, whole or not at all. Raises: OSError."""
    import numpy as np

    keys = list(verdicts.spells)
    head = {
        "judges": judges(),
        "version": verdicts.version,
        "marks": ledger.marks(verdicts.version),
        "outlets": verdicts.outlets.names,
        "keys": keys,
        "counts": [len(verdicts.spells[key]) for key in keys],
    }
    spells = np.concatenate([np.empty(0, SPELL), *verdicts.spells.values()])
    made = BytesIO()
    np.savez(made, head=np.frombuffer(json.dumps(head).encode(), np.uint8), spells=spells)
    put_down(place, made.getbuffer())


def stored(ledger: Ledger, place: Path) -> Verdicts | None:
    """Return the verdicts of a file, None where it has none that hold for this ledger.

    They hold up to the version that they were made of, if they were made by these very judges.
    """
    import numpy as np

    try:
        with place.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            head, spells = json.loads(kept["head"].tobytes()), kept["spells"]
        version = tuple(head["version"])
        if head["judges"] != judges() or tuple(head["marks"]) != ledger.marks(version):
            return None
        ends = np.cumsum(head["counts"])
        if spells.dtype != SPELL or (ends[-1] if len(ends) else 0) != len(spells):
            return None
        groups = np.split(spells, ends[:-1]) if len(ends) else []
        keys = [(title, season) for title, season in head["keys"]]
        return Verdicts(version, Outlets(head["outlets"]), dict(zip(keys, groups, strict=True)))
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile):
        return None


def judges() -> str:
    """Return a digest of the code and the tables by which claims are judged."""
    return digest_of(_JUDGES)
