"""The glossary: every thing that airdate speaks of, as a frozen dataclass, in the field's terms.

Nothing here computes more than its own form. Days are `datetime.date`; a moment is an aware UTC
`datetime`; a probability is 0..1. Three clocks, three names: `when` is what a claim says,
`said_on` the day of the document that says it, `recorded_at` the moment airdate learned it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Literal

# ── days ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, order=False)
class DateRange:
    """A range of days, closed on both sides; None is a bound that is open (written `..`).

    Raises: ValueError where `earliest` is after `latest`.
    """

    earliest: date | None
    latest: date | None

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"a range cannot end before it starts: {self}")

    def __str__(self) -> str:
        return "/".join(day.isoformat() if day else ".." for day in (self.earliest, self.latest))

    @classmethod
    def parse(cls, text: str) -> DateRange:
        """Return the range written as `earliest/latest` (ISO days, `..` where open).

        Raises: ValueError where the text is of another form.
        """
        low, slash, high = text.partition("/")
        if not slash:
            raise ValueError(f"not a range of days: {text!r}; write 2026-02-11/2026-02-20")
        return cls(*(None if end == ".." else date.fromisoformat(end) for end in (low, high)))

    @classmethod
    def on(cls, day: date) -> DateRange:
        """Return the range of one day."""
        return cls(day, day)

    @property
    def days(self) -> int | None:
        """The number of days in the range, None where it is open."""
        if self.earliest is None or self.latest is None:
            return None
        return (self.latest - self.earliest).days + 1

    def overlaps(self, other: DateRange) -> bool:
        """Return whether the two share a day."""
        return (self.earliest or date.min) <= (other.latest or date.max) and (
            other.earliest or date.min
        ) <= (self.latest or date.max)


Timex = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words of a text that tell a time: `text[start:end]`, in claims, EDTF and TIMEX3 terms.

    range: the days meant, None for durations, sets and what cannot be placed.
    granularity: day, week, month, season, quarter, half, year, decade, century or open.
    edtf: ISO 8601-2 level 1 or 2 text, None where there is none.
    type, value, mod: TIMEX3.  rule, derivation: the rule that found it, and its steps.
    """

    start: int
    end: int
    words: str
    range: DateRange | None
    granularity: str
    edtf: str | None
    type: Timex
    value: str
    mod: str | None
    rule: str
    derivation: tuple[str, ...] = ()


# ── documents ───────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a document: `document.text[start:end]`.

    paragraph: its number, 0 for the heading.  section: the number of the sentence that is the
    last sub-heading above it, None above the first.
    """

    number: int
    start: int
    end: int
    paragraph: int
    section: int | None = None


@dataclass(frozen=True)
class Document:
    """A text that was read, with what its head says.

    text: heading and paragraphs, one a line, without markup; all offsets are into it.
    outlet: the domain or name of who published it.  published: the day it bears, None if none.
    published_basis: what that day rests on: given, page, header, address or unknown.
    name: the identifier that the source itself gave (`id` of a JSON document), else None.
    """

    text: str
    heading: str
    sentences: tuple[Sentence, ...]
    outlet: str | None = None
    url: str | None = None
    published: date | None = None
    published_basis: str = "unknown"
    language: str = "en"
    name: str | None = None

    @cached_property
    def id(self) -> str:
        """The identity: SHA-256 of the text without differences of case, width and white space."""
        folded = unicodedata.normalize("NFKC", self.text).casefold()
        return hashlib.sha256(" ".join(folded.split()).encode()).hexdigest()

    def words_of(self, sentence: int) -> str:
        """Return the text of a sentence by its number. Raises: IndexError."""
        found = self.sentences[sentence]
        return self.text[found.start : found.end]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A source that gave no document: what it was, why, and what a person can do."""

    source: str
    reason: str
    remedy: str


# What a forum says of a post beside its words: nothing, or that it is gone, or made by a program.
PostState = Literal["kept", "deleted", "removed", "bot"]


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a thread: who wrote it is kept as a keyed hash alone, never as a name.

    key: what tells it from the others of its thread, and stays the same from visit to visit.
    author_hash: None where no author is named, or no key was given to hash by.
    posted_at: None where it bears no day, or one that has not come.  score: votes or likes.
    depth: 0 for the opening post, 1 for what answers it.  parent: the key of the post it answers.
    state: deleted (by its author) and removed (by others) posts have no text.
    """

    key: str
    author_hash: str | None
    posted_at: datetime | None
    text: str
    score: int | None = None
    depth: int = 0
    parent: str | None = None
    state: PostState = "kept"


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation: the opening post first, answers below what they answer.

    place: the part of the forum (`r/television`, a channel), None where none is named.
    comments: how many posts the forum says that there are, None where it does not; a listing
    shows the opening post alone.  left_out: posts that were in the bytes beyond a limit.
    """

    title: str
    url: str | None
    place: str | None
    posts: tuple[Post, ...]
    comments: int | None = None
    left_out: int = 0


