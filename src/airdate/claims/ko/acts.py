"""Person in a sentence → what they are to the work, on the screen: in it, back, new or gone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from airdate.claims.ko import certainty
from airdate.claims.ko.lexicon import rows
from airdate.claims.ko.people import Person
from airdate.model import CreditKind, Installment, Status

_SPEAKS = re.compile(
    r"[\"”](?:이?라고|고|며|면서)|다고\s(?:말|밝|전|설명|덧붙|강조|털어)"
    r"|[\"“].*[\"”]|고\s(?:말했|적었|했다)|라며"
)
_OWN_WORDS = re.compile(r"역의|역을|하차|합류|출연|불참|맡|연기한|캐스팅|주연")
_NO_ACTORS = frozenset(
    (
        "대표",
        "총괄",
        "CP",
        "기자",
        "의원",
        "교수",
        "평론가",
        "본부장",
        "디렉터",
        "감독",
        "작가",
        "PD",
        "피디",
    )
)


@dataclass(frozen=True)
class Known:
    """What a document tells of its people as a whole: names, trades, parts, and who came back."""

    names: frozenset[str]
    crew: dict[str, CreditKind]
    parts: frozenset[str]
    recast: bool
    text: str = ""
    heading: str = ""
    plainly: bool = True


@dataclass(frozen=True)
class Seen:
    """A person where a sentence names them; words: with titles blotted out.

    part: the part that the sentence gives them.  listed: others stand beside them.
    """

    words: str
    person: Person
    part: str | None
    listed: bool
    heading: bool


@cache
def kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the rows of `kinds.tsv` in the order in which they are tried: kind, pattern."""
    return tuple((row["kind"], re.compile(row["pattern"])) for row in rows("kinds.tsv"))


def acts(seen: Seen, known: Known) -> tuple[CreditKind, str] | None:
    """Return what an actor is to the work, None where the sentence says nothing of the kind."""
    words, person = seen.words, seen.person
    if person.behind in _NO_ACTORS:
        return None
    if person.name in known.crew:
        beside = re.match(r"\s?(?:신작|표)?\s?(?:의\s)?□", words[person.end :])
        return (known.crew[person.name], "crew_title") if seen.heading and beside else None
    if changed := _changed(words, person):
        return changed
    clause = _own_clause(seen)
    if clause is None:
        return None
    for kind, pattern in kinds():
        if pattern.search(clause):
            return CreditKind(kind), f"{kind}_words"
    return _beside(seen)


def _beside(seen: Seen) -> tuple[CreditKind, str] | None:
    """Return whether a person is in the work by where they stand: a part, a list, a title."""
    words, person = seen.words, seen.person
    if seen.part is not None:
        return CreditKind.CAST, "part"
    if seen.listed and ("□" in words or not _SPEAKS.search(words)) and _joined(words, person):
        return CreditKind.CAST, "list"
    if re.match(
        r"(?:의|\s주연의?|의\s\S{2,3}작(?:인|은|이자)?(?:\s\S+)?)?\s?□", words[person.end :]
    ) or (seen.heading and "□" in words):
        return CreditKind.CAST, "title_beside"
    return None


def _own_clause(seen: Seen) -> str | None:
    """Return the clause of a person, None for one who only speaks."""
    words, person = seen.words, seen.person
    low, high = clause_of(words, person)
    clause = words[low:high]
    if not _SPEAKS.search(words) or person.particle not in ("은", "는", "이", "가") or seen.listed:
        return clause
    outside = re.sub(r"[\"“][^\"”]*[\"”]?", " ", clause)
    inside = " ".join(re.findall(r"[\"“]([^\"”]*)", words))
    return outside if _OWN_WORDS.search(outside + inside) else None


