"""The units of time by TIMEX3's letters."""

from __future__ import annotations

from airdate.dates.meanings import Lasting
from airdate.dates.rules import Found

UNITS = {
    "Y": "year",
    "M": "month",
    "W": "week",
    "D": "day",
    "DE": "decade",
    "CE": "century",
    "Q": "quarter",
    "FN": "fortnight",
    "WE": "weekend",
    "ML": "millennium",
    "h": "hour",
    "m": "minute",
    "s": "second",
}


def unit_letter(found: Found, name: str = "u") -> str:
    """Return TIMEX3's letter of the captured unit."""
    words, values = found.words(name), found.vocabulary.meanings
    tables = ("unit", "units", "clockunit", "clockunits", "quarterunit")
    return next(values[table][words] for table in tables if words in values[table])


def in_steps(lasting: Lasting) -> tuple[str, int]:
    """Return the unit and count of a length; of a year and a half eighteen months."""
    count = float(lasting.number)
    if lasting.unit == "Y" and count % 1 == 0.5:
        return "month", int(count * 12)
    return UNITS[lasting.unit], max(1, int(count))
