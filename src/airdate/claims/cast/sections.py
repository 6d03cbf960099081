"""What the heading above a sentence says of the names below it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from airdate.model import CreditKind

_HEADINGS = (
    (
        re.compile(
            r"\b(?:not (?:returning|coming back|back)|won['’]t|departures?|depart(?:ed|ing)|exits?|"
            r"leaving|left|who['’]s (?:out|gone|leaving|not)|missing|farewells?|goodbyes?|"
            r"out of the cast)\b",
            re.IGNORECASE,
        ),
        CreditKind.DEPARTING,
    ),
    (
        re.compile(
            r"\b(?:new(?:comers?)? (?:cast|faces?|characters?|additions?|members?|stars?|recruits?|"
            r"arrivals?|names?|blood)|newcomers?|who['’]s new|who is new|new and|is new\b|joining|"
            r"joins?|"
            r"additions?|added|fresh faces?|new to)\b",
            re.IGNORECASE,
        ),
        CreditKind.NEW,
    ),
    (
        re.compile(
            r"\b(?:return(?:ing|s|ees?)?|(?:coming )?back|old faces?|survivors|familiar faces?|"
            r"repris(?:e|ing))\b",
            re.IGNORECASE,
        ),
        CreditKind.RETURNING,
    ),
)
_CAST = re.compile(
    r"\b(?:cast(?:ing)?|stars?|starring|actors?|voices?|ensemble|who (?:plays|will play|stars|is "
    r"in|"
    r"will be in)|characters?|line-?up)\b",
    re.IGNORECASE,
)
_CREW = (
    (re.compile(r"\bdirect(?:ors?|ed by|ing)\b", re.IGNORECASE), CreditKind.DIRECTOR),
    (
        re.compile(r"\b(?:writers?|written by|creators?|created by)\b", re.IGNORECASE),
        CreditKind.WRITER,
    ),
    (re.compile(r"\b(?:showrunners?|producers?)\b", re.IGNORECASE), CreditKind.PRODUCER),
)


@dataclass(frozen=True, slots=True)
class Section:
    """acting: the kind that a heading gives to those of the cast, None where it only says cast.

    crew: the kinds that a heading of credits gives.
    """

    acting: CreditKind | None
    crew: tuple[CreditKind, ...] = ()


def section_of(heading: str) -> Section | None:
    """Return what a sub-heading says, None where it is not on cast or crew."""
    if not _CAST.search(heading) and not re.search(r"\b(?:who|faces?|returning)\b", heading, re.I):
        crew = tuple(kind for pattern, kind in _CREW if pattern.search(heading))
        return Section(None, crew) if crew else None
    kinds = [kind for pattern, kind in _HEADINGS if pattern.search(heading)]
    if CreditKind.DEPARTING in kinds:  # "who is not coming back"
        return Section(CreditKind.DEPARTING)
    return Section(kinds[0] if len(kinds) == 1 else None)
