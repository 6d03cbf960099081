"""Words from a cue to the end of its clause → how sure the text is: a hedge, else the tense."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from airdate.claims.ko.lexicon import rows
from airdate.claims.ko.macros import expanded
from airdate.claims.ko.wording import GONE, PAST, TO_COME, tensed
from airdate.claims.needles import Needles, folded, needed
from airdate.model import Status

# A verb with a tense that goes on with "and", "but": what follows is another statement.
_STOP = re.compile(
    rf"(?:{PAST}|이)(?:고|으며|지만|으나|는데|으면서|던데)(?=[\s,])|지만\s"
    rf"|으나\s|(?:미정|것|예정|계획|상태|사실)이나\s|다며\s|라며\s|면서도?\s"
    rf"|[\"”…]|(?<=[하되지르나])며\s(?=[^\s]+[은는이가도]\s)"
    r"|(?<=[가-힣])[.!?…]+\s"
)
_NOUN = (
    r"(?!\S*(?:것|바\s|바이|적\s|적이|뒤|후\s|데\s|지\s|만큼|상태|채\s|상황"
    r"|가운데|예정|계획|전망|방침|수\s|듯|가능|만하|때))"
)
_PAST_BEFORE_NOUN = re.compile(rf"\S{{0,4}}?(?:던|{GONE})\s{_NOUN}[^\s]")
_COMING_BEFORE_NOUN = re.compile(rf"\S{{0,4}}?{TO_COME}\s{_NOUN}[^\s]")
_ONCE = re.compile(r"당초|애초|원래|본래")
# "논의하던", "하려던" leave it undone; "공개됐던" does not.
_UNDONE = re.compile(rf"(?<!{PAST})던")
_LONGEST = 160
# Of one cue it is asked several times; so many are remembered.
_ASKED = 1024


@cache
def hedges() -> tuple[tuple[Status, str, re.Pattern[str]], ...]:
    """Return the hedges in the order in which they are tried."""
    return tuple(
        (Status(row["status"]), row["rule"], re.compile(expanded(row["pattern"])))
        for row in rows("hedges.tsv")
    )


@cache
def _needles() -> Needles:
    return Needles(needed(pattern) for _, _, pattern in hedges())


@lru_cache(maxsize=_ASKED)
def clause(words: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the words that can tell how sure a cue at start..end is."""
    stop = _STOP.search(words, end, end + _LONGEST)
    low = max((m.end() for m in _STOP.finditer(words, 0, start)), default=0)
    return low, stop.end() if stop else min(len(words), end + _LONGEST)


@lru_cache(maxsize=_ASKED)
def status(words: str, start: int, end: int) -> tuple[Status | None, str]:
    """Return the status of a cue at start..end of a sentence and the rule; None where none tells.

    The verb that turns the cue into an adjective ("공개된 시즌1") speaks for it alone.
    """
    low, high = clause(words, start, end)
    before = words[low:start]
    tail = words[start:high]
    attributive = (
        _PAST_BEFORE_NOUN.match(words, end) if not words[end : end + 1].isspace() else None
    )
    if attributive and attributive.end() <= high:
        tail = words[start : attributive.end()]
        if _UNDONE.search(tail) or _ONCE.search(before):
            return Status.DROPPED, "once"
        return Status.DONE, "attributive"
    found = _hedged(tail)
    if _ONCE.search(before) and (found is None or found[0] in _SOFT):
        return Status.DROPPED, "once"
    if found:
        return found
    if _COMING_BEFORE_NOUN.match(words, end):
        return Status.PLANNED, "to_come"
    return _by_tense(words[start:high])


_SOFT = (Status.PLANNED, Status.EXPECTED, Status.RUMOURED)


def _hedged(tail: str) -> tuple[Status, str] | None:
    rows = hedges()
    for number in _needles().met(folded(tail)):
        found, rule, pattern = rows[number]
        if pattern.search(tail):
            return found, rule
    return None


def _by_tense(tail: str) -> tuple[Status | None, str]:
    verb = tensed().search(tail)
    if verb is None:
        return None, "noun"
    if verb["present"]:
        return Status.PLANNED, "present"
    return Status.DONE, "past"


def breaks(words: str) -> bool:
    """Return whether a clause ends within words."""
    return _STOP.search(words) is not None
