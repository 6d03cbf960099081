"""Fitting: it finds what made the cases, holds to the priors without, writes what it read."""

from pathlib import Path

import numpy as np
import pytest

from airdate.forecast.estimation import Case, fit
from airdate.forecast.optimum import minimise
from airdate.forecast.parameters import read, shipped
from airdate.forecast.signals import Anchor, Signals
from airdate.forecast.waits import Wait


def waits_of(days: float, *, count: int) -> list[Case]:
    """Return cases of titles that all came so many days after filming began, seen on that day."""
    seen = Signals((Anchor("start", 0.0, True),), (), frozenset(), False)
    return [Case(f"title {number}", seen, days + number % 7) for number in range(count)]


def test_the_minimum_of_a_bowl_is_found() -> None:
    """However the axes are scaled."""
    goal = np.array([1.5, -2.0])

    found = minimise(
        lambda x: float(np.sum(((x - goal) * np.array([1.0, 3.0])) ** 2)),
        np.zeros(2),
        scale=np.array([1.0, 1.0]),
    )

    assert goal == pytest.approx(found, abs=0.05)


def test_cases_move_the_figures_towards_themselves() -> None:
    """Many titles that came quickly shorten the duration from the start of filming."""
    prior = shipped().figures["start.mu"].prior

    quick = fit(waits_of(200.0, count=12))
    slow = fit(waits_of(900.0, count=12))

    assert quick["start.mu"] < prior < slow["start.mu"]


def test_rates_set_the_wait_between_seasons() -> None:
    """Its prior is their median; no single case moves it far."""
    waits = [Wait(days) for days in (500.0, 600.0, 720.0) for _ in range(40)]

    fitted = fit(waits_of(400.0, count=1), waits, note="many waits")

    assert np.log(600.0) == pytest.approx(fitted["gap.mu"], abs=0.1)
    assert fitted.note == "many waits"


def test_figures_with_no_spread_stay() -> None:
    """What nothing recorded bears on is not fitted."""
    fitted = fit(waits_of(200.0, count=3))

    fixed = {name for name, figure in shipped().figures.items() if figure.spread == 0.0}
    assert "never.unknown" in fixed
    assert {fitted[name] for name in fixed} == {shipped().figures[name].prior for name in fixed}


def test_no_cases_is_an_error_that_says_so() -> None:
    """Rather than parameters fitted on nothing."""
    with pytest.raises(ValueError, match="no cases to fit on"):
        fit([])


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """To four decimals, one figure a line."""
    path = tmp_path / "parameters.json"
    shipped().write(path)

    again = read(path)

    assert shipped() == again
    assert len(shipped().figures) + 5 == len(path.read_text(encoding="utf-8").splitlines())


def test_every_figure_has_a_meaning_and_the_file_its_note() -> None:
    """A reader learns what each is, and what they were fitted on."""
    parameters = shipped()

    assert all(figure.meaning for figure in parameters.figures.values())
    assert "79 seasons and films" in parameters.note
