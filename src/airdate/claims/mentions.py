"""Titles of works in a text, found without a list: by quotes, seasons, verbs and repetition."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from airdate.claims import bodies, names
from airdate.claims.runs import LONGEST, SMALL, TOKEN, capital, pieces, runs
from airdate.model import Document

_QUOTED = re.compile(
    r"(?<![\w’'])(?:\"(?P<a>[^\"\n]{1,80})\"|“(?P<b>[^”\n]{1,80})”|‘(?P<c>[^’\n]{1,60}(?:’s\s"
    r"[^’\n]{1,40})?)’|'(?P<d>[^'\n]{1,60}(?:'s\s[^'\n]{1,40})?)'|\*(?P<e>[^*\n]{1,80})\*"
    r"|_(?P<f>[^_\n]{1,80})_|《(?P<g>[^》\n]{1,60})》|<(?P<h>[^<>\n]{1,60})>)(?!\w)"
)
_N = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\b"
_NTH = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|sophomore|debut|final|"
    r"next|upcoming|new|latest|last|\d{1,2}(?:st|nd|rd|th))"
)
_UNIT = r"(?:seasons?|series|runs?|instal?lments?|chapters?|episodes|outings?|cours?)"
_SEASON_AFTER = re.compile(
    rf"['’\"”]{{0,2}}s?(?:\sis|\sto)?[:,]?\s(?:(?:{_UNIT}|part|book|volume)\s{_N}|S\d|"
    rf"{_NTH}\s(?:and\s(?:final|last)\s)?{_UNIT})",
    re.IGNORECASE,
)
_POSSESSED_AFTER = re.compile(
    r"['’]s?\s(?:creator|co-creator|showrunner|fans|finale|premiere|return|renewal|release|filming|"
    r"production|future|run|debut|last|makers?|writers?|director|producer|trailer|success)\b",
    re.IGNORECASE,
)
_FOR_SEASON_AFTER = re.compile(
    r"['’\"”]?\s(?:(?:is|are|will\sbe|has\sbeen|to)\s)?(?:(?:coming\sback|back|returning|renewed|"
    r"return|returns|picked\sup|nabs|scores|gets|lands|wins|earns|ordered)\s)?(?:for|with|to)?\s?"
    rf"(?:an?\s|its\s|the\s)?(?:{_UNIT}\s{_N}|{_NTH}\s(?:and\s(?:final|last)\s)?(?:{_UNIT}|year))",
    re.IGNORECASE,
)
_GENRES = (
    r"(?:series|dramas?|k-drama|thriller|comedy|dramedy|film|movie|sitcom|anime|show|spin-off|"
    r"spinoff|prequel|sequel|epic|hit|saga|western|horror|fantasy|romance|rom-com|adaptation|"
    r"feature|miniseries|documentary|remake|reboot|mystery|whodunit|procedural|anthology|musical|"
    r"biopic|blockbuster|threequel|trilogy|franchise|docuseries|cartoon|animation)"
)
_OF_BEFORE = re.compile(
    rf"\b(?:{_UNIT}|adaptation|remake|sequel|version|return|premiere|release|debut|launch|future|trailer|fans|viewers|"
    rf"cast|more|wait|world|filming|production|makers|creators?|shooting|work|cameras|makes|director"
    rf"|star|stars)\s(?:{_N}\s)?(?:of|for|to|on|behind)\s[\"“‘']?$",
    re.IGNORECASE,
)
_GENRE_BEFORE = re.compile(
    rf"\b(?:{_GENRES}|titled|called|entitled|dubbed)[,:]?\s[\"“‘']?$", re.IGNORECASE
)
_GENRE_AFTER = re.compile(rf"[\"”’']?\s{_GENRES}\b", re.IGNORECASE)
_CALLED_AFTER = re.compile(
    rf"[\"”’']?,\s(?:an?|the|its|his|her|their|another)\s(?:[\w+’'-]+\s){{0,5}}{_GENRES}\b"
)
_WORK = r"(?:production|filming|shooting|principal|work|the\sshoot|photography)"
_SCREEN_VERB = re.compile(
    r"[\"”'’]?,?\s(?:(?:(?:has|have|had|will|is|was|are|were|to|now|also|finally|officially|likewise|"
    r"be|been|set|due|scheduled|slated|expected)\s){0,5}"
    r"(?:premieres?|premiered|premiering|debuts?|debuted|debuting|airs?|aired|airing|arrives?|"
    r"hits?\s(?:theaters|theatres|cinemas|screens|netflix)|drops\son|lands\son|launch(?:es|ed)|"
    r"opens\s(?:on|in)|opened\sin|streams|streaming|releases?\s(?:on|in)|releasing|"
    r"renewed|cancell?ed|greenlit|dated|bumped|delayed|postponed|released|filming|shelved|axed|"
    rf"(?:starts?|begins?|began|started|begun|wraps?|wrapped|finish(?:es|ed)|resum(?:es|ed)|ends?)\s"
    rf"{_WORK}|sets?\s(?:premiere|release|date|return|its)|coming\sback|in\sproduction|"
    r"moves?\sup|moved\sto|slipped\sto|pushed\sback|goes\sinto|based\son|follows\b|tells\sthe|"
    r"will\sconclude|ended\s|wrapped|shot\sin|returns\s(?:on|in|this|next|to\s(?:screens|netflix|tv)|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)))\b)",
    re.IGNORECASE,
)
_LATER_VERB = re.compile(
    r"[\"”'’]?(?:,\s(?:which|the|an?)\s[^.;:]{0,90}?,)?,?\s(?:[^\s.;:]+\s){0,6}(?:premieres?|premiered|debuts|airs|aired|arrives|"
    r"hits?\s(?:theaters|theatres|cinemas|screens)|drops\son|lands\son|opens\son|streams|"
    r"(?:slipped|bumped|moved|pushed)\s(?:back\s)?to|(?:has\sbeen|is|was)\s(?:\w+\s)?(?:renewed|"
    r"cancell?ed|greenlit|slated|scheduled|due|dated|bumped|delayed|released|streaming|filming)|"
    r"wrapped|began\sfilming|starts\sfilming)\b",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
# "Madame Web goes up two days to February 14": what moves about a calendar
_MOVES_AFTER = re.compile(
    r"[\"”'’]?,?\s(?:(?:will|now|has|have|had|been|is|was|also|then|itself|instead|being|to)\s){0,4}"
    r"(?:moves?|moved|shift(?:s|ed)|heads?|goes|slides?|slid|jump(?:s|ed)|relocates?|stays?|"
    r"remains?|exits?|leaves|vacates|takes?|swaps|inherits|claims|set\sfor|slotted|open|opens|bumped|"
    rf"pushed|bows|due)\s[^.;:]{{0,50}}?{_MONTH}|"
    rf"[\"”'’]?(?::|\s[-–—]|\s\()\s?(?:{_MONTH}|\d{{1,2}}\s{_MONTH}|20\d\d|(?:spring|summer|fall|winter)\b)",
    re.IGNORECASE,
)
_DATED_AFTER = re.compile(rf"[^.;:]{{0,70}}?\b{_MONTH}", re.IGNORECASE)
_ORDERS_AFTER = re.compile(
    r"\s(?:(?:has|have|had|is|also)\s)?(?:\w+ly\s)?(?:orders?|ordered|renews?|renewed|picks?\sup|"
    r"picked\sup|commissions?|commissioned|greenlights?|greenlit|announces?|announced|confirms?|"
    r"confirmed|will\s(?:air|stream|release|distribute)|releases|unveils?|unveiled|said|says|"
    r"shared|moves?|dates|sets|shifts|pushes|delays)\s(?:that|the|a|an|its|more|\w+\sseason|[\"“‘'A-Z])",
)
_PERSON_AFTER = re.compile(
    r"[,\s]*(?:['’]s\s(?:character|role|agency)|\((?!.{0,20}\d)|,?\swho\s|"
    r"says?\b(?!\s[A-Z])|said\b(?!\s[A-Z])|told\b|tells?\b|added\b|explained\b|wrote\b|plays?\b|stars\s(?:as|in|alongside|opposite)\b|starred\s(?:as|in)\b|"
    r"returns?\sas|reprises?|will\s(?:play|reprise|star|direct|return\sas)|is\s(?:back\sas|set\sto"
    r"\splay|playing|directing|attached)|directs|joins|leads\sthe\scast|begins\s[A-Z])",
)
_PERSON_BEFORE = re.compile(
    r"\b(?:actors?|actress(?:es)?|stars?|co-star|director|showrunner|creators?|writers?|producers?|"
    r"president|chief|ceo|boss|head|author|novelist|executive|by|starring|names|singer|idol|"
    r"(?:mr|ms|mrs|dr|sir)\.?),?\s$",
    re.IGNORECASE,
)
_EVENT_AFTER = re.compile(
    r"\s(?:film\s)?(?:festival|event|convention|ceremony|awards?|panel|slot)\b", re.I
)
_PLACE_BEFORE = re.compile(r"\b(?:in|at|to|from|near|into|across|around|outside)\s(?:the\s)?$")
_BODY_WORDS = re.compile(
    r"\b(?:Festival|Awards?|Academy|University|Studios?|Pictures|Street|Television|Institute|"
    r"Association|Guild|Building\sSociety|Entertainment|Productions?|Films|Company|Corporation|Inc|"
    r"Ltd|Media|Conference|Convention|Comic-Con|Expo|Magazine|News|Museum|Centre|"
    r"Ministry|Council|Agency|Copyright|Rights|Staff|Instagram|Twitter|Emmys?|Oscars?)\b"
)
_NO_TITLES = frozenset(
    """season seasons series part episode episodes monday tuesday wednesday thursday friday saturday
    sunday january february march april may june july august september october november december
    spring summer autumn fall winter christmas i he she it we they this that these those the a an
    but and or so if when what why who how where is are was were will has have had not no yes
    while although though since after before until despite however meanwhile now then today
    here there in on at as for from by with to of fans viewers hollywood seoul tokyo both each
    london paris los angeles vancouver toronto atlanta canada korea japan u.k u.s uk us news
    emmy emmys oscar oscars tv faq faqs q covid-19 wga sag-aftra amptp bafta imax warning spoilers
    filming production shooting trailer cast crew plot story release date update source image
    photo credit staff advertisement related read watch more one two three four five six seven eight
    nine ten all every another some many most several only just first second third part""".split()
)


# Small words that stand with a capital inside a sentence only where they are a name: "From".
_FUNCTION_WORDS = frozenset(
    "from you us it they we who when what why how now here there with after before them her".split()
)
_SEASONS = re.compile(r"\bseasons?\b", re.IGNORECASE)
_SAMPLE = 20_000  # characters that tell whether a text is about series or films


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
            around = _weight(document.text, start, start + len(words))
            weight = 4.0 if start < len(document.heading) else 2.0
            yield Candidate(start, start + len(words), words, weight + min(around, 2.0))


def looks_like_title(words: str) -> bool:
    """Return whether the words are written as a title: all but the small words capitalised."""
    tokens = [t[0] for t in TOKEN.finditer(words) if t[0] not in {":", "&"}]
    if not tokens or len(tokens) > LONGEST or words[-1] in "?,-":
        return False
    if words.isupper() and len(tokens) > 3 or re.search(r"!!|[@#]", words):
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
        yield from _triads(text, sentence.start, words)
        found += [list(pieces(text, low, high)) for low, high in runs(words, sentence.start)]
    counts = Counter(text[low:high] for parts in found for low, high in set(parts))
    for parts in found:
        often = [(low, high) for low, high in parts if counts[text[low:high]] > 1]
        start, end = max(often or parts[:1], key=lambda part: part[1] - part[0])
        for low, high in [(start, end)] if often else _halves(text, start, end):
            yield Candidate(low, high, text[low:high], _weight(text, low, high))


def _halves(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return a run that stands once as two names where "and" parts them: "Twisters and Wonka".

    Not "Aquaman and the Lost Kingdom", nor where a season follows.
    """
    cut = re.search(r" and (?=[A-Z])", text[start:end])
    if cut is None or _SEASON_AFTER.match(text, end):
        return [(start, end)]
    return [(start, start + cut.start()), (start + cut.end(), end)]


