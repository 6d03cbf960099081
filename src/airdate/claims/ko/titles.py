"""Document → where titles stand: in quotes, known by catalogue or nickname, or as sub-headings.

A quotation is a title by what stands about it: a genre or channel before it, a season or an event
behind it, the heading, repetition.  Words of speech, parts and other media are told by theirs.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

from airdate.claims.catalogue import Catalogue
from airdate.claims.ko.lexicon import one_of, rows
from airdate.model import Document, title_key

_QUOTED = re.compile(
    r"'(?P<a>[^'\n]{1,40})'|‘(?P<b>[^’\n]{1,40})’|<(?P<c>[^<>\n]{1,40})>|〈(?P<d>[^〉\n]{1,40})〉"
    r"|《(?P<e>[^》\n]{1,40})》|「(?P<f>[^」\n]{1,40})」|『(?P<g>[^』\n]{1,40})』"
)
_ORDINALS = {"첫": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8}
_BEHIND = re.compile(
    r"[\s,]*(?:(?:시즌|시리즈|파트|클래스|Season|SEASON)\s?(?P<n>\d{1,2})"
    r"|(?P<g>\d{1,2})기(?![가-힣]*[간념])"
    r"|(?P<o>첫|두|세|네|다섯|여섯|일곱|여덟)\s?번째\s?(?:시즌|이야기|파트|장|챕터|시리즈))"
)
_NUMBERED = re.compile(
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
_UNQUOTED = re.compile(
    r"(?<![가-힣\w])(?P<name>[가-힣A-Za-z][가-힣A-Za-z ]{0,14}?[가-힣A-Za-z])\s?(?:(?:(?:다음"
    r"|새|후속) )?시즌(?P<s>\s?\d{1,2})?|(?P<n>[2-9])(?=\s|,|은|는|이|가|도"
    r"|$))"
)
_NOT_A_NAME = re.compile(
    r"시즌|파트|회|제\d|채널|[은는을를]\s|드디어|이번|그리고|다음|새$|^새"
    r"|오늘|지금|내년|올해|이미|아직|벌써|진짜"
)
_FILM = re.compile(
    r"영화|개봉|극장|관객|스크린|배급|상영|천만|시사회|예매|박스오피스|은막|크랭크|메가폰|감독"
)
_SERIES = re.compile(
    r"드라마|시즌|방송|방영|편성|첫 회|시청률|시청자|안방|\d부작|월화|수목"
    r"|금토|토일|주말극|시리즈|회차"
    r"|사극|채널|미니|예능|종영|tvN|KBS|MBC|SBS|JTBC|ENA|OCN|티빙"
    r"|웨이브|디즈니|쿠팡|넷플릭스"
)
# "'X' 이후 3년 만에", "'X'를 만든 A", "'X'로 이름을 알린 A": the title only dates or introduces.
_PASSING = re.compile(
    r"\s(?:감독|작가|PD|제작진)(?:의)?\s(?:신작|차기작)|\s?(?:이후|시절"
    r"|때부터|때와|후속|이래|유니버스|제작진(?:이|의|과|을)|사단|콤비|세계관"
    r"|등(?:을|의|으로|에서)\s)|[이가]\s끝나는"
    r"|의\s(?:뒤를|후속|바통|제작진|연출|작가|감독|흥행|성공|주역)|\s?종영\s후|[을를]\s잇는"
    r"|[을를]\s(?:만든|쓴|연출한|집필한|선보인|성공시킨|통해|함께|탄생시킨"
    r"|찍은)|(?:으로|로|에서)\s(?:이름|얼굴|호흡|인기|유명|주목|사랑|활약"
    r"|눈도장|스타덤|함께|인연)"
)
_LONGEST_TITLE = 24
_ENDED = re.compile(r"(?:다|요|죠)[.!]$")
_PROSE = re.compile(r"(?:[죠네음임함됨데대]|니다|어요)[.!]?$|[\"“”:)…]|\.$")
# What a word for the kind right before a title counts for, in words anywhere in the text.
_BESIDE = 6.0


@dataclass(frozen=True, slots=True)
class Mention:
    """A title where it stands: `text[start:end]` with its quotes; the season named with it.

    passing: it only dates or places another ("'만추' 이후 13년 만에").
    """

    start: int
    end: int
    title: str
    season: int | None
    film: bool
    subheading: bool = False
    passing: bool = False


@dataclass(frozen=True, slots=True)
class _Quote:
    start: int
    end: int
    name: str


def find(document: Document, *, catalogue: Catalogue | None = None) -> list[Mention]:
    """Return every mention of a title, in the order of the text, none overlapping."""
    text = document.text
    quotes = [
        _Quote(m.start(), m.end(), m[m.lastgroup or 0].strip()) for m in _QUOTED.finditer(text)
    ]
    counts = Counter(_key(q.name) for q in quotes)
    known = _known(catalogue)
    longer = _longer(document, quotes)
    heading_end = len(document.heading)
    scores: dict[str, int] = {}
    for quote in quotes:
        score = _evidence(text, quote, heading_end=heading_end)
        score += 3 * (_base_key(quote.name) in known)
        key = _base_key(quote.name)
        scores[key] = max(scores.get(key, -9), score + min(counts[_key(quote.name)] - 1, 1))
    accepted = {key for key, score in scores.items() if score >= 2}
    spans = [q for q in quotes if _base_key(q.name) in accepted and not _barred(text, q)]
    spans = _outermost(spans)
    marked = _subheadings(document, spans)
    spans += [_Quote(s, e, text[s:e]) for s, e in marked]
    spans += _bare(text, spans, {q.name for q in spans} | set(_catalogued(catalogue)))
    if not spans:
        spans = _loose(document)
    known |= {short: (full, "") for short, full in longer.items()}
    return _mentions(document, spans, known=known, marked=set(marked))


def _longer(document: Document, quotes: list[_Quote]) -> dict[str, str]:
    """Return the key of each short title → the full one that the text gives it: `X: 부제` of `X`.

    Not where the two stand in one sentence, or the short one bears a season: they are two works.
    """
    found: dict[str, str] = {}
    for short in {_key(q.name) for q in quotes}:
        fuller = {
            q.name
            for q in quotes
            if (
                re.match(rf"(?:극장판)?{re.escape(short)}(?=.)", _key(q.name))
                and re.search(r"[:：~-]", q.name)
            )
            or _abbreviates(short, _key(q.name))
        }
        if len(fuller) == 1 and not _apart(document, quotes, short, full := fuller.pop()):
            found[short] = full
    return found


def _abbreviates(short: str, full: str) -> bool:
    """Return whether a title is shortened to some of its syllables, as the press does."""
    if not 2 <= len(short) <= len(full) / 2 or short[0] != full[0] or not short.isalpha():
        return False
    letters = iter(full)
    return all(c in letters for c in short)


def _apart(document: Document, quotes: list[_Quote], short: str, full: str) -> bool:
    """Return whether a short and a full title are two works."""
    of_short = [q for q in quotes if _key(q.name) == short]
    of_full = [q for q in quotes if q.name == full]
    numbered = any(_base_key(q.name) == short != _key(q.name) for q in quotes)
    if _abbreviates(short, _key(full)) and not full.startswith(tuple(q.name for q in of_short)):
        return False
    if numbered or any(_BEHIND.match(document.text, q.end) for q in of_short):
        return True
    return any(
        any(s.start <= q.start < s.end for q in of_short)
        and any(s.start <= q.start < s.end for q in of_full)
        for s in document.sentences
    )


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    return title_key(name).replace(" ", "")


@lru_cache(maxsize=4096)
def _base_key(name: str) -> str:
    found = _NUMBERED.fullmatch(re.sub(r"(?<=\d)[부편탄]$", "", name))
    return _key(found["base"]) if found and len(found["base"]) > 1 else _key(name)


def _barred(text: str, quote: _Quote) -> bool:
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


def _evidence(text: str, quote: _Quote, *, heading_end: int) -> int:
    """Return how much speaks for a title: 2 and more is one."""
    if _barred(text, quote):
        return -5
    before, after = text[max(0, quote.start - 24) : quote.start], text[quote.end : quote.end + 40]
    score = 0
    score += 3 * bool(_BEHIND.match(after))
    score += 3 * bool(_genre_before().search(before))
    score += bool(_CREDIT_BEFORE.search(before))
    score += bool(_EVENT_BEHIND.match(after))
    score += 2 * bool(_MADE_BY.match(after)) + 2 * bool(_EVENT_BEFORE.search(before))
    score += 2 * (quote.start < heading_end)
    score += text[quote.start] in "<〈《「『"
    score += bool(_NUMBERED.fullmatch(quote.name))
    score -= 2 * bool(
        re.search(r"[가-힣](?:다|죠|네|까요|어요|습니다)[.!?]?$", quote.name) and " " in quote.name
    )
    return score


# "'X'를 이끈 A PD", "'X'의 A 감독".
_MADE_BY = re.compile(
    r"(?:[을를]|로|으로)\s(?:\S+\s)?(?:만든|쓴|이끈|연출한|집필한|선보인|찍은|각색한|데뷔한|주목받은)\s"
    r"|의\s(?:배우\s)?[가-힣]{2,4}(?:\s[가-힣]{1,4})?\s(?:감독|작가|PD|피디)"
)
# "개봉한 'X'는", "방송 중인 'X'".
_EVENT_BEFORE = re.compile(
    r"(?:개봉|공개|방송|방영|상영|종영)\s?(?:한|된|했던|됐던|중인|하는|되는|될|할|예정인)\s$"
)


def _outermost(quotes: list[_Quote]) -> list[_Quote]:
    kept: list[_Quote] = []
    for quote in sorted(quotes, key=lambda q: (q.start, -q.end)):
        if not kept or quote.start >= kept[-1].end:
            kept.append(quote)
    return kept


def _subheadings(document: Document, quotes: list[_Quote]) -> list[tuple[int, int]]:
    """Return the sub-headings that are titles: those of a round-up, whose heading names none."""
    if any(q.start < len(document.heading) for q in quotes):
        return []
    if sum(bool(_ENDED.search(document.words_of(s.number))) for s in document.sentences) < 3:
        return []
    alone = Counter(s.paragraph for s in document.sentences)
    found = [
        s
        for s in document.sentences[1:-1]
        if alone[s.paragraph] == 1 and _like_a_title(document.words_of(s.number))
    ]
    if not 2 <= len(found) <= len(document.sentences) / 2:
        return []
    return [(s.start, s.end) for s in found]


def _like_a_title(words: str) -> bool:
    """Return whether a line of its own can be the title that a part of a round-up stands under."""
    return len(words) <= _LONGEST_TITLE and not _PROSE.search(words)


def _bare(text: str, spans: list[_Quote], names: set[str]) -> list[_Quote]:
    """Return names of titles that stand without quotes, and nicknames of well-known works."""
    found = []
    wanted = {n for n in names if len(n.replace(" ", "")) >= 4 or re.search(r"[\s\d]", n)}
    for name in sorted(wanted, key=len, reverse=True):
        found += [_Quote(m.start(), m.end(), name) for m in re.finditer(re.escape(name), text)]
    for row in rows("works.tsv"):
        nick = row["nickname"]
        if nick not in text:
            continue
        season = r"\s?(?:시즌\s?\d|\d|파트)" if nick == row["title"] else ""
        behind = season or r"\d?[^가-힣]|은|는|이|가|의|을|를|$"
        pattern = rf"(?<![가-힣'‘<〈《]){re.escape(nick)}(?={behind})"
        found += [_Quote(m.start(), m.end(), nick) for m in re.finditer(pattern, text)]
    taken = bytearray(len(text))
    for span in spans:
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
    kept = []
    for quote in sorted(found, key=lambda q: (q.start, -q.end)):
        if not any(taken[quote.start : quote.end]):
            taken[quote.start : quote.end] = b"\1" * (quote.end - quote.start)
            kept.append(quote)
    return kept


def _loose(document: Document) -> list[_Quote]:
    """Return what a text without quotes is about: the name before a season's number, or a board."""
    board = re.search(r"(?:[가-힣A-Za-z]+인사이드 )?(.{2,20}?) 갤러리$", document.outlet or "")
    if board and "아님" not in board[1] and not board[1].endswith(("드라마", "영화")):
        return [_Quote(0, 0, board[1])]
    for match in _UNQUOTED.finditer(document.text):
        name = match["name"].split(" ")[-1] if match["n"] else match["name"]
        while " " in name and _NOT_A_NAME.search(name):
            name = name.partition(" ")[2]
        if _NOT_A_NAME.search(name) or len(name) < 2:
            continue
        places = re.finditer(rf"(?<![가-힣]){re.escape(name)}", document.text)
        return [_Quote(m.start(), m.end(), name) for m in places]
    return []


