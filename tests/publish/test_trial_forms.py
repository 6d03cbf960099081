"""A forecaster's trial as text, JSON and SVG; how a forecast moved as text and JSON."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from lxml import etree
from tests.support import TITLE, entry, milestone, weighed

from airdate.brief.outlook import movement
from airdate.forecast.calibration import Step
from airdate.forecast.history import Move
from airdate.forecast.scores import Scores
from airdate.forecast.trial import Trial
from airdate.model import Event, Status
from airdate.publish.history import history_json, history_text
from airdate.publish.reliability import reliability_svg
from airdate.publish.scores import trial_json, trial_text

NEAR = Scores(4, 2, 5.0, 3.0, 0.5, 0.75, 1.0, 30.0)
ALL = replace(NEAR, crps=61.4, by_horizon={"under 3 months": NEAR})
STEPS = tuple(Step(n / 20, n / 20) for n in range(1, 20))
TRIAL = Trial(
    titles=40,
    scores={"airdate": ALL, "latest window": replace(ALL, crps=95.8)},
    calibration={"airdate": STEPS, "latest window": (Step(0.05, 0.3), Step(0.95, 0.7))},
    by_horizon={"under 3 months": STEPS},
    spread=(0.1,) * 10,
    parts={"window": 31.8, "gap": -0.4},
    folds=6,
)
SVG = "{http://www.w3.org/2000/svg}"


def test_the_text_has_every_forecaster_in_every_horizon() -> None:
    """And says how the figures were fitted."""
    text = trial_text(TRIAL)

    assert 2 == text.count("  latest window ")
    assert 1 == text.count("under 3 months to the release")
    assert "Out of fold" in text
    assert "claimed window" in text


def test_a_share_beyond_chance_is_marked() -> None:
    """With a star beside it; one within is not."""
    off = tuple(replace(step, share=0.0) if step.level == 0.5 else step for step in STEPS)

    rows = trial_text(replace(TRIAL, calibration={"airdate": off})).splitlines()
    [marked] = [row for row in rows if "%*" in row]

    assert marked.split()[:4] == ["50", "%", "0", "%*"]


def test_the_json_has_the_same_figures() -> None:
    """By the forecaster's name."""
    found = trial_json(TRIAL)

    assert 61.4 == found["scores"]["airdate"]["crps"]
    assert 5.0 == found["scores"]["airdate"]["by_horizon"]["under 3 months"]["crps"]
    assert {"level": 0.05, "share": 0.3} == found["calibration"]["latest window"][0]
    assert {"window": 31.8, "gap": -0.4} == found["parts"]


def test_the_drawing_is_well_formed_and_names_what_it_shows() -> None:
    """Title, description, axes, and a key for each line; nothing is fetched or run."""
    root = etree.fromstring(reliability_svg(TRIAL).encode())
    words = {element.text for element in root.iter(f"{SVG}text")}

    assert ("img", "title what") == (root.get("role"), root.get("aria-labelledby"))
    assert {"airdate", "latest window", "perfect", "earliest", "latest"} <= words
    assert "50% given, 50% came" in (root.findtext(f"{SVG}desc") or "")
    assert not [e for e in root.iter() if e.tag.endswith(("script", "image", "foreignObject"))]
    assert not [e for e in root.iter() for name in e.attrib if name.endswith("href")]


def test_lines_differ_by_more_than_colour_and_the_drawing_has_a_dark_form() -> None:
    """Dashes, and markers of another shape each."""
    svg = reliability_svg(TRIAL)
    root = etree.fromstring(svg.encode())
    lines = [e.get("class") for e in root.iter(f"{SVG}polyline")]

    assert {"line c0", "line c1", "even"} == set(lines)
    assert "prefers-color-scheme: dark" in svg
    assert root.findall(f"{SVG}circle[@class='k0']")
    assert root.findall(f"{SVG}polygon[@class='k1']")


