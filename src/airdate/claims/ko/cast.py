"""Document → cast and crew claims: who, in which part, come, gone or stayed, and how sure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from airdate.claims.ko import certainty, crew, roles
from airdate.claims.ko.context import LONGEST, Context
from airdate.claims.ko.events import blotted
from airdate.claims.ko.lexicon import rows
from airdate.claims.ko.people import Person, known_people, people
from airdate.claims.ko.subjects import Subjects
from airdate.claims.ko.titles import Mention
from airdate.model import Claim, Credit, CreditKind, Installment, Sentence, Status

_TRADES = {
    "감독": CreditKind.DIRECTOR, "PD": CreditKind.DIRECTOR, "피디": CreditKind.DIRECTOR,
    "작가": CreditKind.WRITER,
}  # fmt: skip
_SPEAKS = re.compile(
    r"[\"”](?:이?라고|고|며|면서)|다고\s(?:말|밝|전|설명|덧붙|강조|털어)"
    r"|[\"“].*[\"”]|고\s(?:말했|적었|했다)|라며"
)
_NO_PART = re.compile(r"기자\s?[=\]]|사진\s?=|취재|제공$")


@dataclass(frozen=True)
class Known:
    """What a document tells of its people as a whole: names, and who directs or writes."""

    names: frozenset[str]
    crew: dict[str, CreditKind]
    parts: frozenset[str]
    recast: bool


@dataclass(frozen=True)
class One:
    """A person's credit in the making."""

    person: Person
    kind: CreditKind
    status: Status
    subject: Installment
    part: str | None
    rule: str


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["kind"], re.compile(row["pattern"])) for row in rows("kinds.tsv"))


def read(context: Context) -> list[Claim]:
    """Return the cast and crew claims of a document, in the order of its sentences."""
    text = context.document.text
    names = known_people(text)
    behind = _crew_of(text)
    known = Known(
        names, behind, roles.parts_of(text) - names - behind.keys(), bool(_RECAST.search(text))
    )
    claims: list[Claim] = []
    for sentence in context.document.sentences:
        if sentence.end - sentence.start > LONGEST:
            continue
        for one in _of_sentence(context, sentence, known):
            claims.append(_claim(context, sentence, one))
    return _settled(claims)


def _crew_of(text: str) -> dict[str, CreditKind]:
    found: dict[str, CreditKind] = {}
    for match in re.finditer(
        r"(?P<name>[가-힣]{2,4})\s(?P<job>감독|작가|PD|피디)(?![가-힣]*판)", text
    ):
        found.setdefault(match["name"], _TRADES[match["job"]])
    return found


def _of_sentence(context: Context, sentence: Sentence, known: Known) -> Iterator[One]:
    words = context.document.words_of(sentence.number)
    spans = [
        (m.start - sentence.start, m.end - sentence.start)
        for m in context.subjects.in_sentence(sentence.number)
    ]
    masked = blotted(words, spans)
    named = people(masked, known=known.names)
    named = [p for p in named if p.name not in known.parts and not _is_part(masked, p)]
    heading = sentence.number == 0
    for person in named:
        if _NO_PART.match(masked[person.end : person.end + 6].lstrip()):
            continue
        if _in_speech(masked, person) and not heading and not person.behind:
            continue
        yield from _of_person(context, sentence, masked, (person, named, known))


def _of_person(
    context: Context, sentence: Sentence, masked: str, who: tuple[Person, list[Person], Known]
) -> Iterator[One]:
    """Yield the credits of a person; who: they, all of the sentence, what is known of them."""
    person, named, known = who
    trades = crew.trades(masked, person, named)
    made: list[tuple[CreditKind, str]] = [(kind, "crew") for kind in trades]
    if not made:
        acts = _acts(masked, person, known, listed=len(named) > 1, heading=sentence.number == 0)
        made = [acts] if acts else []
    for kind, rule in made:
        subjects = _subjects(context, sentence, masked, person)
        part = None if trades else roles.part(masked, person)
        status = _status(masked, person, kind)
        if trades and status is Status.DROPPED:
            status = Status.DONE
        for number, subject in enumerate(subjects):
            as_known = number > 0 and not trades
            now = CreditKind.CAST if as_known else _of_season(kind, subject, (known, masked))
            sure = Status.DONE if number > 0 else status
            yield One(person, now, sure, subject, None if as_known else part, rule)


def _in_speech(words: str, person: Person) -> bool:
    return len(re.findall(r"[\"“”]", words[: person.start])) % 2 == 1


