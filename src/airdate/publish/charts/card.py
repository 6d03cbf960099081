"""A figure that stands alone: with its own colours, and as the card that messengers show."""

from __future__ import annotations

import textwrap
from typing import Literal

from airdate.publish.charts.drawing import Figure, Mark, mark, svg

Scheme = Literal["light", "dark"]

CARD_WIDTH, CARD_HEIGHT = 1200, 630
"""Units of a card: the size that messengers and social sites show whole."""

_COLOURS = {
    "light": {
        "ink": "#1b1b1f", "paper": "#ffffff", "soft": "#55555f", "grid": "#e6e8ed",
        "bar": "#0072b2", "area": "#cfe4f3", "band": "#e3effa", "late": "#b45f06",
    },
    "dark": {
        "ink": "#ececf1", "paper": "#15161a", "soft": "#b0b2be", "grid": "#2b2e37",
        "bar": "#56b4e9", "area": "#1f4259", "band": "#1c2d3d", "late": "#e69f00",
    },
}  # fmt: skip
"""Those of the site: blue and orange of Okabe and Ito, told apart by the colour-blind."""

_RULES = """
text{{font:12px system-ui,'DejaVu Sans',sans-serif;fill:{ink}}}.tick{{fill:{soft}}}
.strong,.name{{font-weight:600}}.halo{{paint-order:stroke;stroke:{paper};stroke-width:3px}}
.grid,.rule{{stroke:{grid}}}.axis{{stroke:{soft}}}.bar{{fill:{bar}}}.area{{fill:{area}}}
.curve{{fill:none;stroke:{bar};stroke-width:2}}.band{{fill:{band}}}
.bracket{{fill:none;stroke:{soft}}}.middle{{stroke:{ink};stroke-dasharray:4 3}}
.now{{stroke:{late};stroke-width:2}}.dot{{fill:{paper};stroke:{bar};stroke-width:2}}
.today{{fill:none;stroke:{late};stroke-dasharray:2 4;stroke-width:2}}.came{{stroke:{ink}}}
.done{{fill:{bar};stroke:{bar}}}.reported{{fill:{paper};stroke:{bar};stroke-width:3}}
.planned{{fill:{paper};stroke:{bar};stroke-width:1.6}}
.rumoured{{fill:{paper};stroke:{soft};stroke-dasharray:2 2}}.dropped{{fill:{paper};stroke:{soft}}}
.forecast{{fill:{area}}}.slip{{fill:none;stroke:{late};stroke-width:1.6}}.tip{{fill:{late}}}
.paper{{fill:{paper}}}.name{{font-size:44px}}.told{{font-size:26px}}
"""

_LINE = 74
"""Letters to a line of a card, at 26 units."""

_MOST_LINES = 4


def alone(figure: Figure, *, scheme: Scheme = "light") -> str:
    """Return a figure as a picture with its own colours and ground."""
    ground = mark("rect", width=figure.width, height=figure.height, class_="paper")
    whole = Figure(
        figure.name, figure.title, figure.told, figure.width, figure.height, (ground, *figure.marks)
    )
    return svg(whole, style=_rules(scheme))


def _rules(scheme: Scheme) -> str:
    return _RULES.format(**_COLOURS[scheme]).replace("\n", "")


def card(figure: Figure | None, *, name: str, answer: str, scheme: Scheme = "light") -> str:
    """Return the card of a title: its name, the answer, and its release curve, if any."""
    marks = [
        mark("rect", width=CARD_WIDTH, height=CARD_HEIGHT, class_="paper"),
        *_words(name, answer),
    ]
    whole = Figure("card", name, answer, CARD_WIDTH, CARD_HEIGHT, tuple(marks))
    drawn = svg(whole, style=_rules(scheme))
    if figure is None:
        return drawn
    inner = svg(figure).replace("<svg ", '<svg x="60" y="250" width="1080" height="360" ', 1)
    return drawn.removesuffix("</svg>") + inner + "</svg>"


def _words(name: str, answer: str) -> list[Mark]:
    lines = textwrap.wrap(answer, _LINE, max_lines=_MOST_LINES, placeholder=" …")
    shown = textwrap.shorten(name, 46, placeholder="…")
    marks = [mark("text", shown, x=60, y=84, class_="name")]
    return marks + [
        mark("text", line, x=60, y=134 + 34 * i, class_="told") for i, line in enumerate(lines)
    ]


def png(picture: str, *, scale: float = 1.0) -> bytes:
    """Return a picture as PNG. Raises: ImportError without the extra `airdate[charts]`."""
    import vl_convert

    drawn: bytes = vl_convert.svg_to_png(picture, scale=scale)
    return drawn
