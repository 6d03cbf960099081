"""What is new for a rule: the ledger as the rule last saw it, against the ledger as it is.

What a rule has seen is a moment of the ledger, not of a clock: what was learned since is news,
however old the text, where it changes what is believed today. Both pictures are of today, judged by
what is known of the outlets today; so neither time that passes nor a newer airdate makes news.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from airdate import pipeline
from airdate.alerts.news import news
from airdate.alerts.notices import Kind, Notice
from airdate.alerts.reminders import forecast_moved, overdue, soon
from airdate.alerts.rules import Wishes, wishes_of
from airdate.ledger.answers import Key, Listing
from airdate.ledger.office import alerts, follows
from airdate.ledger.office.alerts import Rule, Seen
from airdate.library.changes import days_of_news
from airdate.model import Entry, Event, Installment, Timeline, title_key
from airdate.wording import days_words

if TYPE_CHECKING:
    from airdate.ledger import Ledger
    from airdate.sources import Hindsight

BACKGROUND_DAYS = 400
"""What happened longer before a rule was made is how it came to be, not news of it."""


_DECIDING = tuple(map(str, (Event.RELEASE, Event.DELAY, Event.CANCELLED)))
"""News of these tell more than that the forecast moved by them."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is new for a rule. seen, marks: how far it has seen when that is told."""

    rule: Rule
    notices: tuple[Notice, ...]
    seen: Seen
    marks: Mapping[str, date] = field(default_factory=dict)


class Reader:
    """Reads a ledger for rules, each picture once for all rules that need it.

    now: the moment of the look.
    """

    def __init__(self, ledger: Ledger, *, now: datetime) -> None:
        self._ledger = ledger
        self._today = now.astimezone(UTC).date()
        self._now = now
        self._pictures: dict[object, Timeline] = {}
        self._entries_of: dict[Key, list[Entry]] = {}
        self._arrived: dict[int, frozenset[str]] = {}
        self._touched: dict[object, set[Key] | None] = {}
        self._followed = {each.installment.key for each in follows.followed(ledger)}
        with ledger.office() as connection:
            self._seen = alerts.seen_now(connection)
        self._listings = ledger.installments(as_of=self._today, known_at=self._seen.at)
        self._hindsight: Hindsight | None = None

    # ── one rule ────────────────────────────────────────────────────────────────────────────

    def look(self, rule: Rule) -> Found | None:
        """Return what is new for a rule, None where it has seen all there is today."""
        wishes = wishes_of(rule.wishes)
        today = self._now.astimezone(wishes.zone).date()
        seen = replace(self._seen, day=today)
        if rule.seen == seen:
            return None
        with self._ledger.office() as connection:
            marks = alerts.marks_of(connection, rule)
        touched = self._touched_since(rule.seen)
        look = _Look(rule, wishes, today, dict(marks))
        for listing in self._meant(rule):
            # Without news a title is looked at once a day, for what time brings.
            if touched is None or listing.installment.key in touched:
                look.add(self._news(rule, listing), listing)
            elif rule.seen.day == today:
                continue
            self._reminders(look, listing)
        return Found(rule, tuple(look.found), seen, look.marks)

    def replay(self, rule: Rule, *, since: date) -> Iterator[tuple[date, tuple[Notice, ...]]]:
        """Yield what a rule would have told from a day on, had each text come on its own day."""
        wishes = wishes_of(rule.wishes)
        marks: dict[str, date] = {}
        for listing in self._meant(rule):
            entries = self._ledger.entries(listing.installment, as_of=self._today, general=True)
            for day in days_of_news(entries):
                if day < since:
                    continue
                pictures = [
                    pipeline.believe(
                        listing.installment,
                        [entry for entry in entries if entry.said_on <= last],
                        as_of=day,
                        hindsight=self._known(),
                    )
                    for last in (day - timedelta(1), day)
                ]
                look = _Look(_made_on(rule, since), wishes, day, marks)
                look.add(news(*pictures), listing)
                if look.found:
                    yield day, tuple(look.found)

    def _meant(self, rule: Rule) -> list[Listing]:
        """Return the installments of a rule: those named, or what is followed, or all.

        Where no season is named, a series as a whole does not stand beside its seasons.
        """
        chosen = [item for item in self._listings if self._is_meant(rule, item)]
        return chosen if rule.season is not None else _without_wholes(chosen)

    def _is_meant(self, rule: Rule, listing: Listing) -> bool:
        season = listing.installment.season
        if rule.title_key is not None:
            names = {listing.title_key, *map(title_key, listing.aliases)}
            return rule.title_key in names and rule.season in (None, season)
        if not self._followed:
            return True
        return bool({(listing.title_key, season), (listing.title_key, None)} & self._followed)

    # ── pictures ────────────────────────────────────────────────────────────────────────────

    def _touched_since(self, seen: Seen) -> Collection[Key] | None:
        if seen.version == self._seen.version:
            return ()
        if seen.version not in self._touched:
            self._touched[seen.version] = self._ledger.touched(seen.version)
        return self._touched[seen.version]

    def _news(self, rule: Rule, listing: Listing) -> tuple[Notice, ...]:
        installment = listing.installment
        return news(self._before(installment, rule.seen), self._after(installment))

    def _known(self) -> Hindsight:
        if self._hindsight is None:
            self._hindsight = pipeline.hindsight(self._ledger)
        return self._hindsight

    def _entries(self, installment: Installment) -> list[Entry]:
        key = installment.key
        if key not in self._entries_of:
            self._entries_of[key] = self._ledger.entries(
                installment, as_of=self._today, known_at=self._seen.at, general=True
            )
        return self._entries_of[key]

    def _after(self, installment: Installment) -> Timeline:
        key = installment.key
        if key not in self._pictures:
            self._pictures[key] = self._believed(installment, self._entries(installment))
        return self._pictures[key]

    def _before(self, installment: Installment, seen: Seen) -> Timeline:
        """Return what would be believed today without the claims that came since.

        Claims are told by their order of arrival: an import brings some that bear an older moment.
        All else is as it is today, so that neither an alias nor a correction makes news.
        """
        key = (installment.key, seen.entries)
        if key not in self._pictures:
            since = self._arrived_since(seen)
            kept = [entry for entry in self._entries(installment) if entry.id not in since]
            self._pictures[key] = self._believed(installment, kept)
        return self._pictures[key]

    def _believed(self, installment: Installment, entries: Sequence[Entry]) -> Timeline:
        return pipeline.believe(installment, entries, as_of=self._today, hindsight=self._known())

    def _arrived_since(self, seen: Seen) -> frozenset[str]:
        if seen.entries not in self._arrived:
            with self._ledger.office() as connection:
                self._arrived[seen.entries] = alerts.arrived(connection, seen)
        return self._arrived[seen.entries]

    def _reminders(self, look: _Look, listing: Listing) -> None:
        timeline, wishes, rule = self._after(listing.installment), look.wishes, look.rule
        made = rule.made_at.astimezone(wishes.zone)
        found = [*soon(timeline, today=look.today, lead_days=wishes.lead_days)]
        found += overdue(timeline, today=look.today, after_days=wishes.overdue_days, since=made)
        look.add(found, listing)
        if Kind.FORECAST in wishes.kinds and timeline.milestones:
            look.add_forecast(timeline, listing, self._ledger)


