"""Years that are no dates but titles: "1917 won", "I watched 1899", "Blade Runner 2049".

A bare year is read as a title where the words around it are said of works and not of years: where
it wins, stars somebody or is cancelled; where it is watched; after "the series"; in quotes.
"""

from __future__ import annotations

import re
from datetime import date

from airdate.dates.meanings import Fixed
from airdate.dates.rules import Node

QUOTES = "\"'“”‘’«»*"
ANNOUNCED_YEARS = 4  # as far ahead as a bare year is announced: "dated only “2027”"
NAMED_YEARS = 8  # the shows, fairs and prizes that carry a year are those of these years
WINDOW = 60  # characters looked at on either side

# Expressions are kept as text: few documents need them, and `re` remembers those it compiled.

NAME_BEFORE = (
    r"[a-z][,’']?\s(?!(?:In|By|Since|From|Until|Of|The|And|After|Before|During|Early|Late|Mid|Around"
    r"|Circa|To|Year)\b)[A-Z][a-z]+\s$|[A-Z][a-z]+\s[A-Z][a-z]+\s$"
)

_WORK = (
    r"(?:films?|movies?|series|miniseries|show|drama|dramedy|sitcom|comedy|thriller|western|anime"
    r"|prequel|sequel|spin-?off|reboot|remake|adaptation|blockbuster|documentary|biopic|horror)"
)
_MADE = (
    r"(?:cancell?ed|renewed|directed|written|created|filmed|shot|released|nominated|axed|dropped by"
    r"|picked up|adapted|snubbed|greenlit|co-?\w+ed by|produced by|based on|streaming|available"
    r"|set (?:in|during|on|at|against)\b|back (?:for|with|on)\b)"
)
_ADVERB = r"(?:(?:now|also|already|still|currently|abruptly|officially|just|later|never|not)\s)?"

# The start of a sentence or line, a quotation, or a conjunction: what follows may be a subject.
SUBJECT = (
    r"(?:^|\n|[.!?:;—–][\"”’')]?\s|[\"“(\[•|]\s?|\b(?:but|that|while|whether|if|why|because|though"
    r"|although|when|said|says)\s)(?:[-*]\s)?$"
)
OWNED = r"\b[A-Z][\w.&+]*(?:['’]s|s['’])\s$"
# What no year does.
DONE_BY_WORKS = (
    r"(?:,?\s(?:(?:which|who|that)\s)?(?:"
    r"(?:has\s|had\s|also\s|has also\s)?won\b|stars\s[A-Z]|starring\s|grossed\b"
    r"|earned\s(?:[$£€\d]|\w+ (?:nominations?|nods?|awards?))"
    rf"|(?:was|is|were)\s{_ADVERB}{_MADE}"
    rf"|(?:has|had)\s{_ADVERB}been\s{_ADVERB}{_MADE}"
    r"|(?:is|was|remains|became|will be)\s(?:an?|the|one of|his|her|their|[A-Z][\w+]*['’]s)\s"
    rf"(?:(?!(?:year|time|target|date|month|moment|for|of|when|in)\b)[\w’'-]+\s){{0,5}}?{_WORK}\b"
    r"(?!\s(?:year|season|slate|calendar))"
    r"|(?:directed|written|created|helmed) by\s[A-Z]))|\s\((?:(?:1[89]|20)\d\d|film|TV)\b"
)
# What hardly any year does, and those near the anchor may: "2026 returns to form".
DONE_BY_FAR_WORKS = (
    r"\s(?:(?:will\s|to\s)?(?:returns?|premieres?|debuts?|streams?|airs|follows|tells|hits|lands)"
    r"|premiered|debuted|returned|streamed|aired|stars"
    r"|(?:is|was)\s(?:now\s)?(?:about|on [A-Z]\w+|out|returning|coming back|over)"
    r"|season\s(?:\d|one|two|three|four)|by\s[A-Z][a-z]+\s[A-Z]\w+"
    r"|opened\s(?:to|in (?:theaters|theatres|cinemas)|big|well))\b"
)
ASKED = r"(?:^|\n|[.!?]\s)(?:Is|Was|Will|Did|Has|Does|When (?:is|will|does))\s$"
ASKED_OF_WORKS = (
    rf"\s(?:(?:be\s|been\s)?{_ADVERB}(?:{_MADE}|returning|return|based)\b"
    rf"|an?\s(?:\w+\s){{0,3}}?{_WORK}\b(?!\syear))"
)
WATCHED = (
    r"(?i)\b(?:re-?watch|binge|watch)(?:ed|es|ing|d)?\s(?:[\w'’]+,?\s(?:and|or)\s|[\w'’]+,\s){0,3}$"
)
LIKED = (
    r"(?:\b(?:saw|seen|love[sd]?|loving|enjoy(?:ed|s)?|liked?|stream(?:ed|ing)?"
    r"|recommend(?:ed|s)?|(?:[Ff]ans|cast|creators?|showrunner|director|writers?|episodes?"
    r"|[Ss]eason (?:\d+|one|two|three|four|five)|(?:first|second|third|final|last|new) season"
    r"|spin-?off) of|(?:pre|se)quel to)\s"
    r"(?:[\w'’]+,?\s(?:and|or)\s|[\w'’]+,\s){0,3})$"
)
# "I watched 1999 films": the year is no object but an adjective.
OBJECT_ENDS = (
    r"\s*(?:$|[.,;:!?)\n\"”]|(?:and|or|on|with|when|while|twice|again|last|yesterday|because|but|too"
    r"|so|as|every|a|the|will|is|are|was|were|has|have|to|at|before|after|returned|airs?)\b)"
)
CALLED = (
    rf"(?:\b(?:[Tt]he|[Aa]n?|his|her|its|their|\w+['’]s)\s(?:[\w-]+\s){{0,3}}{_WORK}"
    r"|\b(?:called|titled|entitled))\s$"
)
SHOWN = (
    r"\b(?:only|just|merely|simply|beyond|than|as|says?|said|reads?|reading|shows?|dated|the|a|for"
    r"|in|by)\s$"
)
SLATE = r"\s(?:release|premiere|season|slate|line-?up|schedule|debut|edition|version)\b"


