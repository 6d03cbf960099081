"""Document → cast and crew claims: who, in which part, come, gone or stayed, and how sure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from airdate.claims.ko import certainty, roles
from airdate.claims.ko.events import blotted
from airdate.claims.ko.lexicon import rows
from airdate.claims.ko.milestones import Context
from airdate.claims.ko.people import Person, known_people, people
from airdate.model import Claim, Credit, CreditKind, Installment, Sentence, Status

_CREW = {
    "감독": CreditKind.DIRECTOR, "연출": CreditKind.DIRECTOR, "PD": CreditKind.DIRECTOR,
    "피디": CreditKind.DIRECTOR, "연출자": CreditKind.DIRECTOR, "극본": CreditKind.WRITER,
    "각본": CreditKind.WRITER, "작가": CreditKind.WRITER, "대본": CreditKind.WRITER,
    "집필": CreditKind.WRITER, "크리에이터": CreditKind.WRITER, "제작 총괄": CreditKind.PRODUCER,
    "총괄 프로듀서": CreditKind.PRODUCER, "프로듀서": CreditKind.PRODUCER, "제작자": CreditKind.PRODUCER,
    "쇼러너": CreditKind.PRODUCER, "기획": CreditKind.PRODUCER,
}  # fmt: skip
_SPEAKS = re.compile(
    r"[\"”](?:이?라고|고|며|면서)|다고\s(?:말|밝|전|설명|덧붙|강조|털어)|[\"“].*[\"”]|고\s(?:말했|적었|했다)|라며"
)
_CREW_VERB = re.compile(
    r"메가폰|연출(?:을|한|하|작|은|이|자|에|$|\s)|집필|각본|극본|대본|쓴|만든|내놓|선보이|의\s(?:신작|새|'|‘|<|□|데뷔작|차기작|첫|시계)|손을?\s?(?:맞)?잡"
    r"|완성|합류|의기투합|호흡|함께|공동|맡|이끈|참여|겸|복귀|하차|빠[지졌진]|떠[나났]|교체"
)
_CREDIT_LINE = re.compile(
    r"(?P<job>극본|각본|대본|연출|감독|제작 총괄|총괄 프로듀서|크리에이터|기획)(?:은|는|에|엔)?\s?[:：]?\s?(?=[가-힣])"
)
_PREVIOUS_WORK = re.compile(r"(?:원작|웹툰|소설|만화)\S*\s?(?:은|는|의|을|를|\s)*$")
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
    crew = _crew_of(text)
    known = Known(names, crew, roles.parts_of(text) - names - crew.keys(), bool(_RECAST.search(text)))
    claims: list[Claim] = []
    for sentence in context.document.sentences:
        for one in _of_sentence(context, sentence, known):
            claims.append(_claim(context, sentence, one))
    return _settled(claims)


def _crew_of(text: str) -> dict[str, CreditKind]:
    found: dict[str, CreditKind] = {}
    for match in re.finditer(r"(?P<name>[가-힣]{2,4})\s(?P<job>감독|작가|PD|피디)(?![가-힣]*판)", text):
        found.setdefault(match["name"], _CREW[match["job"]])
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
    listed = len(named) > 1
    heading = sentence.number == 0
    for person in named:
        if _NO_PART.match(masked[person.end : person.end + 6].lstrip()):
            continue
        if _in_speech(masked, person) and not heading and not person.behind:
            continue
        made = _crew(masked, person, named) or _acts(
            masked, person, known, listed=listed, heading=heading
        )
        if made is None:
            continue
        kind, rule = made
        subject = _subject(context, sentence, masked, person)
        if subject is None:
            continue
        part = roles.part(masked, person) if kind not in _CREW.values() else None
        status = _status(masked, person, kind)
        kind = _of_season(kind, subject, (known, masked))
        yield One(person, kind, status, subject, part, rule)
        if kind is CreditKind.DIRECTOR and re.match(
            r"[^.]{0,12}(?:각본|극본|대본)(?:까지|도|을|과)", masked[person.end :]
        ):
            yield One(person, CreditKind.WRITER, status, subject, None, rule)


def _in_speech(words: str, person: Person) -> bool:
    return len(re.findall(r"[\"“”]", words[: person.start])) % 2 == 1


def _subject(
    context: Context, sentence: Sentence, masked: str, person: Person
) -> Installment | None:
    """Return the work of a person: the title that follows as "A의 □", else the one spoken of."""
    position = sentence.start + person.start
    owned = re.match(
        r"(?:·[가-힣]{2,4})*\s?(?:감독|작가|PD|피디|주연|신작|배우)*(?:이|가)?\s?(?:의|이|가)?\s?(?:\S{1,6}\s){0,4}?(?=□)",
        masked[person.end :],
    )
    if owned:
        start = sentence.start + person.end + owned.end()
        return context.subjects.at(sentence.number, start, cast=True)
    return context.subjects.at(sentence.number, position, cast=True)


def _crew(words: str, person: Person, named: list[Person]) -> tuple[CreditKind, str] | None:
    """Return the trade of a person behind the camera, None for the others."""
    job = _job(words, person, named)
    if job is None:
        return None
    kind = _CREW[job]
    before = words[: person.start]
    if kind is CreditKind.WRITER and _PREVIOUS_WORK.search(before):
        return None
    if person.behind or person.before in ("감독", "작가", "PD"):
        clause = words[max(0, person.start - 24) : person.end + 60]
        claims = _CREW_VERB.search(clause) or "□" in clause
        if not claims or (_SPEAKS.search(words) and not _CREW_VERB.search(_without_speech(words))):
            return None
    if re.search(r"빠[지졌진]|하차|떠[나났]|짐을\s쌌|교체|물러", words[person.end : person.end + 34]):
        return CreditKind.DEPARTING, "crew_gone"
    return kind, "crew"


def _without_speech(words: str) -> str:
    return re.sub(r"[\"“][^\"”]*[\"”]?", " ", words)


def _job(words: str, person: Person, named: list[Person]) -> str | None:
    """Return the word of the trade that holds for a person: beside it, or of its list."""
    if person.behind in _CREW:
        return person.behind
    for job in _CREDIT_LINE.finditer(words[: person.start]):
        between = words[job.end() : person.start]
        if re.fullmatch(r"(?:[가-힣]{2,4}(?:\s[가-힣]{2,5})?(?:·|,\s?|\s|와\s|과\s))*", between):
            return job["job"]
    follows = [p for p in named if p.start > person.end]
    end = person.end
    for other in follows:
        if not re.fullmatch(r"\s?(?:·|,|와|과)\s?", words[end + 0 : other.start]):
            break
        if other.behind in _CREW and re.fullmatch(r"\s?[·]\s?", words[end : other.start]):
            return other.behind
        end = other.end
    made = re.match(r"[이가]\s(?:각본|극본|연출|메가폰)", words[person.end :])
    if made:
        return "연출" if "메가폰" in made[0] or "연출" in made[0] else "각본"
    if person.before in _CREW:
        return person.before
    return None


def _acts(
    words: str, person: Person, known: Known, *, listed: bool, heading: bool
) -> tuple[CreditKind, str] | None:
    """Return what an actor is to the work, None where the sentence says nothing of the kind."""
    if person.behind in ("대표", "총괄", "CP", "기자", "의원", "교수", "평론가", "본부장", "디렉터", "감독", "작가", "PD", "피디"):
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
        if not re.search(r"역의|역을|하차|합류|출연|불참|맡|연기한|캐스팅|주연", clause + _quoted_of(words)):
            return None
    for kind, pattern in _kinds():
        if pattern.search(clause):
            return CreditKind(kind), f"{kind}_words"
    if roles.part(words, person) is not None:
        return CreditKind.CAST, "part"
    if listed and ("□" in words or not _SPEAKS.search(words)) and re.match(r"[,·와과]", words[person.end :].lstrip() or " "):
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
    if re.match(r"[이가]\s(?:\S+\s){0,3}?(?:맡았던|연기했던|소화했던|연기하던|맡던)", after) and re.search(
        r"캐스팅|교체|대체|맡는|맡았다|물려|이어받|바통", after
    ):
        return CreditKind.DEPARTING, "was_in"
    return None


def _quoted_of(words: str) -> str:
    return " ".join(re.findall(r"[\"“]([^\"”]*)", words))


_BREAK = re.compile(
    r"(?:지만|으나|는데|(?<=[했됐았었갔지렸졌꼈줬맡켰])고|(?<=[가-힣])며|면서)[,\s]|…|\?|!\s|고,\s"
    r"|(?<=[가-힣])고\s(?=[가-힣]{2,5}(?:이|가|은|는|과|와|,|·))"
)


def _clause(words: str, person: Person) -> tuple[int, int]:
    """Return the bounds of the clause that a person stands in."""
    low = max((m.end() for m in _BREAK.finditer(words, 0, person.start)), default=0)
    stop = _BREAK.search(words, person.end)
    return low, stop.end() if stop else len(words)


def _of_season(
    kind: CreditKind, subject: Installment, told: tuple[Known, str]
) -> CreditKind:
    """Return the kind; in a first season nobody comes back, and only who replaces another is new.

    told: what the document tells of its people, and the sentence.
    """
    known, words = told
    if kind not in (CreditKind.RETURNING, CreditKind.NEW):
        return kind
    sequel = (subject.season or 0) > 1 or bool(re.search(r"\d|파트|속편|후속", subject.title))
    if sequel or _SEQUEL.search(words):
        return kind
    if kind is CreditKind.NEW and known.recast:
        return kind
    return CreditKind.CAST


# Words of a change of actors in the middle of the work.
_RECAST = re.compile(r"하차|교체|대신|빈자리|후임|대체|투입")
_SEQUEL = re.compile(r"전편에\s이어|전작에\s이어|재합류|속편|시즌\s?[2-9]|전편의")


def _is_part(words: str, person: Person) -> bool:
    """Return whether a name is that of a part: `X(A 분)`, `X 역`, `A(X)` in a list of such."""
    after, before = words[person.end :], words[: person.start]
    if re.match(r"(?:\s역(?![가-힣]*[시할])|\([가-힣·\s]{2,14}\s분\))", after):
        return True
    outer = re.match(r"\((?P<in>[가-힣]{2,4})\)(?P<next>.?)", after)
    if outer:
        return outer["next"] not in (",", "·") and not before.rstrip().endswith((",", "·")) and bool(before.strip())
    inner = re.search(r"(?P<out>[가-힣]{2,4})\($", before)
    if inner and after.startswith(")"):
        lead = before[: inner.start()].rstrip()
        return after[1:2] in (",", "·") or lead.endswith((",", "·")) or not lead
    if re.match(r"[을를]\s(?:연기|맡|그려|소화)", after):
        return True
    return bool(re.match(rf"(?:은|는)\s[가-힣]{{2,4}}(?:[이가]|,)\s?(?:[^.]*)(?:맡|연기|그려|잇는)", after))


def _status(words: str, person: Person, kind: CreditKind) -> Status:
    low, high = _clause(words, person)
    found, _ = certainty.status(words[:high] if high > person.end else words, person.end, person.end)
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