# ── claims ──────────────────────────────────────────────────────────────────────────────────


class Event(StrEnum):
    """The milestones of a production, in the order in which they come; `shared/claims.md`."""

    ANNOUNCED = "announced"
    RENEWED = "renewed"
    CANCELLED = "cancelled"
    WRITING = "writing"
    PRE_PRODUCTION = "pre_production"
    FILMING_START = "filming_start"
    FILMING = "filming"
    FILMING_WRAP = "filming_wrap"
    POST_PRODUCTION = "post_production"
    TRAILER = "trailer"
    RELEASE = "release"
    DELAY = "delay"


class Status(StrEnum):
    """How a claim is made."""

    DONE = "done"
    PLANNED = "planned"
    EXPECTED = "expected"
    RUMOURED = "rumoured"
    DROPPED = "dropped"
    DENIED = "denied"


class CreditKind(StrEnum):
    """What a person is to the installment."""

    RETURNING = "returning"
    NEW = "new"
    DEPARTING = "departing"
    CAST = "cast"
    DIRECTOR = "director"
    WRITER = "writer"
    PRODUCER = "producer"


class Topic(StrEnum):
    """What a detail is about."""

    PLACE = "place"
    SETTING = "setting"
    STORY = "story"
    TONE = "tone"
    LENGTH = "length"


_TRAILING_SEASON = re.compile(r" (?:season|series|s) ?\d{1,3}$")


def title_key(title: str) -> str:
    """Return a title as it is compared: no case, accents, punctuation, leading article or season.

    Hangul, kana and Han characters stay. An empty key means that nothing was left to compare.
    """
    # Titles are compared far more often than they are met; absurdly long ones are not kept.
    return _kept_key(title) if len(title) <= _KEPT_LETTERS else _key_of(title)


_KEPT_LETTERS = 200


