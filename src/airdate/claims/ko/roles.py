"""Person in a sentence → the part: `X 역의 A`, `X(A 분)`, `A(X)`, `X는 A가 맡았다`."""

from __future__ import annotations

import re

from airdate.claims.ko.lexicon import words
from airdate.claims.ko.names import stripped
from airdate.claims.ko.people import Person

_PART = r"(?P<part>[^\s,·()'‘\"“”□]{1,8}?(?:·[^\s,()]{1,8}?)?)"
_TRADE = frozenset(
    (
        "배우",
        "가수",
        "주연",
        "조연",
        "극",
        "본인",
        "같은",
        "이",
        "그",
        "해당",
        "딸",
        "주인공",
        "상대",
        "여주인공",
        "남주인공",
        "단역",
        "그대",
        "새",
        "다시",
        "함께",
        "주역",
        "서",
        "바",
        "실제",
        "앞",
        "정식",
        "별",
        "스스",
        "처음",
        "최종",
        "마지막",
        "나란히",
        "부부",
    )
)
_JOBS = (
    r"(?:중사|대위|소령|형사|검사|판사|변호사|의사|간호사|교수|회장|부장"
    r"|팀장|반장|선생|사장|왕|왕후|세자|장군|순경|경위|경감|소장|과장|실장)"
)
_BEFORE = (
    re.compile(
        rf"['‘]?{_PART}['’]?\s역(?:의|에는?|은|으로|을\s맡은|을\s연기한"
        rf"|을\s맡았던)?\s(?:배우\s)?$"
    ),
    re.compile(
        rf"{_PART}(?:으?로)\s(?:분한|나온|변신한|나선|출연한|등장한|출연하는)\s(?:배우\s)?$"
    ),
    re.compile(rf"{_PART}[을를]\s(?:연기한|연기했던|연기하는|맡은|맡았던)\s(?:배우\s)?$"),
    re.compile(rf"{_PART}(?:은|는)\s$"),
    re.compile(r"(?P<part>[가-힣]{2,4})\((?:[가-힣]{2,4}·)*$"),
    re.compile(rf"(?<![가-힣])(?P<part>[가-힣]{{2,4}})\s{_JOBS}\s$"),
)
_BEHIND = (
    re.compile(rf"[이가은는도]?\s(?:\S+\s){{0,4}}?['‘]?{_PART}['’]?\s역(?![가-힣]*[시할])"),
    re.compile(rf"[이가은는]\s(?:\S+\s){{0,4}}?{_PART}[을를]\s(?:연기|맡|그려|소화|물려)"),
    re.compile(
        rf"[이가은는]\s(?:\S+\s){{0,3}}?{_PART}(?:으?로)(?:\s|,)(?=[^.]*(?:분한"
        rf"|분해|변신|나서|나온|만난|만나|출연|활약|등장|복귀|합류|$))"
    ),
    re.compile(r"\((?P<part>[가-힣 ]{1,8})\s?역?\)"),
    re.compile(rf"[이가]\s{_PART}(?:,|\s역|을|를)(?=.*역이?다)"),
)
_MADE = re.compile(
    r"[이가]\s(?:\S+\s)?(?:맡|연기|그려|채운|잇는|이어받)|[,]\s.*(?:맡|그려)|이\s?맡|가\s?맡"
)


_PARTS = (
    re.compile(r"(?<![가-힣])(?P<part>[가-힣]{2,4})\s역(?:의|에|은|으로|을|인|이다|,|\s|$)"),
    re.compile(r"(?<![가-힣])(?P<part>[가-힣]{2,4})\([가-힣·\s]{2,14}\s분\)"),
    re.compile(r"(?<![가-힣])(?P<part>[가-힣]{2,4})[을를]\s(?:연기[한했하]|맡[은았아])"),
    re.compile(rf"(?<![가-힣])(?P<part>[가-힣]{{2,4}})\s{_JOBS}\s(?=[가-힣]{{3}}[,이가])"),
)


def parts_of(text: str) -> frozenset[str]:
    """Return the names of parts that a document tells."""
    return frozenset(m["part"] for pattern in _PARTS for m in pattern.finditer(text))


# What follows "and" or "but" is the next person's part.
_CLAUSE_END = re.compile(r"(?<=[가-힣])(?:며|지만)[,\s]|고,\s|(?<=[하되지르])고\s")


def part(sentence: str, person: Person) -> str | None:
    """Return the part that a sentence gives to a person, None where it names none."""
    before, after = sentence[: person.start], sentence[person.end :]
    after = _CLAUSE_END.split(after, maxsplit=1)[0]
    for number, pattern in enumerate(_BEFORE):
        found = pattern.search(before)
        if not found or (number == 3 and not _MADE.match(after)):
            continue
        if number == 4 and not re.match(r"(?:·[가-힣]{2,4})*(?:\s?분)?\)", after):
            continue
        if name := _sound(found["part"]):
            return name
    for pattern in _BEHIND:
        found = pattern.match(after)
        if found and _closed(found) and (name := _sound(found["part"])):
            return name
    return None


def _closed(found: re.Match[str]) -> bool:
    """Return whether 로 stands behind a vowel or ㄹ, as it must: 백로 is a heron, not 백 and 로."""
    end = found.end("part")
    if found.string[end : end + 1] != "로":
        return True
    return (ord(found["part"][-1]) - 0xAC00) % 28 in (0, 8)


def _sound(name: str) -> str | None:
    bare = stripped(name) if len(name) > 2 else name.strip()
    if (
        bare in _TRADE
        or bare in words("rank")
        or bare.endswith(("출연", "연출", "극본"))
        or bare == "분"
    ):
        return None
    return bare or None
