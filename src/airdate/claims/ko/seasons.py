"""Sentence → the installments that it names without a title: 시즌2, 속편, 전편, 원작, 3기."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ORDINALS = {"첫": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8}
_NUMBERED = re.compile(
    r"(?:시즌|파트)\s?(?P<n>\d{1,2})(?!\d)|(?<![\d가-힣])(?P<g>\d{1,2})기(?![가-힣]{2})"
    r"|(?P<o>첫|두|세|네|다섯|여섯|일곱|여덟)\s?(?:번째\s)?(?:번째\s?)?"
    r"(?:시즌|이야기|파트|장(?=[을이의으\s])|판(?=[이을의\s])|챕터)"
)
# "전편에 이어", "시즌1 식구들": the people of the earlier season, not the season spoken of.
_OF_THE_PAST = re.compile(
    r"\s?(?:에서\s(?:\S+\s){0,2}?(?:호흡|함께|활약|열연|인연|살아남|연기한|출연한|나온|맡았던)|에\s이어|에\s이은|부터\s이어"
    r"|의\s(?=[가-힣]{2,4}(?:,|·|과\s|와\s|이\s|가\s|은\s|는\s|도\s))|[와과]\s(?:동시|함께|나란히)|의\s(?:주역|멤버|출연|배우|식구)|\s?(?:식구|멤버|주역|출연진))"
)
_BEFORE = re.compile(
    r"(?:전편|전작|지난\s시즌|이전\s시즌|앞선\s시즌|전\s시즌|(?<!\d)1편|첫\s시즌)(?!들)"
)
_FIRST = re.compile(r"원작(?!\s?(?:웹툰|소설|만화|자|의|을|은\s웹))|본편")
_NEXT = re.compile(
    r"속편|후속편|후속작|차기\s시즌|다음\s시즌|후속\s시즌|새\s시즌"
    r"|새로운\s시즌|이번\s시즌|신작\s시즌"
    r"|다음\s편|후속\s제작|시즌제"
)


@dataclass(frozen=True, slots=True)
class Named:
    """An installment that a sentence names, with its place in the document.

    season: the number.  kind: number; before, first or next, which count from the one spoken of.
    """

    start: int
    end: int
    season: int | None
    kind: str


def named(words: str, offset: int) -> list[Named]:
    """Return the installments that a sentence names, in order; offset: of its first character."""
    found = [
        Named(offset + m.start(), offset + m.end(), _number(m), "number")
        for m in _NUMBERED.finditer(words)
        if not _OF_THE_PAST.match(words, m.end())
    ]
    for kind, pattern in (("before", _BEFORE), ("first", _FIRST), ("next", _NEXT)):
        found += [
            Named(offset + m.start(), offset + m.end(), None, kind)
            for m in pattern.finditer(words)
            if not _OF_THE_PAST.match(words, m.end())
        ]
    return sorted(found, key=lambda n: n.start)


def _number(match: re.Match[str]) -> int:
    return _ORDINALS.get(match["o"] or "") or int(match["n"] or match["g"])
