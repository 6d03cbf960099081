"""Sentence → the people that it names, with the rank that stands beside each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from airdate.claims.ko import foreign
from airdate.claims.ko.lexicon import one_of, rows, words
from airdate.claims.ko.names import particles, person_in, stripped

# Words of which it is kept whether they are names: those of some dozen articles.
_REMEMBERED = 20_000
_TOKEN = re.compile(r"[가-힣]+")
_JOINED = re.compile(r"\s?(?:,|·|/|X|x|&|ㆍ|와|과|랑|하고)\s?")
_BEHIND = re.compile(
    r"(?P<rank>감독|작가|PD|피디|연출가|연출(?=[\s,·)임]|$)|극본|각본|배우|대표|총괄|CP|기자|평론가|의원"
    r"|교수|디렉터|본부장|프로듀서)(?:님|들)?(?![가-힣]*(?:판|진|작|자\b))"
)
_BEFORE = re.compile(
    r"(?P<rank>배우|감독|연출자?|극본|각본|작가|주연|신인|신예|가수|그룹"
    r"|아이돌|블랙핑크|소녀시대|개그맨|모델 출신|후임은|PD|톱스타"
    r"|아역)\s?(?:은|는|에|을|를)?\s?$"
)
_GROUP = re.compile(r"(?:그룹|밴드)\s$")
# A verb that begins like a family name: "나온다", "선보인", "시작한".
_VERBAL = re.compile(
    r"(?:나[오온올와왔섰선간갈][가-힣]*|선보[가-힣]+|갈라[가-힣]+"
    r"|당[기겨긴][가-힣]*|하자고?|이라[고는며]?|피하[가-힣]|하겠[가-힣]|하지"
    r"|사라[진졌질]"
    r"|지[나난켜키킨][가-힣]*|만[나난][가-힣]*|마[치친쳤][가-힣]*"
    r"|전[하한해했][가-힣]*|한다[가-힣]*|하려[가-힣]*|이어[가-힣]*|이은"
    r"|이끈[다]?"
    r"|오[른르]다?|노[린리][가-힣]*|구하[가-힣]|고르[가-힣]|추[려린][가-힣]"
    r"|도[는운][가-힣]?|모[인은]다?|주[는고]|서[는고]|가[는고져]|오[는고])"
)
_VERBAL_ENDING = re.compile(
    r"(?:하|한|할|해|했|되|된|될|돼|됐|시[키킨켜]|받[은는아]|없|있|스러|로[운워]|이[다던었])"
)


@dataclass(frozen=True, slots=True)
class Person:
    """A person where named: `words[start:end]` of a sentence, the particle behind, the rank.

    rank: the word of rank or trade that stands directly before or behind, "" for none.
    """

    start: int
    end: int
    name: str
    particle: str
    before: str
    behind: str


@cache
def common_words() -> frozenset[str]:
    """Return words that begin like a family name and are no person's."""
    return _list("common_words.txt")


def stage_names() -> frozenset[str]:
    """Return well-known names without a family name, and short whole ones."""
    return _list("stage_names.txt")


