"""Place in a document → the installment that is spoken of there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from airdate.claims.catalogue import Catalogue
from airdate.claims.ko import seasons, titles
from airdate.claims.ko.seasons import Named
from airdate.claims.ko.titles import Mention
from airdate.model import Document, Installment

# A reader looks for the season that a cue means this far, in characters, before the next title.
_NEAR = 16


@dataclass(frozen=True)
class Subjects:
    """The titles of a document, the seasons that its sentences name, and whose turn it is."""

    document: Document
    mentions: Sequence[Mention]

    @classmethod
    def of(cls, document: Document, *, catalogue: Catalogue | None) -> Subjects:
        """Return the subjects of a document."""
        return cls(document, titles.find(document, catalogue=catalogue))

    @cached_property
    def main(self) -> Mention | None:
        """The title that the document is about: that of its heading, else the most frequent."""
        if not self.mentions:
            return None
        heading = [m for m in self.mentions if m.start < len(self.document.heading)]
        counts = Counter(m.title for m in self.mentions)
        pool = [m for m in self.mentions if not m.passing] or self.mentions
        best = max(heading or pool, key=lambda m: (counts[m.title], m.season is not None, -m.start))
        # A heading may name another work in passing: "'X'의 A, 새 작품 찍는다".
        oftener = max(pool, key=lambda m: (counts[m.title], -m.start))
        return oftener if counts[best.title] == 1 and counts[oftener.title] > 2 else best

    @cached_property
    def in_heading(self) -> bool:
        """Whether the heading names the main title."""
        return bool(self.main) and self.main.start < len(self.document.heading)  # type: ignore[union-attr]

    @cached_property
    def named(self) -> dict[int, list[Named]]:
        """The seasons that each sentence names beside its titles."""
        found = {}
        for sentence in self.document.sentences:
            spans = self.in_sentence(sentence.number)
            found[sentence.number] = [
                n
                for n in seasons.named(self.document.words_of(sentence.number), sentence.start)
                if not any(m.start <= n.start < m.end for m in spans)
            ]
        return found

    def in_sentence(self, number: int) -> list[Mention]:
        """Return the titles of a sentence."""
        return self._by_sentence.get(number, [])

    @cached_property
    def _by_sentence(self) -> dict[int, list[Mention]]:
        starts = [s.start for s in self.document.sentences]
        found: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            number = bisect_right(starts, mention.start) - 1
            found.setdefault(self.document.sentences[number].number, []).append(mention)
        return found

    @cached_property
    def _currents(self) -> dict[str, int | None]:
        return {title: self._current(title) for title in {m.title for m in self.mentions}}

    def current(self, title: str) -> int | None:
        """Return the season of a title that the document is about, None where it names none."""
        return self._currents.get(title)

    def _current(self, title: str) -> int | None:
        own = [m for m in self.mentions if m.title == title]
        if own and own[0].film:
            return None
        told = [m.season for m in own if m.season]
        heading = [m.season for m in own if m.season and m.start < len(self.document.heading)]
        if heading:
            return heading[0]
        if self.main and title == self.main.title:
            told += [
                n.season
                for found in self.named.values()
                for n in found
                if n.season and n.season > 1
            ]
            if not told and any(n.kind == "next" for f in self.named.values() for n in f):
                return 2
        if not told:
            return None
        counts = Counter(told)
        if self.main and own and own[0].start < len(self.document.heading) and len(told) == 1:
            # the heading names the work without a number: one in passing is another's
            return told[0] if own[0].season or any(m.season for m in own) else None
        return max(counts, key=lambda season: (counts[season], season))

    def title_at(
        self, number: int, position: int, *, without: frozenset[int] = frozenset()
    ) -> Mention | None:
        """Return the title that is meant at a position: the last one before it in the sentence,
        the first one behind it, the sub-heading above, the main one, the one before.

        without: where titles start that are spoken of in passing alone.
        """
        own = [m for m in self.in_sentence(number) if not m.passing and m.start not in without]
        before = [m for m in own if m.start <= position]
        if before:
            return before[-1]
        if own:
            return own[0]
        return self.topic_of(number)

    def topic_of(self, number: int) -> Mention | None:
        """Return the title that a sentence without one speaks of."""
        sentence = self.document.sentences[number]
        headed = self._last_before(sentence.start, subheading=True)
        if headed:
            return headed
        if self._has_subheadings:
            return None
        earlier = self._last_before(sentence.start, subheading=False)
        return self.main if self.in_heading or earlier is None else earlier

    @cached_property
    def _has_subheadings(self) -> bool:
        return any(m.subheading for m in self.mentions)

    @cached_property
    def _lines(self) -> dict[bool, list[Mention]]:
        kept = [m for m in self.mentions if not m.passing]
        return {True: [m for m in kept if m.subheading], False: kept}

    def _last_before(self, position: int, *, subheading: bool) -> Mention | None:
        """Return the last title before a position that is more than a passing one."""
        found = self._lines[subheading]
        index = bisect_left(found, position, key=lambda m: m.start)
        return found[index - 1] if index else None

    def at(
        self,
        number: int,
        position: int,
        *,
        cast: bool = False,
        without: frozenset[int] = frozenset(),
    ) -> Installment | None:
        """Return the installment meant at a position, None where there is no title."""
        mention = self.title_at(number, position, without=without)
        if mention is None:
            return None
        if mention.film:
            return Installment(mention.title)
        return Installment(mention.title, self._season(mention, number, position, cast=cast))

    def _season(self, mention: Mention, number: int, position: int, *, cast: bool) -> int | None:
        now = self.current(mention.title)
        found = self._nearest(number, position, mention)
        if found is not None:
            if found.season:
                return found.season
            if found.kind == "next":
                return now if now and now > 1 else 2
            if not cast or found.kind == "first":
                return max((now or 2) - 1, 1) if found.kind == "before" else 1
        return mention.season or now

    def _nearest(self, number: int, position: int, mention: Mention) -> Named | None:
        """Return the season named nearest to a position, between it and its title."""
        low = mention.end if mention.end <= position else self.document.sentences[number].start
        before = [n for n in self.named[number] if low <= n.start <= position]
        if before:
            return before[-1]
        if mention.season and mention.end <= position:
            return None
        behind = [n for n in self.named[number] if position < n.start <= position + _NEAR]
        return behind[0] if behind and not self._parted(number, position, behind[0].start) else None

    def _parted(self, number: int, position: int, start: int) -> bool:
        """Return whether a title, a year or an "after" stands between a place and a season."""
        if re.search(r"\d년|뒤\s|후\s|,", self.document.text[position:start]):
            return True
        return any(position < m.start < start for m in self.in_sentence(number))

    def told(self, number: int, position: int) -> bool:
        """Return whether the words themselves name a season there."""
        mention = self.title_at(number, position)
        if mention is None:
            return False
        own = mention.season is not None and mention in self.in_sentence(number)
        return own or self._nearest(number, position, mention) is not None
