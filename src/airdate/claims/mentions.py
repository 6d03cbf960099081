"""Mentions of works in a text, found without a list: by quotes, seasons, verbs and repetition."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from airdate.claims import bodies
from airdate.model import Document

# A title has at most so many words; a longer run of capitals is a headline.
_LONGEST = 9
_SMALL = {
    "of", "the", "in", "and", "a", "an", "to", "for", "on", "at", "from", "with", "de", "la", "el",
    "das", "der", "die", "le", "les", "by", "or", "no", "s", "vs", "is", "are", "us", "my", "&",
}  # fmt: skip
_JOINERS = {"of", "the", "in", "&", "a", "an", "de", "la", "and", "to", "on", "at", "for", "no"}
_TOKEN = re.compile(r"[^\W_][\w’'.!&+-]*|&|:")
_QUOTED = re.compile(
    r"(?<![\w’'])(?:\"(?P<a>[^\"\n]{1,80})\"|“(?P<b>[^”\n]{1,80})”|‘(?P<c>[^’\n]{1,60}(?:’s\s"
    r"[^’\n]{1,40})?)’|'(?P<d>[^'\n]{1,60}(?:'s\s[^'\n]{1,40})?)'|\*(?P<e>[^*\n]{1,80})\*"
    r"|_(?P<f>[^_\n]{1,80})_|《(?P<g>[^》\n]{1,60})》|<(?P<h>[^<>\n]{1,60})>)(?!\w)"
)
_SEASON_AFTER = re.compile(
    r"['’\"”]?(?:['’]s?)?(?:\sis|\sto)?[:,]?\s(?:(?:season|series|part|book|chapter)s?\s(?:\d|one|two|three|four|"
    r"five|six|seven)|S\d|(?:(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
    r"sophomore|debut|final|next|upcoming|new|latest)\s(?:and\sfinal\s)?(?:season|series|run|"
    r"instal|chapter|episodes|outing)|(?<=s\s)(?:creator|showrunner|fans|finale|premiere|return|"
    r"renewal|cast|release|filming|production)\b))",
    re.IGNORECASE,
)
_FOR_SEASON_AFTER = re.compile(
    r"['’\"”]?\s(?:for|with)\s(?:an?\s)?(?:seasons?\s\d|(?:second|third|fourth|fifth|sixth|"
    r"seventh|eighth)\s(?:season|series|run|year))",
    re.IGNORECASE,
)
_BEFORE_TITLE = re.compile(
    r"(?:(?:seasons?|chapters?|runs?|series|episodes|parts?|instal?lments?|adaptation|remake|sequel"
    r"|version|return|premiere|future|instal?lment|outing|trailer|fans|viewers|cast|more)\s(?:\d\s|"
    r"two\s|three\s)?(?:of|for)|(?:series|dramas?|k-drama|thriller|comedy|film|movie|sitcom|"
    r"anime|show|spin-off|spinoff|prequel|sequel|epic|hit|saga|western|horror|fantasy|romance|"
    r"adaptation|feature|miniseries|documentary|titled|called|entitled|(?:sequel|prequel)\sto))"
    r"[,:]?\s[\"“‘']?$",
    re.IGNORECASE,
)
_SCREEN_VERB = re.compile(
    r"[\"”'’]?,?\s(?:(?:[^\s.;:]+\s){0,5})?(?:premieres?|premiered|debuts?|debuted|airs?|aired|"
    r"arrives|hits\s(?:theaters|theatres|cinemas|screens|netflix)|drops\son|lands\son|"
    r"opens\s(?:on|in)|streams|streaming|(?:has\sbeen|is|was)\s(?:\w+\s)?(?:renewed|cancell?ed|"
    r"greenlit|slated|scheduled|due|dated|bumped|delayed|released|streaming|filming)|"
    r"wrapped|began\sfilming|starts\sfilming|hit\stheaters)\b",
    re.IGNORECASE,
)
_PERSON_AFTER = re.compile(
    r"[,\s]*(?:['’]s\s(?:character|role|agency)|\((?!.{0,12}\d{4})|,?\swho\s|says?\b|said\b|told\b|tells?\b"
    r"|added\b|explained\b|revealed\b|wrote\b|plays?\b|stars?\sas|returns?\sas|reprises?|"
    r"will\s(?:play|reprise|star|direct)|is\s(?:back\sas|set\sto\splay|playing)|directs|joins)",
    re.IGNORECASE,
)
_PERSON_BEFORE = re.compile(
    r"(?:actors?|actress(?:es)?|stars?|co-star|director|showrunner|creators?|writers?|producers?|"
    r"president|chief|ceo|boss|head|author|novelist|executive|by|starring|played\sby|"
    r"(?:mr|ms|mrs|dr|sir)\.?),?\s$",
    re.IGNORECASE,
)
_SEASON_WORDS = {"season", "seasons", "series", "episode", "episodes"}
# "Moon Knight, a Disney+ drama with ...": what is called a work right after its name
_CALLED_AFTER = re.compile(
    r"[\"”'’]?,\s(?:an?|the|its|his|her|their)\s(?:[\w+’'-]+\s){0,5}(?:drama|series|film|movie|"
    r"thriller|comedy|anime|sequel|prequel|spin-off|show|feature|adaptation|western|epic)\b"
)
_BODY_WORDS = re.compile(
    r"\b(?:Festival|Awards?|Academy|University|Studios?|Pictures|Street|Television|Institute|"
    r"Association|Guild|Building|Entertainment|Productions?|Films?|Company|Group|Corporation|Inc|"
    r"Ltd|Media|Week|Conference|Convention|Comic-Con|Expo|Magazine|News|School|Museum|Centre|"
    r"Center|Island|City|County|Park|Ministry|Council|Agency|Copyright|Rights)\b"
)
_NO_TITLES = frozenset(
    """season seasons series part episode episodes monday tuesday wednesday thursday friday saturday
    sunday january february march april may june july august september october november december
    spring summer autumn fall winter christmas i he she it we they this that these those the a an
    but and or so if when what why who how where is are was were will has have had not no yes
    while although though since after before until despite however meanwhile now then today
    here there in on at as for from by with to of fans viewers netflix's hollywood seoul tokyo
    london paris new york los angeles vancouver toronto atlanta canada korea japan u.k u.s uk us
    emmy emmys oscar oscars tv faq faqs q covid-19 wga sag-aftra amptp bafta imax""".split()
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may be a title: `text[start:end]`, and the weight that speaks for it."""

    start: int
    end: int
    title: str
    weight: float


