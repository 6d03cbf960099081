"""Titles of works in a text, found without a list: by quotes, seasons, verbs and repetition."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from airdate.claims import bodies, lexicon, names
from airdate.claims.evidence import NO_TITLES, SEASON_AFTER, like_a_person, speaks_for
from airdate.claims.qualifiers import of_a_book
from airdate.claims.runs import LONGEST, SMALL, TOKEN, capital, finder, is_label, pieces, runs
from airdate.claims.voices import voices
from airdate.model import Document

_QUOTED = re.compile(
    r"(?<![\w’'])(?:\"(?P<a>[^\"\n]{1,80})\"|“(?P<b>[^”\n]{1,80})”|‘(?P<c>[^’\n]{1,60}(?:’s\s"
    r"[^’\n]{1,40})?)’|'(?P<d>[^'\n]{1,60}(?:'s\s[^'\n]{1,40})?)'|\*(?P<e>[^*\n]{1,80})\*"
    r"|_(?P<f>[^_\n]{1,80})_|《(?P<g>[^》\n]{1,60})》|<(?P<h>[^<>\n]{1,60})>)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may be a title: `text[start:end]`, and the weight that speaks for it."""

    start: int
    end: int
    title: str
    weight: float


def quoted(document: Document) -> Iterator[Candidate]:
    """Yield the words in quotes that look like a title: short, capitals, no sentence."""
    for match in _QUOTED.finditer(document.text):
        group = match.lastgroup or "a"
        words = match[group].rstrip(",")
        words = words if re.fullmatch(r"(?:\w\.)+", words) else words.rstrip(",.")
        if looks_like_title(words):
            start = match.start(group)
            around = speaks_for(document.text, start, start + len(words))
            weight = 4.0 if start < len(document.heading) else 2.0
            yield Candidate(start, start + len(words), words, weight + min(around, 2.0))


def looks_like_title(words: str) -> bool:
    """Return whether the words are written as a title: all but the small words capitalised."""
    tokens = [t[0] for t in TOKEN.finditer(words) if t[0] not in {":", "&"}]
    if not tokens or len(tokens) > LONGEST or words[-1] in "?,-":
        return False
    if (words.isupper() and len(tokens) > 3) or re.search(r"!!|[@#]", words):
        return False
    if not capital(words) or (words.isdigit() and len(words) < 3):
        return False
    if re.search(r"[a-z][.;!?]\s|\bI\b|\b(?:I['’]m|don['’]t)\b", words):
        return False
    if re.search(r"(?:^|\s)(?:creates?|says?)\b", words) or words.casefold().startswith("season "):
        return False
    big = [t for t in tokens if t.casefold() not in SMALL]
    return all(capital(t) for t in big or tokens)


def _unquoted(document: Document) -> Iterator[Candidate]:
    """Yield a name for each run of capitals, with what the words around say for it.

    Of a run and its parts ("Silo in Hertfordshire") the longest that stands elsewhere too is the
    name; a run that stands alone is taken whole.
    """
    text = document.text
    found: list[list[tuple[int, int]]] = []
    for sentence in document.sentences:
        words = text[sentence.start : sentence.end]
        if sentence.number and _shouts(words):
            continue
        yield from _triads(text, sentence.start, words=words)
        found += [list(pieces(text, low, high)) for low, high in runs(words, sentence.start)]
    counts = Counter(text[low:high] for parts in found for low, high in set(parts))
    for parts in found:
        often = [(low, high) for low, high in parts if counts[text[low:high]] > 1]
        start, end = max(often or parts[:1], key=lambda part: part[1] - part[0])
        for low, high in [(start, end)] if often else _halves(text, start, end=end):
            yield Candidate(low, high, text[low:high], speaks_for(text, low, high))


def _halves(text: str, start: int, *, end: int) -> list[tuple[int, int]]:
    """Return a run that stands once as two names where "and" parts them: "Twisters and Wonka".

    Not "Aquaman and the Lost Kingdom", nor where a season follows.
    """
    cut = re.search(r" and (?=[A-Z])", text[start:end])
    if cut is None or SEASON_AFTER.match(text, end):
        return [(start, end)]
    return [(start, start + cut.start()), (start + cut.end(), end)]


def _triads(text: str, base: int, *, words: str) -> Iterator[Candidate]:
    for match in _TRIAD.finditer(words):
        start, end = base + match.start(), base + match.end()
        if SEASON_AFTER.match(text, end):
            yield Candidate(start, end, match[0], 4.0)


