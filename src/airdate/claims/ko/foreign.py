"""Words → whether they are the name of someone from abroad, by the syllables Korean spells it with.

The weight of a syllable is the logarithm of how much more often it stands in names from abroad
(`foreign_names.txt`) than in running text; `python -m evaluation.korean --count-syllables` counts.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from airdate.claims.ko.lexicon import rows

# The sum of log-odds a syllable from which words are such a name, by the syllables they have.
_ENOUGH = 0.8
_UNKNOWN = 0.4
# The mean log-odds of a family name behind a known first name: little is asked of it.
_FITS = -0.2


@cache
def weights() -> dict[str, float]:
    """Return the weight of each counted syllable."""
    return {row["syllable"]: float(row["weight"]) for row in rows("foreign_syllables.tsv")}


@lru_cache(maxsize=20_000)  # the words of some dozen articles
def score(name: str) -> float:
    """Return the mean log-odds of the syllables of a name: above 0 speaks for one from abroad."""
    syllables = name.replace(" ", "")
    return sum(weights().get(s, _UNKNOWN) for s in syllables) / max(len(syllables), 1)


@cache
def first_names() -> frozenset[str]:
    """Return first names from abroad, of which no word of Korean prose is one alone."""
    text = files("airdate.claims.ko").joinpath("first_names.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


def likely(name: str) -> bool:
    """Return whether words of two or three tokens look like the name of someone from abroad."""
    first, *rest = name.split()
    if len(name) < 4 or len(first) + len(rest[-1]) < 3:
        return False
    if first in first_names():
        return len(rest[-1]) == 1 or score(rest[-1]) > _FITS
    return (
        score(name) >= _ENOUGH and score(first) > 0 and (len(rest[-1]) == 1 or score(rest[-1]) > 0)
    )