@cache
def _list(name: str) -> frozenset[str]:
    text = files("airdate.claims.ko").joinpath(name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


@cache
def given() -> frozenset[str]:
    """Return the syllables of given names."""
    return frozenset(s for row in rows("given.tsv") for s in row["syllables"].split())


@lru_cache(maxsize=_REMEMBERED)
def likely(name: str) -> bool:
    """Return whether a word of two to four syllables can well be the name of a Korean."""
    if name in common_words() or len(name) == 2:
        return False
    double = name.startswith(words("surname2"))
    if not double and not _LEAST <= name_score(name) < _PLAIN:
        return name_score(name) >= _PLAIN
    return all(s in given() for s in (name[2:] if double else name[1:]))


# The summed log-odds from which a word of three syllables is taken for a name.
_LEAST = -0.7
# From here on even with a syllable that is not in `given.tsv`.
_PLAIN = 1.5
_UNHEARD = -0.5


@cache
def _name_weights() -> dict[str, float]:
    return {row["syllable"]: float(row["weight"]) for row in rows("name_syllables.tsv")}


def name_score(name: str) -> float:
    """Return the summed log-odds of a word's syllables, each in its place: above 0 speaks for a
    Korean name. `python -m evaluation.korean --count names` counts them.
    """
    weights = _name_weights()
    return sum(weights.get(f"{place}{s}", _UNHEARD) for place, s in enumerate(name, 1))


def people(sentence: str, *, known: frozenset[str] = frozenset()) -> list[Person]:
    """Return the people that a sentence names, in order.

    known: names that the document has shown to be people: two syllables or from abroad as well.
    """
    found: list[Person] = []
    sure = _by_first(known)
    for token in _TOKEN.finditer(sentence):
        person = _at(sentence, token, sure)
        if person and not (found and found[-1].end > person.start):
            found.append(person)
    return _with_lists(sentence, found)


@lru_cache(maxsize=64)
def _by_first(known: frozenset[str]) -> dict[str, list[str]]:
    """Return known and stage names by their first syllable, the longest first."""
    sure = dict(_on_stage())
    for name in known - stage_names():
        sure[name[0]] = sorted([*sure.get(name[0], ()), name], key=_longest_first)
    return sure


def _longest_first(name: str) -> tuple[int, str]:
    return -len(name), name


@cache
def _on_stage() -> dict[str, list[str]]:
    """Return the stage names by their first syllable, the longest first."""
    found: dict[str, list[str]] = {}
    for name in sorted(stage_names(), key=_longest_first):
        found.setdefault(name[0], []).append(name)
    return found


def _at(sentence: str, token: re.Match[str], known: dict[str, list[str]]) -> Person | None:
    word = token[0]
    for name in known.get(word[0], ()):
        rest = word[len(name) :]
        if word.startswith(name) and (not rest or particles().fullmatch(rest)):
            return _placed(sentence, token.start(), name, rest)
    if _is_common(word):
        return None
    named = person_in(word)
    if (
        len(word) == 3
        and word[-1] == "이"
        and sentence[token.end() : token.end() + 1] in (",", "·")
    ):
        named = (word, "")  # 윤가이, not 윤가 with a particle: a comma follows none
    if named is None:
        return None
    name, rest = named
    if rest == "의" and _GROUP.search(sentence, max(0, token.start() - 6), token.start()):
        return None  # a group, not its member
    person = _placed(sentence, token.start(), name, rest)
    beside = person.before or (person.behind and not rest)
    if likely(name) or (beside and name not in common_words()):
        return person
    return None


@lru_cache(maxsize=_REMEMBERED)
def _is_common(word: str) -> bool:
    """Return whether a word, with or without its ending, is no name."""
    common = common_words()
    if re.search(r"들(?:은|이|을|의|과|도|에게)?$", word) and len(word) > 2:
        return True
    if (
        _VERBAL.fullmatch(word)
        or word.startswith(("이라고", "이라며", "라고"))
        or (word[:2] in common and _VERBAL_ENDING.match(word, 2))
    ):
        return True
    return word in common or any(
        word[:size] in common and (len(word) == size or particles().fullmatch(word[size:]))
        for size in (2, 3, 4)
        if size <= len(word)
    )


def _placed(sentence: str, start: int, name: str, particle: str) -> Person:
    end = start + len(name)
    before = _BEFORE.search(sentence[max(0, start - 10) : start])
    behind = _BEHIND.match(sentence[end + len(particle) :].lstrip(" ")) if not particle else None
    return Person(
        start,
        end,
        name,
        particle,
        before["rank"] if before else "",
        behind["rank"] if behind else "",
    )


def _with_lists(sentence: str, found: list[Person]) -> list[Person]:
    """Return people with those of two syllables in a list with others, and those from abroad."""
    kept = list(found)
    for start, name, rest in _abroad(sentence):
        over = [p for p in kept if p.start < start + len(name) and start < p.end]
        first = name.split()[0]
        opens = all(p.start == start and p.end <= start + len(first) for p in over)
        if opens or foreign.score(first) >= _PLAINLY_ABROAD:
            kept = [p for p in kept if p not in over]
            kept.append(_placed(sentence, start, name, rest))
    if not kept:
        return kept  # nobody to be listed with
    for match in _WORD.finditer(sentence):
        name, rest = _listed(match[0])
        if not name:
            continue
        start, end = match.span()
        if any(p.start < end and start < p.end for p in kept):
            continue
        if _in_list(sentence, start, start + len(name), kept):
            kept.append(_placed(sentence, start, name, rest))
    return sorted(kept, key=lambda p: p.start)


@lru_cache(maxsize=_REMEMBERED)
def _listed(word: str) -> tuple[str, str]:
    """Return the name that a word beside people can be, and its particle; "" where it is none."""
    name, rest = _cut(word)
    if len(name) == 2 and name[-1] in "은는을를에의고며서와과":
        return "", ""
    if len(name) > 4 or _is_common(word) or name in words("rank") or not _can_be_listed(name):
        return "", ""
    return name, rest


# The mean log-odds of a first name that leaves no doubt that it is one from abroad.
_PLAINLY_ABROAD = 1.2


def _can_be_listed(name: str) -> bool:
    """Return whether a word beside people in a list can be one of them: no plain Korean word."""
    if name in _list("loanwords.txt"):
        return False
    if len(name) == 3 and name[0] in words("surname"):
        return name_score(name) > 2 * _LEAST
    return len(name) < 4 or name.startswith(words("surname2")) or foreign.score(name) > 0


def _abroad(sentence: str) -> Iterator[tuple[int, str, str]]:
    """Yield (start, name, particle) of the names from abroad in a sentence."""
    tokens = list(_TOKEN.finditer(sentence))
    index = 0
    while index < len(tokens) - 1:
        if not _may_open(tokens[index][0]):
            index += 1
            continue
        size = next((n for n in (3, 2) if _is_abroad(sentence, tokens[index : index + n], n)), 0)
        if size:
            last = tokens[index + size - 1]
            start = tokens[index].start()
            bare, rest = _cut_last(last[0])
            name = sentence[start : last.start()] + bare
            yield start, name, rest
        index += size or 1


def _cut_last(word: str) -> tuple[str, str]:
    """Return the last word of a name from abroad (`퓨가` is 퓨), and its particle."""
    if len(word) == 2 and word[-1] in "가는와를":
        return word[0], word[1]
    return _cut(word) if len(word) > 1 else (word, "")


def _is_abroad(sentence: str, tokens: list[re.Match[str]], size: int) -> bool:
    if len(tokens) < size:
        return False
    for left, right in pairwise(tokens):
        if sentence[left.end() : right.start()] != " ":
            return False
    *first, last = [t[0] for t in tokens]
    bare, rest = _cut_last(last)
    if _is_heard(bare) or any(_is_heard(w) or _is_marked(w) for w in first):
        return False
    if len(bare) > 5 or _VERBAL_END.search(bare):
        return False
    if size == 3 and len(first[1]) > 2 and first[1][-1] == "이":
        return False
    if size == 3 and (not rest or (len(first[1]) > 2 and foreign.score(first[1]) < 1)):
        return False
    return foreign.likely(" ".join((*first, bare)))


@lru_cache(maxsize=_REMEMBERED)
def _may_open(word: str) -> bool:
    """Return whether a word can be the first of a name from abroad."""
    if foreign.score(word) <= 0 and word not in foreign.first_names():
        return False
    return not _is_heard(word) and not _is_marked(word)


@lru_cache(maxsize=_REMEMBERED)
def _is_heard(word: str) -> bool:
    """Return whether a word is one of Korean prose."""
    return word in _list("loanwords.txt") or word in common_words() or word in words("rank")


def _is_marked(word: str) -> bool:
    """Return whether a word is too long for a name, or bears a particle."""
    return len(word) > 5 or (len(word) > 2 and word[-1] in "은는을를의에와과도서며고가")


# "다시 나선다", "드디어 도착했": verbs that have the sound of a name.
_VERBAL_END = re.compile(r"(?:[다요죠]|[했됐었았]|하[게며고는]|되[는고며]|[한된할될])$")
_WORD = re.compile(r"(?<![가-힣])[가-힣]{2,6}(?![가-힣])")


@lru_cache(maxsize=_REMEMBERED)
def _cut(words_of_name: str) -> tuple[str, str]:
    """Return a name and the particle behind it."""
    found = re.search(rf"(?<=[가-힣]{{2}}){one_of('particle')}$", words_of_name)
    if found is None or len(words_of_name) - len(found[0]) < 2:
        return words_of_name, ""
    return words_of_name[: found.start()], found[0]


def _in_list(sentence: str, start: int, end: int, others: list[Person]) -> bool:
    """Return whether a word is joined by a comma or an "and" to a person on either side."""
    for other in others:
        if other.end <= start and _JOINED.fullmatch(sentence[other.end : start]):
            return True
        if end <= other.start and _JOINED.fullmatch(sentence[end : other.start]):
            return True
    return False


_SHOWN = (
    re.compile(
        r"(?:배우|가수|블랙핑크|미쓰에이|소녀시대|주연|아이돌|신인|신예|원로|아역)"
        r"\s(?:배우\s)?(?P<name>[가-힣]{2,6})(?![가-힣])"
    ),
    re.compile(
        r"(?:그룹|걸그룹|보이그룹|밴드)\s\S+?의?\s(?:멤버\s)?(?:출신\s)?(?:겸\s)?(?:배우\s)?"
        r"(?P<name>[가-힣]{2,5})(?![가-힣])"
    ),
    re.compile(r"(?<![가-힣])(?P<name>[가-힣]{2,4})\s(?:감독|작가|PD|피디)(?![가-힣]*판)"),
    re.compile(r"[을를]\s(?:연기한|맡은|맡았던|연기했던)\s(?P<name>[가-힣]{3})(?=[은는이가도]\s)"),
    re.compile(r"역의?\s(?P<name>[가-힣]{2,6})(?![가-힣])"),
    re.compile(r"\((?P<name>[가-힣]{2,4})\s?분\)"),
    re.compile(r"\((?:극본|각본|감독|연출|제작)\s(?P<name>[가-힣]{2,4})"),
)


def known_people(text: str) -> frozenset[str]:
    """Return names that a document shows to be people by the words of trade beside them."""
    found: set[str] = set()
    for pattern in _SHOWN:
        for match in pattern.finditer(text):
            word = match["name"]
            if _is_common(word) or word in words("rank") or word in words("speaker"):
                continue
            named = person_in(word)
            bare = stripped(word)
            if named:
                found.add(named[0])
            elif pattern is _SHOWN[1] and len(bare) == 2:
                found.add(bare)
    return frozenset(
        n for n in found if n not in common_words() and all(s in given() for s in n[1:])
    )
