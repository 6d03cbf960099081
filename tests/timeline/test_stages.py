"""Where a production stands, in TMDB's terms."""

from __future__ import annotations

import pytest
from told import FILM, believed_of

from airdate.model import Installment
from airdate.timeline.stages import FILM_TERMS, SERIES_TERMS

FIRST, SECOND = Installment("Salt Harbour", 1), Installment("Salt Harbour", 2)
AS_OF = "2025-07-01"
PILOT = "2025-05-01 variety.com announced done - | The network has »ordered a pilot«."
LAST = "2025-01-01 variety.com renewed done - | »Renewed« for a second and final season."
OUT = "2025-06-01 variety.com release done 2025-05-30"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("", None),
        ("2025-05-01 upi.com release rumoured 2026", "Rumored"),
        ("2025-05-01 upi.com release planned 2026", "Planned"),
        ("2025-05-01 upi.com filming done -", "In Production"),
        ("2025-05-01 upi.com filming_wrap done -", "Post Production"),
        (OUT, "Released"),
        ("2025-05-01 upi.com cancelled done -", "Canceled"),
    ],
)
def test_a_film_goes_through_the_terms_of_films(table: str, expected: str | None) -> None:
    """One for each."""
    actual = believed_of(table, as_of=AS_OF, subject=FILM).tmdb_status

    assert expected == actual
    assert actual is None or actual in FILM_TERMS


@pytest.mark.parametrize(
    ("season", "table", "expected"),
    [
        (1, "2025-05-01 upi.com release planned 2026", "Planned"),
        (1, PILOT, "Pilot"),
        (1, "2025-05-01 upi.com filming done -", "In Production"),
        (1, OUT, "Returning Series"),
        (2, "2025-05-01 upi.com release rumoured 2026", None),
        (2, "2025-05-01 upi.com filming done -", "Returning Series"),
        (2, f"{LAST}\n{OUT}", "Ended"),
        (2, LAST, "Returning Series"),
        (2, "2025-05-01 upi.com cancelled done -", "Canceled"),
    ],
)
def test_a_series_has_the_status_of_the_whole(
    season: int, table: str, expected: str | None
) -> None:
    """With a season out it is returning while the next is made, until it ends."""
    actual = believed_of(
        table, as_of=AS_OF, subject=Installment("Salt Harbour", season)
    ).tmdb_status

    assert expected == actual
    assert actual is None or actual in SERIES_TERMS
