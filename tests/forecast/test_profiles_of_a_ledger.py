"""What a ledger knows of an installment reaches its forecast."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from airdate import pipeline
from airdate.documents import Given
from airdate.ledger import open_ledger
from airdate.model import Forecast, Installment, Profile, Reading

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SHOW = Installment("Salt Harbour", 3)

PAGES = {
    "first.txt": """Title: Salt Harbour arrives
Outlet: about.netflix.com
Date: 2022-06-03

Season 1 of the Korean fantasy series Salt Harbour premiered on June 3, 2022.
""",
    "second.txt": """Title: Salt Harbour is back
Outlet: about.netflix.com
Date: 2024-01-19

Season 2 of the Korean fantasy series Salt Harbour premiered on January 19, 2024.
""",
    "third.txt": """Title: Salt Harbour renewed
Outlet: about.netflix.com
Date: 2024-03-01

Netflix has renewed the Korean fantasy series Salt Harbour for season 3.
""",
}


def kept(tmp_path: Path) -> Path:
    """Return a ledger of the pages."""
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = pipeline.read([str(tmp_path)], given=Given(now=NOW))
    readings = [reading for reading in found if isinstance(reading, Reading)]
    with open_ledger(tmp_path / "ledger.db") as ledger:
        ledger.record_all(readings, recorded_at=NOW)
    return tmp_path / "ledger.db"


def known(path: Path, day: date) -> tuple[Profile, Forecast]:
    """Return the profile and the forecast as of a day."""
    with open_ledger(path, write=False) as ledger:
        believed = pipeline.reconcile(ledger, SHOW, as_of=day)
        profile = pipeline.profile(ledger, SHOW, as_of=day)
        return profile, pipeline.foresee(ledger, believed)


def test_the_ledger_tells_service_country_genre_and_the_seasons_before(tmp_path) -> None:
    """By what its documents say, and no more than that."""
    profile, found = known(kept(tmp_path), date(2024, 6, 1))

    expected = Profile("series", "KR", "Netflix", date(2024, 1, 19), "fantasy", date(2022, 6, 3))
    assert expected == profile
    assert found.never < 0.2


def test_what_was_said_later_is_not_known_before(tmp_path) -> None:
    """As of the day before season 2, its release is not known; nor who renewed the third."""
    profile, _ = known(kept(tmp_path), date(2024, 1, 18))

    assert Profile("series", "KR", "Netflix", None, "fantasy", None) == profile