def _triads(text: str, base: int, words: str) -> Iterator[Candidate]:
    for match in _TRIAD.finditer(words):
        start, end = base + match.start(), base + match.end()
        if _SEASON_AFTER.match(text, end):
            yield Candidate(start, end, match[0], 4.0)


_SURE = 2.0  # what speaks for a single word even where it opens a sentence
# "Love, Death & Robots": three nouns, if a season follows
_TRIAD = re.compile(r"\b[A-Z]\w+, [A-Z]\w+ (?:&|and) [A-Z]\w+\b")


def _shouts(words: str) -> bool:
    """Return whether a line is set in title case, so that capitals say nothing."""
    if words.endswith((".", ".”", '."')):
        return False
    big = [w for w in re.findall(r"[^\W\d_][\w'’]*", words) if w.casefold() not in SMALL]
    return len(big) > 3 and sum(w[0].isupper() for w in big) >= 0.8 * len(big)


def _weight(text: str, start: int, end: int) -> float:
    """Return what the words around a run say for (above 0) or against its being a title."""
    before, after = text[max(0, start - 50) : start], text[end : end + 150]
    place = _PLACE_BEFORE.search(before) is not None
    weight = _weight_of_form(text[start:end])
    if weight == -1.0 and _SCREEN_VERB.match(after):
        weight = 0.0  # persons do not premiere: "Moon Knight arrives on May 3"
    if start == 0 and re.match(r":\s", after):
        weight += 3.0 if end - start < 30 else 1.0
    if text[start:end].casefold() in _FUNCTION_WORDS and re.search(r"[a-z] $", before):
        weight += 3.0
    if _SEASON_AFTER.match(after):
        weight += 3.0
    elif _FOR_SEASON_AFTER.match(after) and not place:
        weight += 2.0
    genre = 1.5 if " " in text[start:end] else 1.0
    for pattern, worth in ((_CALLED_AFTER, 2.0), (_POSSESSED_AFTER, 1.0), (_GENRE_AFTER, genre)):
        weight += worth if pattern.match(after) else 0.0
    verb = 1.5 if _SCREEN_VERB.match(after) else 1.3 if _LATER_VERB.match(after) else 0.0
    verb = max(verb, 1.5 if _MOVES_AFTER.match(after) else 0.0)
    dated = 0.6 if _SEASONS.search(text, 0, _SAMPLE) else 1.3
    weight += verb or (dated if _DATED_AFTER.match(after) else 0.0)
    weight += 2.0 if _GENRE_BEFORE.search(before) else 0.0
    weight += 1.5 if _OF_BEFORE.search(before) else 0.0
    weight += 1.0 if re.search(r"['’]s\s$", before) else 0.0
    if _PERSON_AFTER.match(after) or _PERSON_BEFORE.search(before) or _ORDERS_AFTER.match(after):
        weight -= 2.5
    if _EVENT_AFTER.match(after):
        weight -= 2.0
    return weight - (0.5 if place else 0.0)