def _key_of(title: str) -> str:
    folded = unicodedata.normalize("NFKD", title.casefold().replace("&", " and "))
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", re.sub(r"['’‘ʼ]", "", bare)))
    key = " ".join(words)
    return _TRAILING_SEASON.sub("", key.removeprefix("the ")) or key


_kept_key = lru_cache(maxsize=20_000)(_key_of)


@dataclass(frozen=True, slots=True)
class Installment:
    """A season of a series, or a film: season is None for a film and for a series as a whole."""

    title: str
    season: int | None = None

    @property
    def key(self) -> tuple[str, int | None]:
        """What two spellings of one installment share."""
        return title_key(self.title), self.season

    def __str__(self) -> str:
        return self.title if self.season is None else f"{self.title}, season {self.season}"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A claim that an event of the production happened, or will, or not."""

    event: Event
    when: DateRange | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """A claim that a person has a part in it. known_for: earlier work, where the text names it."""

    person: str
    kind: CreditKind
    character: str | None = None
    known_for: str | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """A statement on place, setting, story, tone or length: the words that make it."""

    topic: Topic
    words: str
    when: DateRange | None = None


Statement = Milestone | Credit | Detail


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement that a document makes about one installment.

    source: whom the text credits, None where it speaks for itself.
    sentence: the number of the sentence.  start, end: the words in the document's text that
    carry the claim (the date phrase where there is one, else the cue or the name).
    phrase: the words that give the date, None if none.
    rule: the rule or cue that found it.  confidence: 0..1, the chance that a careful reader agrees.
    """

    subject: Installment
    statement: Statement
    status: Status
    source: str | None
    sentence: int
    start: int
    end: int
    phrase: str | None = None
    rule: str = ""
    confidence: float = 1.0

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a claim's words end before they start: {self.start}..{self.end}")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence is 0..1, not {self.confidence}")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader found in one document."""

    document: Document
    reader: str
    claims: tuple[Claim, ...]


# ── the ledger ──────────────────────────────────────────────────────────────────────────────


class Verdict(StrEnum):
    """What a person decided about a claim."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision on a claim, with the reason; `claim` is what holds if corrected."""

    verdict: Verdict
    reason: str
    recorded_at: datetime
    claim: Claim | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """Where a document was met: address, outlet, the day it bears there, the moment we met it."""

    url: str | None
    outlet: str | None
    published: date | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim as the ledger keeps it.

    id: 16 hex digits, the same for the same statement of the same document, whichever reader
    found it.  heading, outlet, url: of its document, at its first location.
    sentence_words: the sentence, verbatim; words_start, words_end: the marked words in it.
    passage: the sentence with its neighbours, for telling copies apart from independent reports.
    said_on: the day of the document, or the day it was recorded where it bears none or a later one.
    judgement: the latest one by a person, if any.
    """

    id: str
    claim: Claim
    document_id: str
    heading: str
    outlet: str | None
    url: str | None
    said_on: date
    recorded_at: datetime
    reader: str
    sentence_words: str
    words_start: int
    words_end: int
    passage: str = ""
    language: str = "en"
    judgement: Judgement | None = None


# ── catalogues ──────────────────────────────────────────────────────────────────────────────


class Scheme(StrEnum):
    """Whose numbers an identifier is one of."""

    TVMAZE = "tvmaze"
    TMDB = "tmdb"
    TVDB = "tvdb"
    IMDB = "imdb"
    WIKIDATA = "wikidata"


class WorkKind(StrEnum):
    """What a work is: some schemes number series and films apart."""

    SERIES = "series"
    FILM = "film"


_IDENTIFIERS = {
    Scheme.IMDB: re.compile(r"tt[0-9]{5,12}"),
    Scheme.WIKIDATA: re.compile(r"Q[1-9][0-9]{0,11}"),
}
_PLAIN_NUMBER = re.compile(r"[1-9][0-9]{0,11}")


@dataclass(frozen=True, slots=True)
class Identifier:
    """What a catalogue calls a work: `tt14169960` of IMDb, `Q105887711` of Wikidata.

    Raises: ValueError where the value is not of the scheme's form.
    """

    scheme: Scheme
    kind: WorkKind
    value: str

    def __post_init__(self) -> None:
        if not _IDENTIFIERS.get(self.scheme, _PLAIN_NUMBER).fullmatch(self.value):
            raise ValueError(f"no identifier of {self.scheme}: {self.value!r:.40}")


# ── sources ─────────────────────────────────────────────────────────────────────────────────


class SourceKind(StrEnum):
    """What an outlet is; the order is that of trust."""

    OFFICIAL = "official"
    TRADE = "trade"
    PRESS = "press"
    CATALOGUE = "catalogue"
    AGGREGATOR = "aggregator"
    UNKNOWN = "unknown"
    FAN = "fan"
    FORUM = "forum"


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet. imitates: the known domain that this one resembles without being it."""

    domain: str
    name: str
    kind: SourceKind
    owner: str | None = None
    country: str | None = None
    imitates: str | None = None


@dataclass(frozen=True, slots=True)
class Weighed:
    """An entry with its weight (0..1: the chance that it is right) and the reasons for it.

    origin: the id of the entry that it repeats; its own id where it is the origin.
    voice: who is heard in it, the outlet of the origin; empty until a timeline is made of it.
    """

    entry: Entry
    source: Source
    weight: float
    reasons: tuple[str, ...]
    origin: str
    voice: str = field(default="", compare=False)

    @property
    def repeats(self) -> bool:
        """Whether it only repeats another entry."""
        return self.origin != self.entry.id


# ── timeline ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Plan:
    """An earlier plan or estimate that no longer holds, and what took its place.

    slip_days: from the end of the old range to the end of the new; None where a bound is open or
    nothing took its place.  dropped_on: the day from which it no longer held.
    """

    when: DateRange
    status: Status
    claims: tuple[Weighed, ...]
    dropped_on: date | None
    slip_days: int | None
    replaced_by: DateRange | None = None


@dataclass(frozen=True, slots=True)
class Belief:
    """What is believed of one milestone: the range, how sure, who for, who against.

    when: None where it is known to have happened (or not) and no day was given.
    status: done, planned, expected, rumoured, or denied where all that is known is a denial.
    probability: 0..1 that the claim holds.  since: the first day on which it was said so.
    origins, repeats: independent reports for it, and copies of them.
    plans: what was said before and no longer holds, oldest first.
    overdue_days: days since the end of `when` for a plan that no report has confirmed, else None.
    """

    event: Event
    when: DateRange | None
    status: Status
    probability: float
    since: date
    claims_for: tuple[Weighed, ...]
    claims_against: tuple[Weighed, ...]
    origins: int
    repeats: int
    plans: tuple[Plan, ...] = ()
    overdue_days: int | None = None


@dataclass(frozen=True, slots=True)
class CreditBelief:
    """What is believed of one person's part."""

    person: str
    kind: CreditKind
    character: str | None
    known_for: str | None
    status: Status
    probability: float
    since: date
    claims_for: tuple[Weighed, ...]
    claims_against: tuple[Weighed, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the user should see: claims that cannot all be true, or that went stale."""

    text: str
    claims: tuple[Weighed, ...]


@dataclass(frozen=True, slots=True)
class Showing:
    """What is shown apart from the main milestones: a later part, a festival, the next trailer.

    name: `part 2`, `festival`, `next`.  belief: when it is shown, as of any milestone.
    """

    name: str
    belief: Belief


@dataclass(frozen=True, slots=True)
class Timeline:
    """All that is believed of an installment as of a day.

    stage: the furthest milestone that is believed done, None where none is.
    rumours: claims with the status rumoured that nothing better supports.
    details: setting, story and the like, as reported.
    tmdb_status: what TMDB would call where it stands, None where nothing is known.
    showings: releases apart from the main one, and a trailer to come after the last.
    """

    installment: Installment
    as_of: date
    stage: Event | None
    milestones: tuple[Belief, ...]
    credits: tuple[CreditBelief, ...]
    details: tuple[Weighed, ...]
    rumours: tuple[Weighed, ...]
    findings: tuple[Finding, ...]
    weighed: tuple[Weighed, ...]
    tmdb_status: str | None = None
    showings: tuple[Showing, ...] = ()

    def belief(self, event: Event) -> Belief | None:
        """Return what is believed of an event, None where nothing was said."""
        return next((b for b in self.milestones if b.event is event), None)


# ── forecast ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of an installment beside its claims.

    kind: series or film.  country: ISO 3166 of the makers.  previous_release: the first day of
    the season before it; earlier_release: of the one before that.  genre: as it is called
    (`dark fantasy`).
    """

    kind: Literal["series", "film"] = "series"
    country: str | None = None
    service: str | None = None
    previous_release: date | None = None
    genre: str | None = None
    earlier_release: date | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a forecast is as it is: words, the days by which it moved the median, the claims."""

    text: str
    shift_days: int | None = None
    claims: tuple[Weighed, ...] = ()


@dataclass(frozen=True, slots=True)
class Forecast:
    """The distribution of the release day as of a day.

    first: the day of the first element of `cumulative`; cumulative[i] is the probability of a
    release on or before first + i days, never falling, 0..1. Its last element plus `never` is 1
    (`never`: not at all, or beyond the horizon).
    released: the range of the release where it is believed done; then the distribution is it.
    """

    installment: Installment
    as_of: date
    first: date
    cumulative: tuple[float, ...]
    never: float
    reasons: tuple[Reason, ...]
    released: DateRange | None = None

    def quantile(self, level: float, *, given_release: bool = False) -> date | None:
        """Return the first day with at least that probability of a release on or before it.

        level: 0..1 of the whole mass, or of the mass of a release where `given_release`.
        None where it lies in `never`.
        """
        reach = level * self.cumulative[-1] if given_release and self.cumulative else level
        index = bisect_left(self.cumulative, reach)
        if index >= len(self.cumulative):
            return None
        return date.fromordinal(min(self.first.toordinal() + index, date.max.toordinal()))

    def by(self, day: date) -> float:
        """Return the probability of a release on or before a day."""
        index = (day - self.first).days
        if index < 0:
            return 0.0
        return self.cumulative[min(index, len(self.cumulative) - 1)]


@dataclass(frozen=True, slots=True)
class Change:
    """What a day of news changed in what is believed of an installment.

    id: 16 hex digits, the same for the same change of the same day.  kind: milestone, cast, rumour,
    story or forecast.  about: the milestone or the person.  text: a sentence.
    before, after: the words for what was and is believed, None for nothing.
    shift_days: by how many days a date, or the middle of the forecast, moved; None where none did.
    """

    id: str
    installment: Installment
    day: date
    kind: Literal["milestone", "cast", "rumour", "story", "forecast"]
    about: str
    text: str
    before: str | None = None
    after: str | None = None
    shift_days: int | None = None
    claims: tuple[Weighed, ...] = ()


# ── brief ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a brief, and the reference by which `airdate explain` unrolls it.

    notes: what belongs below it (earlier plans, slips, dissent).  claims: what it rests on;
    against: what speaks against it.
    """

    ref: str
    text: str
    claims: tuple[Weighed, ...]
    against: tuple[Weighed, ...] = ()
    notes: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a brief; `note` says what an empty one means."""

    name: str
    lines: tuple[Line, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """All that is known of an installment as of a day, each line with its reference."""

    installment: Installment
    as_of: date
    headline: Line
    sections: tuple[Section, ...]
    forecast: Forecast
    timeline: Timeline
    sources: tuple[tuple[Source, int], ...] = field(default=())
