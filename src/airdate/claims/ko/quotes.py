"""Text → what stands in quotes, and how much speaks for each being a title."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from airdate.claims.ko.lexicon import one_of
from airdate.model import Document, title_key

_QUOTED = re.compile(
    r"'(?P<a>[^'\n]{1,40})'|‘(?P<b>[^’\n]{1,40})’|<(?P<c>[^<>\n]{1,40})>|〈(?P<d>[^〉\n]{1,40})〉"
    r"|《(?P<e>[^》\n]{1,40})》|「(?P<f>[^」\n]{1,40})」|『(?P<g>[^』\n]{1,40})』"
)
BEHIND = re.compile(
    r"[\s,]*(?:(?:시즌|시리즈|파트|클래스|Season|SEASON)\s?(?P<n>\d{1,2})"
    r"|(?P<g>\d{1,2})기(?![가-힣]*[간념])"
    r"|(?P<o>첫|두|세|네|다섯|여섯|일곱|여덟)\s?번째\s?(?:시즌|이야기|파트|장|챕터|시리즈))"
)
NUMBERED = re.compile(
    r"(?P<base>.*?[^\s\d:])\s?(?P<mark>시즌|파트|[Pp]art|[Ss]eason|SEASON)?\s?(?P<n>\d{1,2})"
    r"(?:기)?(?P<sub>\s?[:：]\s?.+)?"
)
_SPEECH_BEHIND = re.compile(
    r"(?:이?라[는고며]|이?란|이?라면서)(?!\s(?:드라마|영화|작품|제목))|고\s|며\s|면서"
)
_PART_BEHIND = re.compile(r"\s?(?:역(?=[을의에이은으\s,(]|$)|로\s분|으로\s분|라는\s인물)")
_DAY = re.compile(r"[\d\s년월일.·~-]+(?:일|월|년)?")
_EVENT_BEHIND = re.compile(
    r"(?:은|는|이|가|을|를|의|에|에서|로|으로|와|과"
    r"|도)?[\s,…(]{0,3}(?:[^\s'‘<]+\s){0,4}?[^\s'‘<]{0,4}?"
    r"(?:방송|방영|공개|개봉|촬영|제작|편성|캐스팅|출연|합류|하차|주연|티저"
    r"|예고|크랭|리메이크|첫\s?선"
    r"|시청자|관객|극본|감독|연출|각본|가제|떠나|복귀|막을|베일|상영|스틸"
    r"|포스터|주인공|특집|집필|만든|찍은|찍고|연기한|주문|시리즈|출발|바통"
    r"|이후|시절|끝나는|후속|연기|무산|취소|하차|합류|편성|중단|예고|확정)"
    r"|의\s(?:배우\s)?[가-힣]{2,4}(?:\s[가-힣]{2,4})?(?:[은는이가,와과]|\s분)"
)
_CREDIT_BEFORE = re.compile(
    r"(?:감독|작가|PD|피디|주연|배우|[가-힣]{2,4})(?:이|가)?(?:의|\s연출한"
    r"|\s집필한|\s주연한|\s선보이는)?(?:\s[^\s]{1,6}){0,3}\s?$"
)
# "'X'를 이끈 A PD", "'X'의 A 감독".
_MADE_BY = re.compile(
    r"(?:[을를]|로|으로)\s(?:\S+\s)?(?:만든|쓴|이끈|연출한|집필한|선보인|찍은|각색한|데뷔한|주목받은)\s"
    r"|의\s(?:배우\s)?[가-힣]{2,4}(?:\s[가-힣]{1,4})?\s(?:감독|작가|PD|피디)"
)
# "개봉한 'X'는", "방송 중인 'X'".
_EVENT_BEFORE = re.compile(
    r"(?:개봉|공개|방송|방영|상영|종영)\s?(?:한|된|했던|됐던|중인|하는|되는|될|할|예정인)\s$"
)


@dataclass(frozen=True, slots=True)
class Quote:
    """What stands in quotes: `text[start:end]` with its quotes, and the name inside."""

    start: int
    end: int
    name: str


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """Return the key by which spellings of a title are one: no blanks, case nor punctuation."""
    return title_key(name).replace(" ", "")


@lru_cache(maxsize=4096)
def base_of(name: str) -> str:
    """Return the key of a title without the number of its part: 범죄도시 of 범죄도시4."""
    found = NUMBERED.fullmatch(re.sub(r"(?<=\d)[부편탄]$", "", name))
    return key_of(found["base"]) if found and len(found["base"]) > 1 else key_of(name)


def barred(text: str, quote: Quote) -> bool:
    """Return whether this quotation is speech, a part or of another medium, whatever it says."""
    before, after = text[max(0, quote.start - 12) : quote.start], text[quote.end : quote.end + 14]
    if _SPEECH_BEHIND.match(after) or _PART_BEHIND.match(after) or _DAY.fullmatch(quote.name):
        return True
    return bool(_other_before().search(before))


@cache
def _other_before() -> re.Pattern[str]:
    return re.compile(rf"(?<![가-힣]){one_of('other')}\s?$")


@cache
def _genre_before() -> re.Pattern[str]:
    return re.compile(rf"{one_of('series', 'film', 'work', 'channel')}(?:의|인)?\s?$")


def evidence(text: str, quote: Quote, *, heading_end: int) -> int:
    """Return how much speaks for a title: 2 and more is one."""
    if barred(text, quote):
        return -5
    before, after = text[max(0, quote.start - 24) : quote.start], text[quote.end : quote.end + 40]
    score = 0
    score += 3 * bool(BEHIND.match(after))
    score += 3 * bool(_genre_before().search(before))
    score += bool(_CREDIT_BEFORE.search(before))
    score += bool(_EVENT_BEHIND.match(after))
    score += 2 * bool(_MADE_BY.match(after)) + 2 * bool(_EVENT_BEFORE.search(before))
    score += 2 * (quote.start < heading_end)
    score += text[quote.start] in "<〈《「『"
    score += bool(NUMBERED.fullmatch(quote.name))
    score -= 2 * bool(
        re.search(r"[가-힣](?:다|죠|네|까요|어요|습니다)[.!?]?$", quote.name) and " " in quote.name
    )
    return score


# A text that names more titles than this is no article: the others are not read as titles.
MOST = 200


def found_in(text: str) -> list[Quote]:
    """Return what stands in quotes, of the `MOST` names that come most often."""
    found = [Quote(m.start(), m.end(), m[m.lastgroup or 0].strip()) for m in _QUOTED.finditer(text)]
    counts = Counter(key_of(q.name) for q in found)
    if len(counts) <= MOST:
        return found
    kept = {name for name, _ in counts.most_common(MOST)}
    return [q for q in found if key_of(q.name) in kept]


def longer(document: Document, quotes: list[Quote]) -> dict[str, str]:
    """Return the key of each short title → the full one that the text gives it: `X: 부제` of `X`.

    Not where the two stand in one sentence, or the short one bears a season: they are two works.
    """
    by_key: dict[str, list[Quote]] = defaultdict(list)
    for quote in quotes:
        by_key[key_of(quote.name)].append(quote)
    names = {key_of(name): name for name in {q.name for q in quotes}}
    found: dict[str, str] = {}
    for short in by_key:
        fuller = [
            name
            for full, name in names.items()
            if (_headed(full, short) and re.search(r"[:：~-]", name)) or _abbreviates(short, full)
        ]
        if len(fuller) == 1 and not _apart(document, by_key, short, fuller[0]):
            found[short] = fuller[0]
    return found


def _headed(full: str, short: str) -> bool:
    """Return whether a title begins with another and goes on."""
    rest = full.removeprefix("극장판")
    return rest.startswith(short) and len(rest) > len(short)


def _abbreviates(short: str, full: str) -> bool:
    """Return whether a title is shortened to some of its syllables, as the press does."""
    if not 2 <= len(short) <= len(full) / 2 or short[0] != full[0] or not short.isalpha():
        return False
    if full[len(short) :].isdigit() and full.startswith(short):
        return False  # '수사반장' and '수사반장 1958' are two works
    letters = iter(full)
    return all(c in letters for c in short)


def _apart(document: Document, by_key: dict[str, list[Quote]], short: str, full: str) -> bool:
    """Return whether a short and a full title are two works."""
    of_short = by_key[short]
    of_full = [q for q in by_key[key_of(full)] if q.name == full]
    if _abbreviates(short, key_of(full)) and not full.startswith(tuple(q.name for q in of_short)):
        return False
    numbered = any(base_of(key) == short != key for key in by_key)
    if numbered or any(BEHIND.match(document.text, q.end) for q in of_short):
        return True
    starts = [s.start for s in document.sentences]
    places = [{bisect_right(starts, q.start) for q in some} for some in (of_short, of_full)]
    return bool(places[0] & places[1])
