"""What an assistant means by a day and a title."""

from __future__ import annotations

from datetime import date

import pytest

from airdate.errors import AmbiguousTitle, BadDay, UnknownTitle
from airdate.ledger import Listing
from airdate.ledger.lookup import find
from airdate.mcp.asking import candidates, day_of
from airdate.model import Installment

TODAY = date(2026, 3, 1)


def _listing(ref: str, title: str, season: int | None) -> Listing:
    return Listing(ref, Installment(title, season), 1, 1, date(2026, 2, 1), ())


LISTINGS = [
    _listing("aaaa", "The Long Wait", 1),
    _listing("bbbb", "The Long Wait", 2),
    _listing("cccc", "The Long Winter", None),
    _listing("dddd", "Harbour", 1),
]


def test_a_query_that_may_mean_several_works_gives_all_of_them() -> None:
    """What is unclear to a brief is a choice to an assistant; the last season first."""
    with pytest.raises(AmbiguousTitle):
        find(LISTINGS, "long")
    assert ["bbbb", "aaaa", "cccc"] == [item.ref for item in candidates(LISTINGS, "long")]
    assert ["dddd"] == [item.ref for item in candidates(LISTINGS, "harbor")]
    with pytest.raises(UnknownTitle):
        candidates(LISTINGS, "qqqq zzzz")


def test_days_are_written_or_named() -> None:
    """ISO days, today and yesterday; nothing else, and no day that cannot be reckoned with."""
    told = {
        "2026-02-14": date(2026, 2, 14),
        " Today ": TODAY,
        "": TODAY,
        "yesterday": date(2026, 2, 28),
    }
    assert list(told.values()) == [day_of(text, TODAY, name="as_of") for text in told]
    for text in ("2026-02-30", "14.2.2026", "soon", "0001-01-01", "9999-12-31"):
        with pytest.raises(BadDay, match="as_of="):
            day_of(text, TODAY, name="as_of")
