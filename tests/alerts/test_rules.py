"""Wishes from words, and as JSON."""

from __future__ import annotations

from datetime import time

import pytest

from airdate.alerts import rules
from airdate.alerts.rules import Digest, Quiet, Wishes
from airdate.errors import UsageError


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("daily", Digest(time(8))),
        ("daily@18:30", Digest(time(18, 30))),
        ("weekly", Digest(time(8), 0)),
        ("weekly@08:00", Digest(time(8), 0)),
        ("weekly@fri@18:00", Digest(time(18), 4)),
        ("Weekly@Sunday", Digest(time(8), 6)),
    ],
)
def test_digest(words: str, expected: Digest) -> None:
    """A digest is daily or weekly, at a time, weekly on a day; Mondays at eight if not said."""
    assert expected == rules.digest_of(words)
    assert expected == rules.digest_of(str(expected))


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (rules.digest_of, "hourly"),
        (rules.digest_of, "daily@25:00"),
        (rules.digest_of, "daily@mon@08:00"),
        (rules.digest_of, "weekly@xyz"),
        (rules.quiet_of, "22:00"),
        (rules.quiet_of, "22-07"),
        (rules.quiet_of, "07:00-07:00"),
        (rules.days_of, "soon"),
        (rules.days_of, "99999"),
        (rules.days_of, "-3"),
        (rules.zone_of, "Mars/Olympus"),
        (rules.zone_of, "../../etc/passwd"),
        (rules.zone_of, ""),
    ],
)
def test_bad_words(read: object, words: str) -> None:
    """What cannot be understood is named, with an example of what can."""
    with pytest.raises(UsageError) as caught:
        read(words)  # type: ignore[operator]
    assert caught.value.remedy


def test_unknown_kind() -> None:
    """A kind that does not exist is named, with all that do."""
    with pytest.raises(UsageError, match="'dates'") as caught:
        rules.kinds_of(["moved,dates"])
    assert "filming_wrap" in caught.value.remedy


def test_kinds() -> None:
    """Kinds and stages by name, with commas or without; dashes as well as underscores."""
    assert {"moved", "date", "filming_wrap"} == rules.kinds_of(["moved, date", "Filming-Wrap"])
    assert 15 == len(rules.kinds_of(["all"]))


@pytest.mark.parametrize(
    ("words", "days"), [("14", 14), ("14d", 14), ("2w", 14), ("0d", 0), ("1 day", 1)]
)
def test_days(words: str, days: int) -> None:
    """Days and weeks."""
    assert days == rules.days_of(words)


def test_leads() -> None:
    """Several leads, the farthest first, each once."""
    assert (7, 3, 0) == rules.leads_of("0,3d,1w,7d")


@pytest.mark.parametrize(
    ("hours", "clock", "holds"),
    [
        ("22:00-07:00", time(23), True),
        ("22:00-07:00", time(6, 59), True),
        ("22:00-07:00", time(7), False),
        ("22:00-07:00", time(22), True),
        ("22:00-07:00", time(12), False),
        ("13:00-15:00", time(14), True),
        ("13:00-15:00", time(15), False),
    ],
)
def test_quiet(hours: str, clock: time, holds: bool) -> None:
    """Quiet hours reach over midnight; their last moment is the one before their end."""
    assert holds is rules.quiet_of(hours).holds(clock)


def test_json_round_trip() -> None:
    """Wishes are kept as they were."""
    wishes = Wishes(
        kinds=frozenset({"moved", "trailer"}),
        moved_days=30,
        overdue_days=3,
        lead_days=(7, 1),
        digest=Digest(time(18, 5), 4),
        at_once=frozenset({"cancelled"}),
        quiet=Quiet(time(22), time(7)),
        timezone="Europe/Berlin",
    )
    assert wishes == rules.wishes_of(rules.wishes_json(wishes))
    assert Wishes() == rules.wishes_of(rules.wishes_json(Wishes()))