def _weight_of_form(title: str) -> float:
    """Return what the form of a run says: titles have "of the" or a colon, names have not."""
    if _BODY_WORDS.search(title):
        return -2.0
    parts = re.split(r" (?:and|of|in|for) |, ", title)
    if len(parts) > 1 and any(_like_a_person(part.casefold().split()) for part in parts):
        return -1.5
    if re.search(r"\w\s(?:of|&|and\sthe|in\sthe)\s\w|\w: \w", title):
        return 1.5
    words = [w.casefold() for w in re.findall(r"[^\W\d_][\w’'-]*", title)]
    if _like_a_person(words):
        return -1.0
    big = [w for w in words if w not in SMALL]
    plain = len(words) > 1 and big and all(names.is_common_word(w) for w in big)
    return 1.0 if plain and not all(w in _NO_TITLES for w in big) else 0.0


def _like_a_person(words: list[str]) -> bool:
    """Return whether words are built as a person's name: a given name or an Asian family name."""
    if not 2 <= len(words) <= 4 or any(w in {"the", "of", "and"} for w in words):
        return False
    first = names.plain(words[0]) in names.given_names() | names.surnames()
    return first and not all(names.is_common_word(w) for w in words[1:])


def titles(document: Document) -> dict[str, float]:
    """Return the titles that a document speaks of, with the weight that speaks for each.

    A title needs quotes, a season, a genre or a verb of the screen beside it at least once.
    """
    weights: dict[str, float] = defaultdict(float)
    counts: Counter[str] = Counter()
    quotes = list(quoted(document))
    sure: set[str] = set()
    for candidate in [*quotes, *_unquoted(document)]:
        title = candidate.title
        if candidate.weight >= _SURE:
            sure.add(title)
        if not possible(title, weight=candidate.weight) or _fragment(document, candidate):
            continue
        counts[title] += 1
        boost = 1.5 if candidate.start < len(document.heading) and candidate.weight > 0 else 1.0
        weights[title] += candidate.weight * boost
    common = {t for t in weights if _common_word(document, t)} - {q.title for q in quotes} - sure
    found = {t: w + 0.25 * counts[t] for t, w in weights.items() if t not in common}
    _favour_heading(document, found, counts)
    kept = {t: w for t, w in found.items() if w >= 1.5} or _last_resort(document)
    return {t: w for t, w in kept.items() if not _nested(t, document, kept)}


