"""Sentence and its people → the part of each: `A는 X를, B는 Y를 맡았다`, `X 역의 A`, `X(A 분)`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from airdate.claims.ko.lexicon import one_of, words
from airdate.claims.ko.names import stripped
from airdate.claims.ko.people import Person, name_score

_NAME = r"[^\s,·()'‘’\"“”□…]{1,9}"
_QUOTED = rf"['‘]?(?P<part>{_NAME}?)['’]?"
# What is said of a part: whoever does it to a word plays that word.
_PLAYS = (
    r"(?:연기|맡|분[하한했]|분해|변신|소화|그려|그린다|그렸|출연|나[서선섰]|등장|합류|활약|도전"
    r"|캐스팅|낙점|복귀|열연|만난|만나|나온|나와|가세|물려|이어받|꿰[찼차]|투입|돌아[오온왔]"
    r"|목소리|확정|선보|조율|얼굴을|운전대|변모|분투|힘을|이끈|맞선|맞붙|함께|출격|잇는|잇고)"
)
_BEFORE = (
    re.compile(
        rf"{_QUOTED}\s역(?:의|에는?|은|으로|을\s맡은|을\s연기한|을\s맡았던|으로\s출연하는)?\s"
        r"(?:그룹\s\S+의?\s|신예\s|신인\s|원로\s|아역\s)?(?:배우\s)?$"
    ),
    re.compile(
        rf"{_QUOTED}(?:으?로)\s(?:분한|나온|변신한|나선|출연한|등장한|출연하는|활약한|열연한)\s"
        r"(?:배우\s)?$"
    ),
    re.compile(
        rf"{_QUOTED}[을를]\s(?:연기한|연기했던|연기하는|맡은|맡았던)\s(?:아역\s)?(?:배우\s)?$"
    ),
)
# "범석은 황정민이, 성기는 조인성이 맡았다".
_TOPIC = re.compile(
    rf"{_QUOTED}(?:\s역(?:은|에는?|엔)|은|는)\s(?:배우\s|그룹\s\S+의?\s|원로\s|아역\s|신예\s|신인\s){{0,3}}$"
)
_GIVEN = re.compile(
    r"[이가](?:,|\s(?:각각\s|다시\s|\S+에서\s)?(?:맡|연기|그려|채운|잇는|이어받|소화|캐스팅|낙점))"
    r"|,\s|으?로\s(?:확정|낙점|정해)|[이가]\s(?:캐스팅|낙점)"
)
_BRACKETED = re.compile(r"\((?P<part>[가-힣A-Za-z ]{1,10}?)(?:\s역)?\)")
_JOBS = (
    r"(?:중사|대위|소령|형사|검사|판사|변호사|의사|간호사|교수|회장|부장"
    r"|팀장|반장|선생|사장|왕|왕후|세자|장군|순경|경위|경감|소장|과장|실장)"
)
_RANKED = re.compile(rf"(?<![가-힣])(?P<part>[가-힣]{{2,3}}[^은는이가\s])\s{_JOBS}\s$")
# The part within the words from a player on: the word that is played, the nearest to its verb.
_PLAYED = re.compile(
    rf"(?<![^\s'‘,]){_QUOTED}(?:\s?(?:역할|역|배역|캐릭터))?(?:을|를|으로|로|에|과|와)?"
    rf"(?:\s(?:[^\s,]+\s){{0,4}}?)?{_PLAYS}"
)
_MARKED = re.compile(
    rf"(?<![^\s'‘]){_QUOTED}(?:\s(?:역할|역|배역|캐릭터)(?:을|를|으로|에|이다)?|[을를]|으?로)(?=[\s,…]|$)"
)
_SHARED = re.compile(rf"(?:^|\s)['‘]?(?P<part>{_NAME}?)['’]?(?:\s역|\s역을|을|를|으?로)?,\s?$")
_CLAUSE_END = re.compile(r"(?<=[가-힣])(?:지만)[,\s]|(?<=[했됐]) ?고[,\s]|…|[\"“”]")
_SUBJECT = ("이", "가", "은", "는", "도", "측")


@dataclass(frozen=True)
class Roles:
    """The parts that a sentence gives: start of a person → part; where names are those of parts."""

    of: dict[int, str]
    taken: frozenset[int]


def assigned(sentence: str, named: Sequence[Person]) -> Roles:
    """Return the parts of the people of a sentence.

    sentence: with titles blotted out.  named: the people that it names, in order.
    """
    found, taken = _played_by(sentence, named)
    for number, person in enumerate(named):
        if person.start in found or person.start in taken:
            continue
        others = [o for o in named[number + 1 :] if o.start not in taken]
        told = _before(sentence, person) or _behind(sentence, person, others)
        if told:
            found[person.start] = told
    for person in named:
        heir = _of_list(sentence, person, named)
        if person.start not in found and person.start not in taken and heir in found:
            found[person.start] = found[heir]
    actors = {p.name for p in named if p.start in found and p.particle in ("은", "는", "이", "가")}
    kept = {start: part for start, part in found.items() if part not in actors}
    return Roles(kept, frozenset(taken))


_PLAYED_BY = re.compile(
    r"(?:\s(?:역할|역|배역)(?:을|를|으로|에|이다)?)?\s?(?:\S+\s){0,3}?"
    r"(?:연기|맡|분[하한했]|분해|변신|소화|그려|그린다|활약|등장|출연|나[서선섰]|합류|낙점|캐스팅|복귀|돌아"
    r"|열연|꿰[찼차]|물려|이어받|역이다)"
)


def _played_by(sentence: str, named: Sequence[Person]) -> tuple[dict[int, str], set[int]]:
    """Return who plays whom where a part itself looks like a person: `A는 X를, B는 Y로 분했다`."""
    found: dict[int, str] = {}
    taken: set[int] = set()
    for number, (actor, part) in enumerate(pairwise(named)):
        if actor.particle not in ("은", "는", "이", "가", "도") or actor.start in taken:
            continue
        gap = sentence[actor.end : part.start]
        tail = sentence[part.end + len(part.particle) :]
        following = named[number + 2] if number + 2 < len(named) else None
        if _CLAUSE_END.search(gap) or "," in gap or not _is_played(part, tail, following):
            continue
        found[actor.start] = part.name
        taken.add(part.start)
    return found, taken


def _is_played(part: Person, tail: str, following: Person | None) -> bool:
    if part.particle not in ("", "을", "를", "로", "으로"):
        return False
    marked = part.particle in ("을", "를", "로", "으로") or re.match(
        r"\s(?:역|역할|배역)(?:을|으로|이|,|\s|$)", tail
    )
    if re.match(r"\s(?:역|역할|배역)(?:을|를|으로|로|에|이다)", tail):
        return True
    if marked and _PLAYED_BY.match(tail):
        return True
    goes_on = re.match(r"(?:\s역(?:을)?)?,\s", tail)
    if not goes_on or not re.search(rf"{_PLAYS}|역이다", tail):
        return False
    return bool(marked or (following and following.particle in ("은", "는", "이", "가")))


def _of_list(sentence: str, person: Person, named: Sequence[Person]) -> int | None:
    """Return where the last of a list stands that a person opens: `A, B가 X로 나온다`."""
    end, last = person.end + len(person.particle), None
    for other in (o for o in named if o.start > person.end):
        if not re.fullmatch(r"\s?(?:,|·|와|과)?\s?", sentence[end : other.start]):
            break
        if (
            end == person.end + len(person.particle)
            and sentence[person.end : other.start].strip() == ""
        ):
            break
        end, last = other.end + len(other.particle), other.start
    return last if person.particle in ("", "와", "과") else None


def _before(sentence: str, person: Person) -> str | None:
    lead = sentence[max(0, person.start - 50) : person.start]
    after = sentence[person.end :]
    for pattern in _BEFORE:
        if (found := pattern.search(lead)) and (name := _sound(found["part"])):
            return name
    if (found := _TOPIC.search(lead)) and _GIVEN.match(after):
        return _sound(found["part"])
    if (found := _RANKED.search(lead)) and name_score(found["part"][:3]) > 0:
        return _sound(found["part"])
    outer = re.search(r"(?<![가-힣])(?P<part>[가-힣]{1,6})\((?:[가-힣 ]{2,8}·)*$", lead)
    if outer and re.match(r"(?:·[가-힣 ]{2,8})*(?:\s?분)\)", after):
        return _sound(outer["part"])
    return None


def _behind(sentence: str, person: Person, others: Sequence[Person]) -> str | None:
    after = sentence[person.end :]
    bracketed = _BRACKETED.match(after)
    if bracketed and not bracketed["part"].isdigit():
        return _sound(bracketed["part"])
    if not person.particle.startswith(_SUBJECT):
        return None
    start = person.end + len(person.particle)
    stop = next((o.start for o in others if o.particle in ("이", "가", "은", "는")), len(sentence))
    # "A는 X를, B는 Y를 맡았다": the verb of the last is that of all.
    words_of = sentence[start:stop]
    clause = _CLAUSE_END.split(words_of, maxsplit=1)[0]
    own = re.search(rf"(?<=\s){_PLAYS}", clause)
    if own is None and stop < len(sentence) and re.search(_PLAYS, sentence[stop:]):
        shared = _SHARED.search(_unranked(words_of))
        if shared and not re.search(r"[다고며]\s", words_of[: shared.start()]):
            return _sound(shared["part"])
    return _played(clause)


def _unranked(words_of: str) -> str:
    """Return words to the comma that ends them: what introduces the next person falls away."""
    return words_of[: words_of.rfind(",") + 1] + " " if "," in words_of else words_of


def _played(clause: str) -> str | None:
    """Return the word before the first verb of playing that bears the mark of an object."""
    verb = re.search(rf"(?<=\s){_PLAYS}", clause)
    if verb is None:
        return None
    marked = [m for m in _MARKED.finditer(clause[: verb.start()]) if _closed(m)]
    for found in reversed(marked):
        if verb.start() - found.end() > _FAR:
            return None
        if name := _sound(found["part"]):
            return name
    return None


# Between a part and its verb there are some words at most (signs).
_FAR = 22


def _closed(found: re.Match[str]) -> bool:
    """Return whether 로 stands behind a vowel or ㄹ, as it must: 백로 is a heron, not 백 and 로."""
    end = found.end("part")
    if found.string[end : end + 1] != "로":
        return True
    code = ord(found["part"][-1]) - 0xAC00
    return not 0 <= code < 11172 or code % 28 in (0, 8)


def _sound(name: str) -> str | None:
    bare = (
        stripped(name) if len(name) > 2 and not name.endswith(("이", "은")) else name.strip(" '‘’")
    )
    if (
        bare in words("no_part")
        or bare in words("rank")
        or bare.endswith(("출연", "연출", "극본", "번째"))
    ):
        return None
    if re.fullmatch(r"분|\d.*|.*[0-9]", bare) or re.fullmatch(
        one_of("channel", "film", "series"), bare
    ):
        return None
    return bare or None


_PARTS = (
    re.compile(r"(?<![가-힣])(?P<part>[가-힣]{2,4})['’]?\s역(?:의|에|은|으로|을|인|이다|,|\s|$)"),
    re.compile(r"(?<![가-힣])(?P<part>[가-힣]{2,4})\([가-힣·\s]{2,14}\s분\)"),
    re.compile(r"(?<![가-힣])(?P<part>[가-힣]{2,4})['’]?[을를]\s(?:연기[한했하]|맡[은았아])"),
    re.compile(rf"(?<![가-힣])(?P<part>[가-힣]{{2,4}})\s{_JOBS}\s(?=[가-힣]{{3}}[,이가])"),
)


def parts_of(text: str, told: Iterable[str]) -> frozenset[str]:
    """Return the names of parts that a document tells; told: those that its sentences assign."""
    found = {m["part"] for pattern in _PARTS for m in pattern.finditer(text)}
    return frozenset(found | {part for part in told if len(part) > 1})