# "'밤의 항구'를 연출한 A", "'밤의 항구'의 A": known for another work than the one spoken of.
_KNOWN_FOR = re.compile(
    r"(?P<blot>□+)(?:,\s)?(?:\s?등)?(?:[을를]|의|로|으로"
    r"|에서)?\s(?:\S+\s){0,2}?(?:연출한|만든|쓴|집필한|선보인|찍은|유명한"
    r"|알린|연출했던|썼던)?\s?(?:배우\s)?$"
)


# "A 감독의 □", "A 주연의 새 영화 □", "A가 연출한 □": what stands between leans on the title.
_OWNED = re.compile(
    r"(?:·[가-힣]{2,4}|,\s[가-힣]{2,4}|[와과]\s[가-힣]{2,4})*\s?(?:감독|작가"
    r"|PD|피디)?(?:님)?(?:의|표|[이가](?=\s\S+\s))?"
    r"\s?(?:주연의?\s|신작\s?|차기작\s?"
    r"|복귀작\s?)?(?:(?:\S*(?:[한은는던인쓴낸든의을]|새|첫|신작|영화|드라마"
    r"|시리즈|극|작|장편|속편|애니메이션|tvN|SBS|JTBC|넷플릭스|티빙)|\d+년"
    r"|만에)\s){0,5}(?=□)"
)


def _subjects(
    context: Context, sentence: Sentence, masked: str, person: Person
) -> list[Installment]:
    """Return the works of a person: the title that follows as "A의 □", else the one spoken of.

    A work that only tells who they are ("'□'를 만든 A") stands behind the one spoken of.
    """
    subjects = context.subjects
    owned = _OWNED.match(masked, person.end)
    if owned and not _passing(subjects, sentence, sentence.start + owned.end()):
        start = sentence.start + owned.end()
        at = subjects.at(sentence.number, start, cast=True)
        return [at] if at else []
    at = subjects.at(sentence.number, sentence.start + person.start, cast=True)
    found = _KNOWN_FOR.search(masked[: person.start])
    earlier = _mention(subjects, sentence, found.end("blot") - 1) if found else None
    if at is None or earlier is None:
        return [at] if at else []
    if at.title == earlier.title:
        here = subjects.topic_of(sentence.number)
        if here is None or here.title == at.title:
            return [at]
        at = Installment(here.title, None if here.film else subjects.current(here.title))
    return [at, Installment(earlier.title)]


def _mention(subjects: Subjects, sentence: Sentence, offset: int) -> Mention | None:
    position = sentence.start + offset
    own = subjects.in_sentence(sentence.number)
    return next((m for m in own if m.start <= position < m.end), None)


def _passing(subjects: Subjects, sentence: Sentence, position: int) -> bool:
    return any(
        m.passing and m.start <= position < m.end for m in subjects.in_sentence(sentence.number)
    )


def _without_speech(words: str) -> str:
    return re.sub(r"[\"“][^\"”]*[\"”]?", " ", words)


_NO_ACTORS = frozenset(
    ("대표", "총괄", "CP", "기자", "의원", "교수", "평론가", "본부장", "디렉터")
) | frozenset(_TRADES)


def _acts(
    words: str, person: Person, known: Known, *, listed: bool, heading: bool
) -> tuple[CreditKind, str] | None:
    """Return what an actor is to the work, None where the sentence says nothing of the kind."""
    if person.behind in _NO_ACTORS:
        return None
    if person.name in known.crew:
        beside = re.match(r"\s?(?:신작|표)?\s?(?:의\s)?□", words[person.end :])
        return (known.crew[person.name], "crew_title") if heading and beside else None
    low, high = _clause(words, person)
    clause = words[low:high]
    changed = _changed(words, person)
    if changed:
        return changed
    if _SPEAKS.search(words) and person.particle in ("은", "는", "이", "가") and not listed:
        clause = _without_speech(clause)
        if not re.search(
            r"역의|역을|하차|합류|출연|불참|맡|연기한|캐스팅|주연", clause + _quoted_of(words)
        ):
            return None
    for kind, pattern in _kinds():
        if pattern.search(clause):
            return CreditKind(kind), f"{kind}_words"
    if roles.part(words, person) is not None:
        return CreditKind.CAST, "part"
    if listed and ("□" in words or not _SPEAKS.search(words)) and _joined(words, person):
        return CreditKind.CAST, "list"
    if re.match(r"(?:의|\s주연의?)?\s?□", words[person.end :]) or (heading and "□" in words):
        return CreditKind.CAST, "title_beside"
    return None


def _changed(words: str, person: Person) -> tuple[CreditKind, str] | None:
    """Return whether a person gives a part to another: `A 대신 B`, `A가 맡았던 역에 B를 캐스팅`."""
    after, before = words[person.end :], words[: person.start]
    if re.match(r"(?:·[가-힣]{2,4})*(?:[이가은는]|\s씨)?\s대신\s", after):
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


