"""Person in a sentence → the works they are credited with: the one spoken of, and others.

A work that only tells who they are ("'□'를 만든 A", "'□'의 A") or where they met before
("'□' 이후 다시 만난 A와 B") stands behind the one spoken of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from airdate.claims.ko.people import Person
from airdate.claims.ko.subjects import Subjects
from airdate.claims.ko.titles import Mention
from airdate.model import Installment, Sentence

# Every turn of the loop takes a sign of its own: no run of blots can be cut in two ways.
_CHAIN = r"(?<!□)(?P<chain>□+(?:(?:,\s?|\s|·|와\s|과\s|,\s그리고\s)□+)*)(?!□)"
# "'밤의 항구'를 연출한 A", "'밤의 항구'의 A": known for another work than the one spoken of.
_KNOWN_FOR = re.compile(
    rf"{_CHAIN}(?:(?:,\s)?\s?등)?(?:[을를]|의|로|으로|에서|에)?\s"
    r"(?:(?:\S+\s){0,2}?(?:연출한|만든|쓴|집필한|선보인|찍은|유명한|알린|연출했던|썼던|주목받은|데뷔한"
    r"|성공시킨|탄생시킨|호평받은|출연한|제작한|이끈|출신의?)\s)?"
    r"(?:(?:공동\s)?(?:배우|감독|작가|연출자|연출가|각본가|PD)\s)?$"
)
_JOIN = re.compile(r"(?:\s(?:감독|작가|PD|피디))?(?:·|,\s?|와\s|과\s)(?:배우\s)?")
# "'□' 이후 6년 만에 선보이는", "'□' 이후 다시 손을 잡았다".
_SINCE = re.compile(
    rf"{_CHAIN}(?:\s(?:이후|때|시절)|에\s이어|에서)(?P<gap>(?:\s\S+){{0,8}}?)\s?\S*"
    r"(?P<verb>다시|재회|만나|만났|만난|뭉[친쳤]|의기투합|손을?\s?잡|호흡|선보|내놓|완성|연출|메가폰)"
)
_AGAIN = re.compile(r"다시|재회|만나|만났|만난|뭉|의기투합|손|호흡")
# "A 감독의 □", "A 주연의 새 영화 □", "A가 연출한 □": what stands between leans on the title.
_OWNED = re.compile(
    r"(?:·[가-힣]{2,4}|,\s[가-힣]{2,4}|[와과]\s[가-힣]{2,4})*\s?(?:감독|작가"
    r"|PD|피디)?(?:님)?(?:의|표|[이가](?=\s\S+\s))?"
    r"\s?(?:주연의?\s|신작\s?|(?:차기작|복귀작|신작|주연작)(?:인|은|이자|으로)?\s?)?"
    r"(?:(?:\S*(?:[한은는던인쓴낸든의을]|새|첫|신작|영화|드라마"
    r"|시리즈|극|작|장편|속편|애니메이션|tvN|SBS|JTBC|넷플릭스|티빙)|\d+년"
    r"|만에)\s){0,5}(?=□)"
)


@dataclass(frozen=True)
class Place:
    """A sentence with its titles blotted out, its people, and what is known of the document."""

    subjects: Subjects
    sentence: Sentence
    masked: str
    named: list[Person]

    def mentions(self, low: int, high: int) -> list[Mention]:
        """Return the titles within two places of the sentence."""
        start = self.sentence.start
        own = self.subjects.in_sentence(self.sentence.number)
        return [m for m in own if start + low <= m.start < start + high]


def works(place: Place, person: Person) -> list[Installment]:
    """Return the works of a person: the one spoken of, then those they are known for."""
    introducing = _introducing(place)
    others = {m.start for found in introducing.values() for m in found}
    earlier = introducing.get(person.start, [])
    owned = _OWNED.match(place.masked, person.end)
    if owned and not (set(_starts(place, owned.end())) & others):
        at = place.subjects.at(place.sentence.number, place.sentence.start + owned.end(), cast=True)
    else:
        at = _spoken_of(place, person, frozenset(others))
    found = [at] if at else []
    return found + [i for i in map(_as_work, earlier) if all(i.title != f.title for f in found)]


def _starts(place: Place, offset: int) -> list[int]:
    return [m.start for m in place.mentions(offset, offset + 1)]


def _as_work(mention: Mention) -> Installment:
    return Installment(mention.title, None if mention.film else mention.season)


def _spoken_of(place: Place, person: Person, others: frozenset[int]) -> Installment | None:
    number, position = place.sentence.number, place.sentence.start + person.start
    return place.subjects.at(number, position, cast=True, without=others)


def _introducing(place: Place) -> dict[int, list[Mention]]:
    """Return start of a person → the titles that only tell who they are."""
    found: dict[int, list[Mention]] = {}
    if "□" not in place.masked:
        return found
    for person in place.named:
        known = _KNOWN_FOR.search(place.masked[max(0, person.start - 120) : person.start])
        if known and not _of_cast(place, person):
            low = max(0, person.start - 120)
            own = place.mentions(low + known.start("chain"), low + known.end("chain"))
            found[person.start] = own
    _share(place, found)
    for match in _SINCE.finditer(place.masked):
        own = place.mentions(match.start("chain"), match.end("chain"))
        again = bool(_AGAIN.search(match["verb"]))
        for person in place.named:
            if again or person.end <= match.start():
                found.setdefault(person.start, []).extend(own)
    return found


def _of_cast(place: Place, person: Person) -> bool:
    """Return whether a person before whom a title stands is one of its own cast: `□의 A가 맡은`."""
    topic = place.subjects.topic_of(place.sentence.number)
    return topic is None and len(place.subjects.in_sentence(place.sentence.number)) < 2


def _share(place: Place, found: dict[int, list[Mention]]) -> None:
    """Give the second of "'□'를 만든 A와 B" what the first is known for, if they made it both."""
    for first, second in zip(place.named, place.named[1:], strict=False):
        gap = place.masked[first.end : second.start]
        made = re.search(r"(?:만든|연출한|쓴|집필한)\s\S{0,3}$", place.masked[: first.start])
        if first.start in found and made and _JOIN.fullmatch(gap) and "감독" not in gap:
            found.setdefault(second.start, found[first.start])