def _catalogued(catalogue: Catalogue | None) -> dict[str, str]:
    return catalogue.names if catalogue else {}


def _known(catalogue: Catalogue | None) -> dict[str, tuple[str, str]]:
    """Return the key of each known name → its usual title and its kind ("" where not known)."""
    found = {}
    for row in rows("works.tsv"):
        for name in (row["nickname"], row["title"]):
            found[_key(name)] = (row["title"], row["kind"])
    for name, usual in _catalogued(catalogue).items():
        found[_key(name)] = (usual, "")
    return found


def _mentions(
    document: Document,
    spans: list[_Quote],
    *,
    known: dict[str, tuple[str, str]],
    marked: set[tuple[int, int]],
) -> list[Mention]:
    text = document.text
    films = {key: _is_film(text, spans, key) for key in {_base_key(q.name) for q in spans}}
    spelt: dict[str, str] = {}
    found = []
    for quote in sorted(spans, key=lambda q: q.start):
        usual, kind = known.get(_key(quote.name)) or known.get(_base_key(quote.name)) or ("", "")
        film = kind == "film" or (kind != "series" and films[_base_key(quote.name)])
        title, season, end = _read_number(text, quote, film=film)
        if usual and not (film and season is None and _key(quote.name) != _base_key(quote.name)):
            title = usual
        title = spelt.setdefault(_key(title), title)
        placed = (quote.start, quote.end) in marked
        passing = bool(_PASSING.match(text, end))
        found.append(Mention(quote.start, end, title, season, film, placed, passing))
    return found


