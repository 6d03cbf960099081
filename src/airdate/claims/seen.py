"""Which sentences of a long text the reader must see: those near words on a production.

Most of a page of the news tells of something else.  What is near a term of the gate is read, with
the lines of lists, and with all else that names what stands there; in a text of which that is the
most, everything.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from airdate.claims import bodies, gate, names
from airdate.model import Document, Sentence

# Sentences on either side of a passage that are read with it.
_REACH = 3
_NONE: frozenset[int] = frozenset()
# Sentences with terms that lie no farther apart are of one passage.
_GAP = 8
# From this share on, leaving out the rest would spare little.
_MOST = 0.5
_SPARED: tuple[int, ...] = ()


def seen(document: Document) -> Sequence[int] | None:
    """Return the numbers of the sentences to read, rising; none at all, or None for all of them.

    None at all: the text does not speak of a production; a short one by `gate.enough`.
    """
    data = document.text.encode("utf-8", "replace")
    hits = gate.hits(data)
    if len(data) < gate.SHORT_BYTES:
        return None if gate.enough(hits, len(data)) else _SPARED
    on_it = _telling_passages(document, hits, ascii_only=len(data) == len(document.text))
    if not on_it:
        return _SPARED
    told = {at for passage in on_it for at in _around(passage, len(document.sentences))}
    if len(told) > _MOST * len(document.sentences):
        return None
    told |= set(_lines(document))
    told |= set(_naming(document, [at for passage in on_it for at in passage]))
    told |= _headed(document, told)
    return None if len(told) > _MOST * len(document.sentences) else sorted(told)


def _telling_passages(
    document: Document, hits: Iterable[gate.Hit], *, ascii_only: bool
) -> list[list[int]]:
    """Return the passages on a production, as the numbers of their sentences with terms.

    A passage grows from where several terms stand together, from term to term.
    """
    held = _held(document, hits, ascii_only=ascii_only)
    return [
        passage for passage in _passages(sorted(held)) if any(_tells(held, at) for at in passage)
    ]


def _around(passage: Sequence[int], count: int) -> range:
    """Return the numbers of all sentences of a passage, in a text of so many, with those near."""
    return range(max(0, passage[0] - _REACH), min(count - 1, passage[-1] + _REACH) + 1)


def _passages(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Yield rising numbers in runs without a gap that parts passages."""
    run: list[int] = []
    for number in numbers:
        if run and number - run[-1] > _GAP:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _tells(held: Mapping[int, frozenset[int]], at: int) -> bool:
    """Return whether a sentence with terms is on a production, by itself or with those beside."""
    near = gate.weight(_beside(held, at))
    return near >= gate.BESIDE or gate.weight(held[at]) >= gate.TOGETHER


def _beside(held: Mapping[int, frozenset[int]], at: int) -> frozenset[int]:
    """Return the terms of a sentence and of those beside it."""
    return held.get(at - 1, _NONE) | held[at] | held.get(at + 1, _NONE)


def _held(
    document: Document, hits: Iterable[gate.Hit], *, ascii_only: bool
) -> dict[int, frozenset[int]]:
    """Return the number of each sentence with terms → those."""
    ends = [s.end for s in document.sentences] if ascii_only else _byte_ends(document)
    last = len(ends) - 1
    held: dict[int, set[int]] = {}
    for end, term in hits:
        held.setdefault(min(bisect_left(ends, end), last), set()).add(term)
    return {at: frozenset(terms) for at, terms in held.items()}


def _byte_ends(document: Document) -> list[int]:
    """Return where each sentence ends in the bytes of the text."""
    starts = [0, *(s.end for s in document.sentences)]
    pieces = (document.text[a:b] for a, b in pairwise(starts))
    return list(accumulate(len(piece.encode("utf-8", "replace")) for piece in pieces))


# "Emily Beecham as Maura", "June 5: Iron Gull": what stands in a list need not say what it is.
_LONGEST_LINE = 120
_LISTED = re.compile(r"\d| as |:")


def _lines(document: Document) -> Iterator[int]:
    """Yield the lines of lists: short paragraphs of one sentence with a day, a part or a label."""
    sizes = Counter(sentence.paragraph for sentence in document.sentences)
    for sentence in document.sentences:
        short = sentence.end - sentence.start <= _LONGEST_LINE and sizes[sentence.paragraph] == 1
        if short and _LISTED.search(document.text, sentence.start, sentence.end):
            yield sentence.number


# A name inside a sentence: words in capitals that small ones join, or words in quotes.
_NAME = re.compile(
    r"(?<=[\w,;:] )[A-ZÀ-Þ][\w’'&-]+"
    r"(?: (?:(?:of|the|and|&|in|de|la|to) ){0,2}[A-ZÀ-Þ0-9][\w’'&-]*)*"
    r"|(?<=[“\"‘'《])[A-ZÀ-Þ가-힣][^“”\"‘》\n]{1,60}(?=[,.]?[”\"’'》])"
)
_OWNER = re.compile(r"['’]s?$")
# A name that so many sentences have is what the page is on, or no name; one is as good as all.
_OFTEN = 12
_MOST_NAMES = 60


def _naming(document: Document, told: Sequence[int]) -> Iterator[int]:
    """Yield the sentences that have a name which the sentences to read have inside."""
    text, starts = document.text, [s.start for s in document.sentences]
    for name in list(_telling(document, told))[:_MOST_NAMES]:
        at, count = text.find(name), 0
        while at >= 0 and count < _OFTEN:
            yield max(0, bisect_left(starts, at + 1) - 1)
            at, count = text.find(name, at + len(name)), count + 1


def _telling(document: Document, told: Iterable[int]) -> dict[str, None]:
    """Return the names in sentences that tell one text from another: no months, firms, places."""
    found: dict[str, None] = {}
    for number in told:
        for match in _NAME.finditer(document.words_of(number)):
            name = _OWNER.sub("", match[0])
            if " " in name or not _is_common(name):
                found[name] = None
    return found


def _is_common(word: str) -> bool:
    known = any(word in names.word_class(kind) for kind in ("month", "nationality"))
    return known or names.is_common_word(word.casefold()) or bodies.kind_of(word) is not None


def _headed(document: Document, told: set[int]) -> set[int]:
    """Return the heading, and the sub-headings of sentences."""
    sections = {document.sentences[number].section for number in told} - {None}
    head = {s.number for s in _opening(document.sentences)}
    return head | {number for number in sections if number is not None}


def _opening(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    for sentence in sentences:
        if sentence.paragraph:
            return
        yield sentence
