"""Document → where titles stand: in quotes, known by catalogue or nickname, or as sub-headings.

A quotation is a title by what stands about it: a genre or channel before it, a season or an event
behind it, the heading, repetition.  Words of speech, parts and other media are told by theirs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache

from airdate.claims.catalogue import Catalogue
from airdate.claims.ko.lexicon import one_of, rows
from airdate.claims.ko.quotes import (
    BEHIND,
    NUMBERED,
    Quote,
    barred,
    base_of,
    evidence,
    found_in,
    key_of,
    longer,
)
from airdate.model import Document

_ORDINALS = {"첫": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8}
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
    r"(?:(?:,\s?|\s|·|와\s|과\s)['‘<〈《][^'’>〉》\n]{1,30}['’>〉》])?"
    r"(?:(?:의|로\s유명한)\s[가-힣]{2,4}(?:\s[가-힣]{1,4})?\s"
    r"(?:감독|작가|PD|피디)|\s(?:감독|작가|PD|제작진)(?:의)?\s(?:신작|차기작)|\s?(?:이후|시절"
    r"|때부터|때와|후속|이래|유니버스|제작진(?:이|의|과|을)|사단|콤비|세계관"
    r"|등(?:을|의|으로|에서)\s)|[이가]\s끝나는"
    r"|의\s(?:뒤를|후속|바통|제작진|연출|작가|감독|흥행|성공|주역)|\s?종영\s후|[을를]\s잇는"
    r"|[을를]\s(?:만든|쓴|연출한|집필한|선보인|성공시킨|통해|함께|탄생시킨"
    r"|찍은)|(?:으로|로|에서)\s(?:이름|얼굴|호흡|인기|유명|주목|사랑|활약"
    r"|눈도장|스타덤|함께|인연))"
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


def find(document: Document, *, catalogue: Catalogue | None = None) -> list[Mention]:
    """Return every mention of a title, in the order of the text, none overlapping."""
    text = document.text
    quotes = found_in(text)
    known = _known(catalogue)
    fuller = longer(document, quotes)
    accepted = _accepted(document, quotes, frozenset(known))
    spans = [q for q in quotes if base_of(q.name) in accepted and not barred(text, q)]
    spans = _outermost(spans)
    marked = _subheadings(document, spans)
    spans += [Quote(s, e, text[s:e]) for s, e in marked]
    spans += _bare(text, spans, {q.name for q in spans} | set(_catalogued(catalogue)))
    if not spans:
        spans = _loose(document)
    known |= {short: (full, "") for short, full in fuller.items()}
    return _mentions(document, spans, known=known, marked=set(marked))


def _accepted(document: Document, quotes: list[Quote], known: frozenset[str]) -> set[str]:
    """Return the keys of the names in quotes for which enough speaks."""
    counts = Counter(key_of(q.name) for q in quotes)
    scores: dict[str, int] = {}
    for quote in quotes:
        base = base_of(quote.name)
        score = evidence(document.text, quote, heading_end=len(document.heading))
        score += 3 * (base in known) + min(counts[key_of(quote.name)] - 1, 1)
        scores[base] = max(scores.get(base, -9), score)
    return {base for base, score in scores.items() if score >= 2}


def _outermost(quotes: list[Quote]) -> list[Quote]:
    kept: list[Quote] = []
    for quote in sorted(quotes, key=lambda q: (q.start, -q.end)):
        if not kept or quote.start >= kept[-1].end:
            kept.append(quote)
    return kept


def _subheadings(document: Document, quotes: list[Quote]) -> list[tuple[int, int]]:
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


def _bare(text: str, spans: list[Quote], names: set[str]) -> list[Quote]:
    """Return names of titles that stand without quotes, and nicknames of well-known works."""
    found = []
    wanted = {n for n in names if len(n.replace(" ", "")) >= 4 or re.search(r"[\s\d]", n)}
    for name in sorted(wanted, key=len, reverse=True):
        found += [Quote(m.start(), m.end(), name) for m in re.finditer(re.escape(name), text)]
    for row in rows("works.tsv"):
        nick = row["nickname"]
        if nick not in text:
            continue
        season = r"\s?(?:시즌\s?\d|\d|파트)" if nick == row["title"] else ""
        behind = season or r"\d?[^가-힣]|은|는|이|가|의|을|를|$"
        pattern = rf"(?<![가-힣'‘<〈《]){re.escape(nick)}(?={behind})"
        found += [Quote(m.start(), m.end(), nick) for m in re.finditer(pattern, text)]
    taken = bytearray(len(text))
    for span in spans:
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
    kept = []
    for quote in sorted(found, key=lambda q: (q.start, -q.end)):
        if not any(taken[quote.start : quote.end]):
            taken[quote.start : quote.end] = b"\1" * (quote.end - quote.start)
            kept.append(quote)
    return kept


def _loose(document: Document) -> list[Quote]:
    """Return what a text without quotes is about: the name before a season's number, or a board."""
    board = re.search(r"(?:[가-힣A-Za-z]+인사이드 )?(.{2,20}?) 갤러리$", document.outlet or "")
    if board and "아님" not in board[1] and not board[1].endswith(("드라마", "영화")):
        return [Quote(0, 0, board[1])]
    for match in _UNQUOTED.finditer(document.text):
        name = match["name"].split(" ")[-1] if match["n"] else match["name"]
        while " " in name and _NOT_A_NAME.search(name):
            name = name.partition(" ")[2]
        if _NOT_A_NAME.search(name) or len(name) < 2:
            continue
        places = re.finditer(rf"(?<![가-힣]){re.escape(name)}", document.text)
        return [Quote(m.start(), m.end(), name) for m in places]
    return []


