"""Which works and installments a document speaks of: read once, before its claims."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from airdate.claims import mentions as works
from airdate.claims import seasons
from airdate.claims.catalogue import Catalogue
from airdate.claims.names import given_names, plain
from airdate.claims.runs import finder
from airdate.claims.seasons import Reference
from airdate.claims.subjects import Subjects, TitleMention
from airdate.model import Document, Installment, title_key

__all__ = ["Subjects", "TitleMention", "subjects"]


def subjects(document: Document, *, catalogue: Catalogue | None = None) -> Subjects:
    """Return the works and installments that a document speaks of.

    catalogue: known titles and their other names; the reader does without.
    """
    known = catalogue.names if catalogue else {}
    found = works.titles(document, known=known)
    weights = {work.title: work.weight for work in found}
    names = _names(document, weights, known=known)
    spans = _spans(document, names, weights=weights)
    installments = _installments(document, spans)
    main = _usual(found[0].title, names) if found else None
    films = _films(document, spans, installments=installments, main=main)
    own = [m for m in installments if _owner(document, spans, mention=m) in {None, main}]
    season = None if main is None or main in films else _main_season(document, own)
    subject = Installment(main, season) if main else None
    return Subjects(document, subject, films, spans, installments)


def _usual(title: str, names: dict[str, str]) -> str:
    """Return the title that a spelling stands for; "Kingdom 2" may only be a season of one."""
    return names.get(title) or names[_LAST_NUMBER.sub("", title)]


_LAST_NUMBER = re.compile(r" [2-9]$")
_SHORTEST = 3  # letters: a known name of fewer ("It", "You") is not looked for in running text
_KNOWN = 6.0  # log-odds of a title that the catalogue has


def _names(
    document: Document, weights: dict[str, float], *, known: dict[str, str]
) -> dict[str, str]:
    """Return every spelling to look for → the title it stands for."""
    names = {t: t for t in weights}
    keys: dict[str, str] = {}
    for title in sorted(names, key=lambda t: -weights[t]):
        names[title] = keys.setdefault(title_key(title), title)
    for short, full in _numbered(weights).items():  # "Dune 2" for "Dune: Part Two"
        names[short] = names[full]
    for short, longer in _longer(weights).items():  # "Avatar" for "Avatar: The Last Airbender"
        names[short] = names[longer]
    for title in list(names):  # "NIGHTFALL" in a heading
        if title.upper() in document.text:
            names.setdefault(title.upper(), names[title])
    usual = {title_key(name): title for name, title in known.items()}
    names = {n: usual.get(title_key(t), t) for n, t in names.items()}
    names |= {n: t for n, t in known.items() if len(n) > _SHORTEST and n in document.text}
    if _NUMBERED_SERIES.search(document.text):  # "Kingdom 2" is the second season of "Kingdom"
        for name in [n for n in names if _LAST_NUMBER.search(n) and n not in works.famous()]:
            stem = _LAST_NUMBER.sub("", name)
            del names[name]
            names.setdefault(stem, usual.get(title_key(stem), stem))
    return names


_PART = re.compile(r":? (?:part|chapter|volume|vol) (two|three|four|five|ii|iii|iv|v|[2-9])$", re.I)
_COUNTED = {
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
}


def _numbered(weights: dict[str, float]) -> dict[str, str]:
    """Return each film that is called by its number alone → its full title, where both are said."""
    found: dict[str, str] = {}
    for title in weights:
        if part := _PART.search(title):
            number = part[1].casefold()
            found[f"{title[: part.start()]} {_COUNTED.get(number, number)}"] = title
    return {short: title for short, title in found.items() if short in weights}


def _longer(weights: dict[str, float]) -> dict[str, str]:
    """Return each title that just one other opens with, before a colon or dash → that other.

    Not where several do: "Avengers" is none of its films.
    """
    found: dict[str, list[str]] = {}
    for title in weights:
        for cut in re.finditer(r"(?::| [–—-])(?= )", title):
            found.setdefault(title[: cut.start()], []).append(title)
    return {short: found[short][0] for short in weights if len(found.get(short, ())) == 1}


def _spans(
    document: Document, names: dict[str, str], *, weights: dict[str, float]
) -> tuple[TitleMention, ...]:
    """Return the places where the names stand, the longest first where they overlap."""
    if not names:
        return ()
    return tuple(
        TitleMention(start, start + len(name), names[name], weights.get(name, _KNOWN))
        for start, name in finder(names).apart(document.text)
        if not _ends_a_name(document.text, start, name=name)
    )


_GIVEN_BEFORE = re.compile(r"(?<![\w’'-])([A-ZÀ-Þ][\w’'-]+) $")


def _ends_a_name(text: str, start: int, *, name: str) -> bool:
    """Return whether one word is the family name of the given name before it: "Tom Locke"."""
    if re.search(r"\W", name):
        return False
    before = _GIVEN_BEFORE.search(text[max(0, start - 20) : start])
    return before is not None and plain(before[1]) in given_names()


def _installments(
    document: Document, spans: tuple[TitleMention, ...]
) -> tuple[seasons.Mention, ...]:
    """Return the mentions of installments outside titles; parts count only without seasons."""
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


_FILM = re.compile(
    r"\b(?:films?|movies?|cinemas?|theaters?|theatres?|box\soffice|big\sscreen)\b", re.I
)
_SERIES = re.compile(r"\b(?:seasons?|episodes?|series|showrunner|tv\sshow)\b", re.I)


def _films(
    document: Document,
    spans: tuple[TitleMention, ...],
    *,
    installments: tuple[seasons.Mention, ...],
    main: str | None,
) -> frozenset[str]:
    """Return the titles that the words around them call films rather than series."""
    near: Counter[str] = Counter()
    for span in spans:
        around = document.text[max(0, span.start - 60) : span.end + 60]
        near[span.title] += len(_FILM.findall(around)) - 2 * len(_SERIES.findall(around))
    films = {title for title, balance in near.items() if balance > 0}
    famous = works.famous()
    films |= {title for title in near if famous.get(title) == "film"}
    whole = document.text[:200_000]  # enough to tell a film article from one on a series
    if main and not any(
        _owner(document, spans, mention=m) == main for m in installments if m.seasons
    ):
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
    r"last\syear|left\soff|landed|launched|arrived|previous|came\s(?:out|to|on)|cliffhanger|"
    r"after\sthe|since\sthe|return(?:s|ed|ing)?\sfor)\b",
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


# What must speak for a work before a season "of" it is its own and not the main one's.
_CERTAIN = 2.0
_OF = re.compile(r"\sof\s(?:the\s)?[\"“‘'*]?")


def _owner(
    document: Document, spans: tuple[TitleMention, ...], *, mention: seasons.Mention
) -> str | None:
    """Return the title of an installment: behind its "of", else right before it in its line.

    None where none is near.
    """
    index = bisect_right(spans, mention.start, key=lambda s: s.start) - 1
    after = spans[index + 1] if index + 1 < len(spans) else None
    # a well-known title alone is not enough here: it may be a part of the main one's usual name
    if after and after.weight > _CERTAIN and _OF.fullmatch(document.text, mention.end, after.start):
        return after.title
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
