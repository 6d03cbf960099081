"""Sentence → Strip: its words in lower case, with one letter for each name, title and body in it.

“Mia Hart (Jo) and Ola Berg return to The Bay, says Netflix” becomes `N (N) and N return to T, says
O`: N is a name that may be a person's, T a work, O another body or place, Q quoted words.  Rules
are written on this form, and each letter leads back to its words in the document.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Protocol

from airdate.claims.cast.chunks import TRADES, Vocabulary, chunks, likelihood
from airdate.claims.cast.lexing import QUOTES, Token, is_actor, lowered, pronoun, tokens
from airdate.claims.names import given_names, plain
from airdate.model import Document, Sentence

# Sentences are a few hundred characters; what is longer is no prose and is read in pieces.
_PIECE = 3_000
# So many pieces of one sentence are read; a list of a cast that is longer has ends of sentences.
_MOST_PIECES = 4
_NICKNAME_BEFORE = re.compile(r"[A-ZÀ-Þ][\w’'-]* [\"“‘']\Z")
_NICKNAME_AFTER = re.compile(r"[\"”’'] [A-ZÀ-Þ]")
_SURNAME_AFTER = re.compile(r" [A-ZÀ-Þ][\w’'-]+")
_GIVEN_BEFORE = re.compile(r"(?:^|[^\w])([A-ZÀ-Þ][\w’'-]*) \Z")
# A title without quotes that is so likely a person's name is one.
_FULL_NAME = 0.92
# So likely it must be where a full name stands beside it in a list.
_MAYBE_NAME = 0.75
_FULL = r"([A-ZÀ-Þ][\w’'.-]+(?: [A-ZÀ-Þ][\w’'-]+){1,2})"
_NAME_BEFORE = re.compile(rf"{_FULL}(?:,| and|, and|,? &) \Z")
_NAME_AFTER = re.compile(rf"(?:,| and|, and|,? &) {_FULL}")
# Tokens that may belong to one run of capitals, its particles and nickname included.
_LONGEST_RUN = 45
_CLOSING = frozenset(QUOTES.values())
_LONGEST_QUOTE = 60  # characters of a quoted title or nickname; a longer quotation is speech
_NO_SPACE_BEFORE = frozenset(",.;:!?)'")
_NO_SPACE_AFTER = frozenset("(")
_DASHES = frozenset("–—")
_PROSE = frozenset(".;,")  # with which no headline ends
_QUOTE = re.compile(f"[{re.escape(''.join(QUOTES))}]")
_REMEMBERED = 20_000  # words: those of some dozen articles


class Mention(Protocol):
    """A place where a work is named; see `airdate.claims.titles.TitleMention`."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Unit:
    """Words that stand as one letter: `document.text[start:end]`.

    letter: N, T, O or Q; H for he and she, which stay as words.  likely: 0..1, the chance that an N
    is a person's name by its form.  title: the name of the work where the letter is T.
    """

    letter: str
    start: int
    end: int
    words: str
    likely: float = 0.0
    title: str | None = None


@dataclass(frozen=True)
class Strip:
    """The reduced form of a sentence or of a piece of a long one."""

    sentence: Sentence
    text: str
    units: dict[int, Unit]
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """What strips are made on: the document, its titles in order, its words, its main title."""

    document: Document
    mentions: Sequence[Mention]
    vocabulary: Vocabulary
    main: str | None


def strips(ground: Ground, sentence: Sentence, found: list[Token] | None = None) -> Iterator[Strip]:
    """Yield the strips of a sentence: one, or one per piece where it is too long to be prose.

    found: its tokens, where they are known.
    """
    text, mentions = ground.document.text, ground.mentions
    found = tokens(text, sentence.start, sentence.end) if found is None else found
    headline = is_headline(found)
    low = bisect_left(mentions, sentence.start, key=lambda m: m.start)
    high = bisect_left(mentions, sentence.end, key=lambda m: m.start)
    works = [m for m in mentions[low:high] if m.end <= sentence.end and not _is_person(m, ground)]
    for piece in islice(_pieces(found), _MOST_PIECES):
        builder = _Builder(text, headline, ground.vocabulary)
        first = bisect_left(works, piece[0].start, key=lambda m: m.end)
        last = bisect_left(works, piece[-1].end, key=lambda m: m.start)
        builder.lay(piece, works[first:last])
        yield Strip(sentence, "".join(builder.pieces), builder.units, headline)


