"""Cues in a text: wordings that tell of an event, from `cues.tsv`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from airdate.claims import bodies
from airdate.claims.inflect import Form, forms
from airdate.claims.lexicon import rows
from airdate.claims.needles import Needs, folded, in_small, small

_SEASON = (
    r"(?:seasons?|series|runs?|instal?lments?|chapters?|parts?|rounds?|outings?|sequel|follow-up|"
    r"helping|episodes|batch|cycle|cour|year)\b"
)
_ORDINAL = (
    r"(?:(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|another|more|further|"
    r"additional|sophomore|\d{1,2}(?:nd|rd|th))(?:\s(?:and|or|final|last|an?|the|upcoming|full|"
    r"third|fourth|fifth|sixth)){0,4}\s)"
)
_SHOOT = (
    r"(?<!pre-)(?<!pre\s)(?<!post-)(?<!post\s)(?<!co-)(?:principal\sphotography|photography|"
    r"filming|shooting|(?:photo)?shoot(?!s)|cameras|recording|production(?!\s(?:compan|list|status|design"
    r"|house|credit|office|value|notice|bulletin|week|partner|team|crew|staff|update|timetable)))"
)
_SHOW = (
    r"\b(?:seasons?|series|show|dramas?|thriller|comedy|hit|sequel|follow-up|saga|anime|film|movie|"
    r"run|chapter|prequel|spin-off|sitcom|epic|game|franchise|instal?lment)\b"
)
_MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
# What stands for a title in a sentence that is searched for cues; see `masked`.
_TITLE = r"⟦T*⟧['’\"”]*"
# Where a work can be watched, and a word of what is watched that is no work itself.
_PLACE = (
    r"(?:(?:right\s)?now\b|in\s(?:cinemas|theaters|theatres)\b|(?:only\s|exclusively\s)?"
    r"(?:on|via|through|over\son|at)\s(?!(?:X|Instagram|Twitter|Facebook|TikTok|Reddit|Threads|"
    r"\w+day|{month})\b)(?:{service}|(?:demand|digital)\b|(?-i:[A-Z])))"
)
_THING = (
    r"(?!(?:trailers?|teasers?|clips?|videos?|footage|interviews?|links?|details?|information|news|"
    r"photos?|images?|posters?|articles?|story|soundtrack|novels?|books?|manga|games?|lists?|"
    r"reviews?|recaps?|merchandise|tickets?|out|more|how|what|who|why|space)\b)"
)
_SERVICE_KINDS = {"service", "network", "platform"}
_BE = r"(?:(?<=\w)['’](?:s|re)|\b(?:is|are|was|were|be|been|being))"
_VERB = re.compile(r"<([a-z-]+)>")


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the list: how an event is worded, and what that says by itself.

    event: an event of the model, or order, slate or absorb.  sense: tense, near or noun where the
    words around tell the status, else the status itself.  undated: the statuses with which a claim
    without a day is made (yes, no, done, planned, denied), or shown,
    written, alone, sole (as yes, where nothing else is told) or weak; see docs/claims.md.
    """

    name: str
    event: str
    stems: tuple[str, ...]
    pattern: re.Pattern[str]
    forms: dict[str, Form]
    sense: str
    undated: str
    example: str


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that tell of an event, `words[start:end]` of a sentence.

    form, verb: the form of their verb, and where it begins; the start where they have none.
    """

    start: int
    end: int
    rule: Rule
    form: Form
    verb: int

    @property
    def event(self) -> str:
        """The event of its rule."""
        return self.rule.event


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of the list, in its order."""
    return tuple(_rule(row) for row in rows("cues.tsv"))


def _rule(row: dict[str, str]) -> Rule:
    verbs = [v for v in _VERB.findall(row["pattern"]) if v != "be"]
    known = {spelling: form for verb in reversed(verbs) for spelling, form in forms(verb).items()}
    return Rule(
        name=row["rule"],
        event=row["event"],
        stems=tuple(row["stem"].casefold().split()),
        pattern=re.compile(_expanded(row["pattern"]), re.IGNORECASE),
        forms=known,
        sense=row["status"],
        undated=row["undated"],
        example=row["example"],
    )


def _expanded(pattern: str) -> str:
    """Return the pattern with its verbs, services and shorthands written out."""
    services = [n for n, kind in bodies.kinds().items() if kind in _SERVICE_KINDS]
    names = "|".join(map(re.escape, sorted(services, key=len, reverse=True)))
    pattern = (
        pattern.replace("{gap}", r"(?:\s[^\s,;:.!?()]+){0,6}?\s")
        .replace("{place}", _PLACE)
        .replace("{thing}", _THING)
        .replace("{season}", _SEASON)
        .replace("{ordinal}", _ORDINAL)
        .replace("{shoot}", _SHOOT)
        .replace("{show}", _SHOW)
        .replace("{title}", _TITLE)
        .replace("{month}", _MONTHS)
        .replace("{service}", f"(?:(?:{names})(?!\\w)|the\\s(?:streamer|service|platform))")
    )
    return _VERB.sub(lambda m: _BE if m[1] == "be" else _spellings(m[1]), pattern)


