"""The charts: what is drawn is what is known, in words and in a table as well."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from lxml import etree
from tests.support import belief, entry, even_forecast, milestone, timeline, weighed

from airdate.forecast import months
from airdate.model import DateRange, Event, Plan, Status
from airdate.publish.charts import (
    NARROW,
    WIDE,
    Figure,
    Point,
    history_chart,
    production_chart,
    release_curve,
    spark,
    svg,
)
from airdate.publish.charts.card import alone, card
from airdate.publish.charts.release import shares
from airdate.publish.charts.scales import Span, round_up

SPACE = {"s": "http://www.w3.org/2000/svg"}


def drawn(figure: Figure) -> etree._Element:
    """Return the elements of a figure."""
    return etree.fromstring(svg(figure).encode())


def of_class(figure: Figure, name: str) -> list[dict[str, object]]:
    """Return the attributes of the marks of a class."""
    found = [dict(mark.attributes) for mark in figure.marks]
    return [mark for mark in found if name in str(mark.get("class", "")).split()]


def slipped() -> Plan:
    """Return a plan for 2026 that was replaced by one for 2027."""
    kept = entry(
        milestone(Event.RELEASE, "2026-01-01/2026-12-31", status=Status.PLANNED),
        said_on="2025-01-01",
    )
    return Plan(
        DateRange(date(2026, 1, 1), date(2026, 12, 31)),
        Status.PLANNED,
        (weighed(kept),),
        date(2026, 2, 1),
        365,
        DateRange(date(2027, 1, 1), date(2027, 12, 31)),
    )


def production(width: int = WIDE) -> Figure:
    """Return a chart with a wrap that happened, a release that slipped, and a step without day."""
    wrap = entry(milestone(Event.FILMING_WRAP, "2026-02-19/2026-02-19"), said_on="2026-02-22")
    post = entry(milestone(Event.POST_PRODUCTION), said_on="2026-02-23")
    plan = entry(
        milestone(Event.RELEASE, "2027-01-01/2027-12-31", status=Status.PLANNED),
        said_on="2026-02-01",
    )
    believed = timeline(
        belief(Event.FILMING_WRAP, [weighed(wrap)]),
        belief(Event.POST_PRODUCTION, [weighed(post)]),
        belief(Event.RELEASE, [weighed(plan)], plans=(slipped(),)),
    )
    found = production_chart(believed, even_forecast(), width=width)
    assert found
    return found


def release(width: int = WIDE) -> Figure:
    """Return the curve of an even forecast."""
    forecast = even_forecast(never=0.1)
    found = release_curve(forecast, months(forecast), width=width)
    assert found
    return found


FIGURES = (release, production)


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("make", FIGURES)
def test_every_figure_is_told_in_words_and_has_a_table(make: object, width: int) -> None:
    """A picture to a screen reader: title and description by name; rows as wide as the columns."""
    figure = make(width)  # type: ignore[operator]
    root = drawn(figure)
    named = str(root.get("aria-labelledby")).split()
    assert "img" == root.get("role")
    assert named == [root[0].get("id"), root[1].get("id")]
    assert "As of 1 March 2026" in str(root[1].text)
    assert figure.rows
    assert {len(figure.columns)} == {len(row) for row in figure.rows}


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("make", FIGURES)
def test_nothing_is_drawn_outside_and_nothing_bears_a_style(make: object, width: int) -> None:
    """Marks lie within the figure; colours are the style sheet's alone."""
    figure = make(width)  # type: ignore[operator]
    for element in drawn(figure).iter():
        assert "style" not in element.attrib
        assert "fill" not in element.attrib
        for name, most in (("x", width), ("x1", width), ("x2", width), ("y", figure.height)):
            assert -1 <= float(element.get(name, 0)) <= most, etree.tostring(element)


def test_the_bars_are_the_chances_of_the_months() -> None:
    """Each bar is as high as its month's share, and together they are the chance by the end."""
    coming = months(even_forecast(never=0.1))
    found = shares(coming)
    assert pytest.approx(coming[-1][1], abs=1e-9) == sum(share for _, share in found)
    heights = [float(str(bar["height"])) for bar in of_class(release(), "bar")]
    told = [share for _, share in found][: len(heights)]
    for (one, high), (other, low) in itertools.pairwise(zip(told, heights, strict=True)):
        assert pytest.approx(one / other, rel=0.05) == high / low


