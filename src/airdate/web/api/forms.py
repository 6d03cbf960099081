"""The forms of the API's answers and questions, of which its OpenAPI document is made."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

Probability = Annotated[float, Field(ge=0, le=1, description="0..1")]
Days = Annotated[str, Field(description="earliest/latest, both included, .. where open")]


class Problem(BaseModel):
    """What went wrong, in the form of RFC 9457."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str | None = None


class Reason(BaseModel):
    """Why a forecast is as it is."""

    text: str
    shift_days: int | None = Field(description="by how many days it moved the middle")
    claims: list[str] = Field(description="ids of the claims behind it")


class Forecast(BaseModel):
    """The distribution of the release day, given that it comes."""

    title: str
    season: int | None
    as_of: date
    released: Days | None
    quantiles: dict[str, date | None] = Field(
        description="level to the first day by which it is out with that probability"
    )
    never: Probability = Field(description="the probability that it does not come")
    reasons: list[Reason]


class Month(BaseModel):
    """A coming month."""

    month: str
    by_end: Probability = Field(description="of a release by its end")


class ForecastByMonth(Forecast):
    """A forecast with the chance by the end of each coming month."""

    months: list[Month]


class Title(BaseModel):
    """An installment: a season, a film, or a series as a whole."""

    ref: str
    name: str
    title: str
    season: int | None
    stage: str | None = Field(description="the furthest event believed done")
    release: str = Field(description="in words, never a date that is not one")
    certainty: Literal["out", "dated", "window"] | None
    earliest: date | None
    latest: date | None
    middle: date | None = Field(description="an even chance by that day, given that it comes")
    probability: Probability | None = Field(description="that it comes from earliest to latest")
    never: Probability
    kind: str = Field(description="series or film, as reported")
    service: str | None
    country: str | None = Field(description="ISO 3166, of the makers")
    genre: str | None
    last_said_on: date
    last_change: str | None
    last_change_on: date | None
    documents: int
    sources: int
    independent_sources: int
    url: str


class Titles(BaseModel):
    """A page of titles."""

    as_of: date
    items: list[Title]
    next: str | None
    pending: int = Field(
        description="titles that are still being worked out; all, while outlets are being judged"
    )


class Judgement(BaseModel):
    """A person's decision on a claim."""

    verdict: Literal["accepted", "rejected", "corrected"]
    reason: str
    recorded_at: datetime
    claim: dict[str, Any] | None


class Claim(BaseModel):
    """A claim with its sentence, its document and the latest decision on it."""

    id: str
    claim: dict[str, Any]
    sentence: str
    words: str
    document: str
    heading: str
    outlet: str | None
    url: str | None
    said_on: date
    recorded_at: datetime
    reader: str
    judgement: Judgement | None


class Claims(BaseModel):
    """A page of claims."""

    items: list[Claim]
    next: str | None


class Belief(BaseModel):
    """What is believed of a milestone."""

    event: str
    when: Days | None
    status: str
    probability: Probability
    since: date
    independent_reports: int
    repeats: int
    overdue_days: int | None
    earlier: list[dict[str, Any]] = Field(description="plans that no longer hold")
    claims: list[str]
    against: list[str]


class Credited(BaseModel):
    """What is believed of a person's part."""

    person: str
    kind: str
    character: str | None
    known_for: str | None
    status: str
    probability: Probability
    since: date
    claims: list[str]
    against: list[str]


class Timeline(BaseModel):
    """All that is believed of an installment."""

    ref: str
    title: str
    season: int | None
    as_of: date
    stage: str | None
    milestones: list[Belief]
    credits: list[Credited]
    rumours: list[str] = Field(description="ids of claims that nothing better supports")


class Move(BaseModel):
    """The forecast of an earlier day, and by how far that day's news moved it."""

    as_of: date
    median: date | None
    low: date | None
    high: date | None
    never: Probability
    news_days: int | None
    released: bool
    claims: list[str]


class History(BaseModel):
    """How a forecast moved."""

    ref: str
    items: list[Move]


class Change(BaseModel):
    """What a day of news changed in what is believed."""

    id: str
    title: str
    season: int | None
    day: date
    kind: str
    about: str
    text: str
    before: str | None
    after: str | None
    shift_days: int | None
    claims: list[str]


class Changes(BaseModel):
    """A page of changes, the newest first."""

    items: list[Change]
    next: str | None


class Dispatch(BaseModel):
    """A document without its text."""

    document: str
    heading: str
    outlet: str | None
    url: str | None
    said_on: date
    claims: int


class Dispatches(BaseModel):
    """A page of documents, the latest said first."""

    items: list[Dispatch]
    next: str | None


class Location(BaseModel):
    """A place where a document was met."""

    url: str | None
    outlet: str | None
    published: date | None
    recorded_at: datetime


class Document(BaseModel):
    """A document with its claims; offsets are into its text."""

    id: str
    heading: str
    text: str
    language: str
    sentences: list[tuple[int, int]]
    locations: list[Location]
    claims: list[Claim]


class Tally(BaseModel):
    """What became of the rumours that an outlet told on its own."""

    told: int
    first: int = Field(description="of these, told first")
    confirmed: int
    refuted: int
    expired: int
    open: int
    share: Probability | None = Field(description="the chance that a rumour of its comes true")
    early_days: float | None = Field(description="by which it told what was confirmed, the median")


class Source(BaseModel):
    """An outlet."""

    outlet: str
    name: str
    domain: str
    kind: str
    owner: str | None
    country: str | None
    imitates: str | None
    documents: int
    claims: int
    first_said_on: date
    last_said_on: date
    judged: int = Field(description="dated claims of its own on which time has decided")
    held: int = Field(description="those of them that held")
    rumours: Tally | None = Field(description="null where it told none on its own")
    faith: Probability | None = Field(description="the chance that it tells what is so")


class Sources(BaseModel):
    """A page of outlets, the most trusted kinds first."""

    items: list[Source]
    next: str | None


class Named(BaseModel):
    """Who says it, and where."""

    name: str
    url: str | None


class Release(BaseModel):
    """The days of a release."""

    title: str
    season: int | None
    ref: str
    earliest: date
    latest: date
    certainty: Literal["out", "dated", "window"]
    probability: Probability
    answer: str
    sources: list[Named]


class Releases(BaseModel):
    """The releases that touch some days."""

    items: list[Release]
    pending: int


class NewDocument(BaseModel):
    """A text or an address to read. Give one of the two."""

    text: str | None = Field(None, max_length=8_000_000)
    address: str | None = Field(None, max_length=2_000)
    heading: str | None = Field(None, max_length=500)
    outlet: str | None = Field(None, max_length=200)
    published: date | None = None
    keep: bool = Field(True, description="false: read it, keep nothing")


class Read(BaseModel):
    """What was read of a document, and what keeping it brought."""

    outcome: str
    document: str | None = None
    new_claims: int = 0
    reading: dict[str, Any] | None = None
    reason: str | None = None
    remedy: str | None = None


class Added(BaseModel):
    """What was read."""

    items: list[Read]
    posts: int = Field(0, description="New posts of fans, of a thread that was kept.")


class NewJudgement(BaseModel):
    """A decision on a claim. changes: fields and their right values, for a correction."""

    verdict: Literal["accepted", "rejected", "corrected"]
    reason: str = Field(min_length=1, max_length=2_000)
    changes: dict[str, str] = Field(default_factory=dict)


class Judged(BaseModel):
    """What a decision did."""

    effect: str
    claim: Claim
