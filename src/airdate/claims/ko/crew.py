"""Person in a sentence → the trades that it gives them: director, writer, producer."""

from __future__ import annotations

import re

from airdate.claims.ko.people import Person
from airdate.model import CreditKind

_DIRECTOR, _WRITER, _PRODUCER = CreditKind.DIRECTOR, CreditKind.WRITER, CreditKind.PRODUCER
_RANKS = {
    "감독": _DIRECTOR, "PD": _DIRECTOR, "피디": _DIRECTOR, "연출": _DIRECTOR, "연출가": _DIRECTOR,
    "작가": _WRITER, "극본": _WRITER, "각본": _WRITER, "프로듀서": _PRODUCER,
}  # fmt: skip
_JOB = (
    r"(?:제작\s?총괄|총괄\s?제작|총괄\s?프로듀서|극본|각본|대본|시나리오"
    r"|집필|연출자?|감독|작가|크리에이터|쇼러너|기획|제작자?|PD)"
)
_JOBS = rf"{_JOB}(?:(?:\s?[·/,&]\s?|과\s|와\s){_JOB})*"
_NAMES = (
    rf"(?:(?!{_JOB})[가-힣]{{2,5}}(?:\s(?:감독|작가|PD))?(?:\s(?!{_JOB})[가-힣]{{2,5}})?"
    r"(?:·|,\s?|\s?/\s?|와\s|과\s|\s&\s))*"
)
# "극본 A", "연출: A", "연출을 맡은 A", "각본의 A", "감독은 A".
_BEFORE = re.compile(
    rf"(?P<jobs>{_JOBS})(?:\s?[:：]\s?|\s|[은는]\s|[을를]\s(?:맡은|맡는"
    rf"|담당한|쓴|쓰는|집필한|잡은)\s|의\s|에는?\s|엔\s)(?:신인\s)?{_NAMES}$"
)
# "연출은 □을 만든 A 감독이 맡는다".
_TOPIC = re.compile(rf"(?P<jobs>{_JOBS})[은는]\s[^,.]*□[^,.\s]*\s(?:[^\s,.]+\s)?$")
_CAMERA = re.compile(rf"메가폰을\s(?:잡은|쥔|든)\s{_NAMES}$")
# "A가 연출을 맡는다", "A 감독이 제작과 각본에 참여했다".
_VERB = re.compile(
    rf"(?:\s?(?:감독|작가|PD|피디))?(?:님"
    rf"|씨)?[이가은는도]\s(?:[^\s,\"“”]*[^\s,고며\"“”]\s){{0,3}}?(?P<jobs>{_JOBS}|메가폰|펜)(?:까지"
    rf"|도)?[을를에으로]{{0,2}}(?:서)?\s?"
    r"(?:\S+\s)?(?:맡|겸|참여|잡|쓰|쓴|썼|들|집필|하[는며고였]|한[다\s]|했|쥐|쥔|나[섰선서]|담당|책임|이름을\s올|$)"
)
_GONE = re.compile(r"빠[지졌진]|하차|짐을\s쌌|물러|교체됐|떠나|내려놓")
# "A 감독에서 B 감독으로", "A 감독 대신".
_FOLLOWED = re.compile(
    r"\s?(?:감독|작가|PD|피디)?(?:에서\s[가-힣]{2,4}\s?(?:감독|작가|PD|피디)?으?로|\s대신)\s"
)
_OTHER_MEDIUM = re.compile(r"(?:원작|웹툰|소설|만화|웹소설)\S*\s?(?:은|는|의|을|를|\s|쓴|그린)*$")
_TIES = re.compile(
    r"메가폰|연출(?:을|한|하|작|은|이|자|에|$|\s)|집필|각본|극본|대본|쓴"
    r"|만든|내놓|선보이|손을?\s?(?:맞)?잡|완성|합류|의기투합|호흡|함께|공동"
    r"|맡"
    r"|이끈|바뀌|바뀐|교체|넘어갔|콤비|그대로|비롯|참석|힘을|참여|겸|복귀|다시|하차|빠[지졌진]|떠[나났]|교체|신작|차기작"
    r"|데뷔작|\d부작|이\s(?:영화|작품|드라마|시리즈)|옮[겨긴]|만난|뭉[친쳤]|작품|새\s영화|새\s드라마|여전"
)
_SAYS = re.compile(
    r"[\"“].*[\"”]|다(?:고|며)\s?(?:\S+\s){0,3}(?:말|밝|전|설명|덧붙|강조"
    r"|털어|했|소개|귀띔)|라(?:고|며)\s"
)


