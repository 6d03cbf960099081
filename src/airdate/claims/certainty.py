"""How sure a claim is made: tense, modality, hedges, negation, dropped plans, section headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from airdate.claims.clauses import Clauses
from airdate.claims.events import Cue
from airdate.claims.inflect import Form
from airdate.claims.lexicon import rows
from airdate.claims.needles import Needs, folded, in_small, places, small
from airdate.model import Document, Status

_WINDOW = 160  # characters on either side beyond which words say nothing of a cue
_NEAR = 60  # characters: the reach of "near" rows
_RUMOUR_SECTION = re.compile(
    r"\b(?:rumou?rs?|theor(?:y|ies)|speculation|fan\s\w+)\b", re.IGNORECASE
)
_FANS = re.compile(
    r"\b(?:fans?|viewers|followers|redditors|netizens|insiders?|sleuths|leakers?|threads?|users|"
    r"theories|predictions|rumou?rs?|another\sreport|some\ssites|sources|commenters|backstage)\b",
    re.IGNORECASE,
)
_PERFECT = re.compile(
    r"\b(?:has|have|had|having|['’]ve|['’]s|['’]d)(?:\s\w+){0,3}\s$", re.IGNORECASE
)
_PASSIVE_NOW = re.compile(r"\b(?:is|are|being)(?:\s(?:now|currently|also|still|\w+ly))?\s$", re.I)
_HAD_TO = re.compile(r"\b(?:had|has|have)\sto\sbe\s$", re.IGNORECASE)
_TO = re.compile(
    r"(?:\bto|\bwill|['’]ll|\bwould|['’]d)(?:\s(?:be|have|\w+ly|now|also|be\s\w+))?\s$", re.I
)
_AHEAD = re.compile(r"\b(?:will|to|about|going)\s|['’]ll\s", re.IGNORECASE)
_PAST_NEAR = re.compile(
    r"\b(?:was|were|had|came|did|got|went|took|saw|began|started|dropped|followed|sparked|"
    r"brought|arrived|showed|launched|released|unveiled|since|ago)\b",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"\b(?:released?|releases|dropp?ed|drops|unveil(?:s|ed)|shared?|shares|debut(?:s|ed)|launch(?:ed|es)"
    r"|arrived|premiered|out\snow|is\sout|posted|showed|shown|see|saw|promises|treated|introduced|"
    r"reveal(?:s|ed)|publish(?:ed|es)|landed|show(?:s|cased)|featur(?:es|ed)|screen|gives|gave|"
    r"confirms|teases|here|watch|offered|offers|has\sarrived|put\sout|screened)\b",
    re.IGNORECASE,
)


# "A release in May, on which many had counted, is off": what stands between subject and verb.
_ASIDE = re.compile(
    r"(?:,\s(?:(?:on|for|to|in|with|from|about|of|at)\s)?"
    r"(?:which|whom|who|whose|where|when|long|once|first|as|though|if)\b[^,;:.!?()]{0,100},"
    r"|\s\([^()]{0,100}\)|\s[–—]\s[^,;:.!?()–—]{0,100}\s[–—])"
    r"(?=\s(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|does|did|do|"
    r"looks?|seems?|remains?)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Hedge:
    """A row of `hedges.tsv`: words beside a cue, and the status that they give.

    small: the pattern for small letters; see `needles.in_small`.
    """

    status: str
    side: str
    pattern: re.Pattern[str]
    example: str
    cue: str
    small: re.Pattern[str] | None


@cache
def hedges() -> tuple[Hedge, ...]:
    """Return the rows of the list, in its order: the first that fits decides."""
    return tuple(map(_hedge, rows("hedges.tsv")))


def _hedge(row: dict[str, str]) -> Hedge:
    pattern = re.compile(row["pattern"], re.IGNORECASE)
    return Hedge(row["status"], row["side"], pattern, row["example"], row["cue"], in_small(pattern))


class Sides(NamedTuple):
    """The words on the sides of a cue that may say how sure it is: `words[low:verb]` and behind."""

    before: str
    behind: str
    low: int
    high: int


def sides(words: str, cue: Cue, *, clauses: Clauses) -> Sides:
    """Return the words around a cue in its statement, as far as words bear on each other."""
    low, high = clauses.around(cue.verb)
    low, high = max(low, cue.verb - _WINDOW), min(max(high, cue.end), cue.end + _WINDOW)
    return Sides(words[low : cue.verb], words[cue.end : high], low, high)


def hedge(words: str, cue: Cue, around: Sides) -> tuple[str, str] | None:
    """Return what the words around a cue say, "open" where they leave it open, and on which side.

    None where they say nothing, so that tense decides.
    """
    spots = _spots(words)
    rows = _possible(spots, (around.low, cue.verb), (cue.end, around.high))
    return _first(rows, around.before, around.behind) if rows else None


def _first(rows: tuple[int, ...], before: str, behind: str) -> tuple[str, str] | None:
    """Return what the first row of the list, of those given by their places, says if it fits."""
    known, right, plain = hedges(), None, small(before + behind)
    for index in rows:
        row = known[index]
        if row.side == "right":
            right = text = _without_asides(behind) if right is None else right
        else:
            text = before if row.side == "left" else before[-_NEAR:]
        if row.small is None or plain is None:
            found = row.pattern.search(text)
        else:
            found = row.small.search(text.lower())
        if found:
            return row.status, row.side
    return None


def _without_asides(words: str) -> str:
    """Return words without what stands between a subject and its verb."""
    aside = words.count(",") > 1 or "(" in words or "–" in words or "—" in words
    return _ASIDE.sub("", words) if aside else words


Spots = list[tuple[int, int, int]]


@lru_cache(maxsize=16)  # the cues of a sentence share its words
def _spots(words: str) -> Spots:
    """Return where a sentence has words that rows need, and what they are; see `Needs.spots`."""
    bare = folded(words)
    found = _needs().spots(bare)
    if len(bare) == len(words):
        return found
    return [(0, len(words), spot[2]) for spot in found]  # folded places are not those of the words


def _possible(spots: Spots, left: tuple[int, int], right: tuple[int, int]) -> tuple[int, ...]:
    """Return the places of the rows that the words on the sides of a cue may fit."""
    before = near = behind = 0
    (low, verb), (end, high) = left, right
    for start, stop, held in spots:
        if start < verb and stop > low:
            before |= held
            if stop > verb - _NEAR:
                near |= held
        if start < high and stop > end:
            behind |= held
    needs, rows = _needs(), _rows_of_sides()
    told = needs.told(before) & rows["left"] | needs.told(near) & rows["near"]
    return places(told | needs.told(behind) & rows["right"])


@cache
def _needs() -> Needs:
    return Needs(row.pattern for row in hedges())


@cache
def _rows_of_sides() -> dict[str, int]:
    """Return the rows for each side, as bits."""
    rows = {"left": 0, "near": 0, "right": 0}
    for place, row in enumerate(hedges()):
        rows[row.side] |= 1 << place
    return rows


def status(
    document: Document,
    sentence: int,
    cue: Cue,
    *,
    clauses: Clauses,
    source: str | None = None,
    words: str | None = None,
) -> Status:
    """Return how the claim of a cue is made.

    source: whom the text credits; what fans and leakers say is rumoured.  words: the sentence with
    its titles masked, for "All of Us Are Dead" is no plan that died.
    """
    words = document.words_of(sentence) if words is None else words
    found = worded(words, cue, hedge(words, cue, sides(words, cue, clauses=clauses)))
    return credited(found, source, document=document, sentence=sentence)


def credited(found: Status, source: str | None, *, document: Document, sentence: int) -> Status:
    """Return a status that a sentence words as it is by its source and the heading above it."""
    if found is Status.DONE or found is Status.PLANNED or found is Status.EXPECTED:
        if source and _FANS.search(source):
            return Status.RUMOURED
        if found is not Status.DONE and in_rumours(document, sentence):
            return Status.RUMOURED
    return found


def worded(words: str, cue: Cue, hedged: tuple[str, str] | None) -> Status:
    """Return the status that the sentence words: hedges first, then the cue, then tense."""
    said, side = hedged or (None, "")
    sense = cue.rule.sense
    if sense in {"denied", "dropped"} and said not in {"rumoured", "open"}:
        return Status(sense)
    if cue.event == "slate" and said not in {"denied", "rumoured"} and _was(words, cue):
        return Status.DROPPED
    if said == "open":
        guess = sense == "expected" or _GUESS.search(words[max(0, cue.start - _NEAR) : cue.end])
        return Status.EXPECTED if guess else Status.PLANNED
    if said == "denied" and _UNTIL.match(words, cue.end):
        past = "did" in words[max(0, cue.verb - _NEAR) : cue.verb].casefold()
        return Status.DONE if past else Status.PLANNED
    if said is None and sense in {"tense", "near"} and _NEGATED.search(words[cue.start : cue.end]):
        said = "denied"
    if said == "planned" and (sense == "planned_done" or (sense == "done" and side != "near")):
        said = None
    return Status(said) if said else by_form(words, cue)


_GUESS = re.compile(r"\b(?:expect\w*|likely|probabl[ey]|could|should|would|might)\b", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not|never|yet\sto)\b|n['’]t\b", re.IGNORECASE)
_UNTIL = re.compile(r"\s(?:\w+\s){0,3}(?:until|till|before)\b", re.IGNORECASE)
_WAS = re.compile(r"\b(?:was|were|had\sbeen)\s(?:\w+\s){0,3}$", re.IGNORECASE)
_MOVES = {"move_to", "go_to", "dated", "until"}


def _was(words: str, cue: Cue) -> bool:
    """Return whether a slot is spoken of as gone: "it had been due in March"."""
    before = words[max(0, cue.start - _NEAR) : cue.start]
    return cue.rule.name not in _MOVES and _WAS.search(before) is not None


def in_rumours(document: Document, sentence: int) -> bool:
    """Return whether the sentence stands under a sub-heading such as "Rumours"."""
    section = document.sentences[sentence].section
    if section is None or section == sentence:
        return False
    return _RUMOUR_SECTION.search(document.words_of(section)) is not None


def shown(words: str, cue: Cue) -> bool:
    """Return whether the sentence says that a trailer or look was seen."""
    near = words[max(0, cue.start - _WINDOW) : cue.end + _WINDOW]
    return _SHOWN.search(near) is not None


_WRITTEN = re.compile(
    r"\b(?:finished|written|done|completed?|ready|work(?:ing)?|delivered|turned\sin|under\s?way|"
    r"handed\sin|in\s(?:hand|progress)|over|begun|began|started|drafts?|take\sa|being|locked|rewrit\w+)\b",
    re.IGNORECASE,
)


def written(words: str, cue: Cue) -> bool:
    """Return whether the sentence says that the scripts are or were worked on."""
    near = words[max(0, cue.start - _NEAR) : cue.start] + words[cue.end : cue.end + _NEAR]
    return _WRITTEN.search(near) is not None


def by_form(words: str, cue: Cue) -> Status:
    """Return the status that the cue and the form of its verb give by themselves."""
    sense = cue.rule.sense
    if sense == "planned_done":
        return Status.DONE
    if sense in {"tense", "near"}:
        return _by_tense(words, cue)
    return _of_noun(words, cue) if sense == "noun" else Status(sense)


def _of_noun(words: str, cue: Cue) -> Status:
    """Return the status of a noun: a release lies ahead unless the words near it are past."""
    near = words[max(0, cue.start - _NEAR) : cue.end + _NEAR]
    if cue.event in {"release", "slate"} and not _PAST_NEAR.search(near):
        return Status.PLANNED
    return Status.DONE


_DETERMINED = re.compile(
    r"(?:\b(?:a|an|the|its|their|his|her|this|that|any|no|another|of|with|after|before)|['’]s)\s"
    r"(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)


def _by_tense(words: str, cue: Cue) -> Status:
    before = words[max(0, cue.verb - _NEAR) : cue.verb]
    spaced = before[-1:].isspace()  # as all that is looked for ends
    if spaced and _HAD_TO.search(before):
        return Status.DONE
    if spaced and _TO.search(before):
        return Status.PLANNED
    if cue.form is Form.NOUN and _AHEAD.search(words[cue.start : cue.end]):
        return Status.PLANNED
    if cue.form is Form.PAST or cue.form is Form.PARTICIPLE:
        return Status.DONE
    if cue.form is Form.BASE:
        return _of_base(words, cue, before=before if spaced else "")
    if cue.form is Form.ING:
        return Status.DONE if spaced and _PASSIVE_NOW.search(before) else Status.PLANNED
    if cue.form is Form.THIRD:
        return Status.PLANNED if cue.event == "release" else Status.DONE
    return Status.DONE


def _of_base(words: str, cue: Cue, *, before: str) -> Status:
    """Return the status of the base of a verb, which may be a noun: "a release"."""
    if _DETERMINED.search(before):
        return _of_noun(words, cue)
    if _PASSIVE_NOW.search(before):
        return Status.DONE  # "photography is complete"
    return Status.DONE if _PERFECT.search(before) else Status.PLANNED