def _catalogued(catalogue: Catalogue | None) -> dict[str, str]:
    return catalogue.names if catalogue else {}


def _known(catalogue: Catalogue | None) -> dict[str, tuple[str, str]]:
    """Return the key of each known name → its usual title and its kind ("" where not known)."""
    found = {}
    for row in rows("works.tsv"):
        for name in (row["nickname"], row["title"]):
            found[key_of(name)] = (row["title"], row["kind"])
    for name, usual in _catalogued(catalogue).items():
        found[key_of(name)] = (usual, "")
    return found


def _mentions(
    document: Document,
    spans: list[Quote],
    *,
    known: dict[str, tuple[str, str]],
    marked: set[tuple[int, int]],
) -> list[Mention]:
    text = document.text
    by_base: dict[str, list[Quote]] = defaultdict(list)
    for quote in spans:
        by_base[base_of(quote.name)].append(quote)
    lean = (len(_FILM.findall(text)) - len(_SERIES.findall(text))) / 4
    films = {base: _is_film(text, own, lean) for base, own in by_base.items()}
    spelt: dict[str, str] = {}
    found = []
    for quote in sorted(spans, key=lambda q: q.start):
        usual, kind = known.get(key_of(quote.name)) or known.get(base_of(quote.name)) or ("", "")
        film = kind == "film" or (kind != "series" and films[base_of(quote.name)])
        title, season, end = _read_number(text, quote, film=film)
        if usual and not (film and season is None and key_of(quote.name) != base_of(quote.name)):
            title = usual
        title = spelt.setdefault(key_of(title), title)
        placed = (quote.start, quote.end) in marked
        passing = bool(_PASSING.match(text, end))
        found.append(Mention(quote.start, end, title, season, film, placed, passing))
    return found


_JOINED_NUMBER = re.compile(r"([2-9])(?![\d가-힣]*(?:월|일|년|회|편|부|시|분|명|위|차|개|화))")


def _read_number(text: str, quote: Quote, *, film: bool) -> tuple[str, int | None, int]:
    """Return title, season and end of a mention: `X2` and `'X' 시즌2` are season 2 of X."""
    behind = BEHIND.match(text, quote.end)
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
    found = NUMBERED.fullmatch(name)
    if found is None or len(found["base"].strip()) < 2:
        return None
    number = int(found["n"])
    return number if 2 <= number <= 12 or found["mark"] else None


def _without_number(name: str) -> str:
    if _number_of(name) is None:
        return name
    found = NUMBERED.fullmatch(name)
    return found["base"].strip(" :：") if found else name


def _is_film(text: str, own: list[Quote], lean: float) -> bool:
    """Return whether a title is that of a film, by the words beside it and in its lines.

    lean: how much the text as a whole speaks of films rather than series.
    """
    film, series = lean, 0.0
    for quote in own:
        before = text[max(0, quote.start - 14) : quote.start]
        line = text[max(0, quote.start - 60) : quote.end + 60]
        film += len(_FILM.findall(line)) + _BESIDE * bool(re.search(_kind("film"), before))
        series += len(_SERIES.findall(line)) + _BESIDE * bool(re.search(_kind("series"), before))
        series += _BESIDE * bool(BEHIND.match(text, quote.end))
    return film > series


@cache
def _kind(name: str) -> str:
    return rf"{one_of(name)}\s?$"