def _is_person(mention: Mention, ground: Ground) -> bool:
    """Return whether what was taken for a work is rather a person, or a word of a name.

    A full name without quotes, a nickname (Adam "Ace" Marsh), or what follows a given name.
    """
    text = ground.document.text
    words = text[mention.start : mention.end].split()
    before, after = (
        text[max(0, mention.start - 30) : mention.start],
        text[mention.end : mention.end + 40],
    )
    if len(words) == 1 and _NICKNAME_BEFORE.search(before) and _NICKNAME_AFTER.match(after):
        return True
    if before[-1:] in QUOTES:
        return False
    given = _GIVEN_BEFORE.search(before)
    if len(words) == 1 and given and plain(given[1]) in given_names():
        return True
    if mention.title == ground.main:
        return False
    if len(words) == 1:
        return plain(words[0]) in given_names() and _SURNAME_AFTER.match(after) is not None
    if any(
        w.casefold() in TRADES and likelihood(words[i + 1 :]) >= _FULL_NAME
        for i, w in enumerate(words[:-2])
    ):
        return True
    likely = likelihood(words)
    return likely >= _FULL_NAME or (likely >= _MAYBE_NAME and _beside_names(before, after))


def _beside_names(before: str, after: str) -> bool:
    """Return whether a full name stands next to a place, with a comma or "and" between."""
    found = (_NAME_BEFORE.search(before), _NAME_AFTER.match(after))
    return any(m is not None and likelihood(m[1].split()) >= _FULL_NAME for m in found)


def _pieces(found: list[Token]) -> Iterator[list[Token]]:
    if found and found[-1].end - found[0].start <= _PIECE:
        yield found
        return
    first = 0
    for index in range(len(found)):
        if found[index].end - found[first].start > _PIECE:
            yield found[first : index + 1]
            first = index + 1
    if first < len(found):
        yield found[first:]


def is_headline(found: Sequence[Token]) -> bool:
    """Return whether nearly all longer words have a capital, as in a title-cased heading."""
    if found and found[-1].words in _PROSE:
        return False
    long = [t.words for t in found if t.is_word and len(t.words) > 3 and t.words[0].isalpha()]
    capital = sum([word[0].isupper() for word in long])
    return len(long) >= 4 and capital > 0.75 * len(long)


