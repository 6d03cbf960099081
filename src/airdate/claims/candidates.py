"""Candidates for titles: the spans of a text that are written as a name, pooled by their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from airdate.claims import bodies
from airdate.claims.lexicon import words
from airdate.claims.runs import JOINERS, LONGEST, is_label
from airdate.model import Document

_QUOTED = re.compile(
    r"(?<![\w’'])(?:\"(?P<a>[^\"\n]{1,80})\"|“(?P<b>[^”\n]{1,80})”|‘(?P<c>[^’\n]{1,60}(?:’\w+\s?"
    r"[^’\n]{0,40})?)’|'(?P<d>[^'\n]{1,60}(?:'\w+\s?[^'\n]{0,40})?)'|\*+(?P<e>[^*\n]{1,80})\*+"
    r"|_(?P<f>[^_\n]{1,80})_|《(?P<g>[^》\n]{1,60})》|<(?P<h>[^<>\n]{1,60})>|«(?P<i>[^»\n]{1,80})»)"
    r"(?!\w)"
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
_NEVER = words("never")


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
    found: dict[str, list[Place]] = {}
    for start, end in _quotations(document.text):
        _keep(found, document.text, Place(start, end, start, end, True))
    for sentence in document.sentences:
        for low, high, parts in _runs(document.text, sentence.start, sentence.end):
            for start, end in parts:
                if _closes_bracket(document.text, end) and not _NO_PERSON.search(
                    document.text, start, end
                ):
                    continue
                _keep(found, document.text, Place(start, end, low, high, False))
    return found


# What ends a bracket is mostly a part: "Mia Hart (Iron Gull)". A colon, a number or a small word
# within is a work's: "(Brave Heart: Class 2)".
_NO_PERSON = re.compile(r"[:\d]|\s(?:of|in|and|the|to|for|on|with|&)\s")


def _closes_bracket(text: str, end: int) -> bool:
    """Return whether a name is the last in brackets."""
    return text[end : end + 1] in {")", "]"}


def _keep(found: dict[str, list[Place]], text: str, place: Place) -> None:
    name = text[place.start : place.end]
    if name in found or (len(found) < _MOST and _may_be(name)):
        places = found.setdefault(name, [])
        if not any(p.start == place.start for p in places[-3:]):
            places.append(place)


def _may_be(name: str) -> bool:
    folded = name.casefold()
    if (
        len(name) > 90
        or folded in _NEVER
        or folded in _HOLIDAYS
        or bodies.kind_of(name.rstrip("?!"))
    ):
        return False
    if (name.isdigit() and len(name) < 2) or not _balanced(name):
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


def _runs(text: str, start: int, end: int) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Yield each run of capitalised words of a sentence, with its parts that may be a name."""
    run: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text, start, end):
        if run and _goes_on(run, token, text=text):
            run.append(token)
            continue
        yield from _closed(run)
        run = [token] if _capital(token[0]) else []
    yield from _closed(run)


def _goes_on(run: list[re.Match[str]], token: re.Match[str], *, text: str) -> bool:
    gap, last, word = text[run[-1].end() : token.start()], run[-1], token[0]
    if len(run) > 3 * LONGEST or len(gap) > 1 or gap in {",", ";", "(", ")", "/"}:
        return False
    if word in _GLUE or last[0] in _GLUE:
        return word not in {","} or _listed(run)
    if gap not in {" ", ""} or (gap == "" and word not in _GLUE):
        return False
    return _capital(word) or word.casefold() in JOINERS


def _listed(run: list[re.Match[str]]) -> bool:
    """Return whether a comma may lie in a title: "Love, Death & Robots"."""
    return len(run) < 4


def _closed(run: list[re.Match[str]]) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    while run and not _capital(run[-1][0]):
        run = run[:-1]
    if not run:
        return
    heads = [i for i, t in enumerate(run) if _capital(t[0])]
    firsts = set(heads[:_LEFT_OUT])
    firsts |= {
        i for i in heads if i and (run[i - 1][0].casefold() in _BREAKS or _owner(run[i - 1]))
    }
    firsts |= {i for i, t in enumerate(run) if t[0] in {"the", "a"} and i}
    lasts = set(heads[-_LEFT_OUT:])
    lasts |= {i for i in heads if i + 1 < len(run) and _stops(run[i], run[i + 1])}
    spans = {
        (run[i].start(), end)
        for i in firsts
        for j in lasts
        if 0 <= j - i < LONGEST
        for end in _ends(run[j])
    }
    yield run[0].start(), run[-1].end(), sorted(spans)


def _stops(token: re.Match[str], following: re.Match[str]) -> bool:
    """Return whether a name may end before the word that follows in its run."""
    word = following[0].casefold()
    return word in _BREAKS or word in _NUMBERING or word in _GLUE or _owner(token)


def _owner(token: re.Match[str]) -> bool:
    return re.search(r"['’]s?$", token[0]) is not None


def _ends(token: re.Match[str]) -> set[int]:
    """Return where a name may end with a token: "Ferry's" without its ending too."""
    bare = re.sub(r"(?:['’]s?|[.'’-]+)$", "", token[0])
    ends = {token.start() + len(bare)} if bare else set()
    if re.fullmatch(r"(?:\w\.)+|Jr\.", token[0]):
        ends = {token.end()}
    elif token[0].endswith(("!", "?")):
        ends.add(token.end())
        ends.add(token.end() - 1)
    return ends
