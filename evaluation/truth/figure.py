"""The figure of the docs: the share of truths found, as the number of copiers grows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT = 720, 380
LEFT, RIGHT, TOP, BOTTOM = 64, 220, 56, 56
LABEL_GAP = 17
# Told apart without colour too: by width, dash and the label at the end of each line.
STYLES = {
    "majority vote": ("#6b7280", 2.0, "2 4"),
    "TruthFinder": ("#b45309", 2.0, "7 4"),
    "Bayes, copiers discounted": ("#1d4ed8", 2.0, "12 3 2 3"),
    "airdate without records": ("#047857", 1.6, "5 3"),
    "airdate": ("#047857", 3.2, ""),
}

Results = Mapping[str, Sequence[float]]


def figure(copiers: Sequence[int], results: Results, *, note: str) -> str:
    """Return the figure as SVG. copiers: of each point.  results: method → accuracy 0..1."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" font-family="system-ui, sans-serif" font-size="13">',
        "<title>Share of true days found, as the number of copying outlets grows</title>",
        f"<desc>{escape(_spoken(copiers, results))}</desc>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        _text(LEFT, 24, "True days found, as copying outlets join", size=16, weight="600"),
        _text(LEFT, 42, note, colour="#4b5563", size=12),
        *_axes(copiers, _floor(results)),
        *_lines(copiers, results, _floor(results)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _floor(results: Results) -> float:
    """Return the accuracy at which the axis begins: a round share below all points."""
    return int(min(min(points) for points in results.values()) * 10) / 10


def _spoken(copiers: Sequence[int], results: Results) -> str:
    last = ", ".join(f"{name} {points[-1]:.2f}" for name, points in results.items())
    return f"With {copiers[-1]} copiers: {last}"


def _x(copiers: Sequence[int], value: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * value / max(copiers)


def _y(value: float, floor: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1.0 - value) / (1.0 - floor)


def _axes(copiers: Sequence[int], floor: float) -> list[str]:
    parts = []
    for tenth in range(round(floor * 10), 11):
        y = _y(tenth / 10, floor)
        parts.append(
            f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}" stroke="#e5e7eb"/>'
        )
        parts.append(_text(LEFT - 8, y + 4, f"{tenth * 10} %", anchor="end", colour="#4b5563"))
    for count in copiers:
        x = _x(copiers, count)
        parts.append(_text(x, HEIGHT - BOTTOM + 20, str(count), anchor="middle", colour="#4b5563"))
    middle = (LEFT + WIDTH - RIGHT) / 2
    name = "outlets that copy, beside twelve that do not"
    parts.append(_text(middle, HEIGHT - 14, name, anchor="middle", colour="#4b5563"))
    return parts


def _lines(copiers: Sequence[int], results: Results, floor: float) -> list[str]:
    parts = []
    for name, points in results.items():
        colour, width, dash = STYLES[name]
        way = " ".join(
            f"{_x(copiers, count):.1f},{_y(point, floor):.1f}"
            for count, point in zip(copiers, points, strict=True)
        )
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        parts.append(
            f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="{width}"'
            f'{dashed} stroke-linejoin="round"/>'
        )
    ends = {name: _y(points[-1], floor) for name, points in results.items()}
    for name, y in _apart(ends).items():
        label = f"{name} {results[name][-1]:.2f}"
        weight = "600" if name == "airdate" else "400"
        parts.append(_text(WIDTH - RIGHT + 10, y + 4, label, colour=STYLES[name][0], weight=weight))
    return parts


def _apart(ends: Mapping[str, float]) -> dict[str, float]:
    """Return the heights of labels, moved down where they would lie on each other."""
    placed: dict[str, float] = {}
    lowest = -float("inf")
    for name, y in sorted(ends.items(), key=lambda end: end[1]):
        lowest = placed[name] = max(y, lowest + LABEL_GAP)
    return placed


def _text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    colour: str = "#111827",
    size: int = 13,
    weight: str = "400",
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" '
        f'font-size="{size}" font-weight="{weight}">{escape(words)}</text>'
    )
