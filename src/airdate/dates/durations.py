"""TIMEX3's values of durations."""

from __future__ import annotations

YEARS_OF = {"DE": 10, "CE": 100, "ML": 1000}


def duration_value(number: float | str, unit: str) -> str:
    """Return TIMEX3's value: P18M, PT2H30M, PXY, P2W."""
    if unit == "FN":
        unit, number = "W", number if isinstance(number, str) else number * 2
    if unit in YEARS_OF:
        unit, number = "Y", number if isinstance(number, str) else number * YEARS_OF[unit]
    time = "T" if unit.islower() else ""
    letter = unit.upper()
    if isinstance(number, str):
        return f"P{time}{number}{letter}"
    whole, rest = int(number), number - int(number)
    if rest == 0.5 and unit in ("h", "m"):
        return "PT" + (f"{whole}{letter}" if whole else "") + ("30M" if unit == "h" else "30S")
    if rest == 0.5 and unit == "Y":
        return f"P{int(number * 12)}M"
    return f"P{time}{whole if not rest else number}{letter}"
