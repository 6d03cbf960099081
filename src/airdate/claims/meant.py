"""Who is meant: the options for the title of a claim, with their features."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from airdate.claims.qualifiers import has_own_season, of_a_book, of_a_person

if TYPE_CHECKING:
    from airdate.claims.seasons import Mention
    from airdate.claims.subjects import Subjects, TitleMention
    from airdate.model import Sentence

_Named = TypeVar("_Named", "Mention", "TitleMention")
Option = tuple[str, list[str]]


@dataclass(frozen=True, slots=True)
class Asking:
    """A claim whose subject is asked for: where it stands, and what is known of it.

    what: an event, or "cast" with the kind; "" where nothing is known.
    how: its status.  lies: where its day lies to the document's; "" without one.
    day: where its day stands, -1 without one.
    """

    sentence: int
    offset: int
    what: str = ""
    how: str = ""
    lies: str = ""
    day: int = -1


def only_title(subjects: Subjects, asking: Asking) -> str | None:
    """Return the title that a claim is about where it is the only one that it may be about."""
    here = subjects.document.sentences[asking.sentence]
    titles = {subjects.main.title} if subjects.main else set()
    titles.update(m.title for m in subjects.mentions_in(here))
    if len(titles) > 1:
        return None
    titles.update(m.title for _, mentions in _before(subjects, here) for m in mentions)
    return next(iter(titles)) if len(titles) == 1 else None


def title_options(subjects: Subjects, asking: Asking) -> list[Option]:
    """Return the titles that a claim may be about, each once, with the features of each."""
    document = subjects.document
    here = document.sentences[asking.sentence]
    main = subjects.main.title if subjects.main else None
    found: dict[str, list[str]] = {main: ["main"]} if main else {}
    inside = subjects.mentions_in(here)
    nearest = _nearest(inside, asking.offset)
    for index, mention in enumerate(inside):
        features = found.setdefault(mention.title, [])
        features += _beside(subjects, here, mention, asking=asking)
        features += [f"rank={min(index, 3)}", f"of={min(len(inside), 4)}"]
        if mention is nearest:
            features.append("nearest")
    mark_last_before_day(inside, asking, lambda mention: found[mention.title])
    for name, mentions in _before(subjects, here):
        for mention in mentions:
            features = found.setdefault(mention.title, [])
            features.append(name)
            if mention is mentions[-1]:
                features.append(f"{name} last")
            if mention is mentions[0]:
                features.append(f"{name} first")
    state = [*_state(subjects, here, inside=inside), *_rivals(subjects, here, asking, inside)]
    return [
        (title, list(_joined(title, features, main=main, state=state, subjects=subjects)))
        for title, features in found.items()
    ]


def mark_last_before_day(
    inside: tuple[_Named, ...], asking: Asking, of: Callable[[_Named], list[str]]
) -> None:
    """Add to the option that is named last before the claim's day that it is.

    "Season 1 came out in May, season 2 in June": the day tells which one is meant, not the verb.
    """
    before = [m for m in inside if m.end <= asking.day]
    if before:
        last = before[-1]
        side = "after the claim" if last.start > asking.offset else "before the claim"
        of(last).append(f"last before day+{side}")
        of(last).append(f"last before day+{side}+{min((asking.day - last.end) // 12, 6)}")
        if len(before) > 1:
            of(last).append(f"last of several before day+{side}")


def _rivals(
    subjects: Subjects, here: Sentence, asking: Asking, inside: tuple[TitleMention, ...]
) -> Iterator[str]:
    """Yield, for every option, whether the sentence names the main title, another, or both."""
    main = subjects.main.title if subjects.main else None
    others = [m for m in inside if m.title != main]
    named = len(others) < len(inside)
    if not others:
        yield f"no rival+{named}"
        return
    rival = _nearest(tuple(others), asking.offset)
    assert rival is not None  # noqa: S101 - there are others
    before = rival.start <= asking.offset
    low, high = sorted((rival.start - here.start, asking.offset - here.start))
    borders = min(subjects.borders(here).between(low, high), 4)
    weight = max(-1, min(int(rival.weight), 3))
    opens = rival.start - here.start < 12
    aside = of_a_person(subjects.document.text, rival.start, rival.end)
    yield f"rival+{named}+{before}+{borders}"
    yield f"rival+{named}+{weight}"
    yield f"rival+{named}+opens={opens}"
    yield f"rival+{named}+aside={aside}"
    yield f"rival+{named}+parted={subjects.borders(here).parted(low, high)}"
    if asking.day >= 0:
        nearer = abs(rival.start - asking.day) < 60
        yield f"rival+{named}+day={rival.start < asking.day}+{nearer}"


def _joined(
    title: str, features: list[str], *, main: str | None, state: list[str], subjects: Subjects
) -> Iterator[str]:
    """Yield features and, for what the whole sentence says, their bearing on the main title."""
    kind = "main" if title == main else "other"
    yield from dict.fromkeys(features)
    for feature in dict.fromkeys(features):
        yield f"{kind}+{feature}"
    for feature in state:
        yield f"{kind}&{feature}"
        if "inside" in features:
            yield f"{kind} inside&{feature}"
    weight = subjects.weights.get(title, 0.0)
    yield f"{kind}+weight={max(-2, min(int(weight), 6))}"
    yield f"film={title in subjects.films}"


def _nearest(inside: tuple[TitleMention, ...], offset: int) -> TitleMention | None:
    """Return the mention nearest to an offset, one before it rather than one after it."""
    return min(
        inside,
        key=lambda m: offset - m.end if m.start <= offset else 1.5 * (m.start - offset),
        default=None,
    )


def _beside(
    subjects: Subjects, here: Sentence, mention: TitleMention, *, asking: Asking
) -> Iterator[str]:
    """Yield how a mention of the claim's own sentence stands to the claim."""
    text = subjects.document.text
    borders = subjects.borders(here)
    before = mention.start <= asking.offset
    gap = max(0, asking.offset - mention.end if before else mention.start - asking.offset)
    side = "before" if before else "after"
    low, high = sorted((mention.start - here.start, asking.offset - here.start))
    between = borders.between(low, high)
    yield "inside"
    yield side
    yield f"{side}+gap={min(gap // 12, 8)}"
    yield f"{side}+borders={min(between, 6)}"
    yield f"parted={borders.parted(low, high)}+{side}"
    if asking.day >= 0:
        day = "before" if mention.start <= asking.day else "after"
        yield f"{side}+day {day}"
        lies = sorted((asking.offset, asking.day))
        yield f"between={lies[0] < mention.start < lies[1]}"
        apart = sorted((mention.start - here.start, asking.day - here.start))
        yield f"day {day}+borders={min(borders.between(apart[0], apart[1]), 5)}"
        yield f"day {day}+gap={min(abs(mention.start - asking.day) // 15, 6)}"
    if mention.start - here.start < 3:
        yield "opens"
    for name, test in (("of a person", of_a_person), ("of a book", of_a_book)):
        if test(text, mention.start, mention.end):
            yield name
    if has_own_season(text, mention.start):
        yield "own season"
    yield from _words(text, here, mention)


WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?|\d+|[^\w\s]")


def _words(text: str, here: Sentence, mention: TitleMention) -> Iterator[str]:
    before = WORD.findall(text[max(here.start, mention.start - 25) : mention.start].casefold())
    after = WORD.findall(text[mention.end : min(here.end, mention.end + 25)].casefold())
    quotes = {'"', "“", "”", "‘", "’", "'", "*", "_"}
    before = [w for w in before if w not in quotes]
    after = [w for w in after if w not in quotes]
    yield f"-1={before[-1] if before else '^'}"
    yield f"+1={after[0] if after else '$'}"
    if len(before) > 1:
        yield f"-2={before[-2]}_{before[-1]}"
    if len(after) > 1:
        yield f"+2={after[0]}_{after[1]}"


def _before(subjects: Subjects, here: Sentence) -> Iterator[tuple[str, tuple[TitleMention, ...]]]:
    """Yield the mentions of the places before a sentence from which a title is carried on."""
    sentences = subjects.document.sentences
    if here.section is not None and here.section != here.number:
        yield "section", subjects.mentions_in(sentences[here.section])
    for back in (1, 2):
        number = here.number - back
        if number > 0 and sentences[number].paragraph == here.paragraph:
            inside = subjects.mentions_in(sentences[number])
            yield f"back {back}", inside
            if inside:
                return
    if here.number > 0:
        yield "heading", subjects.mentions_in(sentences[0])
    index = bisect_left(subjects.mentions, here.start, key=lambda m: m.start)
    yield "said last", subjects.mentions[max(0, index - 1) : index]


_OPENING = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?|\d+")


def _state(subjects: Subjects, here: Sentence, *, inside: tuple[TitleMention, ...]) -> list[str]:
    """Return what the sentence says for every option: how it opens, how many titles it has."""
    words = _OPENING.findall(subjects.document.text[here.start : here.start + 60].casefold())
    found = [f"titles={min(len(inside), 3)}"]
    if words:
        found.append(f"opens={words[0]}")
        found.append(f"opens={'_'.join(words[:2])}+{bool(inside)}")
        found.append(f"opens={words[0]}+{bool(inside)}")
    first = here.number > 1 and (
        subjects.document.sentences[here.number - 1].paragraph != here.paragraph
    )
    found.append(f"first={first}+{bool(inside)}")
    return found