_SURE = 1.5  # what speaks for a single word even where it opens a sentence
# "Love, Death & Robots": three nouns, if a season follows
_TRIAD = re.compile(r"\b[A-Z]\w+, [A-Z]\w+ (?:&|and) [A-Z]\w+\b")


def _shouts(words: str) -> bool:
    """Return whether a line is set in title case, so that capitals say nothing."""
    if words.endswith((".", ".”", '."')):
        return False
    big = [w for w in re.findall(r"[^\W\d_][\w'’]*", words) if w.casefold() not in SMALL]
    return len(big) > 3 and sum(w[0].isupper() for w in big) >= 0.8 * len(big)


def titles(document: Document) -> dict[str, float]:
    """Return the titles that a document speaks of, with the weight that speaks for each.

    A title needs quotes, a season, a genre or a verb of the screen beside it at least once.
    """
    weights: dict[str, float] = defaultdict(float)
    counts: Counter[str] = Counter()
    quotes = list(quoted(document))
    sure: set[str] = set()
    spoken = {voice.start for voice in voices(document)}
    for candidate in [*quotes, *_unquoted(document)]:
        title = candidate.title
        if not possible(title, weight=candidate.weight) or _fragment(document, candidate):
            continue
        if candidate.start in spoken or _no_work(document.text, candidate):
            continue
        if candidate.weight >= _SURE and not names.is_common_word(title):
            sure.add(title)
        counts[title] += 1
        boost = 1.5 if candidate.start < len(document.heading) and candidate.weight > 0 else 1.0
        weights[title] += candidate.weight * boost
    common = _common_words(document, set(weights) - {q.title for q in quotes} - sure)
    found = {t: w + 0.25 * counts[t] for t, w in weights.items() if t not in common}
    _favour_heading(document, found, counts=counts)
    kept = {t: w for t, w in found.items() if w >= 1.5} or _last_resort(document)
    return _without_nested(document, kept)


def _no_work(text: str, candidate: Candidate) -> bool:
    """Return whether words are a label or name a book, a game or a song, which nobody awaits."""
    start, end = candidate.start, candidate.end
    book = of_a_book(text, start, end) and not SEASON_AFTER.match(text, end)
    return book or _labels(text, candidate)


def _labels(text: str, candidate: Candidate) -> bool:
    """Return whether words stand before a colon and tell the kind of text: "Thread: ..."."""
    before_colon = text[candidate.end : candidate.end + 1] == ":"
    return before_colon and is_label(candidate.title.split())


def _last_resort(document: Document) -> dict[str, float]:
    """Return the name in the heading that the text has most often, where nothing marks a title.

    Any name will do that is no company and no person; an article is about something.
    """
    counts = Counter(
        c.title
        for c in _unquoted(document)
        if _stands_in(c.title, document.heading)
        and bodies.kind_of(c.title) is None
        and not _labels(document.text, c)
    )
    fit = {
        title: count
        for title, count in counts.items()
        if not like_a_person(title.casefold().split()) and len(title) > 2
    }
    if not fit:
        return {}
    best = max(fit, key=lambda t: (document.text.count(t), t.casefold() not in NO_TITLES, len(t)))
    return {best: 1.5} if document.text.count(best) > 1 else {}


def _fragment(document: Document, candidate: Candidate) -> bool:
    """Return whether words are a piece of a heading in title case that the body never has."""
    title, heading = candidate.title, document.heading
    if candidate.start >= len(heading) or not _shouts(heading):
        return False
    if (
        heading[candidate.start - 1 : candidate.start] in {'"', "“", "‘", "'", "*"}
        and candidate.start
    ):
        return False
    return document.text.count(title) < 2 and not SEASON_AFTER.match(heading, candidate.end)


def _favour_heading(document: Document, found: dict[str, float], *, counts: Counter[str]) -> None:
    """Add what it says for a name that the heading has it too, most where nothing else is found."""
    best = max(found.values(), default=0.0)
    for title in found:
        if _stands_in(title, document.heading):
            many = counts[title] > 1
            known = found[title] > 0.8 or best < 1.5 or document.text.count(title) > 3
            found[title] += (2.0 if many else 0.5) if known else 0.0


def _stands_in(title: str, text: str) -> bool:
    return title in text and any(finder([title]).places(text))


