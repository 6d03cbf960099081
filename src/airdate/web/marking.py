"""A document's text cut where its claims begin and end, so that each stands in its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from airdate.model import Claim, Document


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a text. claims: the numbers, from 1, of the claims they carry.

    begins: the claims whose words begin here.  credit: they name who is credited by a claim.
    """

    text: str
    claims: tuple[int, ...]
    begins: tuple[int, ...]
    credit: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of a text in pieces."""

    pieces: tuple[Piece, ...]


Cut = tuple[int, int]


def marked(document: Document, claims: Sequence[Claim]) -> list[Paragraph]:
    """Return the text of a document with the words of its claims and of their credits marked."""
    text = document.text
    spans = [_within(text, (c.start, c.end)) for c in claims]
    credits = [found for c in claims if (found := credit_of(document, c))]
    edges = {0, len(text)} | {edge for span in (*spans, *credits) for edge in span}
    edges |= {i for i, letter in enumerate(text) if letter == "\n"}
    edges |= {i + 1 for i, letter in enumerate(text) if letter == "\n"}
    ordered = sorted(edges)
    paragraphs: list[list[Piece]] = [[]]
    for start, end in pairwise(ordered):
        if text[start:end] == "\n":
            paragraphs.append([])
        else:
            paragraphs[-1].append(_piece(text, (start, end), spans, credits))
    return [Paragraph(tuple(pieces)) for pieces in paragraphs if pieces]


def _piece(text: str, cut: Cut, spans: Sequence[Cut], credits: Sequence[Cut]) -> Piece:
    start, end = cut
    carried = [n for n, (low, high) in enumerate(spans, 1) if low <= start and end <= high]
    return Piece(
        text=text[start:end],
        claims=tuple(carried),
        begins=tuple(n for n in carried if spans[n - 1][0] == start),
        credit=any(low <= start and end <= high for low, high in credits),
    )


def _within(text: str, cut: Cut) -> Cut:
    """Return the span as one of this text: a claim of an older reading may lie outside it."""
    start, end = cut
    return min(start, len(text)), min(end, len(text))


def credit_of(document: Document, claim: Claim) -> Cut | None:
    """Return where the sentence of a claim names whom the claim credits."""
    if not claim.source or claim.sentence >= len(document.sentences):
        return None
    sentence = document.sentences[claim.sentence]
    words = document.text[sentence.start : sentence.end]
    for name in _spellings(claim.source):
        at = words.casefold().find(name.casefold())
        if at >= 0 and len(words) == len(words.casefold()):
            return sentence.start + at, sentence.start + at + len(name)
    return None


def _spellings(source: str) -> Iterator[str]:
    """Yield a name and what a text may call it by: its last word, its domain without the end."""
    yield source
    yield source.rpartition(" ")[2]
    if "." in source:
        yield source.partition(".")[0]
