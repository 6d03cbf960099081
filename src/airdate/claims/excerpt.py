"""A part of a document, read as a document, and what is found there put back in its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from airdate.model import Claim, Document, Sentence


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some sentences of a document. document: of them alone.  numbers: theirs in the whole."""

    whole: Document
    document: Document
    numbers: Sequence[int]

    def restored(self, claims: Iterable[Claim]) -> list[Claim]:
        """Return claims of the excerpt as those of the whole document."""
        return [self._restored(claim) for claim in claims]

    def _restored(self, claim: Claim) -> Claim:
        number = self.numbers[claim.sentence]
        moved = self.whole.sentences[number].start - self.document.sentences[claim.sentence].start
        return replace(claim, sentence=number, start=claim.start + moved, end=claim.end + moved)


def excerpt(document: Document, numbers: Sequence[int]) -> Excerpt:
    """Return the sentences of a document by their rising numbers, all of its heading among them.

    Sentences keep the number of their paragraph; of their sub-heading, if that is there too.
    """
    pieces: list[str] = []
    sentences: list[Sentence] = []
    place = {number: at for at, number in enumerate(numbers)}
    size = 0
    before: Sentence | None = None
    for number in numbers:
        one = document.sentences[number]
        gap = _gap(document, before, one)
        words = document.text[one.start : one.end]
        start = size + len(gap)
        size = start + len(words)
        section = None if one.section is None else place.get(one.section)
        sentences.append(Sentence(len(sentences), start, size, one.paragraph, section))
        pieces += [gap, words]
        before = one
    part = replace(document, text="".join(pieces), sentences=tuple(sentences))
    return Excerpt(document, part, numbers)


def _gap(document: Document, before: Sentence | None, one: Sentence) -> str:
    """Return what stands between two sentences: what did, or a blank where some are left out."""
    if before is None:
        return document.text[: one.start] if one.paragraph == 0 else "\n"
    if one.number == before.number + 1:
        return document.text[before.end : one.start]
    return " " if one.paragraph == before.paragraph else "\n"