def _spellings(verb: str) -> str:
    return r"\b(?:" + "|".join(sorted(forms(verb), key=len, reverse=True)) + r")\b"


def masked(words: str, spans: list[tuple[int, int]]) -> str:
    """Return a sentence with its titles blotted out, length kept, so that none of them is a cue."""
    pieces, at = [], 0
    for start, end in spans:
        width = end - start
        pieces += [words[at:start], "⟦" + "T" * (width - 2) + "⟧" if width > 1 else "T"]
        at = end
    return "".join([*pieces, words[at:]])


def cues(words: str) -> list[Cue]:
    """Return the cues of a sentence by position; of those that overlap, the longer one.

    Titles in it should be `masked` before.
    """
    plain = small(words)
    found = [cue for rule in _candidates(folded(words)) for cue in _matches(rule, words, plain)]
    found.sort(key=lambda c: (-_rank(c), c.start))
    kept: list[Cue] = []
    starts: list[int] = []
    for cue in found:
        index = bisect_left(starts, cue.start)
        clear_left = index == 0 or kept[index - 1].end <= cue.start
        clear_right = index == len(kept) or kept[index].start >= cue.end
        if clear_left and clear_right:
            kept.insert(index, cue)
            starts.insert(index, cue.start)
    return [c for i, c in enumerate(kept) if not _overshadowed(kept, i)]


_SHADOW = 60  # characters: so near to a plain cue a vague one says nothing of its own


def _overshadowed(cues: list[Cue], index: int) -> bool:
    """Return whether a weak cue stands by a plain one: "prep would begin in February"."""
    cue = cues[index]
    if cue.rule.undated != "weak":
        return False
    near = cues[max(0, index - 3) : index] + cues[index + 1 : index + 3]
    return any(
        other.event not in {"absorb", "slate"}
        and other.rule.undated != "weak"
        and max(cue.start - other.end, other.start - cue.end) < _SHADOW
        for other in near
    )


def _rank(cue: Cue) -> float:
    """Return how strongly a cue holds its words against others that overlap it."""
    weak = {"absorb": -100.0, "slate": 0.0}.get(cue.event, 0.0)
    return cue.end - cue.start + weak - (6.0 if cue.rule.undated == "weak" else 0.0)


def _candidates(sentence: str) -> Iterator[Rule]:
    known = rules()
    for index in _needs().met(sentence):
        yield known[index]


@cache
def _needs() -> Needs:
    return Needs((rule.pattern for rule in rules()), stems=[rule.stems for rule in rules()])


def _matches(rule: Rule, words: str, plain: str | None) -> Iterator[Cue]:
    """Yield the cues of a rule.  plain: the words in small letters, None where they are odd."""
    quick = _small_patterns()[rule.name] if plain is not None else None
    found = rule.pattern.finditer(words) if quick is None else quick.finditer(plain or "")
    for match in found:
        start, end = match.span()
        if end > start:
            form, verb = _form(rule, words[start:end])
            yield Cue(start, end, rule, form, start + verb)


@cache
def _small_patterns() -> dict[str, re.Pattern[str] | None]:
    """Return the patterns of the rules for small letters, by the name of the rule."""
    return {rule.name: in_small(rule.pattern) for rule in rules()}


def _form(rule: Rule, matched: str) -> tuple[Form, int]:
    """Return the form of the first verb of a rule in the words it matched, and its place."""
    for word in re.finditer(r"[\w-]+", matched):
        if form := rule.forms.get(word[0].casefold()):
            return form, word.start()
    return Form.NOUN, 0


_SHOWN_WITHIN = 40  # characters between a trailer and the verb that shows it


def with_trailers(cues: list[Cue]) -> list[Cue]:
    """Return the cues with the verbs that show a trailer taken into it.

    "A teaser dropped on Monday" is no release of the show, and Monday is the teaser's.
    """
    kept: list[Cue] = []
    for cue in cues:
        last = kept[-1] if kept else None
        if last and {last.event, cue.event} <= {"release", "trailer"} and _shows(last, cue):
            trailer = last if last.event == "trailer" else cue
            verb = cue.verb if trailer is last else last.verb
            kept[-1] = replace(trailer, start=last.start, end=cue.end, verb=verb)
        else:
            kept.append(cue)
    return kept


def _shows(first: Cue, second: Cue) -> bool:
    verb = first if first.event == "release" else second
    if first.event == second.event == "release" or second.start - first.end > _SHOWN_WITHIN:
        return False
    return first.event == second.event or verb.form is not Form.NOUN