def _runs(text: str, base: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitalised words, small joiners included, as offsets into the document."""
    run: list[re.Match[str]] = []
    for token in [*_TOKEN.finditer(text), None]:
        if token is not None and _goes_on(run, token, text):
            run.append(token)
            continue
        while run and (run[-1][0].casefold() in _JOINERS - {"no"} or run[-1][0] == ":"):
            run.pop()
        while len(run) > 1 and (
            run[0][0].isdigit() and len(run[0][0]) < 3 or run[1][0] == ":" and run[0][0].isdigit()
        ):
            run.pop(0)
        while run and (run[0][0][0].islower() or run[0][0] == ":"):
            run.pop(0)
        if run:
            yield base + run[0].start(), base + _trimmed_end(run[-1])
        opens = (
            token is not None and _capital(token[0]) and token[0].casefold() not in _SEASON_WORDS
        )
        run = [token] if token is not None and opens else []


def _trimmed_end(token: re.Match[str]) -> int:
    bare = re.sub(r"(?:['’]s?|[.'’-]+)$", "", token[0])
    return token.start() + len(bare)


def _capital(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit()


def _goes_on(run: list[re.Match[str]], token: re.Match[str], text: str) -> bool:
    """Return whether a word carries the run of capitals on."""
    if not run or len(run) > _LONGEST:
        return False
    gap = text[run[-1].end() : token.start()]
    word, last = token[0], run[-1][0]
    if word.casefold() in _SEASON_WORDS or last.endswith(("'", "’")):
        return False
    if word == ":":
        return gap == "" and _capital(last)
    if gap != " " or last.endswith((".", "!")) and len(last) > 3:
        return False
    if re.search(r"['’]s?$", last) and bodies.kind_of(last):
        return False
    return _capital(word) or (word.casefold() in _JOINERS and last != ":")


def quoted(document: Document) -> Iterator[Candidate]:
    """Yield the words in quotes that look like a title: short, capitals, no sentence."""
    for match in _QUOTED.finditer(document.text):
        group = match.lastgroup or "a"
        words = match[group].rstrip(",.")
        if looks_like_title(words):
            start = match.start(group)
            yield Candidate(start, start + len(words), words, 2.0)


def looks_like_title(words: str) -> bool:
    """Return whether the words are written as a title: all but the small words capitalised."""
    tokens = [t[0] for t in _TOKEN.finditer(words) if t[0] not in {":", "&"}]
    if (
        not tokens
        or len(tokens) > _LONGEST
        or words[-1] in "?,"
        or words.isupper()
        and len(tokens) > 3
    ):
        return False
    if not (words[0].isupper() or words[0].isdigit()) or words.strip().isdigit() and len(words) < 3:
        return False
    if re.search(r"[a-z][.;!?]\s|\bI\b|\b(?:I['’]m|don['’]t)\b", words):
        return False
    big = [t for t in tokens if t.casefold() not in _SMALL]
    return all(_capital(t) for t in big or tokens)


def runs(document: Document) -> Iterator[Candidate]:
    """Yield the runs of capitals that the words around them mark as a title."""
    text = document.text
    for sentence in document.sentences:
        words = text[sentence.start : sentence.end]
        if _shouts(words) and sentence.number:
            continue
        for start, end in _runs(words, sentence.start):
            for low in _starts(text, start, end, at_start=start == sentence.start):
                weight = _weight(text, low, end)
                yield Candidate(low, end, text[low:end], weight)


def _shouts(words: str) -> bool:
    """Return whether a line is set in title case, so that capitals say nothing."""
    if words.endswith((".", ".”", '."')):
        return False
    big = [w for w in re.findall(r"[^\W\d_][\w'’]*", words) if w.casefold() not in _SMALL]
    return len(big) > 3 and sum(w[0].isupper() for w in big) >= 0.8 * len(big)


def _weight_of_form(title: str) -> float:
    """Return what the form of a run says: titles have "of the" or a colon, names have not."""
    if _BODY_WORDS.search(title):
        return -1.0
    parts = title.split()
    joined = len(parts) >= 3 and any(p in {"of", "&"} for p in parts)
    return 1.5 if joined or re.search(r"\w: \w", title) else 0.0


def _starts(text: str, start: int, end: int, *, at_start: bool) -> Iterator[int]:
    """Yield where a title in the run may begin: not with a company or a weekday before it."""
    low = start
    body = bodies.pattern().match(text, low, end)
    while body and body.end() < end:
        rest = re.match(r"(?:['’]s?)?[\s:]+", text[body.end() : end])
        if not rest:
            break
        low = body.end() + rest.end()
        body = bodies.pattern().match(text, low, end)
    first = re.match(r"\S+", text[low:end])
    if first and first[0].casefold() in _NO_TITLES - {"the", "a", "an"} and first.end() < end - low:
        yield low + first.end() + 1
    elif low < end:
        yield low


def _weight(text: str, start: int, end: int) -> float:
    """Return what the words around a run say for (above 0) or against its being a title."""
    before, after = text[max(0, start - 40) : start], text[end : end + 90]
    weight = 0.0
    if _SEASON_AFTER.match(after):
        weight += 3.0
    if _FOR_SEASON_AFTER.match(after):
        weight += 2.0
    if _BEFORE_TITLE.search(before):
        weight += 2.0
    if _SCREEN_VERB.match(after):
        weight += 1.5
    if _CALLED_AFTER.match(after):
        weight += 2.0
    weight += _weight_of_form(text[start:end])
    if _PERSON_AFTER.match(after) or _PERSON_BEFORE.search(before):
        weight -= 2.0
    return weight


def titles(document: Document) -> dict[str, float]:
    """Return the titles that a document speaks of, with the weight that speaks for each.

    A title needs quotes, a season, a genre or a verb of the screen beside it at least once.
    """
    weights: dict[str, float] = defaultdict(float)
    counts: Counter[str] = Counter()
    heading_end = document.sentences[0].end if document.sentences else 0
    for candidate in quoted(document):
        counts[candidate.title] += 1
        in_heading = candidate.start < heading_end
        weights[candidate.title] += 4.0 if in_heading else candidate.weight
    for candidate in runs(document):
        title = candidate.title
        if not possible(title) or _common_word(document, candidate):
            continue
        counts[title] += 1
        weights[title] += candidate.weight * (1.5 if candidate.start < heading_end else 1.0)
    for title in list(weights):
        if re.search(rf"(?<!\w){re.escape(title)}(?!\w)", document.heading):
            weights[title] += 2.0 if counts[title] > 1 else 0.5
    found = {t: w + 0.25 * counts[t] for t, w in weights.items() if w >= 1.5}
    return {t: w for t, w in found.items() if not _headline(t, document, found)}


def _headline(title: str, document: Document, found: dict[str, float]) -> bool:
    """Return whether words are a piece of a headline in title case that holds a title."""
    at = document.text.find(title)
    if document.text.find(title, at + 1) >= 0 or not _shouts(_line(document.text, at)):
        return False
    return any(
        other != title
        and re.search(rf"(?<!\w){re.escape(other)}(?!\w)", title)
        and (document.text.count(other) > 1 or len(title.split()) > len(other.split()) + 3)
        for other in found
    )


def _line(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]


def _common_word(document: Document, candidate: Candidate) -> bool:
    """Return whether a single word is capital only because it opens a sentence."""
    title = candidate.title
    if " " in title or document.text[candidate.start - 1 : candidate.start] in {'"', "“", "‘", "'"}:
        return False
    if title in document.heading:
        return False
    inner = rf"[^.!?\n\"“:]\s{re.escape(title)}(?!\w)"
    return re.search(inner, document.text) is None


def possible(title: str) -> bool:
    """Return whether words can be a title at all: no company, weekday or season alone."""
    plain = title.casefold().strip()
    if plain in _NO_TITLES or bodies.kind_of(title) or not re.search(r"\w", title):
        return False
    if re.fullmatch(r"(?:season|series|part|episode|chapter)s?\s\w+|\d{1,2}|(?:19|20)\d\d", plain):
        return False
    return not re.fullmatch(r"\W*(?:q|a)\W*", plain)
