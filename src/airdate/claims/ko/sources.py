"""Document → whom each sentence credits: 에 따르면, who 밝혔다, a name before a quotation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from airdate.claims.ko.days import SAYING
from airdate.claims.ko.lexicon import one_of, words
from airdate.claims.ko.names import begins_like_a_name, stripped
from airdate.claims.ko.people import likely, stage_names
from airdate.model import Document

_SPEECH = re.compile(r"[\"“][^\"”]*[\"”]?")
_REPORTS = re.compile(
    rf"[\"”](?:이?라고|고|며|면서도?|라는)\s|(?:[\"”]|다|라|자|냐)(?:이?라고|고|며|면서도?"
    rf"|는)\S*\s(?:\S+\s){{0,5}}?{SAYING}|(?:을|를)\s?(?:알렸|공식화|발표했)"
)
_ACCORDING = re.compile(
    r"(?P<who>[^\"“”,]{2,24}?)(?:에|의\s보도에)\s(?:따르면|의하면)|(?P<outlet>\S+)\s취재\s?결과"
)
_LOOSE = re.compile(
    r"(?:^|[\s,])(?P<who>업계\s일각|업계|일각|방송가|영화계|누리꾼|팬들"
    r"|댓글\s창)(?:에서는?|에는|은|는)\s"
)
_WISH = re.compile(r"(?P<who>제작진|제작사|배급사|소속사)의\s(?:바람|설명|계획|구상|입장)")
_MASKED_TITLE = re.compile(r"['‘<〈《][^'’>〉》]+['’>〉》]")
_OWN_PAPER = re.compile(r"본지|단독|기자")
_AT_START = re.compile(r"(?:^|…|\])\s*(?:'[^']*'\s)?(?P<who>[^\"“'‘<…\[\]]{2,24}?)\s?[\"“]")


@dataclass(frozen=True)
class Sources:
    """Whom the sentences of a document credit."""

    document: Document

    @cached_property
    def _found(self) -> dict[int, str | None]:
        found: dict[int, str | None] = {}
        speaker: str | None = None
        for sentence in self.document.sentences:
            who = _credited(self.document.words_of(sentence.number), heading=sentence.number == 0)
            if who in ("그", "그녀"):
                who = speaker
            if who is not None:
                who = self._full(who)
                speaker = who
            found[sentence.number] = who
        return found

    def at(self, sentence: int) -> str | None:
        """Return whom a sentence credits, in the fullest form that the document has."""
        return self._found.get(sentence)

    def _full(self, who: str) -> str:
        text = self.document.text
        if re.fullmatch(r"[가-힣]\s?(?:감독|작가|PD|대표)", who):
            named = re.search(
                rf"(?<![가-힣])({who[0]}[가-힣]{{1,2}})\s?(?:감독|작가|PD|대표)", text
            )
            return named[1] if named else who
        if who in ("제작사", "소속사", "배급사"):
            named = re.search(
                rf"{who}(?:인)?\s([A-Za-z가-힣&][A-Za-z가-힣& ]{{1,14}}?)(?:은|는|이|가"
                rf"|에|의|측|도)?\s",
                text,
            )
            if who != "소속사" and named and _company().search(named[1]):
                return named[1]
        return who


@cache
def _company() -> re.Pattern[str]:
    return re.compile(rf"{one_of('company', 'channel')}$|^[A-Z]")


def _credited(sentence: str, *, heading: bool) -> str | None:
    """Return the words of the sentence that name whom it credits, None where it speaks itself."""
    found = _ACCORDING.search(sentence) if _may_accord(sentence) else None
    if found:
        return _name(found["who"] or found["outlet"])
    if heading:
        start = _AT_START.search(sentence)
        return _name(start["who"]) if start and _speaks(start["who"]) else None
    if _REPORTS.search(sentence):
        who = _subject(sentence)
        if who:
            return who
    for pattern in (_WISH, _LOOSE):
        if found := pattern.search(sentence):
            return found["who"]
    return None


def _may_accord(sentence: str) -> bool:
    """Return whether one of the words stands there without which nothing is according to anyone."""
    return "따르면" in sentence or "의하면" in sentence or "취재" in sentence


def _speaks(words_of_name: str) -> bool:
    last = words_of_name.strip().split()[-1] if words_of_name.strip() else ""
    if re.fullmatch(r"[A-Z]{2,}", last) or (len(last) == 3 and likely(last)):
        return True
    return last in words("speaker") or last in words("rank") or bool(_company().search(last))


def _subject(sentence: str) -> str | None:
    """Return the first topic or subject of a sentence, outside its speech, that can speak."""
    titles = {m.start(): m[0] for m in _MASKED_TITLE.finditer(sentence)}
    outside = _SPEECH.sub(lambda m: " " * len(m[0]), sentence)
    masked = _MASKED_TITLE.sub(lambda m: "□" * len(m[0]), outside)
    masked = re.sub(
        r"^\s*[\[(][^\])]*[\])]\s*(?:[가-힣]{2,4}\s기자\s=\s)?", lambda m: " " * len(m[0]), masked
    )
    tokens = list(re.finditer(r"\S+", masked))
    for index, token in enumerate(tokens):
        marked = re.fullmatch(r"(.+?)(?:께서는|에서는|[은는이가도])", token[0])
        if not marked:
            continue
        phrase = _phrase([t[0] for t in tokens[:index]], marked[1])
        if phrase:
            return _restored(phrase, titles, sentence)
    return None


def _restored(phrase: str, titles: dict[int, str], sentence: str) -> str:
    if "□" not in phrase:
        return phrase
    title = next((t for t in titles.values() if len(t) == phrase.count("□")), "")
    return re.sub("□+", title, phrase) if title else phrase.replace("□", "").strip()


_OPENS_COMPANY = re.compile(r"[A-Z][A-Za-z&]*|플러스엠|워너브러더스|넷플릭스|디즈니\+")


def _phrase(before: list[str], last: str) -> str | None:
    """Return the name that ends with a word which bears the mark of a subject."""
    if last in ("그", "그녀"):
        return last
    if last == "측":
        return _side(before)
    if last.endswith("측") and len(last) > 2:
        last = last.removesuffix("측")
    if last in words("rank"):
        return _person(before, last)
    if last in words("speaker"):
        return _with_owner(before, last)
    if _company().search(last) and last not in words("rank"):
        double = before and _OPENS_COMPANY.fullmatch(before[-1])
        return f"{before[-1]} {last}" if double else last
    if last in stage_names():
        return last
    if re.fullmatch(r"[가-힣]{2,4}", last) and begins_like_a_name(last) and len(last) == 3:
        return last
    return None


def _side(before: list[str]) -> str | None:
    """Return X of `X 측`; the side of a work (`'밤의 항구' 측`) keeps the word."""
    if not before:
        return None
    return f"{before[-1]} 측" if "□" in before[-1] else _name(before[-1])


def _person(before: list[str], rank: str) -> str | None:
    if not before:
        return None
    name = before[-1]
    if re.fullmatch(r"[가-힣]", name):
        return f"{name} {rank}"
    if not re.fullmatch(r"[가-힣A-Za-z.]{2,6}", name) or name in words("speaker"):
        return None
    foreign = not (len(name) in (2, 3, 4) and begins_like_a_name(name))
    if len(before) > 1 and foreign and re.fullmatch(r"[가-힣]{2,5}", before[-2]):
        return f"{before[-2]} {name}"
    return name


def _with_owner(before: list[str], last: str) -> str:
    """Return `SBS 관계자` with what it belongs to, where that is a name."""
    kept = [last]
    for token in reversed(before[-2:]):
        bare = token.strip(",")
        named = _company().search(bare) or "□" in bare or bare in words("speaker") or bare == "지인"
        if not named and not (len(kept) > 1 and begins_like_a_name(bare)):
            break
        kept.insert(0, bare)
    if kept[-1] in ("대표", "총괄", "디렉터", "CP", "본부장"):
        return _person(before, last) or last
    return " ".join(kept)


def _name(phrase: str) -> str | None:
    """Return a name as it is credited: without the day before it, the rank and the side."""
    bare = re.sub(r"^.*(?:\d일|\]|,)\s*", "", phrase.strip())
    bare = re.sub(r"\s?측$", "", bare).strip()
    tokens = bare.split()
    if not tokens or _OWN_PAPER.search(bare):
        return None
    if tokens[-1] in words("rank") and len(tokens) > 1:
        return _person(tokens[:-1], tokens[-1])
    if tokens[-1] in words("speaker"):
        return tokens[-1]
    if len(tokens) > 2:
        tokens = tokens[-2:]
    return stripped(" ".join(tokens)) if tokens else None