_HEROES = 2.0  # so much more must speak for "Max & Moritz" than for "Moritz"


def _is_hero(title: str, other: str) -> bool:
    """Return whether a title is one of the names that another joins: "Moritz", "Max & Moritz"."""
    return title in re.split(r" (?:&|and|[xX]|vs\.?) ", other) and title != other


def _without_nested(document: Document, found: dict[str, float]) -> dict[str, float]:
    """Return the titles but those that give way to another: each is weighed only against those
    that hold it and that it holds, of which most of a long list have none.
    """
    search, order = finder(found), {title: i for i, title in enumerate(found)}
    beside: dict[str, set[str]] = {title: set() for title in found}
    for other in found:
        for _, title in search.places(other):
            beside[title].add(other)
            beside[other].add(title)
    count = cache(document.text.count)
    kept = dict(found)
    for title in found:
        near = sorted(beside[title] - {title}, key=order.__getitem__)
        if near and _nested(
            title, document, weights={t: found[t] for t in [title, *near]}, count=count
        ):
            del kept[title]
    return kept


def _nested(
    title: str, document: Document, *, weights: dict[str, float], count: Callable[[str], int]
) -> bool:
    """Return whether a title gives way to another: one that always holds it, or, where it is a
    piece of a headline in title case, one that it holds.

    weights: the title's, and those of the titles that hold it or that it holds.
    """
    own = count(title)
    alone = own == 1 and (title in document.heading or len(title.split()) > 4)
    for other in weights:
        if other == title:
            continue
        if len(other) > len(title):  # so it is the other that holds the title
            if count(other) >= own:
                return True
            if _is_hero(title, other) and weights[other] > _HEROES * weights[title]:
                return True
        elif alone and count(other) > 1:
            return not title.startswith(f"{other}: ") or title in document.heading
    return False


# What stands before a word inside a sentence.
_INNER = re.compile(r"[^.!?\n\"“:]\s[\"“‘']?\Z")
_LABEL = re.compile(
    r"(?:source|disclaimer|wanted|warning|read|update|exclusive|watch|press|related|note|editor|"
    r"photo|image|credit|tags?|who|what|when|where|why|how)[\w\s]*:",
    re.IGNORECASE,
)


def _common_words(document: Document, titles: set[str]) -> set[str]:
    """Return the single words that are capital only because they open a sentence."""
    single = {t for t in titles if " " not in t and t[0].isupper()}
    inner = {
        title
        for start, title in finder(single).places(document.text)
        if _INNER.search(document.text, max(0, start - 3), start)
    }
    return {t for t in single - inner if not _marked(document, t)}


def _marked(document: Document, title: str) -> bool:
    """Return whether a word that only opens sentences is a title by the heading or a season."""
    if title in document.heading and re.search(
        rf"^{re.escape(title)}(?:['’]s)?(?: [a-z0-9]|[:,])|[a-z:]\s{re.escape(title)}(?!\w)",
        document.heading,
    ):
        return True
    at = SEASON_AFTER.match(document.text, document.text.find(title) + len(title))
    return at is not None and not names.is_common_word(title)


_NEVER = lexicon.words("never")
_COMPOUND = re.compile(
    r"[-‐‑](?:led|starring|based|directed|produced|backed|style|themed|penned|winning|nominated|created)$"
)
_NUMERAL = re.compile(r"\d{1,2}|20\d\d|[qh][1-4]|\d+(?:st|nd|rd|th)")


def possible(title: str, *, weight: float = 0.0) -> bool:
    """Return whether words can be a title at all: no company, weekday or season alone.

    weight: what the words around say; "Wednesday season 3" is one after all.
    """
    plain = title.casefold().strip()
    if bodies.kind_of(title) or not re.search(r"\w", title):
        return False
    if plain in _NEVER or _COMPOUND.search(plain):
        return False
    if all(w in NO_TITLES or _NUMERAL.fullmatch(w) for w in plain.split()):
        return weight >= (4.0 if plain.isdigit() else 3.0)
    if (
        plain.split()[0] in {"season", "series", "episode", "according", "per"}
        or title[0].islower()
    ):
        return False
    if _LABEL.match(title) or re.fullmatch(r"[A-Z]+(?: [A-Z]+)+", title):
        return False
    return not re.fullmatch(r"(?:part|chapter)s?\s\w+|\d{1,2}|\W*(?:q|a)\W*", plain)
