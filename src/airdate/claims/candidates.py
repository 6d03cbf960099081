"""Candidates for titles: the spans of a text that are written as a name, pooled by their words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from airdate.claims import bodies
from airdate.claims.lexicon import words
from airdate.claims.runs import JOINERS, LONGEST, is_label
from airdate.model import Document

# Each branch opens with its own sign, for which a text is searched fast; what may not stand ahead
# of it is looked at behind it.
_LOOSE = r"(?<![\w’'].)"
_QUOTED = re.compile(
    rf"(?:\"{_LOOSE}(?P<a>[^\"\n]{{1,80}})\"|“{_LOOSE}(?P<b>[^”\n]{{1,80}})”"
    rf"|‘{_LOOSE}(?P<c>[^’\n]{{1,60}}(?:’\w+\s?[^’\n]{{0,40}})?)’"
    rf"|'{_LOOSE}(?P<d>[^'\n]{{1,60}}(?:'\w+\s?[^'\n]{{0,40}})?)'"
    rf"|\*{_LOOSE}\**(?P<e>[^*\n]{{1,80}})\*+|_{_LOOSE}(?P<f>[^_\n]{{1,80}})_"
    rf"|《{_LOOSE}(?P<g>[^》\n]{{1,60}})》|<{_LOOSE}(?P<h>[^<>\n]{{1,60}})>"
    rf"|«{_LOOSE}(?P<i>[^»\n]{{1,80}})»)(?!\w)"
)
_TOKEN = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|St|Vol|Jr|Sr|Sgt|Lt|Capt|Prof|vs|No|Pt|Ep)\.(?=\s)"
    r"|[^\W_](?:[\w’'.&+*/-]*[\w+*])?(?:[!?](?=\s|$|['’\"”,:)]))?|&|[:,–—-](?=\s)"
)
_GLUE = frozenset({":", "&", "-", "–", "—", ","})
# At a run's ends so many words may be left out: "Is Saltmarsh & Sons", "Silo Filming".
_LEFT_OUT = 4
_MOST = 4_000  # different names of one text; a list of more is no article
_BREAKS = frozenset(
    "in on at to for from with and by is of as or into vs x the & : - – —".split()  # noqa: SIM905
)
_NUMBERING = frozenset(
    "season seasons series episode episodes part parts volume vol chapter book".split()  # noqa: SIM905
)
_HOLIDAYS = frozenset(
    {
        *("independence day", "republic day", "valentine's day", "new year's day", "labor day"),
        *("labour day", "memorial day", "new year's eve", "christmas", "christmas day", "easter"),
        *("christmas eve", "thanksgiving", "thanksgiving day", "diwali", "eid", "halloween"),
        *("lunar new year", "chinese new year", "golden week", "super bowl", "black friday"),
    }
)
_TAKEN = _HOLIDAYS | words("never")


class Place(NamedTuple):
    """Where words stand as a name, `text[start:end]`, and the run of capitals that holds them.

    quoted: in quotation marks or emphasis of their own.
    """

    start: int
    end: int
    low: int
    high: int
    quoted: bool


def candidates(document: Document) -> dict[str, list[Place]]:
    """Return the words that may be a title → their places, at most some thousand of them."""
    text = document.text
    found: dict[str, list[Place]] = {}
    for start, end in _quotations(text):
        _keep(found, text[start:end], Place(start, end, start, end, True), _may_be)
    for sentence in document.sentences:
        for run in _runs(text, sentence.start, sentence.end):
            _keep_parts(found, text, run)
    return found


def _keep_parts(found: dict[str, list[Place]], text: str, run: _Run) -> None:
    """Keep the parts of a run that may be a title; mostly nothing in it wants a closer look."""
    low, high = run[0].start, run[-1].start + len(run[-1].word.word)
    test = _may_be if high - low > _LONG or _ODD.search(text, low, high) else _is_free
    for start, end in _parts(run):
        if text[end : end + 1] in _CLOSING and not _NO_PERSON.search(text, start, end):
            continue
        _keep(found, text[start:end], Place(start, end, low, high, False), test)


# What ends a bracket is mostly a part: "Mia Hart (Iron Gull)". A colon, a number or a small word
# within is a work's: "(Brave Heart: Class 2)".
_NO_PERSON = re.compile(r"[:\d]|\s(?:of|in|and|the|to|for|on|with|&)\s")


_CLOSING = {")", "]"}


def _keep(
    found: dict[str, list[Place]], name: str, place: Place, test: Callable[[str], bool]
) -> None:
    places = found.get(name)
    if places is None:
        if len(found) < _MOST and test(name):
            found[name] = [place]
    elif all(p.start != place.start for p in places[-3:]):
        places.append(place)


def _is_free(name: str) -> bool:
    """Return whether a name is not taken: by a holiday, a company, a word that names nothing."""
    if name.casefold() in _TAKEN or bodies.kind_of(name.rstrip("?!")):
        return False
    return len(name) > 1 or not name.isdigit()


_LONG = 90  # characters; so long is no title
# What `_may_be` asks about besides: brackets, numbers, the kinds of parts and of texts.
_ODD = re.compile(
    r"[\d()\[\]{}]|: |[Ss]eason|[Ss]eries|[Pp]art|[Vv]olume|[Cc]hapter|[Ee]pisode",
)


def _may_be(name: str) -> bool:
    if len(name) > _LONG or not _is_free(name) or not _balanced(name):
        return False
    return _INSTALLMENT.search(name) is None and not _labelled(name)


def _balanced(name: str) -> bool:
    """Return whether each bracket of a name has its other half in it."""
    return all(
        name.count(left) == name.count(right) and name.find(left) <= name.find(right)
        for left, right in ("()", "[]", "{}")
    )


# "Lupin Part 4" is Lupin, its fourth part; "Dune: Part Two" is a work. "2 of Low Tide" is none.
_INSTALLMENT = re.compile(
    r"^(?!.*:).+\s(?:[Ss]eason|[Ss]eries|[Pp]art|[Vv]olume|[Cc]hapter)s?\s(?:\d{1,2}|One|Two|Three|Four|"
    r"Five|Six)$|^\d{1,2} of |^(?:.+\s)?(?:[Ss]easons?|[Pp]arts?|[Vv]olume|[Ee]pisodes?)$"
    r"|^(?:[Ss]easons?|[Pp]arts?|[Vv]olume|[Cc]hapter|[Ee]pisodes?)\s\w+$"
)


def _labelled(name: str) -> bool:
    """Return whether a name opens with the kind of text that it is: "Thread: Low Tide"."""
    label, colon, _ = name.partition(": ")
    return bool(colon) and is_label(label.split())


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yield the words in quotes that can be a title: short, with a capital, no sentence."""
    for match in _QUOTED.finditer(text):
        group = match.lastgroup or "a"
        inside = match[group]
        end = match.end(group) - (len(inside) - len(inside.rstrip(",.; ")))
        if re.fullmatch(r"(?:\w\.)+", inside):
            end = match.end(group)
        start = match.start(group)
        tokens = _TOKEN.findall(text[start:end])
        if (
            0 < len(tokens) <= LONGEST
            and _capital(tokens[0])
            and not re.search(r"[a-z][.;]\s|\b(?:I['’]m|don['’]t)\b", text[start:end])
        ):
            yield start, end


