"""A forecaster's calibration as one SVG: a reliability curve, and where releases fell.

The drawing follows the reader's light or dark scheme; its lines differ by colour (Okabe and Ito's,
which colour-blind people tell apart), by dashes and by markers, and each is named beside its key.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from airdate.errors import AirdateError, installing
from airdate.wording import counted

if TYPE_CHECKING:
    from airdate.forecast.calibration import Step
    from airdate.forecast.trial import Trial

_WIDTH, _HEIGHT = 960, 600
_TOP, _SIDE = 116, 380
_LEFT, _RIGHT = 72, 556
# Two pixels a unit: sharp on the screens of today.
_PNG_SCALE = 2.0
_STYLE = """
text { font-family: 'Liberation Sans', Arial, Helvetica, sans-serif; font-size: 14px }
.title { font-size: 20px; font-weight: bold } .head { font-size: 15px; font-weight: bold }
.paper { fill: #ffffff } .ink { fill: #1c2128 } .soft { fill: #57606a }
.grid { stroke: #d5dae0; stroke-width: 1 } .axis { stroke: #57606a; stroke-width: 1.5 }
.even { stroke: #57606a; stroke-width: 1.5; stroke-dasharray: 2 4; fill: none }
.band { fill: #57606a; fill-opacity: 0.14 }
.line { fill: none; stroke-linejoin: round }
.c0 { stroke: #0072b2; stroke-width: 3.5 } .k0 { fill: #0072b2 }
.c1 { stroke: #d55e00; stroke-width: 1.8; stroke-dasharray: 8 4 } .k1 { fill: #d55e00 }
.c2 { stroke: #007a5a; stroke-width: 1.8; stroke-dasharray: 3 3 } .k2 { fill: #007a5a }
.c3 { stroke: #a8538a; stroke-width: 1.8; stroke-dasharray: 10 3 2 3 } .k3 { fill: #a8538a }
@media (prefers-color-scheme: dark) {
.paper { fill: #14181d } .ink { fill: #eceff3 } .soft { fill: #a9b4c0 }
.grid { stroke: #333b45 } .axis, .even { stroke: #a9b4c0 } .band { fill: #a9b4c0 }
.c0 { stroke: #56b4e9 } .k0 { fill: #56b4e9 } .c1 { stroke: #f0a35e } .k1 { fill: #f0a35e }
.c2 { stroke: #35d0a2 } .k2 { fill: #35d0a2 } .c3 { stroke: #e7a3cb } .k3 { fill: #e7a3cb }
}
"""


def reliability_svg(trial: Trial) -> str:
    """Return the drawing: shares that came against chances given, and tenths of the mass."""
    how = (
        f"fitted without the title, in {counted(trial.folds, 'fold')}"
        if trial.folds
        else "one set of figures"
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'width="{_WIDTH}" height="{_HEIGHT}" role="img" aria-labelledby="title what">',
        '<title id="title">Calibration of the forecasts</title>',
        f'<desc id="what">{escape(_described(trial))}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect class="paper" width="{_WIDTH}" height="{_HEIGHT}"/>',
        _text(_LEFT, 36, "Do the chances mean what they say?", "ink title"),
        _text(_LEFT, 58, f"{counted(trial.titles, 'title')}, each counting once; {how}", "soft"),
        *_curves(trial),
        *_tenths(trial),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def png(svg: str) -> bytes:
    """Return an SVG as PNG, on white.

    Raises: AirdateError where the extra that draws it is not installed.
    """
    try:
        from vl_convert import svg_to_png
    except ImportError:
        raise AirdateError(
            "a PNG needs the extra `charts`, which is not installed.",
            f"Install it: {installing('charts')} — or name the diagram FILE.svg.",
        ) from None
    return bytes(svg_to_png(svg, scale=_PNG_SCALE))


def _described(trial: Trial) -> str:
    ours = next(iter(trial.calibration.values()))
    told = "; ".join(f"{s.level:.0%} given, {s.share:.0%} came" for s in ours[1::4])
    return f"Of airdate: {told}. A perfect forecaster lies on the diagonal."


def _text(x: float, y: float, words: str, style: str, *, anchor: str = "start") -> str:
    return (
        f'<text class="{style}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(words)}</text>'
    )


def _line(points: Sequence[tuple[float, float]], style: str) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline class="{style}" points="{path}"/>'


# ── chances given and shares that came ──────────────────────────────────────────────────────


def _at(level: float, share: float) -> tuple[float, float]:
    return _LEFT + level * _SIDE, _TOP + (1.0 - share) * _SIDE


def _curves(trial: Trial) -> Iterator[str]:
    yield _text(_LEFT, _TOP - 12, "Share of titles that came by the day given", "ink head")
    yield from _square()
    yield _band(trial.titles)
    yield _line([_at(0, 0), _at(1, 1)], "even")
    named = list(trial.calibration.items())
    for place, (_, steps) in reversed(list(enumerate(named))):
        points = [_at(0, 0), *(_at(s.level, s.share) for s in steps), _at(1, 1)]
        # A simple rule says nothing of what lies beyond its quantiles.
        yield _line(points if place == 0 else points[1:-1], f"line c{place}")
        yield from _markers(steps, place)
    yield from _key([name for name, _ in named])


def _square() -> Iterator[str]:
    """Yield the grid, the axes and their labels."""
    for tenth in range(0, 11, 2):
        level = tenth / 10
        (x, y), (far, top) = _at(level, level), _at(1, 1)
        yield f'<line class="grid" x1="{x:g}" y1="{top:g}" x2="{x:g}" y2="{_TOP + _SIDE}"/>'
        yield f'<line class="grid" x1="{_LEFT}" y1="{y:g}" x2="{far:g}" y2="{y:g}"/>'
        yield _text(x, _TOP + _SIDE + 20, f"{level:.0%}", "soft", anchor="middle")
        yield _text(_LEFT - 8, y + 5, f"{level:.0%}", "soft", anchor="end")
    yield f'<line class="axis" x1="{_LEFT}" y1="{_TOP + _SIDE}" x2="{far:g}" y2="{_TOP + _SIDE}"/>'
    yield f'<line class="axis" x1="{_LEFT}" y1="{_TOP}" x2="{_LEFT}" y2="{_TOP + _SIDE}"/>'
    middle = _LEFT + _SIDE / 2
    words = "Chance forecast for a release by that day"
    yield _text(middle, _TOP + _SIDE + 44, words, "ink", anchor="middle")


def _band(titles: int) -> str:
    from airdate.forecast.calibration import band

    levels = [n / 40 for n in range(41)]
    low = [_at(level, band(level, titles=titles)[0]) for level in levels]
    high = [_at(level, band(level, titles=titles)[1]) for level in reversed(levels)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (*low, *high))
    return f'<polygon class="band" points="{path}"/>'


def _markers(steps: Sequence[Step], place: int) -> Iterator[str]:
    for step in steps[1::2] if len(steps) > 10 else steps:
        yield _marker(*_at(step.level, step.share), place)


def _marker(x: float, y: float, place: int) -> str:
    """Return a circle, a triangle, a square or a diamond."""
    shapes = (
        f'<circle class="k0" cx="{x:.1f}" cy="{y:.1f}" r="5"/>',
        _shape("k1", [(x, y - 6), (x + 5.5, y + 4.5), (x - 5.5, y + 4.5)]),
        _shape("k2", [(x - 4, y - 4), (x + 4, y - 4), (x + 4, y + 4), (x - 4, y + 4)]),
        _shape("k3", [(x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)]),
    )
    return shapes[place % len(shapes)]


def _shape(style: str, points: Sequence[tuple[float, float]]) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polygon class="{style}" points="{path}"/>'


def _key(names: Sequence[str]) -> Iterator[str]:
    """Yield the key below the axis, in one row, with the diagonal and the band."""
    y, x = _HEIGHT - 24, float(_LEFT)
    for place, name in enumerate(names):
        yield _line([(x, y), (x + 36, y)], f"line c{place}")
        yield _marker(x + 18, y, place)
        yield _text(x + 44, y + 5, name, "ink")
        x += 64 + 7 * len(name)
    yield _line([(x, y), (x + 36, y)], "even")
    yield _text(x + 44, y + 5, "perfect", "ink")
    x += 64 + 7 * len("perfect")
    yield f'<rect class="band" x="{x:g}" y="{y - 8}" width="36" height="16"/>'
    yield _text(x + 44, y + 5, "9 in 10 perfect ones", "ink")


# ── where in its forecast each release fell ─────────────────────────────────────────────────


def _tenths(trial: Trial) -> Iterator[str]:
    from airdate.forecast.calibration import band

    count = len(trial.spread)
    low, high = band(1.0 / count, titles=trial.titles)
    tall = max(0.2, *trial.spread, high) * 1.1
    side = float(_WIDTH - _RIGHT - 36)

    def y(share: float) -> float:
        return _TOP + (1.0 - share / tall) * _SIDE

    yield _text(_RIGHT, _TOP - 12, "Share of titles by where in its forecast each came", "ink head")
    for share in (n / 20 for n in range(int(tall * 20) + 1)):
        row = f'x1="{_RIGHT}" y1="{y(share):.1f}" x2="{_RIGHT + side:g}" y2="{y(share):.1f}"'
        yield f'<line class="grid" {row}/>'
        yield _text(_RIGHT - 8, y(share) + 5, f"{share:.0%}", "soft", anchor="end")
    box = f'x="{_RIGHT}" width="{side:g}" y="{y(high):.1f}" height="{y(low) - y(high):.1f}"'
    yield f'<rect class="band" {box}/>'
    step = side / count
    for place, share in enumerate(trial.spread):
        box = f'x="{_RIGHT + place * step + 3:.1f}" width="{step - 6:.1f}"'
        height = _TOP + _SIDE - y(share)
        yield f'<rect class="k0" {box} y="{y(share):.1f}" height="{height:.1f}"/>'
    yield _line([(_RIGHT, y(1.0 / count)), (_RIGHT + side, y(1.0 / count))], "even")
    bottom = _TOP + _SIDE
    yield f'<line class="axis" x1="{_RIGHT}" y1="{bottom}" x2="{_RIGHT + side:g}" y2="{bottom}"/>'
    for end, words, anchor in ((0.0, "earliest", "start"), (side, "latest", "end")):
        yield _text(_RIGHT + end, bottom + 20, words, "soft", anchor=anchor)
    words = "Tenths of the forecast, from early to late"
    yield _text(_RIGHT + side / 2, bottom + 44, words, "ink", anchor="middle")
