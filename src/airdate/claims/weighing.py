"""The weights of drafts, added up without putting their features together.

What `traits` names, summed: the same numbers (a test holds them together), in a tenth of the time.
Weights of features that come of a few signs are kept by these signs, those of single tokens and of
pairs are looked up by place, and what the drafts of a sentence share is added up once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import chain, pairwise
from typing import Generic, TypeVar

from airdate.claims import traits
from airdate.claims.choice import Joined, Model, model
from airdate.claims.context import Line
from airdate.claims.drafts import Draft
from airdate.claims.shapes import Shape
from airdate.claims.traits import ANYWHERE, BEFORE_DAY, BEHIND_DAY, BESIDE, FAR, PAIRED, Part
from airdate.model import TimeExpression

Signs = TypeVar("Signs", bound=Hashable)
Pair = tuple[str, str]
Rows = dict[str, int]
OF_EVENT, OF_STATUS = 0, 1  # places of the models in what is weighed
_MOST_KEPT = 50_000  # signs: some dozen for each rule of the list


class _Kept(Generic[Signs]):
    """Summed weights of the features that come of signs, kept by the signs."""

    def __init__(self, joined: Joined, of: Callable[[Signs], Iterable[Part]]) -> None:
        self._joined, self._of = joined, of
        self._known: dict[Signs, int] = {}

    def __call__(self, signs: Signs) -> int:
        found = self._known.get(signs)
        if found is None:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            found = self._known[signs] = self._joined.weight(self._of(signs))
        return found


class _Side:
    """Weights of the tokens on one side of a cue: by place, in pairs, and by their presence."""

    def __init__(self, joined: Joined, side: str) -> None:
        tables = [joined.named.get(name, {}) for name in BESIDE[side]]
        anywhere = joined.named.get(ANYWHERE[side], {})
        self.places = [_single(table) for table in tables]
        self.paired = [_pairs(table) for table in tables[: PAIRED - 1]]
        self.pairs = _pairs(anywhere)
        self.anywhere = _single(anywhere)
        self.of_event = {
            name.partition("&")[0]: _merged(self.anywhere, table)
            for name, table in joined.named.items()
            if name.endswith(f"&{ANYWHERE[side]}")
        }


def _single(table: Mapping[str, int]) -> Rows:
    """Return the rows of single tokens: none has the sign that stands between the two of a pair."""
    return {value: weight for value, weight in table.items() if "_" not in value}


def _pairs(table: Mapping[str, int]) -> dict[Pair, int]:
    pairs = {value.partition("_")[::2]: weight for value, weight in table.items() if "_" in value}
    return {(one, two): weight for (one, two), weight in pairs.items()}


def _merged(one: Rows, two: Mapping[str, int]) -> Rows:
    return one | {token: one.get(token, 0) + weight for token, weight in two.items()}


class Scales:
    """What weighs the drafts of sentences, by the models of events and of statuses at once."""

    def __init__(self, events: Model, statuses: Model) -> None:
        """Lay out the weights of two models."""
        self.joined = joined = Joined((events, statuses))
        self._before, self._after = _Side(joined, "-"), _Side(joined, "+")
        named = joined.named
        self._present, self._opens = named.get("s~", {}), named.get("opens=", {})
        self._inside, self._worded = named.get("in=", {}), named.get("words=", {})
        self._beside = named.get("beside=", {})
        self._between, self._together = named.get("between~", {}), named.get("between=", {})
        self._leads = [named.get(name, {}) for name in BEFORE_DAY]
        self._behind = [named.get(name, {}) for name in BEHIND_DAY]
        self._opening, self._closing = named.get("day opens=", {}), named.get("day closes=", {})
        self._section, self._by = named.get("section=", {}), named.get("by=", {})
        self._of_cue = _Kept(joined, traits.of_cue)
        self._of_place = _Kept(joined, traits.of_place)
        self._of_lies = _Kept(joined, traits.of_lies)
        self._of_grain = _Kept(joined, traits.of_grain)
        self._of_apart = _Kept(joined, traits.of_apart)
        self._of_source = _Kept(joined, traits.of_source)

    def weigh(self, line: Line, drafts: Sequence[Draft]) -> list[int]:
        """Return the summed weights of the drafts of a sentence; see `Joined.chances`."""
        if not drafts:
            return []
        shape, signs = line.shape, traits.line_signs(line)
        opens = shape.tokens[0] if shape.tokens else ""
        shared = self._opens.get(opens, 0)
        shared += sum(filter(None, map(self._present.get, shape.present)))
        if line.sentence.section is not None:
            shared += sum(filter(None, map(self._section.get, traits.section(line))))
        among: dict[int, list[str]] = {}
        totals = []
        for draft in drafts:
            total = shared + self._of_cue(traits.cue_signs(draft))
            total += self._of_words(shape, draft)
            total += self._of_place(traits.place_signs(signs, line, draft))
            if line.cues:
                for name in traits.others(line, draft):
                    total += self._beside.get(f"{name}+{draft.event}", 0)
            if time := draft.time:
                days = among.get(id(time)) or among.setdefault(
                    id(time), traits.among_days(line, time)
                )
                total += self._of_day(line, draft, time) + self._of_days(days, draft.event)
            totals.append(total + self._of_credit(line, draft))
        return totals

    def _of_words(self, shape: Shape, draft: Draft) -> int:
        """Return the weights of the words around a cue and in it."""
        tokens, event = shape.tokens, draft.event
        low, high = shape.at(draft.cue.start), shape.at(draft.cue.end)
        before, after = tokens[max(0, low - FAR) : low], tokens[high : high + FAR]
        before.reverse()
        pairs, behind = list(pairwise(before[:PAIRED])), list(pairwise(after[:PAIRED]))
        left, right = self._before, self._after
        one = left.of_event.get(event, left.anywhere)
        two = right.of_event.get(event, right.anywhere)
        get = dict.get  # called for two lists side by side: tables, and what is asked of each
        weights: Iterable[int | None] = chain(
            map(get, left.places, before),
            map(get, right.places, after),
            map(get, left.paired, pairs),
            map(get, right.paired, behind),
            map(left.pairs.get, set(pairs)),
            map(right.pairs.get, set(behind)),
            map(one.get, set(before)),
            map(two.get, set(after)),
        )
        total = sum(filter(None, weights))
        if inside := tokens[low:high]:
            total += self._worded.get(" ".join(inside[: traits.WORDED]), 0)
            total += sum(filter(None, map(self._inside.get, set(inside[: traits.INSIDE]))))
        return total

    def _of_day(self, line: Line, draft: Draft, time: TimeExpression) -> int:
        """Return the weights of how a day lies, and of the words that lead to it."""
        event, shape = draft.event, line.shape
        apart = traits.apart_signs(line, draft, time)
        total = self._of_lies(traits.lies_signs(line, draft))
        total += self._of_grain(traits.grain_signs(draft, time)) + self._of_apart(apart)
        tokens, low, high = shape.tokens, shape.at(time.start), shape.at(time.end)
        for table, token in zip(self._leads, tokens[max(0, low - 3) : low][::-1], strict=False):
            total += table.get(token, 0) + table.get(f"{token}+{event}", 0)
        for table, token in zip(self._behind, tokens[high : high + 2], strict=False):
            total += table.get(token, 0)
        first, last = traits.gap(draft, time)
        between = tokens[shape.at(first) : shape.at(last)]
        if len(between) < traits.TOGETHER:
            total += self._together.get(f"{' '.join(between)}+{apart[0]}", 0)
        total += sum(filter(None, map(self._between.get, set(between[: traits.BETWEEN]))))
        opens, closes = traits.ends_of(time)
        return total + self._opening.get(opens, 0) + self._closing.get(closes, 0)

    def _of_days(self, found: list[str], event: str) -> int:
        """Return the weights of how a day stands to the others of its sentence."""
        get = self.joined.rows.get
        return get(f"{found[0]}+{event}", 0) + sum(filter(None, map(get, found[1:])))

    def _of_credit(self, line: Line, draft: Draft) -> int:
        """Return the weights of who is credited, and of how sure it is."""
        source = traits.source_of(line, draft)
        total = self._of_source(traits.source_signs(line, draft, source))
        for name in traits.names_in(source):
            total += self._by.get(name, 0)
        return total


_LAID_OUT: list[tuple[Model, Model, Scales]] = []
_AT_ONCE = 4  # pairs of models that are laid out: more are in use nowhere


def scales() -> Scales:
    """Return what weighs drafts by the models of events and statuses that are in use."""
    events, statuses = model("event"), model("status")
    for one, two, found in _LAID_OUT:
        if one is events and two is statuses:
            return found
    made = Scales(events, statuses)
    _LAID_OUT[:] = [(events, statuses, made), *_LAID_OUT[: _AT_ONCE - 1]]
    return made
