"""Charts as SVG, made of a Timeline and a Forecast: pure, each with its words and its table.

`release_curve`, `production_chart`, `history_chart`, `spread_chart`, `mood_chart` and
`spark` give a `Figure`, `svg` draws it.
"""

from airdate.publish.charts.drawing import NARROW, WIDE, Figure, svg
from airdate.publish.charts.history import Point, history_chart
from airdate.publish.charts.mood import mood_chart
from airdate.publish.charts.production import production_chart
from airdate.publish.charts.release import release_curve, spark
from airdate.publish.charts.spread import spread_chart

__all__ = [
    "NARROW",
    "WIDE",
    "Figure",
    "Point",
    "history_chart",
    "mood_chart",
    "production_chart",
    "release_curve",
    "spark",
    "spread_chart",
    "svg",
]
