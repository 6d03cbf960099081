"""Whether a sentence speaks of the past or of what is to come, near some words of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

# FIRMLY_PAST: a past form right before the date ("premiered in January", "back in March").
# FIRMLY_FUTURE: the like for what is to come ("will drop on Friday", "out Friday").
FIRMLY_PAST, PAST, UNKNOWN, FUTURE, FIRMLY_FUTURE = -2, -1, 0, 1, 2
CLOSE = 22  # characters between a coming form and the date that it firmly places
REACH = 160  # characters of a sentence looked at on either side: some 25 words

_STARTS = "arriv|return|premier|debut|launch|land|hit|begin|start|open|drop|stream|air"
_TO_COME = (
    r"will|won['’]t|shall|(?<=['’])ll|going to|gonna|set to|set for|due|slated|scheduled|expected"
    r"|plan(?:s|ned|ning)?|aim(?:s|ed|ing)?|target(?:s|ed|ing)?|ey(?:es?|ed|eing)|expects?"
    r"|to (?:be|begin|start|return|premiere|air|arrive|open|launch|debut|hit|drop|wrap|end)"
    r"|upcoming|forthcoming|would|could|should|may|might|must|can|hopes?|hoping|next|tomorrow"
    r"|ahead of|no (?:later|earlier) than|(?:un)?likely|intends?|wraps|coming"
    rf"|(?:{_STARTS})e?s|(?:arriv|dropp|land|premier|stream|launch|debut)ing"
    r"|start|begin|return|premiere|arrive|launch"
)
_GONE_BY = (
    r"was|were|had|did(?:n['’]t)?|has|have|been|said|told|reported|announced|rose|fell|went|came"
    r"|made|took|began|became|got|gave|saw|left|met|won|lost|kept|held|led|ran|set|sold|sent|spoke"
    r"|wrote|drove|broke|grew|knew|bought|brought|found|paid|shot|struck|died|ago|last|yesterday"
    r"|earlier|back in|since|[a-z]{2,}ed"
)
ENGLISH_CUE = re.compile(rf"(?i)\b(?:(?P<future>{_TO_COME})|(?P<past>{_GONE_BY}))\b")
# The first word of each form, where "won't" and "didn't" are two; a sentence is looked through by
# them from its end. A form may go on from one of `JOINS` to the next word, from no other.
_HEAD = re.compile(
    "(?i)"
    + re.sub(r" (?:\w+|\(\?:[^)]*\))|\(\?<=[^)]*\)", "", f"{_TO_COME}|{_GONE_BY}")
    + "|won|didn"
)
JOINS = frozenset({"going", "set", "to", "ahead", "no", "later", "earlier", "back"})
WORD = re.compile(r"\w+")


@lru_cache(maxsize=8192)
def english_head(word: str) -> bool:
    """Return whether a form of the past or of what is to come begins with a word."""
    return _HEAD.fullmatch(word) is not None


# Words right before a date that tell its side whatever the rest of the sentence says.
ENGLISH_AT_HAND = re.compile(
    r"(?i)\b(?:(?P<past>back (?:in|on)|ended|ending|since)|(?P<future>until|till|due|out|payable"
    r"|effective|as (?:early|soon) as|no (?:later|earlier) than|through|targeting"
    r"|(?:slat|schedul|plann)ed|(?:pushed|delayed|postponed|moved)(?: back)?"
    r"|(?:dropp|arriv|land|premier|launch|com)ing))"
    r"(?:\s(?:on|in|for|to|by|from|until|the|early|mid|late|at)){0,4}[\s-]*$"
)
FIRM = re.compile(
    r"(?i)will|shall|ll|going to|gonna|set to|set for|due|slated|scheduled|upcoming|coming|to \w+"
    rf"|(?:{_STARTS})(?:e?s|ing)"
)
# What may stand between a past form and the date that it firmly places: no noun.
DIRECTLY = re.compile(
    r"\s(?:(?:back|out|off|up|again|early|late|just|only)\s)?(?:(?:in|on|at|during|over|around)\s)?"
    r"(?:the\s)?(?:(?:early|mid|late)[\s-])?"
)
NEAR = 36  # characters before a date in which AT_HAND looks
SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n")

ABBREVIATED = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mr|Mrs|Dr|St|No)$")


@lru_cache(maxsize=4)  # of one date it is asked twice
def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the sentence, at most REACH beyond the words on either side."""
    low, high = max(0, start - REACH), min(len(text), end + REACH)
    for stop in SENTENCE_END.finditer(text, low, start):
        if not ABBREVIATED.search(text, max(0, stop.start() - 6), stop.start()):
            low = stop.end()
    last = SENTENCE_END.search(text, end, high)
    return low, last.start() + 1 if last else high


@dataclass(frozen=True, slots=True)
class Cues:
    """What tells past from future in a language: groups `past` and `future`.

    at_hand: of the words right before a date.  verb_last: the cue stands behind the date.
    head: whether a cue can begin with a word; where it is not said, with any.
    """

    cue: re.Pattern[str]
    at_hand: re.Pattern[str] | None = None
    verb_last: bool = False
    head: Callable[[str], bool] | None = None


ENGLISH = Cues(ENGLISH_CUE, ENGLISH_AT_HAND, head=english_head)


def tense(text: str, start: int, end: int, *, cues: Cues = ENGLISH) -> int:
    """Return the tense about some words: by those at hand, the cue nearest before, or after."""
    low, high = sentence_around(text, start, end)
    if cues.at_hand:
        at_hand = cues.at_hand.search(text, max(low, start - NEAR), start)
        if at_hand:
            return FIRMLY_FUTURE if at_hand["future"] else FIRMLY_PAST
    before = None if cues.verb_last else last_cue(cues, text, low, start)
    if before:
        if before["future"]:
            firm = start - before.end() <= CLOSE and FIRM.fullmatch(before["future"])
            return FIRMLY_FUTURE if firm else FUTURE
        return FIRMLY_PAST if DIRECTLY.fullmatch(text, before.end(), start) else PAST
    after = cues.cue.search(text, end, high)
    if after:
        return FUTURE if after["future"] else PAST
    return UNKNOWN


def last_cue(cues: Cues, text: str, low: int, high: int) -> re.Match[str] | None:
    """Return the last cue between two places, None where there is none."""
    if cues.head is None:
        return _last(cues.cue, text, low, high)
    words = WORD.findall(text, low, high)
    place = high
    while words:
        word = words.pop()
        place = text.rfind(word, low, place)
        if not cues.head(word):
            continue
        while words and words[-1].casefold() in JOINS:
            place = text.rfind(words.pop(), low, place)
        if found := _last(cues.cue, text, place, high):
            return found
    return None


def _last(cue: re.Pattern[str], text: str, low: int, high: int) -> re.Match[str] | None:
    found = None
    for match in cue.finditer(text, low, high):
        found = match
    return found