def _capital(token: str) -> bool:
    return token[0].isupper() or token[0].isdigit()


class _Word(NamedTuple):
    """What a word is to the runs that it stands in.

    joins: whether a run may go on with it.  glue: a sign or "&".  ends: after how many of its
    letters a name may end, as "Ferry's" without its ending too.  starts: whether a name may begin
    with it inside a run, small as it is.  parts: whether one may begin right after it.  stops:
    whether one may end right before it.  owner: "Ferry's".
    """

    word: str
    capital: bool
    joins: bool
    glue: bool
    ends: tuple[int, ...]
    starts: bool
    parts: bool
    stops: bool
    owner: bool


class _Token(NamedTuple):
    word: _Word
    start: int


_Run = list[_Token]


@lru_cache(maxsize=20_000)  # words: those of some dozen articles
def _word(word: str) -> _Word:
    folded = word.casefold()
    glue, owner = word in _GLUE, word.endswith(("'", "’", "'s", "’s"))
    return _Word(
        word,
        _capital(word),
        _capital(word) or folded in JOINERS,
        glue,
        _ends(word),
        word in {"the", "a"},
        folded in _BREAKS or owner,
        folded in _BREAKS or folded in _NUMBERING or glue,
        owner,
    )


def _ends(word: str) -> tuple[int, ...]:
    """Return after how many letters of a word a name may end."""
    if re.fullmatch(r"(?:\w\.)+|Jr\.", word):
        return (len(word),)
    bare = len(re.sub(r"(?:['’]s?|[.'’-]+)$", "", word))
    ends = {bare} if bare else set()
    if word.endswith(("!", "?")):
        ends |= {len(word) - 1, len(word)}
    return tuple(sorted(ends))


def _runs(text: str, start: int, end: int) -> Iterator[_Run]:
    """Yield each run of capitalised words of a sentence, up to its last capital."""
    run: _Run = []
    behind = start
    for token in _TOKEN.finditer(text, start, end):
        word, begins = _word(token[0]), token.start()
        if run and _goes_on(run, word, text[behind:begins]):
            run.append(_Token(word, begins))
        else:
            if run:
                yield _trimmed(run)
            run = [_Token(word, begins)] if word.capital else []
        behind = token.end()
    if run:
        yield _trimmed(run)


def _goes_on(run: _Run, word: _Word, gap: str) -> bool:
    if len(gap) > 1 or gap in {",", ";", "(", ")", "/"} or len(run) > 3 * LONGEST:
        return False
    if word.glue or run[-1].word.glue:
        return word.word != "," or len(run) < _LISTED
    return gap == " " and word.joins


_LISTED = 4  # words ahead of which a comma may lie in a title: "Love, Death & Robots"


def _trimmed(run: _Run) -> _Run:
    while not run[-1].word.capital:
        run.pop()
    return run


def _parts(run: _Run) -> Iterator[tuple[int, int]]:
    """Yield the parts of a run that may be a name, by position."""
    heads = [i for i, token in enumerate(run) if token.word.capital]
    firsts, lasts = heads, heads
    if len(heads) > _LEFT_OUT:
        firsts = heads[:_LEFT_OUT]
        firsts += [i for i in heads[_LEFT_OUT:] if run[i - 1].word.parts]
        lasts = [i for i in heads[:-_LEFT_OUT] if run[i].word.owner or run[i + 1].word.stops]
        lasts += heads[-_LEFT_OUT:]
    if len(heads) < len(run):
        firsts = sorted({*firsts, *(i for i, token in enumerate(run) if token.word.starts)})
    for first in firsts:
        for last in lasts:
            if 0 <= last - first < LONGEST:
                word, start = run[last]
                for end in word.ends:
                    yield run[first].start, start + end
