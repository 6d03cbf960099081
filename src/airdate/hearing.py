"""What was heard of an installment: believed as of any day, told and foretold, each day once.

A page asks for the same days again and again: for the brief, for how the forecast moved, for what
each day of news changed. Here each is worked out when it is first asked for, and kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from airdate.model import Brief, Entry, Event, Forecast, Installment, Profile, Status, Timeline

if TYPE_CHECKING:
    from airdate.forecast import Move, Parameters

# A brief tells how the forecast moved with the news of so many days.
_TOLD_DAYS = 6


class Records(Protocol):
    """What time decided on all claims of a ledger: `sources.Hindsight`, `sources.Standings`."""

    def track_record(self, as_of: date) -> Mapping[str, float]:
        """Return the chance that each outlet with a record tells what is so, by its domain."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What is at hand when one hears of an installment. seasons: of one day and moment."""

    known: Records
    seasons: dict[Installment, Season]


class Season:
    """What was said of one installment, believed as of any day, each day once."""

    def __init__(self, installment: Installment, entries: Sequence[Entry], known: Records) -> None:
        """Take what was said of it up to some day. known: by which its outlets are weighed."""
        from airdate import sources

        self.installment = installment
        self.entries = entries
        self._known = known
        self._scales = sources.Scales(entries)
        self._believed: dict[tuple[date, date | None], Timeline] = {}

    def believed(self, day: date, *, said_by: date | None = None) -> Timeline:
        """Return what is believed as of a day. said_by: as if nothing had been said since."""
        from airdate import timeline

        key = (day, said_by)
        if key not in self._believed:
            record = self._known.track_record(day)
            weighed = self._scales.weigh(day, record, said_by=said_by)
            self._believed[key] = timeline.reconcile(self.installment, weighed, as_of=day)
        return self._believed[key]

    def released(self, day: date) -> date | None:
        """Return the day on which it came out, as believed on a day; None if it has not."""
        release = self.believed(day).belief(Event.RELEASE)
        if release is None or release.status is not Status.DONE or release.when is None:
            return None
        return release.when.earliest or release.when.latest


class Heard:
    """All that was heard of an installment: believed and foretold as of any day, each day once."""

    def __init__(self, own: Season, past: Sequence[Season]) -> None:
        """Take the installment, and the two seasons before it, the last one first."""
        from airdate import forecast, sources

        self.installment = own.installment
        self.entries = own.entries
        self.believed = own.believed
        self._past = past
        self._past_days = sorted({entry.said_on for each in past for entry in each.entries})
        self._told = forecast.Told(
            own.installment,
            [entry for each in (own, *past) for entry in each.entries],
            published_by=sources.published_by,
            lookup=sources.lookup,
        )
        self._foreseen: dict[tuple[int, date, Profile, int], tuple[Timeline, Forecast]] = {}

    def profile(self, day: date) -> Profile:
        """Return what is known beside the milestones as of a day."""
        return self._beside(day, self._seasons_before(day))

    def _beside(self, day: date, before: tuple[date | None, date | None]) -> Profile:
        return replace(self._told.by(day), previous_release=before[0], earlier_release=before[1])

    def _seasons_before(self, day: date) -> tuple[date | None, date | None]:
        """Return when the season before it came out, and the one before that."""
        days = [each.released(day) for each in self._past]
        previous, earlier = [*days, None, None][:2]
        return previous, earlier if previous else None

    def forecast(
        self, believed: Timeline, day: date, known: Profile, parameters: Parameters | None = None
    ) -> Forecast:
        """Return the forecast as of a day for a timeline of that day or of an earlier one."""
        from airdate import forecast

        key = (id(believed), day, known, id(parameters))
        if key not in self._foreseen:
            found = forecast.forecast(believed, as_of=day, profile=known, parameters=parameters)
            # The timeline is kept with it, so that its number stays its own.
            self._foreseen[key] = (believed, found)
        return self._foreseen[key][1]

    def moves(
        self, as_of: date, *, parameters: Parameters | None = None, last: int = 0
    ) -> tuple[Move, ...]:
        """Return the moves up to a day. last: with the latest so many days of news; 0: all."""
        from airdate import forecast

        days = forecast.days_of_news(self.entries, self.installment, as_of=as_of)[-last:]
        return forecast.history(
            sorted({*days, as_of}),
            believed=self.believed,
            profiled=lambda day: self._beside(day, self._seasons_before(self._past_news(day))),
            foreseen=lambda believed, day, known: self.forecast(believed, day, known, parameters),
        )

    def _past_news(self, day: date) -> date:
        """Return the day up to which one has heard of the seasons before.

        When they came changes with news of them alone.
        """
        place = bisect_right(self._past_days, day)
        return self._past_days[place - 1] if place else day

    def brief(self, as_of: date, *, ref: str, parameters: Parameters | None = None) -> Brief:
        """Return the brief as of a day; `ref` is the installment's reference in the ledger."""
        from airdate import brief

        believed = self.believed(as_of)
        found = self.forecast(believed, as_of, self.profile(as_of), parameters)
        moved = self.moves(as_of, parameters=parameters, last=_TOLD_DAYS)
        return brief.write(believed, found, ref=ref, moved=moved)
