"""Days of a Korean text: which are those of a statement, and which year a bare one means."""

from __future__ import annotations

import calendar
import re
from datetime import date

from airdate import dates
from airdate.model import DateRange, Document, Sentence, Status, TimeExpression

SAYING = (
    r"(?:밝[혔히힌]|전[했하한]|알[렸리린]|말[했하한]|발표[했하]|보도[했하]"
    r"|설명[했하]|덧붙|답[했하]|공지|선을\s그|되풀이"
    r"|주장|털어놨|못\s박|귀띔|강조|자신했|고개를|꼬집|말을\s아꼈|일축"
    r"|부인했|해명|당부|토로|고백|했다|했습니다|적었|반박|공식화|인정)"
)
_BEFORE_SPEECH = re.compile(
    rf"(?:\((?:현지\s?시[간각]|한국\s?시[간각])\))?,?\s?(?:밤|오전|오후|새벽"
    rf"|공식\S*)?\s?(?:[\"“]|{SAYING}"
    r"|(?:\S+\s){0,3}?\S*(?:에\s따르면|취재\s?결과|취재진|인터뷰|간담회"
    r"|발표회|보고회|공식\s?입장|입장을|본지에|자에서))"
)
_TOPIC_BEFORE = re.compile(r"(?<![일날기])(?:[은는이가]|측[은이]?)\s(?:지난\s)?$")
_QUOTES_SPEECH = re.compile(rf"(?:[\"”]|다|라)(?:이?라고|고|며|면서도?)\s(?:\S+\s){{0,4}}?{SAYING}")
_MADE_KNOWN = re.compile(r"(?:을|를)\s(?:공식화|확정)\S{0,4}\s.*(?:발표|밝혔|알렸|전했)")
_WITH_YEAR = re.compile(
    r"\d{4}|년|올|해|작|지난|오는|이달|이번|다음|내달|(?<!오)전|(?<!오)후|뒤"
    r"|오늘|어제|내일|새해|연말|연초"
    r"|연내|주(?!말)"
)


def times(document: Document, anchor: date) -> list[TimeExpression]:
    """Return the days that a document tells, sentence by sentence: no tense reaches over a stop."""
    letters = list(document.text)
    for sentence in document.sentences:
        if sentence.start > 0 and letters[sentence.start - 1] == " ":
            letters[sentence.start - 1] = "\n"
    found = dates.tag("".join(letters), anchor, language="ko")
    return [t for t in found if t.range is not None and t.type in ("DATE", "TIME")]


def within(found: list[TimeExpression], sentence: Sentence) -> list[TimeExpression]:
    """Return the days that a sentence tells."""
    return [t for t in found if sentence.start <= t.start < sentence.end]


def of_statement(words: str, start: int, end: int) -> bool:
    """Return whether a day at start..end of a sentence is that on which something was said."""
    if not re.fullmatch(r"(?:지난\s)?(?:\d{1,2}월\s?)?\d{1,2}일", words[start:end]):
        return False
    if _BEFORE_SPEECH.match(words, end):
        return True
    if words[end : end + 1] not in (" ", ",", "(", '"', "“"):
        return False
    if not _TOPIC_BEFORE.search(words[:start]):
        return False
    return bool(_QUOTES_SPEECH.search(words, end) or _MADE_KNOWN.search(words, end))


# "지난 3월 한 라디오에서", "작년 인터뷰에서": the day of words, of which nothing is told.
_TALK = re.compile(
    r"(?:에는?|엔)?\s(?:한\s|자신의\s)?(?:\S+\s){0,2}?(?:라디오|인터뷰|유튜브|간담회|기자회견|팬미팅|SNS|인스타그램)\S*"
    r"(?:에서|에|을\s통해)\s|에는?\s[\"“]"
)
# "4월 28일에 끝났다", "이번 주 결방한다": the end of a run, not a beginning.
_END = re.compile(
    r"(?:에|까지|을|밤)?\s?(?:\d+부로\s|\S+\s)?(?:종영|막을\s?내[리렸린려]|막이\s내|끝났으|끝난\s|마지막\s회|최종회"
    r"|결방|휴방)"
)
_SHOOT = re.compile(r"촬영|크랭크|카메라")
_SAGA = re.compile(r"\s(?:이야기|일을|사건|세계|세상)")


def of_another(words: str, start: int, end: int) -> bool:
    """Return whether a day at start..end is of no event: a talk, the end of a run, a plot."""
    if start and "가" <= words[start - 1] <= "힣" and not words[start].isdigit():
        return True  # 한여름, 전설의
    if words[start:end].endswith(("뒤", "후", "전")) and _SAGA.match(words, end):
        return True
    if re.match(
        r"에?\s(?:\S+\s){0,2}?(?:대본\s?리딩|캐스팅을?\s(?:마무리|완료|끝)|제작발표회|언론\s?시사|팬미팅)",
        words[end:],
    ):
        return True
    if not re.search(r"일$", words[start:end]) and _TALK.match(words, end):
        return True
    return bool(_END.match(words, end)) and not _SHOOT.search(words[:end])


def names_year(words: str) -> bool:
    """Return whether the words of a day place it in a year or month by themselves."""
    return bool(_WITH_YEAR.search(words))


def leaned(when: DateRange, words: str, *, status: Status | None, anchor: date) -> DateRange:
    """Return a day without a year moved to the side of the anchor that the status asks for.

    What is to come is the first such day from the anchor on, what happened the last before it; of
    a plan that was dropped the nearest.
    """
    if names_year(words) or status is None or when.earliest is None or when.latest is None:
        return when
    by_month = "월" not in words and "일" in words
    turns = [_moved(when, n, by_month=by_month) for n in range(-3, 4)]
    if status in (Status.PLANNED, Status.EXPECTED, Status.RUMOURED):
        if when.latest >= anchor:
            return when
        return min((t for t in turns if _last(t) >= anchor), key=_last, default=when)
    if status is Status.DONE:
        if when.earliest <= anchor and not (by_month and when.earliest.day == anchor.day):
            return when
        return max((t for t in turns if _first(t) <= anchor), key=_first, default=when)
    if (anchor - when.latest).days > _STALE_DAYS:
        return min(turns, key=lambda t: abs((_first(t) - anchor).days))
    return when


# A plan of which only the month is told is hardly older than half a year.
_STALE_DAYS = 183


def _first(when: DateRange) -> date:
    return when.earliest or date.min


def _last(when: DateRange) -> date:
    return when.latest or date.max


def nearest(when: DateRange, words: str, *, anchor: date) -> DateRange:
    """Return a day without a year as the one nearest to the anchor."""
    if names_year(words) or when.earliest is None or when.latest is None:
        return when
    by_month = "월" not in words and "일" in words
    turns = [_moved(when, n, by_month=by_month) for n in range(-1, 2)]
    return min(turns, key=lambda t: abs((_first(t) - anchor).days))


def _moved(when: DateRange, turns: int, *, by_month: bool) -> DateRange:
    low, high = (_shifted(day, turns, by_month=by_month) for day in (when.earliest, when.latest))
    # At the end of the calendar one end may have nowhere to go: then the range stays.
    return when if low and high and low > high else DateRange(low, high)


def _shifted(day: date | None, turns: int, *, by_month: bool) -> date | None:
    if day is None:
        return None
    months = day.year * 12 + day.month - 1 + (turns if by_month else 12 * turns)
    year, month = divmod(months, 12)
    if not date.min.year <= year <= date.max.year:
        return day
    last = calendar.monthrange(year, month + 1)[1]
    ends = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if ends and not by_month else min(day.day, last))