def _changed(words: str, person: Person) -> tuple[CreditKind, str] | None:
    """Return whether a person gives a part to another: `A 대신 B`, `A가 맡았던 역에 B를 캐스팅`."""
    after, before = words[person.end :], words[: person.start]
    if re.match(r"(?:·[가-힣]{2,4})*(?:[이가은는]|\s씨|\s감독)?\s대신\s", after):
        return CreditKind.DEPARTING, "instead"
    if re.match(
        r"(?:\s?감독|\s?작가|\s?PD)?에서\s[가-힣]{2,4}\s?(?:감독|작가|PD)?으?로\s(?:바뀌|교체)",
        after,
    ):
        return CreditKind.DEPARTING, "instead"
    if re.search(r"[가-힣]\s대신\s(?:[가-힣]{2,4}·)*$", before):
        return CreditKind.NEW, "instead"
    if re.match(
        r"[이가]\s(?:\S+\s){0,3}?(?:맡았던|연기했던|소화했던|연기하던|맡던)", after
    ) and re.search(r"캐스팅|교체|대체|맡는|맡았다|물려|이어받|바통", after):
        return CreditKind.DEPARTING, "was_in"
    return None


def _joined(words: str, person: Person) -> bool:
    """Return whether a person stands in a list."""
    after, before = words[person.end :], words[: person.start]
    return bool(
        re.match(r"\s?[,·와과]", after) or re.search(r"(?:[,·]\s?|[가-힣][와과]\s)$", before)
    )


_BREAK = re.compile(
    r"(?:지만|으나|는데|(?<=[했됐었았갔지렸졌꼈줬맡켰])고|(?<=[가-힣])며"
    r"|면서)[,\s]|…|\?|!\s|고,\s"
    r"|(?<=[가-힣])고\s(?=[가-힣]{2,5}(?:이|가|은|는|과|와|,|·))"
)


def clause_of(words: str, person: Person) -> tuple[int, int]:
    """Return the bounds of the clause that a person stands in."""
    return _clause(words, person.start, person.end)


@lru_cache(maxsize=1024)  # of a person in a sentence it is asked several times
def _clause(words: str, start: int, end: int) -> tuple[int, int]:
    low = max((m.end() for m in _BREAK.finditer(words) if m.end() <= start), default=0)
    stop = _BREAK.search(words, end)
    return low, stop.end() if stop else len(words)


def of_season(kind: CreditKind, subject: Installment, *, words: str, recast: bool) -> CreditKind:
    """Return the kind; in a first season nobody comes back, and only who replaces another is new.

    words: the sentence.  recast: whether the document tells of a change of actors.
    """
    sequel = is_sequel(subject)
    if kind is CreditKind.CAST:
        return CreditKind.NEW if (subject.season or 0) > 1 and _JOINS.search(words) else kind
    if kind not in (CreditKind.RETURNING, CreditKind.NEW):
        return kind
    if sequel or _SEQUEL.search(words):
        return kind
    if kind is CreditKind.NEW and recast:
        return kind
    return CreditKind.CAST


def is_sequel(subject: Installment) -> bool:
    """Return whether an installment is a further season or part, by its number or its title."""
    return (subject.season or 0) > 1 or bool(_FURTHER.search(subject.title))


# "범죄도시4", "외계+인 2부", "한산 2: 부제"; not "미키 17", "1947 보스톤".
_FURTHER = re.compile(r"(?<![\d.])[2-9]\s?(?:부|편|기|탄)?(?=$|\s|:|\()|파트|속편|후속")


# Words by which someone comes to a further season who was not said to have been in the first.
_JOINS = re.compile(r"캐스팅|낙점|물망|거론|빌런|악당|러브콜|출연|호흡을?\s맞")
# Words of a change of actors in the middle of the work.
RECAST = re.compile(r"하차|교체|대신|빈자리|후임|대체|투입")
_SEQUEL = re.compile(
    r"[1-9]부에\s이어|원년|전편에\s이어|전작에\s이어|재합류|속편|시즌\s?[2-9]|전편의"
)


def status(words: str, person: Person, kind: CreditKind) -> Status:
    """Return how sure a credit is: done unless a hedge of its clause says otherwise."""
    _, high = clause_of(words, person)
    found, _ = certainty.status(
        words[:high] if high > person.end else words, person.end, person.end
    )
    if found in (None, Status.PLANNED, Status.DONE):
        return Status.DONE
    if kind is CreditKind.DEPARTING and found is Status.DENIED:
        return Status.DONE
    return found