def test_everything_is_drawn_within_the_frame() -> None:
    """However far a share lies from its level."""
    wild = replace(TRIAL, spread=(1.0,) + (0.0,) * 9, calibration={"airdate": STEPS[::-1]})

    for drawn in (TRIAL, wild):
        root = etree.fromstring(reliability_svg(drawn).encode())
        _, _, width, height = map(float, (root.get("viewBox") or "").split())
        for element in root.iter(f"{SVG}polyline"):
            points = [p.split(",") for p in (element.get("points") or "").split()]
            assert all(0 <= float(x) <= width and 0 <= float(y) <= height for x, y in points)
        for bar in root.iter(f"{SVG}rect"):
            assert 0 <= float(bar.get("y", 0))
            assert float(bar.get("y", 0)) + float(bar.get("height", 0)) <= height


# ── how a forecast moved ────────────────────────────────────────────────────────────────────

ORDER = weighed(entry(milestone(Event.RENEWED), said_on="2025-03-10"))
WRAP = weighed(entry(milestone(Event.FILMING_WRAP, "2026-02-19/2026-02-19"), said_on="2026-02-22"))


def move(day: str, median: str, *claims, news: int | None = None, waiting: int | None = None):
    """Return a move with a middle; the interval is a month to each side."""
    middle = date.fromisoformat(median)
    spread = (date(2026, 9, 1), date(2027, 9, 1))
    return Move(date.fromisoformat(day), claims, middle, *spread, 0.1, news, waiting)


MOVES = (
    move("2025-03-10", "2027-03-01", ORDER),
    move("2026-02-22", "2026-12-01", WRAP, news=-120, waiting=30),
    move("2026-03-01", "2026-12-02", waiting=1),
)
TODAY = date(2026, 3, 1)


def test_the_movement_is_one_sentence_with_the_claims_of_what_moved_it_most() -> None:
    """From where it was to where it is."""
    told = movement(MOVES)

    assert told is not None
    text, claims = told
    assert text.startswith(
        "Since 10 March 2025 the middle of the forecast has moved from Mar 2027 to Dec 2026; "
        "of its news that of 22 February 2026 moved it most, 120 days earlier: "
        "Season 2 wrapped filming on 19 February 2026, says "
    )
    assert 1 == text.count(". ") + text.endswith(".")
    assert (WRAP,) == claims


def test_news_that_hardly_moved_it_is_said_to() -> None:
    """Without claims, for none of them did anything."""
    still = (MOVES[0], move("2026-02-22", "2027-03-03", WRAP, news=2, waiting=0))

    told = movement(still)

    assert told is not None
    assert "hardly moved the forecast" in told[0]
    assert () == told[1]


@pytest.mark.parametrize("moves", [(), MOVES[:1], (MOVES[0], MOVES[2])])
def test_without_a_second_day_of_news_there_is_no_movement(moves) -> None:
    """Nor of what is out."""
    assert None is movement(moves)
    assert None is movement((*MOVES, replace(MOVES[-1], released=True)))


def test_the_history_tells_each_day_with_shifts_and_the_number_of_a_claim() -> None:
    """News and waiting apart; the curve where there are days enough."""
    rows = history_text(TITLE, TODAY, MOVES).splitlines()
    [row] = [r for r in rows if r.startswith("  2026-02-22")]

    assert ["-120", "+30"] == row.split()[-2:]
    assert any(f"[{WRAP.entry.id[:8]}]" in r for r in rows)
    assert any("no news since" in r for r in rows)
    assert any("█ Mar 2027" in r for r in rows)


def test_hostile_words_of_a_source_steer_no_terminal() -> None:
    """Nor do they turn its direction."""
    claim = milestone(Event.RELEASE, "2026-09-01/2026-09-30", status=Status.PLANNED)
    evil = weighed(entry(replace(claim, source="\x1b[2J\u202eevil"), said_on="2026-02-22"))

    text = history_text(TITLE, TODAY, (MOVES[0], replace(MOVES[1], claims=(evil,))))

    assert "\x1b" not in text
    assert "\u202e" not in text


def test_the_history_as_json_has_a_row_a_day() -> None:
    """Days as ISO days, claims by number."""
    found = history_json(TITLE, TODAY, MOVES)

    assert ["2025-03-10", "2026-02-22", "2026-03-01"] == [row["day"] for row in found["history"]]
    assert ("2026-12-01", -120, 30) == tuple(
        found["history"][1][name] for name in ("median", "news_days", "waiting_days")
    )
    assert [WRAP.entry.id] == [report["claim"] for report in found["history"][1]["reports"]]