_JOINED_NUMBER = re.compile(r"([2-9])(?![\d가-힣]*(?:월|일|년|회|편|부|시|분|명|위|차|개|화))")


def _read_number(text: str, quote: _Quote, *, film: bool) -> tuple[str, int | None, int]:
    """Return title, season and end of a mention: `X2` and `'X' 시즌2` are season 2 of X."""
    behind = _BEHIND.match(text, quote.end)
    if behind and not (film and behind["n"] is None):
        told = _ORDINALS.get(behind["o"] or "") or int(behind["n"] or behind["g"])
        return _without_number(quote.name), told, behind.end()
    joined = _JOINED_NUMBER.match(text, quote.end)
    if joined and not film and quote.name[-1:].isalnum() and text[quote.end - 1] not in "'’>":
        return quote.name, int(joined[1]), joined.end()
    if not film and (season := _number_of(quote.name)):
        return _without_number(quote.name), season, quote.end
    return quote.name, None, quote.end


def _number_of(name: str) -> int | None:
    found = _NUMBERED.fullmatch(name)
    if found is None or len(found["base"].strip()) < 2:
        return None
    number = int(found["n"])
    return number if 2 <= number <= 12 or found["mark"] else None


def _without_number(name: str) -> str:
    if _number_of(name) is None:
        return name
    found = _NUMBERED.fullmatch(name)
    return found["base"].strip(" :：") if found else name


def _is_film(text: str, spans: list[_Quote], key: str) -> bool:
    """Return whether a title is that of a film, by the words beside it and in its lines."""
    film = series = 0.0
    for quote in spans:
        if _base_key(quote.name) != key:
            continue
        before = text[max(0, quote.start - 14) : quote.start]
        line = text[max(0, quote.start - 60) : quote.end + 60]
        film += len(_FILM.findall(line)) + _BESIDE * bool(re.search(_kind("film"), before))
        series += len(_SERIES.findall(line)) + _BESIDE * bool(re.search(_kind("series"), before))
        series += _BESIDE * bool(_BEHIND.match(text, quote.end))
    film += len(_FILM.findall(text)) / 4
    series += len(_SERIES.findall(text)) / 4
    return film > series


@cache
def _kind(name: str) -> str:
    return rf"{one_of(name)}\s?$"
