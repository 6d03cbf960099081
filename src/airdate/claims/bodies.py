"""Companies and outlets by name: who is never a title, and whom "the streamer" can mean."""

from __future__ import annotations

import re
from functools import cache

from airdate.claims.lexicon import rows
from airdate.claims.needles import Needles, folded, needed

# The words by which a text speaks of a body named before, and the kinds that they fit.
ROLES: dict[str, tuple[str, ...]] = {
    "streamer": ("service", "network"),
    "streaming giant": ("service",),
    "streaming service": ("service", "network"),
    "streaming platform": ("service",),
    "service": ("service",),
    "platform": ("service",),
    "network": ("network", "service"),
    "broadcaster": ("network",),
    "channel": ("network",),
    "studio": ("studio",),
    "company": ("studio", "service", "network"),
    "outlet": ("outlet",),
    "trade": ("outlet",),
    "publication": ("outlet",),
    "site": ("outlet",),
    "magazine": ("outlet",),
}


@cache
def kinds() -> dict[str, str]:
    """Return the kind of each known body (service, network, studio, platform, outlet) by name."""
    return {
        name: row["kind"]
        for row in rows("bodies.tsv")
        for name in [row["name"], *filter(None, row["also"].split(";"))]
    }


@cache
def pattern() -> re.Pattern[str]:
    """Return a pattern of the known names, the longest first."""
    names = sorted(kinds(), key=len, reverse=True)
    return re.compile(r"(?<![\w.])(?:" + "|".join(map(re.escape, names)) + r")(?![\w+])")


def named(text: str) -> list[str]:
    """Return the known names in a text, in order."""
    if not _needles().mask(folded(text)):
        return []
    return [match[0] for match in pattern().finditer(text)]


@cache
def _needles() -> Needles:
    return Needles([needed(pattern())])


@cache
def _forms() -> dict[str, str]:
    """Return the kind of each known body by its name, with a leading article and without."""
    known = kinds()
    found = {f"{the} {name}": kind for name, kind in known.items() for the in ("The", "the")}
    found |= {name.removeprefix("The "): k for name, k in known.items() if name.startswith("The ")}
    return found | known


def kind_of(name: str) -> str | None:
    """Return the kind of a body, None where the name is not known; a leading article is free."""
    bare = name.strip()
    if bare.endswith(("'", "’", "s")):
        bare = _OWNER.sub("", bare)
    return _forms().get(bare)


_OWNER = re.compile(r"['’]s?$")
