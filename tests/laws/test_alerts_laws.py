"""The laws of alerts: nothing of nothing, quiet hours are quiet, what is kept is as it was."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from tests.support import belief, entry, milestone, timeline, weighed

from airdate.alerts import rules
from airdate.alerts.letters import Letter, chat_of, defused, html_of, text_of
from airdate.alerts.news import news, shift_of
from airdate.alerts.notices import Kind, Notice, Quote, notice_json, notice_of
from airdate.alerts.rules import Digest, Quiet, Wishes
from airdate.alerts.schedule import after_quiet, next_digest
from airdate.model import Belief, DateRange, Event, Installment, Status, Timeline

ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]
).map(ZoneInfo)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))
CLOCKS = st.builds(time, st.integers(0, 23), st.integers(0, 59))
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
RANGES = st.builds(
    lambda low, days: DateRange(low, low + timedelta(days)), DAYS, st.integers(0, 400)
)
TEXTS = st.text(max_size=60)


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """Return what is believed of a few milestones, each by one report."""
    events = draw(st.lists(st.sampled_from(list(Event)), unique=True, max_size=4))
    return timeline(*(draw(_beliefs(event)) for event in sorted(events, key=list(Event).index)))


@st.composite
def _beliefs(draw: st.DrawFn, event: Event) -> Belief:
    when = draw(st.none() | RANGES)
    status = draw(st.sampled_from(list(Status)))
    said = draw(st.dates(date(2024, 1, 1), date(2026, 3, 1)))
    report = entry(
        milestone(event, str(when) if when else None, status=status), said_on=said.isoformat()
    )
    return belief(event, [weighed(report)])


QUOTES = st.builds(Quote, TEXTS, TEXTS, st.none() | TEXTS, TEXTS, DAYS, TEXTS)
NOTICES = st.builds(
    Notice,
    id=TEXTS,
    installment=st.builds(Installment, TEXTS, st.none() | st.integers(0, 99)),
    kind=st.sampled_from(list(Kind)),
    about=TEXTS,
    headline=TEXTS,
    text=TEXTS,
    said_on=DAYS,
    when=st.none() | RANGES,
    before=st.none() | TEXTS,
    shift_days=st.none() | st.integers(-999, 999),
    quotes=st.lists(QUOTES, max_size=3).map(tuple),
    also=st.lists(st.sampled_from(list(Kind)), max_size=2).map(tuple),
)


class TestRepeatingIsNotNews:
    """Repeating is not news."""

    @given(timelines())
    def test_nothing_of_nothing(self, told: Timeline) -> None:
        """Between a timeline and itself there is nothing to tell."""
        assert () == news(told, told)

    @given(timelines(), timelines())
    def test_each_once(self, before: Timeline, after: Timeline) -> None:
        """No two notices of one look are the same one, and each has its sentences."""
        found = news(before, after)
        assert len(found) == len({notice.id for notice in found})
        assert all(notice.quotes for notice in found)
        assert found == news(before, after)

    @given(RANGES, RANGES)
    def test_moves(self, one: DateRange, other: DateRange) -> None:
        """A move there is a move back; what lies within the other did not move."""
        there, back = shift_of(one, other), shift_of(other, one)
        assert (there is None) is (back is None)
        assert there is None or there == -(back or 0)


class TestTimes:
    """Quiet hours are quiet; a digest comes at its time."""

    @given(CLOCKS, CLOCKS, ZONES, MOMENTS)
    def test_quiet(self, start: time, end: time, zone: ZoneInfo, moment: datetime) -> None:
        """What waits is sent after the quiet hours, within a day and an hour, and never before."""
        quiet = Quiet(start, end)
        when = after_quiet(quiet, zone=zone, moment=moment)
        assert moment <= when <= moment + timedelta(hours=25)
        local = when.astimezone(zone)
        shifted = timedelta(hours=1) if start != end else timedelta(0)
        held = quiet.holds(local.time()) and quiet.holds((local + shifted).time())
        # An end that a change of clocks leaves out is a little later or earlier by the clock.
        assert not held or zone.utcoffset(local) != zone.utcoffset(local - timedelta(hours=3))

    @given(CLOCKS, st.none() | st.integers(0, 6), ZONES, MOMENTS)
    def test_digest(self, at: time, weekday: int | None, zone: ZoneInfo, moment: datetime) -> None:
        """The next digest lies ahead, no farther than its rhythm, and is then the next but one."""
        digest = Digest(at, weekday)
        first = next_digest(digest, zone=zone, now=moment)
        second = next_digest(digest, zone=zone, now=first)
        rhythm = timedelta(days=1 if weekday is None else 7)
        hour = timedelta(hours=1)
        assert moment < first <= moment + rhythm + hour
        assert rhythm - hour <= second - first <= rhythm + hour

    @given(CLOCKS, st.none() | st.integers(0, 6))
    def test_words(self, at: time, weekday: int | None) -> None:
        """A digest reads as it is written."""
        assert Digest(at, weekday) == rules.digest_of(str(Digest(at, weekday)))


class TestForms:
    """What is kept is as it was; what is sent is harmless."""

    @given(NOTICES)
    def test_notices(self, notice: Notice) -> None:
        """A notice comes out of the outbox as it went in."""
        assert notice == notice_of(notice_json(notice))

    @given(
        st.builds(
            Wishes,
            kinds=st.frozensets(st.sampled_from([str(kind) for kind in Kind])),
            moved_days=st.integers(0, 999),
            lead_days=st.lists(st.integers(0, 99), max_size=3).map(tuple),
            quiet=st.none() | st.builds(Quiet, CLOCKS, CLOCKS).filter(lambda q: q.start != q.end),
            digest=st.none() | st.builds(Digest, CLOCKS, st.none() | st.integers(0, 6)),
        )
    )
    def test_wishes(self, wishes: Wishes) -> None:
        """Wishes come out of the table as they went in."""
        assert wishes == rules.wishes_of(rules.wishes_json(wishes))

    @given(st.text())
    def test_defused(self, text: str) -> None:
        """No words make a mention, a masked link or code, and none goes missing."""
        told = defused(text)
        for mark in ("@everyone", "@here", "<!", "<@", "](", "://", "``", "||"):
            assert mark not in told
        assert "\n" not in told

    @given(st.lists(NOTICES, max_size=3))
    def test_letters(self, notices: list[Notice]) -> None:
        """Any notices make a letter in every form, its subject one short line."""
        letter = Letter(
            "f" * 32, tuple(notices), datetime(2026, 1, 1, tzinfo=UTC), date(2026, 1, 1)
        )
        assert len(letter.subject) <= 120
        assert "\n" not in letter.subject
        assert "<script" not in html_of(letter)
        assert text_of(letter).endswith("\n")
        assert isinstance(chat_of(letter, most=2000), str)