class _Builder:
    """Lays tokens side by side as a strip."""

    def __init__(self, text: str, headline: bool, vocabulary: Vocabulary) -> None:
        self.text = text
        self.headline = headline
        self.vocabulary = vocabulary
        self.pieces: list[str] = []
        self.units: dict[int, Unit] = {}
        self.length = 0

    def lay(self, found: list[Token], works: Sequence[Mention]) -> None:
        """Lay the tokens, works first, then quotations, then runs of capitals."""
        work, index, pieces = 0, 0, self.pieces
        closers = _closers(found, self.text)
        while index < len(found):
            token = found[index]
            while work < len(works) and works[work].end <= token.start:
                work += 1
            if work == len(works) or works[work].start > token.start:
                # Most words are plain ones: they are laid here, without a call for each.
                words = _plainly(token.words)
                if words is not None and index not in closers:
                    if not pieces or pieces[-1][-1] in _NO_SPACE_AFTER:
                        words = words.lstrip(" ")
                    pieces.append(words)
                    self.length += len(words)
                    index += 1
                    continue
            if work < len(works) and works[work].start <= token.start:
                mention = works[work]
                words = self.text[mention.start : mention.end]
                self._put_unit(Unit("T", mention.start, mention.end, words, title=mention.title))
                while index < len(found) and found[index].start < mention.end:
                    index += 1
                index = self._past_quote(found, index)
                continue
            border = works[work].start if work < len(works) else found[-1].end + 1
            index = self._lay_one(found, index, (closers.get(index), border))

    def _lay_one(self, found: list[Token], index: int, context: tuple[int | None, int]) -> int:
        """Lay the token at an index, or the unit that begins with it; return the next index."""
        closer, border = context
        token = found[index]
        if closer is not None and found[closer].end <= border:
            first, last = found[index + 1], found[closer - 1]
            words = self.text[first.start : last.end]
            self._put_unit(Unit("Q", first.start, last.end, words))
            return closer + 1
        if token.is_word and token.words[0].isupper():
            stop = index + 1  # the first belongs to it even where a title begins inside
            while stop < min(len(found), index + _LONGEST_RUN) and found[stop].end <= border:
                stop += 1
            run = chunks(found[index:stop], self._opens(found, index), self)
            for unit_tokens, letter, likely in run:
                self._put_run(unit_tokens, letter, likely)
            return index + sum(len(unit_tokens) for unit_tokens, _, _ in run)
        self._put_word(token, _as_shown(found, index))
        return index + 1

    def _put_word(self, token: Token, words: str) -> None:
        self._put(words)
        found = pronoun(words)
        if found or (is_actor(words) and self.pieces[-2:-1] in ([" the"], ["the"])):
            size = found.end() if found else len(words)
            at = self.length - len(words)
            self.units[at] = Unit("H", token.start, token.start + size, words[:size])

    def _past_quote(self, found: list[Token], index: int) -> int:
        """Drop the quotes around a title; a comma inside them stays."""
        if len(self.pieces) > 1 and self.pieces[-2].strip() in QUOTES:
            self._drop_before_last()
        ahead = [t.words for t in found[index : index + 2]]
        if ahead[:1] and ahead[0] in _CLOSING:
            return index + 1
        if len(ahead) == 2 and ahead[0] in {",", "."} and ahead[1] in _CLOSING:
            self._put(ahead[0])
            return index + 2
        return index

    def _drop_before_last(self) -> None:
        unit = self.units.pop(self.length - 1)
        gone = self.pieces.pop() + self.pieces.pop()
        self.length -= len(gone)
        self._put_unit(unit)

    def _opens(self, found: list[Token], index: int) -> bool:
        """Return whether a sentence, a quotation or a label's text begins at an index."""
        return index == 0 or found[index - 1].words in {":", "“", '"', "‘", "–", "—", "-", "•", "?"}

    def _put_run(self, run: Sequence[Token], letter: str, likely: float) -> None:
        if letter == "w":
            for token in run:
                self._put_word(token, lowered(token.words))
            return
        words = self.text[run[0].start : run[-1].end]
        self._put_unit(Unit(letter, run[0].start, run[-1].end, words, likely))

    def _put_unit(self, unit: Unit) -> None:
        self._put(unit.letter)
        self.units[self.length - 1] = unit

    def _put(self, words: str) -> None:
        glued = words[0] in _NO_SPACE_BEFORE or (
            bool(self.pieces) and self.pieces[-1][-1] in _NO_SPACE_AFTER
        )
        if self.pieces and not glued:
            words = " " + words
        self.pieces.append(words)
        self.length += len(words)


def _as_shown(found: list[Token], index: int) -> str:
    """Return a token as a strip shows it: in lower case, a dash as what parts clauses."""
    words = lowered(found[index].words)
    return (";" if index else "-") if words in _DASHES else words


@lru_cache(maxsize=_REMEMBERED)
def _plainly(words: str) -> str | None:
    """Return a token as a strip shows it wherever it stands, with the blank before it.

    None for what may begin a name or stand for one, and for dashes.
    """
    shown = lowered(words)
    if words[0].isupper() or shown in _DASHES or pronoun(shown) or is_actor(shown):
        return None
    return shown if shown[0] in _NO_SPACE_BEFORE else " " + shown


def _closers(found: list[Token], text: str) -> dict[int, int]:
    """Return opening quote → closing quote, as indices, for short quotations with a capital."""
    pairs: dict[int, int] = {}
    if not found or not _QUOTE.search(text, found[0].start, found[-1].end):
        return pairs
    ends: dict[str, list[int]] = {}
    for index, token in enumerate(found):
        if token.words in QUOTES.values():
            ends.setdefault(token.words, []).append(index)
    for index, token in enumerate(found[:-2]):
        closer = QUOTES.get(token.words)
        if closer is None or not _begins(found, index, text):
            continue
        places = ends.get(closer, [])
        place = bisect_left(places, index + 2)
        if place < len(places):
            end = places[place]
            shouted = end - index > 2 and text[token.end : found[end].start].isupper()
            short = found[end].start - token.end <= _LONGEST_QUOTE and not shouted
            if short and _ends(found, end, text):
                pairs[index] = end
    return pairs


def _begins(found: list[Token], index: int, text: str) -> bool:
    token, after = found[index], found[index + 1]
    free = token.start == 0 or not text[token.start - 1].isalnum()
    return free and after.is_word and after.start == token.end and after.words[0].isupper()


def _ends(found: list[Token], index: int, text: str) -> bool:
    token = found[index]
    return token.end >= len(text) or not text[token.end].isalnum()
