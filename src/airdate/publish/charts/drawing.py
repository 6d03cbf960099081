"""A figure: marks with their classes, words for those who do not see it, and the table behind it.

Colours are the style sheet's: a mark bears a class alone, so that one figure serves light, dark and
print, and nothing needs a style attribute, which a strict policy would refuse.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

Value = str | float | int

WIDE, NARROW = 720, 360
"""Widths of a figure in its own units: on a desk, and on a phone, where letters must not shrink."""

LETTER = 6.3
"""Mean width of a letter of 12 units, by which labels are kept from each other."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One element of SVG. text: its words; told: the words that a pointer brings up."""

    tag: str
    attributes: tuple[tuple[str, Value], ...]
    text: str | None = None
    told: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart. title, told: for whoever does not see it.  columns, rows: the figures behind it."""

    name: str
    title: str
    told: str
    width: int
    height: float
    marks: tuple[Mark, ...]
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = field(default=())


def mark(tag: str, text: str | None = None, *, told: str | None = None, **named: Value) -> Mark:
    """Return a mark; `class_` and the underscores of other names are spelled as SVG does."""
    attributes = tuple((key.rstrip("_").replace("_", "-"), value) for key, value in named.items())
    return Mark(tag, attributes, text, told)


def path(points: Sequence[tuple[float, float]], *, closed: bool = False, class_: str) -> Mark:
    """Return a line through points, or the area that it closes."""
    steps = (f"{_number(x)} {_number(y)}" for x, y in points)
    return mark("path", d="M" + " L".join(steps) + (" Z" if closed else ""), class_=class_)


def svg(figure: Figure, *, style: str = "") -> str:
    """Return the figure as an element of SVG.

    style: rules for a picture that stands alone; in a page, the page's own style sheet holds.
    """
    name = escape(figure.name, quote=True)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" '
        f'viewBox="0 0 {figure.width} {_number(figure.height)}" '
        f'aria-labelledby="{name}-title {name}-told">'
        f'<title id="{name}-title">{_safe(figure.title)}</title>'
        f'<desc id="{name}-told">{_safe(figure.told)}</desc>'
    )
    rules = f"<style>{style}</style>" if style else ""
    return head + rules + "".join(map(_element, figure.marks)) + "</svg>"


def _element(one: Mark) -> str:
    named = "".join(f' {key}="{_value(value)}"' for key, value in one.attributes)
    inside = f"<title>{_safe(one.told)}</title>" if one.told else ""
    inside += _safe(one.text) if one.text is not None else ""
    return f"<{one.tag}{named}>{inside}</{one.tag}>" if inside else f"<{one.tag}{named}/>"


def _value(value: Value) -> str:
    return _safe(value) if isinstance(value, str) else _number(value)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _safe(text: str) -> str:
    """Return a text that is only text: no markup, nothing that XML forbids or that turns a line."""
    plain = "".join(
        c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Cn")
    )
    return escape(plain, quote=True)


def shortened(text: str, room: float) -> str:
    """Return a label that fits into so many units, with an ellipsis where it was cut."""
    letters = max(1, int(room / LETTER))
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"


def labels_apart(labels: Iterable[tuple[float, str]], *, least: float) -> list[tuple[float, str]]:
    """Return the labels that do not run into the one before them; least: units between two."""
    kept: list[tuple[float, str]] = []
    for x, text in labels:
        if not kept or x - kept[-1][0] >= least + LETTER * (len(text) + len(kept[-1][1])) / 2:
            kept.append((x, text))
    return kept
