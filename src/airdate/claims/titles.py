"""Which work and installment a place of a document is about."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from airdate.claims import mentions as works
from airdate.claims import seasons
from airdate.claims.catalogue import Catalogue
from airdate.claims.clauses import Clauses
from airdate.claims.lexicon import rows
from airdate.claims.seasons import Reference
from airdate.model import Document, Installment, Sentence, title_key


@dataclass(frozen=True, slots=True)
class TitleMention:
    """Words that name a work: `text[start:end]`; title is its name in the document or catalogue.

    weight: how much speaks for it; known titles have a high one.
    """

    start: int
    end: int
    title: str
    weight: float = 9.0


# What must speak for a work that is not the main one before it bears a claim in an article on a
# series, in one on films, or before it rules a section.
_FIRM, _FIRM_FILM, _VERY_FIRM = 2.0, 1.5, 3.0


@dataclass(frozen=True)
class Subjects:
    """The works and installments of a document, and which of them is meant where.

    main: what the document is about, None where no work was found.  films: titles of films.
    mentions: the spans of titles; a date or a name in one of them is none.
    """

    document: Document
    main: Installment | None
    films: frozenset[str]
    mentions: tuple[TitleMention, ...]
    installments: tuple[seasons.Mention, ...]
    _clauses: dict[int, Clauses] = field(default_factory=dict, repr=False, compare=False)

    def at(self, sentence: int, offset: int) -> Installment | None:
        """Return the installment that a claim at an offset of the document is about."""
        return next(iter(self.all_at(sentence, offset)), None)

    def all_at(self, sentence: int, offset: int) -> tuple[Installment, ...]:
        """Return all installments that a claim there is about: two for "seasons 5 and 6"."""
        title = self._title_at(sentence, offset)
        if title is None:
            return ()
        if title in self.films:
            return (Installment(title),)
        return tuple(Installment(title, n) for n in self._seasons_at(sentence, offset, title))

    def named(self, sentence: int, offset: int) -> bool:
        """Return whether the sentence itself names a season for the claim at an offset."""
        return self._season_mention(self.document.sentences[sentence], offset) is not None

    def inside_title(self, start: int, end: int) -> bool:
        """Return whether words lie in the name of a work, so that they are no date or person."""
        index = bisect_right(self.mentions, start, key=lambda m: m.start) - 1
        return index >= 0 and self.mentions[index].end >= end

    def spans_in(self, sentence: Sentence) -> list[tuple[int, int]]:
        """Return where titles stand in a sentence, with offsets in it."""
        return [
            (m.start - sentence.start, m.end - sentence.start)
            for m in self._mentions_in(sentence)
            if m.end <= sentence.end
        ]

    def _title_at(self, sentence: int, offset: int) -> str | None:
        here = self.document.sentences[sentence]
        main = self.main.title if self.main else None
        borders = self._borders(here)
        fit = tuple(
            m
            for m in self._mentions_in(here)
            if m.title == main or self._bears(m, here, offset, borders)
        )
        found = _nearest(fit, here, offset, clauses=borders)
        if isinstance(found, TitleMention):
            return found.title
        return self._carried(here) or main

    def _bears(self, mention: TitleMention, here: Sentence, offset: int, borders: Clauses) -> bool:
        """Return whether another work than the main one may bear a claim at an offset.

        Not across statements, nor where it only qualifies other words ("of X", "X adaptation").
        """
        low, high = sorted((mention.start - here.start, offset - here.start))
        if borders.parted(low, high) or mention.weight < self._firm:
            return False
        before = self.document.text[max(here.start, mention.start - 40) : mention.start]
        after = self.document.text[mention.end : min(here.end, mention.end + 30)]
        return not (_QUALIFIES_BEFORE.search(before) or _QUALIFIES_AFTER.match(after))

    @property
    def _firm(self) -> float:
        return _FIRM if any(m.seasons for m in self.installments) else _FIRM_FILM

    def _carried(self, here: Sentence) -> str | None:
        """Return another title that the sentence before in the paragraph, or the sub-heading, set.

        Only where the sentence takes it up ("It ...", "The film ...") without naming the main one.
        """
        words = self.document.text[here.start : min(here.end, here.start + 60)]
        if here.number > 1 and _TAKES_UP.match(words):
            before = self.document.sentences[here.number - 1]
            inside = self._mentions_in(before)
            if before.paragraph == here.paragraph and inside:
                return next((m.title for m in inside if self._leads(m, before)), None)
        if here.section is not None and here.section != here.number:
            inside = self._mentions_in(self.document.sentences[here.section])
            return next((m.title for m in inside if m.weight >= _VERY_FIRM), None)
        return None

    def _leads(self, mention: TitleMention, here: Sentence) -> bool:
        """Return whether a title is what its sentence is about."""
        before = self.document.text[max(here.start, mention.start - 40) : mention.start]
        after = self.document.text[mention.end : min(here.end, mention.end + 30)]
        return not (_QUALIFIES_BEFORE.search(before) or _QUALIFIES_AFTER.match(after))

    def _mentions_in(self, sentence: Sentence) -> tuple[TitleMention, ...]:
        low = bisect_left(self.mentions, sentence.start, key=lambda m: m.start)
        high = bisect_left(self.mentions, sentence.end, key=lambda m: m.start)
        return self.mentions[low:high]

    def _season_mention(self, here: Sentence, offset: int) -> seasons.Mention | None:
        found = _nearest(self.installments, here, offset, clauses=self._borders(here))
        return found if isinstance(found, seasons.Mention) else None

    def _seasons_at(self, sentence: int, offset: int, title: str) -> tuple[int | None, ...]:
        here = self.document.sentences[sentence]
        mention = self._season_mention(here, offset)
        main = self.main.season if self.main and self.main.title == title else None
        if mention is None:
            return (main,)
        if mention.reference is Reference.PREVIOUS:
            return (main - 1 if main and main > 1 else main,)
        return mention.seasons or (main,)

    def _borders(self, sentence: Sentence) -> Clauses:
        if sentence.number not in self._clauses:
            words = self.document.text[sentence.start : sentence.end]
            self._clauses[sentence.number] = Clauses(words)
        return self._clauses[sentence.number]


_QUALIFIES_BEFORE = re.compile(
    r"\b(?:of|in|from|like|by|at|including|than|to|into|alongside|per|plays?|playing|played|via|"
    r"starr?ed\sin|against|under)\s(?:the\s|a\s|their\s|his\s|her\s)?"
    r"[\"“‘'(]?$|\($",
    re.IGNORECASE,
)
_QUALIFIES_AFTER = re.compile(
    r"[\"”’']?(?:['’]s?)?\s(?:adaptation|star|actor|actress|alum|director|creator|writer|franchise|"
    r"universe|saga|novels?|books?|comics?|manga|webtoon|games?|spin-?off|prequel|sequel|fans|fame"
    r"|studio)\b|[\"”’']?\)",
    re.IGNORECASE,
)
_TAKES_UP = re.compile(
    r"(?:It|That|This|The\s(?:[\w-]+\s){0,3}(?:film|movie|series|show|drama|prequel|sequel|spin-off|"
    r"special|thriller|comedy|feature|latter|project))\b"
)
_RIGHT_BEFORE = 20  # characters: so near to a cue a title is its subject, "with X moving to May"
_FAR = 400  # characters: beyond it in one sentence nothing belongs together


def _nearest(
    found: tuple[TitleMention, ...] | tuple[seasons.Mention, ...],
    here: Sentence,
    offset: int,
    *,
    clauses: Clauses,
) -> TitleMention | seasons.Mention | None:
    """Return the mention of the sentence that words at an offset belong to.

    The object that follows in the same breath ("the premiere of season 2") comes before the
    subject ahead of it; failing both, the next one in the sentence.
    """
    low = bisect_left(found, here.start, key=lambda m: m.start)
    high = bisect_left(found, here.end, key=lambda m: m.start)
    index = bisect_right(found, offset, low, high, key=lambda m: m.start)
    before = found[index - 1] if index > low else None
    after = found[index] if index < high else None
    if before and before.end >= offset:
        return before
    if after and after.start - offset < 60:  # the reach of an object with its adjectives
        if not clauses.between(offset - here.start, after.start - here.start):
            return after
    if before and offset - before.end < _FAR:
        return before
    return after if after and after.start - offset < _FAR else None


def subjects(document: Document, *, catalogue: Catalogue | None = None) -> Subjects:
    """Return the works and installments that a document speaks of.

    catalogue: known titles and their other names; the reader does without.
    """
    known = catalogue.names if catalogue else {}
    weights = works.titles(document)
    for title in _famous():
        if title in document.text:
            weights.setdefault(title, _VERY_FIRM)
    names = _names(document, weights, known)
    spans = _spans(document, names, weights)
    installments = _installments(document, spans)
    main = _main_title(document, weights, spans)
    films = _films(document, spans, installments, main)
    own = [m for m in installments if _owner(document, spans, m) in {None, main}]
    season = None if main is None or main in films else _main_season(document, own)
    subject = Installment(main, season) if main else None
    return Subjects(document, subject, films, spans, installments)


@cache
def _famous() -> dict[str, str]:
    """Return the well-known works of `works.tsv` → film or series."""
    return {row["title"]: row["kind"] for row in rows("works.tsv")}


def _names(document: Document, weights: dict[str, float], known: dict[str, str]) -> dict[str, str]:
    """Return every spelling to look for → the title it stands for."""
    names = {t: t for t in weights}
    keys: dict[str, str] = {}
    for title in sorted(names, key=lambda t: -weights[t]):
        names[title] = keys.setdefault(title_key(title), title)
    for short in weights:  # "Avatar" for "Avatar: The Last Airbender"
        longer = [t for t in weights if t.startswith(f"{short}: ")]
        if longer and (weights[longer[0]] >= weights[short] or _only_in_heading(document, short)):
            names[short] = names[longer[0]]
    usual = {title_key(name): title for name, title in known.items()}
    names = {n: usual.get(title_key(t), t) for n, t in names.items()}
    if _NUMBERED_SERIES.search(document.text):  # "Kingdom 2" is the second season of "Kingdom"
        names = {
            n: t
            for n, t in names.items()
            if re.sub(r" [2-9]$", "", n) not in names or n[-2:-1] != " "
        }
    for name, title in known.items():
        if len(name) > 3 and name in document.text:
            names[name] = title
    return names


def _only_in_heading(document: Document, title: str) -> bool:
    """Return whether the body never has a title but as a part of a longer one."""
    body = document.text[len(document.heading) :]
    return re.search(rf"(?<!\w){re.escape(title)}(?!\w|: [A-Z])", body) is None


def _spans(
    document: Document, names: dict[str, str], weights: dict[str, float]
) -> tuple[TitleMention, ...]:
    """Return the places where the names stand, the longest first where they overlap."""
    if not names:
        return ()
    longest = sorted(names, key=len, reverse=True)
    pattern = re.compile(r"(?<![\w])(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")
    return tuple(
        TitleMention(m.start(), m.end(), names[m[0]], weights.get(m[0], 9.0))
        for m in pattern.finditer(document.text)
    )


def _installments(
    document: Document, spans: tuple[TitleMention, ...]
) -> tuple[seasons.Mention, ...]:
    """Return the mentions of installments outside titles; parts count where seasons are not said."""
    found = seasons.mentions(document.text)
    numbered = any(m.reference is Reference.NUMBERED and m.seasons for m in found)
    starts = [s.start for s in spans]
    kept: list[seasons.Mention] = []
    said = -_NEAR_ORDINAL
    for mention in found:
        index = bisect_right(starts, mention.start) - 1
        inside = index >= 0 and spans[index].end >= mention.end
        part = mention.reference is Reference.PART and numbered
        loose = mention.reference is Reference.BARE and mention.start - said > _NEAR_ORDINAL
        if not (inside or part or loose):
            kept.append(mention)
            said = mention.end
    if numbered:
        kept += _numbers_after(document.text, spans)
    return tuple(sorted(kept, key=lambda m: m.start))


# How far (characters) "the fourth" may stand from the words that say that seasons are meant.
_NEAR_ORDINAL = 250
_NUMBERED_SERIES = re.compile(
    r"\b(?:season\s\d|(?:second|third|fourth|fifth)\sseason)", re.IGNORECASE
)
_NUMBER_AFTER = re.compile(r"\s([2-9]|1\d)(?![\w%:]|[.,]\d|\s(?:million|episodes|seasons|years))")


def _numbers_after(text: str, spans: tuple[TitleMention, ...]) -> Iterator[seasons.Mention]:
    """Yield the bare numbers after a title: "Kingdom 2"."""
    for span in spans:
        if match := _NUMBER_AFTER.match(text, span.end):
            yield seasons.Mention(match.start(), match.end(), (int(match[1]),), Reference.NUMBERED)


def _main_title(
    document: Document, weights: dict[str, float], spans: tuple[TitleMention, ...]
) -> str | None:
    """Return the work that the document is about: heading and lede count most."""
    score: Counter[str] = Counter()
    lede_end = document.sentences[min(3, len(document.sentences) - 1)].end if spans else 0
    heading_end = document.sentences[0].end if document.sentences else 0
    for span in spans:
        score[span.title] += 1
        if span.end <= heading_end:
            quoted = document.text[span.start - 1 : span.start] in {"'", '"', "‘", "“", "*", "<"}
            score[span.title] += 7 if quoted and span.start else 4
        elif span.end <= lede_end:
            score[span.title] += 2
    if not score:
        return None
    return max(score, key=lambda t: (score[t] + min(weights.get(t, 0.0), 6.0), -len(t)))


_FILM = re.compile(
    r"\b(?:films?|movies?|cinemas?|theaters?|theatres?|box\soffice|big\sscreen)\b", re.I
)
_SERIES = re.compile(r"\b(?:seasons?|episodes?|series|showrunner|tv\sshow)\b", re.I)


def _films(
    document: Document,
    spans: tuple[TitleMention, ...],
    installments: tuple[seasons.Mention, ...],
    main: str | None,
) -> frozenset[str]:
    """Return the titles that the words around them call films rather than series."""
    near: Counter[str] = Counter()
    for span in spans:
        around = document.text[max(0, span.start - 60) : span.end + 60]
        near[span.title] += len(_FILM.findall(around)) - 2 * len(_SERIES.findall(around))
    films = {title for title, balance in near.items() if balance > 0}
    films |= {title for title, kind in _famous().items() if kind == "film" and title in near}
    whole = document.text[:200_000]  # enough to tell a film article from one on a series
    if main and not any(_owner(document, spans, m) == main for m in installments if m.seasons):
        balance = len(_FILM.findall(whole)) - len(_SERIES.findall(whole))
        films = films | {main} if balance > 0 else films - {main}
    elif main:
        films -= {main}
    return frozenset(films)


_TO_COME = re.compile(
    r"\b(?:will|is|are|to|set|due|slated|renewed|coming|arrives|premieres|returns|hasn['’]t|isn['’]t|"
    r"could|might|should|would|may|production|filming|release|trailer|has\sbeen|has\sa|in\sthe)\b",
    re.IGNORECASE,
)
_MAKING = re.compile(r"\b(?:wrapped|filming|shooting|production|renew|order)", re.IGNORECASE)
_GONE = re.compile(
    r"\b(?:premiered|ended|aired|came|concluded|debuted|released|dropped|finished|bowed|finale|ran|"
    r"last\syear|left\soff|landed|launched|arrived|previous|earned|won|\d{4}|was|were|had)\b",
    re.IGNORECASE,
)
_ORDERED = re.compile(
    r"\b(?:an?|another|for|ordered|order|more|upcoming|new|possible|potential|confirms?|confirmed|"
    r"shooting|filming|on)(?:\sthe)?\s(?:\w+\s)?$",
    re.IGNORECASE,
)


def _to_come(text: str, mention: seasons.Mention) -> bool:
    """Return whether the words around speak of the season as one that is being made or wished."""
    if len(mention.seasons) > 2:
        return False
    words = text[mention.start : mention.end]
    before, after = text[max(0, mention.start - 30) : mention.start], text[mention.end :][:30]
    article = re.search(r"^an?\s|\b(?:final|last|upcoming|new)\b", words) is not None
    made = article or bool(_ORDERED.search(before)) or bool(_MAKING.search(after))
    return made or bool(_TO_COME.match(after.lstrip()))


def _owner(
    document: Document, spans: tuple[TitleMention, ...], mention: seasons.Mention
) -> str | None:
    """Return the title right before an installment in its line, None where none is near."""
    index = bisect_right(spans, mention.start, key=lambda s: s.start) - 1
    if index < 0 or "\n" in document.text[spans[index].end : mention.start]:
        return None
    return spans[index].title if mention.start - spans[index].end < 60 else None


def _main_season(document: Document, installments: list[seasons.Mention]) -> int | None:
    """Return the season that the document is about.

    The heading's, where it names one; else the season most spoken of; where only past seasons are
    numbered and a new one is spoken of, the one after them.
    """
    heading_end = document.sentences[0].end if document.sentences else 0
    numbered = [m for m in installments if m.seasons]
    in_heading = [m for m in numbered if m.start < heading_end]
    if in_heading:
        return in_heading[0].seasons[-1]
    if not numbered:
        return None
    counts: Counter[int] = Counter()
    past: Counter[int] = Counter()
    for mention in numbered:
        gone = not _to_come(document.text, mention)
        for season in mention.seasons:
            counts[season] += 1
            past[season] += gone
    latest = max(counts)
    new = any(m.reference is Reference.NEW for m in installments)
    at_latest = [m for m in numbered if latest in m.seasons]
    gone = any(_GONE.search(document.text[max(0, m.start - 60) : m.end + 60]) for m in at_latest)
    if new and gone and not any(_to_come(document.text, m) for m in at_latest):
        return latest + 1
    return max(counts, key=lambda n: (counts[n] - past[n], n))
