"""A Timeline and a Forecast → all that an article may say of them, passage by passage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from airdate.brief.article.draft import Draft, Passage, Sentence
from airdate.brief.article.style import Style, house_style, turned
from airdate.brief.standing import is_talk
from airdate.brief.wording import reporters
from airdate.model import (
    Belief,
    CreditBelief,
    CreditKind,
    DateRange,
    Detail,
    Event,
    Forecast,
    Milestone,
    Status,
    Timeline,
    Weighed,
    title_key,
)
from airdate.sources.voices import Voice, voice_of
from airdate.wording import percent, range_words, with_preposition

NEW_DAYS = 45
"""What was first said so many days ago is told as new."""

_NAMED_AT_ONCE = 6
"""People in one sentence: beyond that nobody reads on."""

_DETAILS = 4
_TELLING_WORDS = 4
"""Words of a quotation that tells something by itself."""

_RUMOURS = 5
_REASONS = 3
_LIKELY = 0.5
_CHANCE_TOLD = 0.1
"""A chance of never below this is not worth a sentence."""

_LOW, _HIGH = 0.1, 0.9

_PRODUCTION = (
    Event.ANNOUNCED,
    Event.RENEWED,
    Event.CANCELLED,
    Event.WRITING,
    Event.PRE_PRODUCTION,
    Event.FILMING_START,
    Event.FILMING,
    Event.FILMING_WRAP,
    Event.POST_PRODUCTION,
    Event.TRAILER,
    Event.DELAY,
    Event.RELEASE,
)


_PASSING = frozenset({Event.WRITING, Event.PRE_PRODUCTION, Event.FILMING, Event.POST_PRODUCTION})


@dataclass(frozen=True, slots=True)
class _Teller:
    """Who tells: the timeline, the wording, and what the installment is called."""

    timeline: Timeline
    style: Style

    @property
    def name(self) -> str:
        work = self.timeline.installment
        return work.title if work.season is None else f"{work.title} season {work.season}"

    @property
    def short(self) -> str:
        work = self.timeline.installment
        return work.title if work.season is None else f"season {work.season}"

    def sentence(
        self, key: str, wordings: Sequence[str], claims: Sequence[Weighed], **words: str
    ) -> Sentence | None:
        """Return a sentence in all its wordings, each with the short name and with the whole."""
        seed = f"{self.timeline.installment.key}{self.timeline.as_of}{key}"
        made = [
            _filled(wording, name, **{"by": credited(claims), **words})
            for name in (self.short, self.name)
            for wording in turned(wordings, seed=seed)
        ]
        return Sentence(key, tuple(dict.fromkeys(made)), tuple(claims)) if made else None


def credited(claims: Sequence[Weighed], *, most: int = 2) -> str:
    """Return who says it, in running prose: `Netflix, Variety and others`."""
    ordered = sorted(claims, key=lambda w: (-w.weight, w.entry.said_on, w.entry.id))
    names = list(dict.fromkeys(_voice(w) for w in ordered))
    shown = names[:most]
    if len(names) > most:
        shown.append("others")
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + f" and {shown[-1]}"


def _voice(weighed: Weighed) -> str:
    """Return the one who is credited where that is somebody by name, else the outlet."""
    said = weighed.entry.claim.source
    if said and voice_of(said) is Voice.MAKER:
        return said
    return weighed.source.name or weighed.entry.outlet or "a text without an outlet"


def _filled(wording: str, name: str, **words: str) -> str:
    capital = name[:1].upper() + name[1:]
    text = wording.format(s=name, S=capital, s_cap=capital, **{"time": "", **words})
    return " ".join(text.split()).replace(" ,", ",").replace(" ;", ";").replace(" .", ".")


def compose(
    timeline: Timeline,
    forecast: Forecast,
    *,
    reactions: Sequence[Sentence] = (),
    style: Style | None = None,
) -> Draft:
    """Return all that an article on an installment may say as of a day.

    reactions: what was measured of fan talk, with its conversations.
    """
    told = _Teller(timeline, style or house_style())
    names = told.style["sections"]
    made = (
        ("new", _new(told)),
        ("production", _production(told)),
        ("ahead", _ahead(told)),
        ("cast", _cast(told)),
        ("story", _story(told)),
        ("reactions", reactions),
        ("rumours", _rumours(told)),
        ("outlook", _outlook(told, forecast)),
    )
    passages = [
        Passage(names[key], tuple(s for s in sentences if s is not None)) for key, sentences in made
    ]
    return Draft(_headline(told, forecast), tuple(p for p in passages if p.sentences))


def _headline(told: _Teller, forecast: Forecast) -> str:
    timeline, heads = told.timeline, told.style["headline"]
    release, ended = timeline.belief(Event.RELEASE), timeline.belief(Event.CANCELLED)
    if forecast.released is not None:
        kind = "released"
    elif ended is not None and ended.status is Status.DONE and _status(ended) is Status.DONE:
        kind = "cancelled"
    elif release and _status(release) is Status.PLANNED and release.when and release.when.days == 1:
        kind = "dated"
    else:
        kind = timeline.stage.value if timeline.stage and timeline.stage in heads else "nothing"
    return _filled(turned(heads[kind], seed=f"{told.name}{timeline.as_of}")[0], told.name)


# ── milestones ──────────────────────────────────────────────────────────────────────────────


def _status(belief: Belief) -> Status:
    weak = belief.status in (Status.DONE, Status.PLANNED) and belief.probability <= _LIKELY
    return Status.RUMOURED if weak else belief.status


def _beliefs(told: _Teller) -> list[Belief]:
    order = {event: place for place, event in enumerate(_PRODUCTION)}
    known = [b for b in told.timeline.milestones if not is_talk(b) and b.event in order]
    # What went on before the stage that is reached is no news any more.
    known = [b for b in known if b.event not in _PASSING or b.event is told.timeline.stage]
    return sorted(known, key=lambda b: order[b.event])


def _new(told: _Teller) -> Iterable[Sentence | None]:
    since = told.timeline.as_of - timedelta(NEW_DAYS)
    for belief in _beliefs(told):
        if belief.since >= since:
            yield _of_belief(told, belief, prefix="new")


def _production(told: _Teller) -> Iterable[Sentence | None]:
    since = told.timeline.as_of - timedelta(NEW_DAYS)
    for belief in _beliefs(told):
        if belief.status is Status.DONE and belief.since < since:
            yield _of_belief(told, belief, prefix="known")
            yield from _plans(told, belief)


def _ahead(told: _Teller) -> Iterable[Sentence | None]:
    since = told.timeline.as_of - timedelta(NEW_DAYS)
    for belief in _beliefs(told):
        if belief.status is Status.DONE:
            continue
        if belief.overdue_days:
            wordings = told.style["overdue"].get(belief.event.value, ())
            yield told.sentence(f"overdue-{belief.event}", wordings, belief.claims_for)
        elif belief.since < since:
            yield _of_belief(told, belief, prefix="ahead")
        yield from _plans(told, belief)


def _of_belief(told: _Teller, belief: Belief, *, prefix: str) -> Sentence | None:
    """Return what is believed of an event; nothing where it only follows, and nobody said it."""
    said = reporters(belief)
    if belief.status is Status.DONE and not said:
        return None
    claims = said or belief.claims_for
    return _told(told, belief.event, _status(belief), belief.when, claims, prefix=prefix)


def _told(
    told: _Teller,
    event: Event,
    status: Status,
    when: DateRange | None,
    claims: Sequence[Weighed],
    *,
    prefix: str,
) -> Sentence | None:
    wordings = told.style.get(status.value, {}).get(event.value, ())
    time = with_preposition(when) if when else ""
    days = range_words(when) if when else ""
    return told.sentence(f"{prefix}-{event}", wordings, claims, time=time, days=days)


def _plans(told: _Teller, belief: Belief) -> Iterable[Sentence | None]:
    """Yield the last plan that gave way: who reads of a slip wants to know from where."""
    slipped = [plan for plan in belief.plans if (plan.slip_days or 0) > 0]
    for plan in slipped[-1:]:
        yield _told(told, belief.event, Status.DROPPED, plan.when, plan.claims, prefix="plan")


# ── people and story ────────────────────────────────────────────────────────────────────────


def _cast(told: _Teller) -> Iterable[Sentence | None]:
    sure = [c for c in told.timeline.credits if _is_told(c)]
    for kind in CreditKind:
        own = sorted((c for c in sure if c.kind is kind), key=lambda c: (-c.probability, c.person))
        for start in range(0, len(own), _NAMED_AT_ONCE):
            yield _people(told, kind, own[start : start + _NAMED_AT_ONCE], start)


def _is_told(credit: CreditBelief) -> bool:
    surely = credit.status in (Status.DONE, Status.PLANNED)
    return surely and credit.probability > _LIKELY


def _people(
    told: _Teller, kind: CreditKind, people: Sequence[CreditBelief], start: int
) -> Sentence | None:
    names = _listed([f"{p.person} ({p.character})" if p.character else p.person for p in people])
    parts = _listed([f"{p.person} as {p.character}" if p.character else p.person for p in people])
    wordings = told.style["cast"][kind.value if len(people) > 1 else f"{kind.value}_one"]
    claims = tuple(dict.fromkeys(w for p in people for w in p.claims_for))
    # One name alone: a list of papers in a sentence on people is read as one of people.
    by = credited(claims, most=1)
    return told.sentence(f"cast-{kind}-{start}", wordings, claims, names=names, parts=parts, by=by)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" and {names[-1]}"


def _story(told: _Teller) -> Iterable[Sentence | None]:
    seen: set[str] = set()
    for weighed in sorted(told.timeline.details, key=lambda w: (-w.weight, w.entry.id)):
        detail = weighed.entry.claim.statement
        if not isinstance(detail, Detail) or title_key(detail.words) in seen:
            continue
        if len(detail.words.split()) < _TELLING_WORDS:
            continue
        seen.add(title_key(detail.words))
        words = " ".join(detail.words.split()).rstrip(".")
        yield told.sentence(
            f"story-{weighed.entry.id[:8]}", told.style["story"]["told"], [weighed], words=words
        )
        if len(seen) == _DETAILS:
            return


# ── rumours and outlook ─────────────────────────────────────────────────────────────────────


def _rumours(told: _Teller) -> Iterable[Sentence | None]:
    seen: set[tuple[Event, DateRange | None]] = set()
    for weighed in sorted(told.timeline.rumours, key=lambda w: (-w.weight, w.entry.id)):
        said = weighed.entry.claim.statement
        if not isinstance(said, Milestone) or (said.event, said.when) in seen:
            continue
        if said.when and said.when.latest and said.when.latest < told.timeline.as_of:
            continue  # its time has passed
        seen.add((said.event, said.when))
        prefix = f"rumour-{weighed.entry.id[:8]}"
        yield _told(told, said.event, Status.RUMOURED, said.when, [weighed], prefix=prefix)
        if len(seen) == _RUMOURS:
            return


def _outlook(told: _Teller, forecast: Forecast) -> Iterable[Sentence | None]:
    release = told.timeline.belief(Event.RELEASE)
    if forecast.released is not None or (release and _status(release) is Status.PLANNED):
        return  # what is announced needs no estimate beside it
    low, high = (forecast.quantile(level, given_release=True) for level in (_LOW, _HIGH))
    claims = tuple(dict.fromkeys(w for r in forecast.reasons for w in r.claims))
    if low is None or high is None or not claims:
        return
    style = told.style["outlook"]
    time = with_preposition(_whole_months(DateRange(low, high)))
    yield told.sentence("outlook", style["likely"], claims, time=time)
    reasons = [reason for reason in forecast.reasons if reason.claims][:_REASONS]
    if reasons:
        listed = "; ".join(r.text[:1].lower() + r.text[1:].rstrip(".") for r in reasons)
        behind = tuple(dict.fromkeys(w for r in reasons for w in r.claims))
        yield told.sentence("reasons", style["reasons"], behind, reasons=listed)
    if forecast.never >= _CHANCE_TOLD:
        yield told.sentence("never", style["never"], claims, chance=percent(forecast.never))


def _whole_months(when: DateRange) -> DateRange:
    """Return the range in whole months: a forecast's days feign an exactness that it has not."""
    low, high = when.earliest, when.latest
    if low is None or high is None:
        return when
    next_month = (high.replace(day=1) + timedelta(32)).replace(day=1)
    return DateRange(low.replace(day=1), next_month - timedelta(1))