def _last_resort(document: Document) -> dict[str, float]:
    """Return the name in the heading that the text has most often, where nothing marks a title.

    Any name will do that is no company and no person; an article is about something.
    """
    counts = Counter(
        c.title
        for c in _unquoted(document)
        if _stands_in(c.title, document.heading) and bodies.kind_of(c.title) is None
    )
    fit = {
        title: count
        for title, count in counts.items()
        if not _like_a_person(title.casefold().split()) and len(title) > 2
    }
    if not fit:
        return {}
    best = max(fit, key=lambda t: (document.text.count(t), t.casefold() not in _NO_TITLES, len(t)))
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
    return document.text.count(title) < 2 and not _SEASON_AFTER.match(heading, candidate.end)


def _favour_heading(document: Document, found: dict[str, float], counts: Counter[str]) -> None:
    """Add what it says for a name that the heading has it too, most where nothing else is found."""
    best = max(found.values(), default=0.0)
    for title in found:
        if _stands_in(title, document.heading):
            many = counts[title] > 1
            known = found[title] > 0.8 or best < 1.5 or document.text.count(title) > 3
            found[title] += (2.0 if many else 0.5) if known else 0.0


def _stands_in(title: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(title)}(?!\w)", text) is not None


def _nested(title: str, document: Document, found: dict[str, float]) -> bool:
    """Return whether a title gives way to another: one that always holds it, or, where it is a
    piece of a headline in title case, one that it holds."""
    own = document.text.count(title)
    alone = own == 1 and (title in document.heading or len(title.split()) > 4)
    for other in found:
        if other == title:
            continue
        if _stands_in(title, other) and document.text.count(other) >= own:
            return True
        if alone and _stands_in(other, title) and document.text.count(other) > 1:
            return not title.startswith(f"{other}: ") or title in document.heading
    return False