def _quoted_of(words: str) -> str:
    return " ".join(re.findall(r"[\"“]([^\"”]*)", words))


_BREAK = re.compile(
    r"(?:지만|으나|는데|(?<=[했됐았었갔지렸졌꼈줬맡켰])고|(?<=[가-힣])며"
    r"|면서)[,\s]|…|\?|!\s|고,\s"
    r"|(?<=[가-힣])고\s(?=[가-힣]{2,5}(?:이|가|은|는|과|와|,|·))"
)


def _clause(words: str, person: Person) -> tuple[int, int]:
    """Return the bounds of the clause that a person stands in."""
    low = max((m.end() for m in _BREAK.finditer(words) if m.end() <= person.start), default=0)
    stop = _BREAK.search(words, person.end)
    return low, stop.end() if stop else len(words)


def _of_season(kind: CreditKind, subject: Installment, told: tuple[Known, str]) -> CreditKind:
    """Return the kind; in a first season nobody comes back, and only who replaces another is new.

    told: what the document tells of its people, and the sentence.
    """
    known, words = told
    if kind not in (CreditKind.RETURNING, CreditKind.NEW):
        return kind
    sequel = (subject.season or 0) > 1 or bool(re.search(r"\d|파트|속편|후속", subject.title))
    if sequel or _SEQUEL.search(words):
        return kind
    if kind is CreditKind.RETURNING and not _COMEBACK.search(words):
        return kind
    if kind is CreditKind.NEW and known.recast:
        return kind
    return CreditKind.CAST


# Words of a change of actors in the middle of the work.
_RECAST = re.compile(r"하차|교체|대신|빈자리|후임|대체|투입")
# Who comes back to the screen comes back to no part.
_COMEBACK = re.compile(
    r"안방|스크린|브라운관|복귀작|년\s?만|연예계|극장|군\s?복무|전역|다시|여전|작품\s활동"
)
_SEQUEL = re.compile(r"전편에\s이어|전작에\s이어|재합류|속편|시즌\s?[2-9]|전편의")


def _is_part(words: str, person: Person) -> bool:
    """Return whether a name is that of a part: `X(A 분)`, `X 역`, `A(X)` in a list of such."""
    after, before = words[person.end :], words[: person.start]
    if re.match(r"(?:\s역(?![가-힣]*[시할])|\([가-힣·\s]{2,14}\s분\))", after):
        return True
    outer = re.match(r"\((?P<in>[가-힣]{2,4})\)(?P<next>.?)", after)
    if outer:
        return (
            outer["next"] not in (",", "·")
            and not before.rstrip().endswith((",", "·"))
            and bool(before.strip())
        )
    inner = re.search(r"(?P<out>[가-힣]{2,4})\($", before)
    if inner and after.startswith(")"):
        lead = before[: inner.start()].rstrip()
        return after[1:2] in (",", "·") or lead.endswith((",", "·")) or not lead
    if re.match(
        r"[을를]\s(?:연기|맡|그려|소화)|으?로(?:,|\s(?:변신|분해|분한|나선|출연|등장))", after
    ):
        return True
    if (
        re.search(r"[가-힣]{2,3}[이가]\s$", before)
        and re.match(r"(?:,|\s역)", after)
        and "역" in after
    ):
        return True
    return bool(
        re.match(r"(?:은|는)\s[가-힣]{2,4}(?:[이가]|,)\s?(?:[^.]*)(?:맡|연기|그려|잇는)", after)
    )


def _status(words: str, person: Person, kind: CreditKind) -> Status:
    _, high = _clause(words, person)
    found, _ = certainty.status(
        words[:high] if high > person.end else words, person.end, person.end
    )
    if found in (None, Status.PLANNED, Status.DONE):
        return Status.DONE
    if kind is CreditKind.DEPARTING and found is Status.DENIED:
        return Status.DONE
    return found


def _settled(claims: list[Claim]) -> list[Claim]:
    """Return claims without the bare ones of a person of whom the text tells more."""
    told = {
        (c.subject.title, c.statement.person)
        for c in claims
        if isinstance(c.statement, Credit) and c.statement.kind is not CreditKind.CAST
    }
    return [
        c
        for c in claims
        if not (
            isinstance(c.statement, Credit)
            and c.statement.kind is CreditKind.CAST
            and (c.subject.title, c.statement.person) in told
        )
    ]


def _claim(context: Context, sentence: Sentence, one: One) -> Claim:
    return Claim(
        one.subject,
        Credit(one.person.name, one.kind, one.part),
        one.status,
        context.sources.at(sentence.number),
        sentence.number,
        sentence.start + one.person.start,
        sentence.start + one.person.end,
        rule=f"ko/{one.rule}",
        confidence=0.8,
    )