def _without_wholes(listings: Collection[Listing]) -> list[Listing]:
    """Return installments without the series as a whole where seasons of it are among them."""
    numbered = {item.title_key for item in listings if item.installment.season is not None}
    return [
        item
        for item in listings
        if item.installment.season is not None or item.title_key not in numbered
    ]


def _made_on(rule: Rule, day: date) -> Rule:
    return replace(rule, made_at=datetime.combine(day, time(), UTC))


@dataclass
class _Look:
    """What a rule finds in one look, and the days it was last told of."""

    rule: Rule
    wishes: Wishes
    today: date
    marks: dict[str, date]
    found: list[Notice] = field(default_factory=list)

    def add(self, notices: Collection[Notice], listing: Listing) -> None:
        """Take in what the rule wishes to tell."""
        for notice in notices:
            told = self._measured(notice, listing) if notice.when else notice
            if told and told.is_wanted(self.wishes.kinds) and not self._is_background(told):
                self.found.append(told)

    def _is_background(self, notice: Notice) -> bool:
        happened = (Kind.STAGE, Kind.CONFIRMED, Kind.RELEASED, Kind.CANCELLED)
        end = notice.when.latest if notice.when else None
        if notice.kind not in happened or end is None:
            return False
        return (self.rule.made_at.date() - end).days > BACKGROUND_DAYS

    def _measured(self, notice: Notice, listing: Listing) -> Notice | None:
        """Return a notice of a moved window; None where it moved by too few days, all told.

        Moves add up from what was told last, so that ten small ones are one that is told.
        """
        end = notice.when.latest if notice.when else None
        if end is None or notice.about not in (str(event) for event in Event):
            return notice
        about = f"{listing.ref}:{notice.about}"
        if notice.kind is not Kind.MOVED or notice.shift_days is None:
            if notice.kind in (Kind.DATE, Kind.DELAY, Kind.PLAN, Kind.RELEASED):
                self.marks[about] = end
            return notice
        last = self.marks.get(about, end - timedelta(notice.shift_days))
        moved = (end - last).days
        if abs(moved) < self.wishes.moved_days:
            self.marks[about] = last
            return None
        self.marks[about] = end
        if moved == notice.shift_days:
            return notice
        way = f"{days_words(abs(moved))} {'later' if moved > 0 else 'earlier'}"
        return replace(notice, text=f"{notice.text} In all, {way} than when it was last told.")

    def add_forecast(self, timeline: Timeline, listing: Listing, ledger: Ledger) -> None:
        """Take in that the forecast moved far enough from what was told last."""
        forecast = pipeline.foresee(ledger, timeline)
        middle = forecast.quantile(0.5, given_release=True)
        if middle is None or forecast.released:
            return
        about = f"{listing.ref}:forecast"
        told = self.marks.setdefault(about, middle)
        if abs((middle - told).days) < self.wishes.moved_days:
            return
        self.marks[about] = middle
        # Who is told that a date is named or moved knows why the forecast moved.
        said = any(n.about in _DECIDING for n in self.found if n.installment == listing.installment)
        if not said and (moved := forecast_moved(timeline, forecast, told=told)):
            self.found.append(moved)