def is_title(text: str, node: Node, anchor: date) -> bool:
    """Return whether a year that was found belongs to a title, by the words around it.

    A year after a capitalised word is a name's where it lies far from the anchor ("Cannes 2025" is
    not, "Blade Runner 2049" is); so with words that are said of years too.
    """
    if not isinstance(node.meaning, Fixed) or node.meaning.period.unit != "year":
        return False
    before = text[max(0, node.start - WINDOW) : node.start]
    after = text[node.end : node.end + WINDOW]
    if before[-1:] in QUOTES and before and after[:1] in QUOTES and after:
        ahead = node.meaning.period.year - anchor.year
        return not (0 <= ahead <= ANNOUNCED_YEARS and re.search(SHOWN, before[:-1]))
    if node.rules != ("year",) or not text[node.start].isdigit():
        return False
    far = abs(node.meaning.period.year - anchor.year) > NAMED_YEARS
    if far and re.search(NAME_BEFORE, before[-30:]):
        return True
    return _acts(before, after, far=far) or _is_object(before, after, far=far)


def _acts(before: str, after: str, *, far: bool) -> bool:
    """Return whether something is said of it that is said of works."""
    if re.search(ASKED, before):
        return bool(re.match(ASKED_OF_WORKS, after))
    if not re.search(SUBJECT, before) and not (far and re.search(OWNED, before)):
        return False
    return bool(re.match(DONE_BY_WORKS, after) or (far and re.match(DONE_BY_FAR_WORKS, after)))


def _is_object(before: str, after: str, *, far: bool) -> bool:
    """Return whether it is watched, or a noun before names its kind."""
    if re.search(CALLED, before):
        return not re.match(SLATE, after)
    watched = re.search(WATCHED, before) or (far and re.search(LIKED, before))
    return bool(watched and re.match(OBJECT_ENDS, after))
