"""What is new for a rule, of a real ledger."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.alerts.stories import NOON, SALT, Clock, channel, rule, story, tell

from airdate.alerts import running
from airdate.alerts.finding import Reader
from airdate.alerts.notices import Notice, notice_of
from airdate.ledger import Ledger, open_ledger
from airdate.ledger.office import alerts, follows, outbox
from airdate.ledger.office.alerts import Rule
from airdate.model import Event, Installment, Status, Verdict

R = Event.RELEASE
JUNE, FIFTH, JULY = "2026-06-01/2026-06-30", "2026-06-05/2026-06-05", "2026-07-03/2026-07-03"


def kept(ledger: Ledger) -> list[Notice]:
    """Return what is in the outbox, oldest first."""
    with ledger.office() as connection:
        found = [item for _, items in outbox.unsent(connection) for item in items]
    return [notice_of(item.notice) for item in found]


def words(ledger: Ledger) -> list[tuple[str, str]]:
    """Return kind and event of what is in the outbox."""
    return [(str(notice.kind), notice.about) for notice in kept(ledger)]


def of_release(ledger: Ledger, **wishes: Any) -> Rule:
    """Return a rule that tells of all kinds but the forecast."""
    usual = {"date", "moved", "delay", "withdrawn", "released", "stage", "overdue", "plan", "soon"}
    return rule(ledger, channel(ledger), **({"kinds": frozenset(usual)} | wishes))


def test_not_the_past(ledger: Ledger, clock: Clock) -> None:
    """A new rule tells nothing of what is known already."""
    tell(ledger, story(R, FIFTH), story(Event.RENEWED, None, status=Status.DONE))
    of_release(ledger)
    assert 0 == running.find(ledger, now=clock())
    assert [] == kept(ledger)


def test_news_once(ledger: Ledger, clock: Clock) -> None:
    """What becomes known is found once, however often it is looked, and however many say it."""
    of_release(ledger)
    assert 0 == running.find(ledger, now=clock())
    tell(ledger, story(R, FIFTH))
    assert 1 == running.find(ledger, now=clock())
    assert 0 == running.find(ledger, now=clock())
    tell(ledger, story(R, FIFTH, outlet="deadline.com"))
    clock.pass_(days=1)
    assert 0 == running.find(ledger, now=clock())
    assert [("date", "release")] == words(ledger)


def test_an_old_article_that_is_new_here(ledger: Ledger, clock: Clock) -> None:
    """An article of last year is news where it changes what is believed today, and says its day."""
    of_release(ledger)
    tell(ledger, story(Event.FILMING_WRAP, "2025-11-01/2025-11-30", status=Status.DONE,
                       published="2025-12-01"))  # fmt: skip
    running.find(ledger, now=clock())
    (notice,) = kept(ledger)
    assert ("stage", date(2025, 12, 1)) == (str(notice.kind), notice.said_on)
    assert "This was said on 1 December 2025" in notice.text


def test_an_old_article_that_changes_nothing(ledger: Ledger, clock: Clock) -> None:
    """One that later news made void is no news."""
    tell(ledger, story(R, JULY, published="2026-02-20"))
    of_release(ledger)
    tell(ledger, story(R, FIFTH, published="2025-12-01"), at=NOON + timedelta(hours=1))
    clock.pass_(hours=2)
    assert 0 == running.find(ledger, now=clock())


def test_background(ledger: Ledger, clock: Clock) -> None:
    """What happened long before the rule was made is how it came to be, not news of it."""
    of_release(ledger)
    tell(ledger, story(Event.RENEWED, "2024-01-01/2024-01-31", status=Status.DONE))
    assert 0 == running.find(ledger, now=clock())


def test_moves_add_up(ledger: Ledger, clock: Clock) -> None:
    """Small moves are not told one by one; together they are, once they are large enough."""
    tell(ledger, story(R, "2026-06-05/2026-06-05", published="2026-03-01"))
    of_release(ledger, moved_days=14, kinds=frozenset({"moved"}))
    found = []
    for number, day in enumerate(("2026-06-12", "2026-06-19", "2026-06-26"), 1):
        moment = NOON + timedelta(days=number)
        published = moment.date().isoformat()
        tell(ledger, story(R, f"{day}/{day}", published=published), at=moment)
        clock.moment = moment + timedelta(hours=1)
        found.append(running.find(ledger, now=clock()))
    assert [0, 1, 0] == found
    (notice,) = kept(ledger)
    assert notice.text.endswith("In all, 14 days later than when it was last told.")


def test_flips(ledger: Ledger, clock: Clock) -> None:
    """A date that flips between two days is told once each way for each day of news."""
    tell(ledger, story(R, FIFTH, published="2026-03-01"))
    of_release(ledger, kinds=frozenset({"moved"}))
    told = []
    for day in ("2026-03-02", "2026-03-03"):
        for number in range(3):
            when = (JULY, FIFTH)[number % 2]
            clock.pass_(hours=1)
            report = story(R, when, published=day, words=f"It comes {when}, says report {number}.")
            tell(ledger, report, at=clock())
            told.append(running.find(ledger, now=clock()))
        clock.moment = datetime(2026, 3, 3, 12, tzinfo=UTC)
    assert sum(told) == len({notice.id for notice in kept(ledger)})
    assert sum(told) <= 4


def test_correction(ledger: Ledger, clock: Clock) -> None:
    """That a person rejects a reading makes no alert: nobody said so."""
    tell(ledger, story(R, FIFTH))
    of_release(ledger)
    (entry,) = ledger.entries(SALT)
    ledger.judge(entry.id, Verdict.REJECTED, reason="another show", recorded_at=NOON)
    assert 0 == running.find(ledger, now=clock())


def test_import_of_older_rows(ledger: Ledger, clock: Clock, tmp_path: Path) -> None:
    """Rows that an import brings are news, though they bear an older moment."""
    tell(ledger, story(Event.RENEWED, None, status=Status.DONE))
    of_release(ledger)
    running.find(ledger, now=clock())
    with open_ledger(tmp_path / "other.db") as other:
        tell(other, story(R, FIFTH), at=NOON - timedelta(days=9))
        ledger.restore(other.export())
    assert 1 == running.find(ledger, now=clock())
    assert [("date", "release")] == words(ledger)


def test_overdue(ledger: Ledger, clock: Clock) -> None:
    """The wrap was due by 10 March, and a week later nothing was heard: told once."""
    tell(ledger, story(Event.FILMING_WRAP, "2026-03-01/2026-03-10"))
    of_release(ledger)
    found = []
    for _ in range(20):
        clock.pass_(days=1)
        found.append(running.find(ledger, now=clock()))
    assert 1 == sum(found)
    assert 1 == found[14]
    (notice,) = kept(ledger)
    assert ("overdue", "filming_wrap") == (str(notice.kind), notice.about)


def test_overdue_before_the_rule(ledger: Ledger, clock: Clock) -> None:
    """What was overdue when the rule was made is known."""
    tell(ledger, story(Event.FILMING_WRAP, "2026-02-01/2026-02-10", published="2026-01-10"))
    of_release(ledger)
    clock.pass_(days=3)
    assert 0 == running.find(ledger, now=clock())


def test_soon_in_the_zone_of_the_rule(ledger: Ledger, clock: Clock) -> None:
    """Today is today where the reader is."""
    tell(ledger, story(R, "2026-03-03/2026-03-03", published="2026-02-01"))
    soon = {"kinds": frozenset({"soon"}), "lead_days": (0,)}
    rule(ledger, channel(ledger), timezone="Asia/Tokyo", **soon)
    clock.moment = datetime(2026, 3, 2, 14, 59, tzinfo=UTC)
    assert 0 == running.find(ledger, now=clock())
    clock.pass_(minutes=2)
    assert 1 == running.find(ledger, now=clock())
    clock.pass_(hours=12)
    assert 0 == running.find(ledger, now=clock())


def test_forecast(ledger: Ledger, clock: Clock) -> None:
    """The middle of the forecast is told of when it is far from where it was last told."""
    tell(ledger, story(R, JUNE, published="2026-03-01"))
    to = channel(ledger)
    rule(ledger, to, kinds=frozenset({"forecast"}), moved_days=60)
    assert 0 == running.find(ledger, now=clock())
    clock.pass_(days=1)
    tell(ledger, story(R, "2027-03-01/2027-03-31", published="2026-03-03"), at=clock())
    assert 1 == running.find(ledger, now=clock())
    (notice,) = kept(ledger)
    assert "later than when it was last told" in notice.text
    assert 0 == running.find(ledger, now=clock())


def test_forecast_beside_its_reason(ledger: Ledger, clock: Clock) -> None:
    """Who is told that the release moved is not told as well that the forecast did."""
    tell(ledger, story(R, JUNE, published="2026-03-01"))
    rule(ledger, channel(ledger), moved_days=60)
    running.find(ledger, now=clock())
    clock.pass_(days=1)
    tell(ledger, story(R, "2027-03-01/2027-03-31", published="2026-03-03"), at=clock())
    assert 1 == running.find(ledger, now=clock())
    assert [("moved", "release")] == words(ledger)


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ({"title": None, "season": None}, {"The Salt Road", "Night Harbour"}),
        ({"title": "The Salt Road", "season": 2}, {"The Salt Road"}),
        ({"title": "the salt ROAD", "season": None}, {"The Salt Road"}),
        ({"title": "The Salt Road", "season": 3}, set()),
        ({"title": "Unheard Of", "season": None}, set()),
    ],
)
def test_whom_a_rule_means(
    ledger: Ledger, clock: Clock, named: dict[str, Any], expected: set[str]
) -> None:
    """A rule is on a season, on all of a title, or on everything where nothing is followed."""
    rule(ledger, channel(ledger), **named)
    other = Installment("Night Harbour", 1)
    tell(ledger, story(R, FIFTH), story(R, JULY, subject=other))
    running.find(ledger, now=clock())
    assert expected == {notice.installment.title for notice in kept(ledger)}


def test_all_that_is_followed(ledger: Ledger, clock: Clock) -> None:
    """Where something is followed, a rule without a title means that alone."""
    follows.follow(ledger, Installment("Night Harbour"), recorded_at=NOON)
    rule(ledger, channel(ledger), title=None, season=None)
    tell(ledger, story(R, FIFTH), story(R, JULY, subject=Installment("Night Harbour", 1)))
    running.find(ledger, now=clock())
    assert {"Night Harbour"} == {notice.installment.title for notice in kept(ledger)}


def test_alias(ledger: Ledger, clock: Clock) -> None:
    """A title that is told to be another one is meant by either name."""
    rule(ledger, channel(ledger), title="Salzstraße", season=None)
    ledger.add_alias("Salzstraße", "The Salt Road", recorded_at=NOON)
    tell(ledger, story(R, FIFTH), at=NOON + timedelta(hours=1))
    clock.pass_(hours=2)
    assert 1 == running.find(ledger, now=clock())


def test_an_alias_is_no_news(ledger: Ledger, clock: Clock) -> None:
    """That two titles are one work brings nothing that was not known."""
    of_release(ledger)
    tell(ledger, story(R, FIFTH), story(Event.TRAILER, None, status=Status.DONE,
                                        subject=Installment("Salzstraße", 2)))  # fmt: skip
    assert 1 == running.find(ledger, now=clock())
    ledger.add_alias("Salzstraße", "The Salt Road", recorded_at=NOON + timedelta(hours=1))
    clock.pass_(hours=2)
    assert 0 == running.find(ledger, now=clock())


def test_series_and_season(ledger: Ledger, clock: Clock) -> None:
    """What is said of a series as a whole is not told beside its seasons, and not lost alone."""
    rule(ledger, channel(ledger), season=None)
    whole = Installment(SALT.title)
    tell(ledger, story(Event.RENEWED, None, status=Status.DONE, subject=whole))
    assert 1 == running.find(ledger, now=clock())
    tell(ledger, story(R, FIFTH), story(Event.TRAILER, None, status=Status.DONE, subject=whole),
         at=NOON + timedelta(hours=1))  # fmt: skip
    clock.pass_(hours=2)
    running.find(ledger, now=clock())
    assert [None, 2] == [notice.installment.season for notice in kept(ledger)]


def test_two_lookers(ledger: Ledger, clock: Clock) -> None:
    """Of two processes that look at once, one puts in what is new."""
    made = of_release(ledger)
    tell(ledger, story(R, FIFTH))
    both = [Reader(ledger, now=clock()).look(made) for _ in range(2)]
    kept_by = [running.keep(ledger, [found], now=clock()) for found in both if found]
    assert [1, 0] == kept_by
    assert 1 == len(kept(ledger))


def test_replay(ledger: Ledger, clock: Clock) -> None:
    """A preview tells what each day would have brought, and keeps nothing."""
    tell(ledger, story(R, FIFTH, published="2026-02-01"), story(R, JULY, published="2026-02-20"))
    made = of_release(ledger)
    found = list(Reader(ledger, now=clock()).replay(made, since=date(2026, 1, 1)))
    days = [(str(day), [str(n.kind) for n in notices]) for day, notices in found]
    assert [("2026-02-01", ["date"]), ("2026-02-20", ["moved"])] == days
    assert made == alerts.all_rules(ledger)[0]
    assert [] == kept(ledger)