_LABEL = re.compile(
    r"(?:source|disclaimer|wanted|warning|read|update|exclusive|watch|press|related|note|editor|"
    r"photo|image|credit|tags?|who|what|when|where|why|how)[\w\s]*:",
    re.IGNORECASE,
)


def _common_word(document: Document, title: str) -> bool:
    """Return whether a single word is capital only because it opens a sentence."""
    if " " in title or not title[0].isupper():
        return False
    if re.search(
        rf"^{re.escape(title)}(?:['’]s)?(?: [a-z0-9]|[:,])|[a-z:]\s{re.escape(title)}(?!\w)",
        document.heading,
    ):
        return False
    at = _SEASON_AFTER.match(document.text, document.text.find(title) + len(title))
    if at:
        return False
    inner = rf"[^.!?\n\"“:]\s[\"“‘']?{re.escape(title)}(?!\w)"
    return re.search(inner, document.text) is None


def possible(title: str, *, weight: float = 0.0) -> bool:
    """Return whether words can be a title at all: no company, weekday or season alone.

    weight: what the words around say; "Wednesday season 3" is one after all.
    """
    plain = title.casefold().strip()
    if bodies.kind_of(title) or not re.search(r"\w", title):
        return False
    if all(
        w in _NO_TITLES or re.fullmatch(r"\d{1,2}|20\d\d|[qh][1-4]|\d+(?:st|nd|rd|th)", w)
        for w in plain.split()
    ):
        fixed = plain in {"the", "a", "is", "new", "it", "this", "that"}
        return weight >= (4.0 if plain.isdigit() else 3.0) and not fixed
    if (
        plain.split()[0] in {"season", "series", "episode", "according", "per"}
        or title[0].islower()
    ):
        return False
    if _LABEL.match(title) or re.fullmatch(r"[A-Z]+(?: [A-Z]+)+", title):
        return False
    return not re.fullmatch(r"(?:part|chapter)s?\s\w+|\d{1,2}|\W*(?:q|a)\W*", plain)
