"""Person in a sentence → the signs by which a model weighs what they are to the work."""

from __future__ import annotations

import re
from dataclasses import dataclass

from airdate.claims.ko.acts import Seen, clause_of, kinds
from airdate.claims.ko.people import name_score
from airdate.model import Installment

_WORD = re.compile(r"[가-힣A-Za-z]{2,}")
_EARLIER = re.compile(r"시즌\s?1|전편|전작|1편|원작|원년|지난\s시즌|이전\s시즌")
_FARTHEST = 60


@dataclass(frozen=True)
class Told:
    """What the document tells beside the sentence: how often it names the person, what it is of.

    sequel: whether the work is a further season or part.  often: mentions of the name.
    """

    subject: Installment
    often: int
    in_heading: bool
    sequel: bool


def of_person(seen: Seen, told: Told, *, rule: str) -> list[str]:
    """Return the signs of a person in a sentence; rule: what the plain rules make of them."""
    words, person = seen.words, seen.person
    low, high = clause_of(words, person)
    before, after = words[low : person.start], words[person.end : high]
    sequel = "sequel" if told.sequel else "first"
    found = [
        f"rule={rule}",
        f"rule={rule}+{sequel}",
        sequel,
        f"particle={person.particle}",
        f"rank={person.behind or person.before}",
        f"heading={seen.heading}+{sequel}",
        f"heading={seen.heading}+rule={rule}",
        f"listed={seen.listed}",
        f"part={seen.part is not None}+{sequel}",
        f"often={min(told.often, 3)}",
        f"in_heading={told.in_heading}",
        f"in_heading={told.in_heading}+{sequel}",
        f"name={_bucket(person.name)}",
        f"title={'before' if '□' in before else 'behind' if '□' in after else 'none'}",
        f"next={after[:1]}",
    ]
    found += [
        f"kind={kind}+{sequel}" for kind, pattern in kinds() if pattern.search(words[low:high])
    ]
    found += [f"behind={w}" for w in _stems(after)]
    found += [f"behind={w}+{sequel}" for w in _stems(after)]
    found += [f"before={w}" for w in _stems(before[-_FARTHEST:])]
    found += [f"last={w}" for w in _stems(words[high - 30 : high])[-1:]]
    found += ["earlier"] * bool(_EARLIER.search(words[low:high]))
    found += ["quoted"] * bool(re.search(r"[\"“”]", words))
    return sorted(set(found))


def _stems(words: str) -> list[str]:
    """Return the first two syllables of each word: Korean inflects behind them."""
    return [m[0][:2] for m in _WORD.finditer(words[: 2 * _FARTHEST])]


def _bucket(name: str) -> str:
    if " " in name:
        return "abroad"
    if len(name) != 3:
        return f"of{len(name)}"
    score = name_score(name)
    return "plain" if score > 3 else "fair" if score > 0 else "odd"
