"""Korean verbs by their last syllables: past (했), present (한다, 찾는다), to come (할)."""

from __future__ import annotations

import re
from functools import cache

_FIRST, _LAST, _FINALS = 0xAC00, 0xD7A3, 28
_N, _L, _B, _SS = 4, 8, 17, 20


@cache
def syllables(final: int, *, without: str = "") -> str:
    """Return all syllables with a final consonant (its number in Unicode) as a set's inside."""
    found = (chr(code) for code in range(_FIRST + final, _LAST + 1, _FINALS))
    return "".join(c for c in found if c not in without)


PAST = f"[{syllables(_SS, without='있겠')}]"
PRESENT = rf"(?:[{syllables(_N)}]|는)다(?![가-힣]*던)|(?:[{syllables(_B)}]니다)"
# 은, 는 mark a topic, 을, 를 an object, 일, 월 a date: none of them is a verb's end.
TO_COME = f"(?:보일|[{syllables(_L, without='일월을를들말설늘물글별술절실')}])"
GONE = f"[{syllables(_N, without='은는론런')}]"


@cache
def tensed() -> re.Pattern[str]:
    """Return a pattern of verbs that tell a tense: groups past, going and present."""
    return re.compile(
        rf"(?P<going>고\s?있[다는는습으]|(?:한창|진행\s?중))|(?P<past>{PAST}|음$|ㅁ$)"
        rf"|(?P<present>{PRESENT})"
    )
