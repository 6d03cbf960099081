"""Document → its reduced sentences: those that may name somebody, the others when asked for.

Most sentences of most texts name nobody.  That no word but the first has a capital, and that none
is "he" or "she", is seen from the stretches of the text alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from airdate.claims.cast.chunks import Vocabulary, opens_plainly
from airdate.claims.cast.groups import Reduced, reduce
from airdate.claims.cast.lexing import Stretch, Token, stretches, tokens
from airdate.claims.cast.strip import Ground, Mention, is_headline, strips
from airdate.model import Document, Sentence


class Reduction:
    """The sentences of a document on their way to be reduced."""

    def __init__(self, document: Document, mentions: Sequence[Mention], main: str | None) -> None:
        self.document = document
        text = document.text
        self._lines = [stretches(text[s.start : s.end]) for s in document.sentences]
        self._tokens: dict[int, list[Token]] = {}
        self._made: dict[int, list[Reduced]] = {}
        told = [number for number, line in enumerate(self._lines) if _tells_of_somebody(line)]
        heads = {number for number in told if is_headline(self._tokens_of(number))}
        spoken: set[Stretch] = set()
        for number, line in enumerate(self._lines):
            if number not in heads:
                spoken.update(line)
        lower = {word for stretch in spoken for word in stretch.small}
        prose = [self._tokens_of(number) for number in told if number not in heads]
        vocabulary = Vocabulary.of(lower, prose)
        self._told = {*told, *(n for n, s in enumerate(self._lines) if _opens(s, vocabulary))}
        self.ground = Ground(document, mentions, vocabulary, main)

    def told(self) -> Iterator[Reduced]:
        """Yield the sentences in which somebody may be named, by name or by pronoun."""
        for number in sorted(self._told):
            yield from self._reduced(number)

    def before(self, sentence: Sentence) -> Reduced | None:
        """Return the last of the sentences before one in its paragraph, which names nobody."""
        for number in range(sentence.number - 1, -1, -1):
            if self.document.sentences[number].paragraph != sentence.paragraph:
                return None
            if number in self._told:
                return None
            if made := self._reduced(number):
                return made[-1]
        return None

    def _reduced(self, number: int) -> list[Reduced]:
        if number not in self._made:
            sentence, found = self.document.sentences[number], self._tokens_of(number)
            self._made[number] = [reduce(s) for s in strips(self.ground, sentence, found)]
        return self._made[number]

    def _tokens_of(self, number: int) -> list[Token]:
        if number not in self._tokens:
            sentence, line = self.document.sentences[number], self._lines[number]
            found = tokens(self.document.text, sentence.start, sentence.end, line)
            self._tokens[number] = found
        return self._tokens[number]


def _tells_of_somebody(line: Sequence[Stretch]) -> bool:
    """Return whether more words of a sentence than its first have capitals, or one is "she"."""
    capitals = sum([stretch.capitals for stretch in line])
    return capitals > 1 or capitals > _begun(line) or any(s.pronoun for s in line)


def _begun(line: Sequence[Stretch]) -> int:
    """Return 1 where a sentence begins with a capital, else 0."""
    first = line[0].tokens[0]
    return int(first.is_word and first.words[0].isupper())


def _opens(line: Sequence[Stretch], vocabulary: Vocabulary) -> bool:
    """Return whether the first word of a sentence may be a name by itself."""
    return (
        bool(line) and bool(_begun(line)) and not opens_plainly(line[0].tokens[0].words, vocabulary)
    )
