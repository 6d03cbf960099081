"""Signals with a part left out: as they would be had nothing been heard of it."""

from __future__ import annotations

from datetime import date

import pytest

from airdate.forecast.leaving import LEAVABLE, SLIPS, left_out
from airdate.forecast.pool import PARTS
from airdate.forecast.signals import Anchor, Signals, Window
from airdate.model import DateRange, Status

SPRING = DateRange(date(2026, 3, 1), date(2026, 5, 31))
WINDOW = Window(30.0, 90.0, Status.PLANNED, 10.0, 0.8, 2, True, SPRING)
HINT = Window(40.0, 60.0, Status.EXPECTED, 5.0, 0.5, 0, False, SPRING)
FOUND = Signals(
    anchors=(
        Anchor("wrap", 20.0, True),
        Anchor("start", 200.0, False),
        Anchor("order", 400.0, False),
        Anchor("plan_wrap", 5.0, False),
        Anchor("delay", 50.0, False),
        Anchor("gap", 900.0, False),
    ),
    windows=(WINDOW, HINT),
    traits=frozenset(),
    unsettled=True,
    silent_days=5,
    habit=(1 / 7,) * 7,
)


def anchors(found: Signals) -> list[tuple[str, bool]]:
    """Return the names of the anchors, and which is the furthest stage."""
    return [(anchor.name, anchor.furthest) for anchor in found.anchors]


def test_without_the_furthest_stage_the_one_before_it_is_the_furthest() -> None:
    """Filming started, for all that is known."""
    rest = anchors(left_out(FOUND, "stage"))

    assert [("start", True), ("order", False), ("plan_wrap", False)] == rest[:3]


@pytest.mark.parametrize(
    ("part", "gone"),
    [
        ("earlier", {"start", "order"}),
        ("schedule", {"plan_wrap"}),
        ("news", {"delay"}),
        ("gap", {"gap"}),
    ],
)
def test_a_part_goes_with_its_anchors_alone(part: str, gone: set[str]) -> None:
    """All others stay as they are."""
    left = {anchor.name for anchor in left_out(FOUND, part).anchors}

    assert gone == {anchor.name for anchor in FOUND.anchors} - left


def test_without_the_window_a_hint_stands_for_it() -> None:
    """And no delay unsettles what nobody announced."""
    left = left_out(FOUND, "window")

    assert [(40.0, True)] == [(window.low, window.main) for window in left.windows]
    assert not left.unsettled


def test_hints_slips_and_weekdays_go_alone() -> None:
    """The window stays."""
    assert (WINDOW,) == left_out(FOUND, "hint").windows
    assert [0, 0] == [window.slips for window in left_out(FOUND, SLIPS).windows]
    assert () == left_out(FOUND, "weekday").habit


def test_what_all_forecasts_rest_on_cannot_be_left_out() -> None:
    """Every other part of the pool can, and leaves something behind."""
    assert FOUND == left_out(FOUND, "base")
    assert set(PARTS) - {"base"} <= set(LEAVABLE)
    assert all(left_out(FOUND, part) != FOUND for part in LEAVABLE)
