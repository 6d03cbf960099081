"""Which season is meant: the options for the installment of a claim, with their features."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from airdate.claims.meant import WORD, Asking, mark_last_before_day
from airdate.claims.seasons import Reference

if TYPE_CHECKING:
    from airdate.claims.seasons import Mention
    from airdate.claims.subjects import Subjects
    from airdate.model import Sentence

SeasonOption = tuple[tuple[int | None, ...], list[str]]


def season_options(subjects: Subjects, asking: Asking, title: str) -> list[SeasonOption]:
    """Return the installments that a claim on a title may be about, with the features of each.

    An option is a number, several of a list ("seasons 5 and 6"), or (None,).
    """
    here = subjects.document.sentences[asking.sentence]
    main = subjects.main if subjects.main and subjects.main.title == title else None
    latest = main.season if main else None
    found: dict[tuple[int | None, ...], list[str]] = {(None,): ["none"]}

    def add(option: tuple[int | None, ...], feature: str) -> None:
        found.setdefault(option, []).append(feature)

    if latest is not None:
        add((latest,), "latest")
        if latest > 1:
            add((latest - 1,), "one before")
            add((1,), "the first")
        add((latest + 1,), "one after")
    elif title not in subjects.films:
        add((1,), "the first")
    inside = subjects.installments_in(here)
    for index, mention in enumerate(inside):
        option: tuple[int | None, ...] = mention.seasons
        if not option:
            option = _referred(mention, latest)
        for feature in _to_mention(subjects, here, mention, asking=asking):
            add(option, feature)
        add(option, f"place={index}+{min(len(inside), 3)}")
    if inside:
        nearest = min(inside, key=lambda m: abs(m.start - asking.offset))
        add(nearest.seasons or _referred(nearest, latest), "nearest")
    mark_last_before_day(inside, asking, lambda m: found[m.seasons or _referred(m, latest)])
    for name, mention in _seasons_before(subjects, here):
        add(mention.seasons or _referred(mention, latest), name)
    tied = _tied(subjects, here, inside, asking=asking, latest=latest)
    if tied is not None:
        return [(tied, [])]
    state = _season_state(subjects, asking, inside=inside, main=main is not None)
    return [
        (option, list(_with_state(option, features, state=state, latest=latest)))
        for option, features in found.items()
    ]


_TIED = 30  # characters: so near before its verb a numbered season is the subject


def _tied(
    subjects: Subjects,
    here: Sentence,
    inside: tuple[Mention, ...],
    *,
    asking: Asking,
    latest: int | None,
) -> tuple[int | None, ...] | None:
    """Return the installment that is the subject itself: "Season 2 is out now"."""
    for mention in inside:
        end = _with_its_work(subjects, here, mention)
        near = 0 <= asking.offset - end < _TIED
        start = mention.start if end == mention.end else end
        low, high = start - here.start, asking.offset - here.start
        if not near or subjects.borders(here).between(low, high):
            continue
        if mention.seasons:
            return mention.seasons
        if mention.reference is Reference.PREVIOUS and (latest or 0) > 1:
            return _referred(mention, latest)
    return None


_OF_A_WORK = re.compile(r"\s(?:of|for)\s(?:[^\s.,;:]+\s){0,6}[\"“‘'*]?")


def _with_its_work(subjects: Subjects, here: Sentence, mention: Mention) -> int:
    """Return where words end that name an installment: "Season 2 of the drama Night Ferry"."""
    titles = subjects.mentions_in(here)
    after = next((title for title in titles if title.start >= mention.end), None)
    text = subjects.document.text
    if after and _OF_A_WORK.fullmatch(text, mention.end, after.start):
        return after.end
    return mention.end


def _referred(mention: Mention, latest: int | None) -> tuple[int | None, ...]:
    """Return the installment that "the new season" or "the previous one" points to."""
    if latest is None:
        return (None,)
    back = mention.reference is Reference.PREVIOUS and latest > 1
    return (latest - 1 if back else latest,)


def _to_mention(
    subjects: Subjects, here: Sentence, mention: Mention, *, asking: Asking
) -> Iterator[str]:
    """Yield how a mention of an installment stands to the claim."""
    borders = subjects.borders(here)
    before = mention.start <= asking.offset
    gap = max(0, asking.offset - mention.end if before else mention.start - asking.offset)
    side = "before" if before else "after"
    low, high = sorted((mention.start - here.start, asking.offset - here.start))
    yield f"said {side}"
    yield f"said {side}+gap={min(gap // 12, 8)}"
    yield f"said {side}+borders={min(borders.between(low, high), 5)}"
    yield f"reference={mention.reference}"
    yield f"reference={mention.reference}+{asking.what}"
    if asking.day >= 0:
        lies = sorted((asking.offset, asking.day))
        yield f"between={lies[0] < mention.start < lies[1]}+{side}"
        day = "before" if mention.start <= asking.day else "after"
        apart = sorted((mention.start - here.start, asking.day - here.start))
        yield f"{side}+day {day}+borders={min(borders.between(apart[0], apart[1]), 5)}"
    text = subjects.document.text
    words = WORD.findall(text[max(here.start, mention.start - 25) : mention.start].casefold())
    yield f"said -1={words[-1] if words else '^'}"
    after = WORD.findall(text[mention.end : mention.end + 20].casefold())
    yield f"said +1={after[0] if after else '$'}"


def _seasons_before(subjects: Subjects, here: Sentence) -> Iterator[tuple[str, Mention]]:
    """Yield the mentions of installments before a sentence from which a season is carried on."""
    sentences = subjects.document.sentences
    if here.section is not None and here.section != here.number:
        for mention in subjects.installments_in(sentences[here.section])[-1:]:
            yield "section", mention
    for back in (1, 2, 3):
        number = here.number - back
        if number <= 0 or sentences[number].paragraph != here.paragraph:
            break
        inside = subjects.installments_in(sentences[number])
        for mention in inside[-1:]:
            yield f"back {back}", mention
        if inside:
            break
    if here.number:
        for mention in subjects.installments_in(sentences[0])[-1:]:
            yield "heading", mention


def _season_state(
    subjects: Subjects, asking: Asking, *, inside: tuple[Mention, ...], main: bool
) -> list[str]:
    what, numbered = asking.what, any(m.seasons for m in inside)
    said = "number" if numbered else "other" if inside else "none"
    return [
        f"{what}+{said}+{main}",
        f"{what}+{asking.how}+{said}+{main}",
        f"{what}+{asking.how}+{asking.lies}+{said}+{main}",
        f"said={said}+{main}",
        f"said={said}+{asking.lies}+{main}",
    ]


def _with_state(
    option: tuple[int | None, ...], features: list[str], *, state: list[str], latest: int | None
) -> Iterator[str]:
    number = option[0]
    if number is None:
        kind = "none"
    elif latest is None:
        kind = "number" if number > 1 else "first"
    elif number == latest:
        kind = "latest"
    else:
        kind = "first" if number == 1 else "before" if number < latest else "after"
    yield from dict.fromkeys(features)
    yield f"kind={kind}"
    for feature in dict.fromkeys(features):
        yield f"{kind}+{feature}"
    for feature in state:
        yield f"{kind}&{feature}"
    yield f"many={len(option) > 1}"