def test_what_is_out_has_no_curve() -> None:
    """A release that happened, or is not in sight, is not forecast."""
    out = even_forecast(released=DateRange.on(date(2026, 2, 1)))
    assert release_curve(out, months(out)) is None
    never = replace(even_forecast(), cumulative=(0.0,), never=1.0)
    assert release_curve(never, months(never)) is None


def test_plans_are_hollow_what_happened_is_solid_and_slips_are_arrows() -> None:
    """One bar a plan; an arrow from the end of what slipped to the end of what took its place."""
    figure = production()
    classes = {
        name: len(of_class(figure, name))
        for name in ("done", "reported", "planned", "dropped", "forecast", "slip", "now")
    }
    expected = dict.fromkeys(classes, 1)
    assert expected == classes
    dropped, planned = of_class(figure, "dropped")[0], of_class(figure, "planned")[0]
    ends = [float(str(bar["x"])) + float(str(bar["width"])) for bar in (dropped, planned)]
    arrow = str(of_class(figure, "slip")[0]["d"])
    assert [round(end, 1) for end in ends] == [
        float(arrow[1:].split()[0]),
        float(arrow.rsplit("L", 1)[1].split()[0]),
    ]


def test_a_timeline_without_a_day_has_no_chart() -> None:
    """Where nothing has a day and nothing is forecast, nothing is drawn."""
    never = replace(even_forecast(), cumulative=(0.0,), never=1.0)
    assert production_chart(timeline(), never) is None


def test_the_history_shows_each_forecast_and_what_came() -> None:
    """A point for each day of news, the band of 80 %, and the release as a line when it came."""
    day = date(2026, 1, 1)
    points = [
        Point(day + timedelta(30 * i), date(2026, 9, 1), date(2026, 12, 1), date(2027, 4, 1), "x")
        for i in range(4)
    ]
    figure = history_chart(points, name="The Long Wait", released=date(2026, 11, 5))
    assert figure
    assert 4 == len(of_class(figure, "dot"))
    assert 1 == len(of_class(figure, "came")) == len(of_class(figure, "band"))
    assert history_chart(points[:1], name="x") is None


def test_a_spark_ends_where_little_is_left() -> None:
    """The curve of a card leaves out the long tail, and is none for less than two months."""
    first = date(2026, 1, 1)
    masses = [(first + timedelta(30 * i), 0.5 if i < 8 else 0.0001) for i in range(48)]
    figure = spark(masses, name="spark-x", told="x")
    assert figure
    assert "Jul 2026" in svg(figure)
    assert "2029" not in svg(figure)
    assert spark(masses[:1], name="spark-x", told="x") is None


def test_days_are_placed_in_their_order_and_ticks_have_room() -> None:
    """An axis keeps the order of days, and its labels do not touch."""
    span = Span(date(2022, 1, 1), date(2031, 1, 1), 40, 340)
    places = [span.place(date(2022, 1, 1) + timedelta(100 * i)) for i in range(33)]
    assert sorted(places) == places
    assert (40, 340) == (span.place(date.min), span.place(date.max))
    assert len(span.ticks()) <= 10


@pytest.mark.parametrize(
    ("value", "end"), [(0.07, 0.08), (0.21, 0.3), (0.9, 1.0), (0.011, 0.02), (7.0, 8.0)]
)
def test_an_axis_ends_at_a_round_number(value: float, end: float) -> None:
    """The least round number that is not below."""
    assert pytest.approx(end) == round_up(value)


def test_hostile_words_stay_words() -> None:
    """A title cannot leave its element, and nothing that XML forbids comes through."""
    figure = replace(release(), title="</title><script>x</script>\x00\u202e", told='"><b>')
    root = drawn(figure)
    assert [] == root.xpath("//s:script | //s:b", namespaces=SPACE)
    assert "</title><script>x</script>" == root[0].text


def test_a_picture_alone_brings_its_colours() -> None:
    """Light and dark differ in colours alone; a card has the name, the answer and the curve."""
    light, dark = (alone(release(), scheme=scheme) for scheme in ("light", "dark"))  # type: ignore[arg-type]
    assert light != dark
    assert light.partition("</style>")[2] == dark.partition("</style>")[2]
    shown = etree.fromstring(card(release(), name="The Long Wait", answer="Soon." * 90).encode())
    texts = [str(text) for text in shown.xpath("//s:text/text()", namespaces=SPACE)]
    assert "The Long Wait" == texts[0]
    assert texts[4].endswith("…")
    assert 1 == len(shown.xpath("s:svg", namespaces=SPACE))