def trades(words: str, person: Person, others: list[Person]) -> tuple[CreditKind, ...]:
    """Return what a sentence says a person does behind the camera; empty where nothing.

    words: with titles blotted out.  others: all people of the sentence.  A bare rank before
    somebody who only speaks is none.
    """
    before, after = words[: person.start], words[person.end :]
    told = _VERB.match(after) or _VERB.match(_behind_list(words, person, others))
    if told:
        kinds = _kinds(told["jobs"])
    elif (found := _BEFORE.search(before) or _topic(before, person)) and after[:1] != "의":
        jobs = found["jobs"]
        if "," in jobs and re.search(r"[가-힣]{2,4}\s$", before[: found.start()]):
            jobs = jobs.rpartition(",")[2]  # "A 감독, 각본의 B": the first is A's rank
        kinds = _kinds(jobs)
    elif _CAMERA.search(before):
        kinds = (_DIRECTOR,)
    else:
        kinds = _by_rank(words, person, others)
        if kinds and not _tied(words, person):
            return ()
    if _WRITER in kinds and _OTHER_MEDIUM.search(before):
        return ()
    if kinds and (_GONE.search(after[:34]) or _FOLLOWED.match(after)):
        return (CreditKind.DEPARTING,)
    also = re.match(r"[^.]{0,14}?(?P<job>각본|극본|대본)(?:까지|도|을\s함께)", after)
    return (*kinds, _WRITER) if also and kinds == (_DIRECTOR,) else kinds


def _topic(before: str, person: Person) -> re.Match[str] | None:
    """Return the job that a sentence speaks of, no rank of another: `연출은 ... A가`."""
    found = None if person.behind in _RANKS else _TOPIC.search(before)
    if found and re.search(r"[가-힣]{2,4}\s$", before[: found.start()]):
        return None
    return found


def _behind_list(words: str, person: Person, others: list[Person]) -> str:
    """Return the words behind the last of the list that a person opens, "" for none."""
    if person.behind or person.particle not in ("", "와", "과"):
        return ""
    end, last = person.end + len(person.particle), person
    for other in (o for o in others if o.start > person.start):
        if not re.fullmatch(r"\s?[·,&]?\s?", words[end : other.start]) or other.behind:
            break
        end, last = other.end + len(other.particle), other
    return words[last.end :] if last is not person else ""


def _kinds(jobs: str) -> tuple[CreditKind, ...]:
    """Return the kinds of trades in words such as `연출·극본`, each once."""
    found = []
    if re.search(r"연출|감독|PD|메가폰", jobs):
        found.append(_DIRECTOR)
    if re.search(r"극본|각본|대본|시나리오|집필|작가|크리에이터|펜", jobs):
        found.append(_WRITER)
    if re.search(r"제작|프로듀서|쇼러너|기획", jobs):
        found.append(_PRODUCER)
    return tuple(found)


def _by_rank(words: str, person: Person, others: list[Person]) -> tuple[CreditKind, ...]:
    """Return the trade of the rank behind a person, or behind the last of the list it opens."""
    if person.behind in _RANKS:
        return (_RANKS[person.behind],)
    end = person.end + len(person.particle)
    for other in (o for o in others if o.start > person.end):
        if not re.fullmatch(r"\s?[·,]\s?|\s", words[end : other.start]):
            break
        with_them = re.match(r"\s?[가-힣]+?[와과](?![가-힣])", words[other.end :])
        if other.behind in _RANKS and not person.behind and not with_them:
            return (_RANKS[other.behind],)
        end = other.end
    return ()


def _tied(words: str, person: Person) -> bool:
    """Return whether the words tie a person with a rank to a work, rather than quote them."""
    clause = words[max(0, person.start - 30) : person.end + 60]
    if not _SAYS.search(words):
        return "□" in clause or bool(_TIES.search(clause))
    if re.match(r"\s?(?:감독|작가|PD|피디)(?:님)?의\s(?:\S+\s){0,3}?□", words[person.end :]):
        return True
    outside = re.sub(r"[\"“][^\"”]*[\"”]?", " ", words)
    return bool(_TIES.search(outside)) or person.before.startswith("연출")
