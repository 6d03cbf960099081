"""Patterns that other patterns name: `@month`, `@day`, `@number`, …"""

from __future__ import annotations

_SPELLED = "( a <scale> | <numeral> | <scale> ) ( and? ( <numeral> | <scale> ) ){0,5}"
_DIGITS = "<num> ( and a half | half | <slashpair> )?"

NAMED = {
    "month": "( <month> | <abbr> .? )",
    "day": "( <dth> | <dom> )",
    "spoken_day": "( <dth> | <dom> | <ordinal> )",
    "year": "( <year> | <shortyear> )",
    "weekday": "( <weekday> | <wdabbr> .? )",
    "bc": "( bc | bce | b . c . e .? | b . c .? )",
    "ad": "( ad | ce | a . d .? )",
    "spelled_year": (
        "( ( nineteen | twenty | eighteen ) <numeral>{1,2} | two thousand ( and )? <numeral>{0,2} )"
    ),
    "number": f"( <vague> | <pair> | {_DIGITS} | <numeral> and a half | {_SPELLED} )",
    "exact": f"( <pair> | {_DIGITS} | {_SPELLED} )",
    "zone": "( utc | gmt | est | edt | et | pst | pdt | pt | cet | cest | bst | kst | jst | ist )",
    "unit": "( <units> | <unit> )",
    "anyunit": "( <units> | <unit> | <clockunits> | <clockunit> )",
    "dayish": "( <WEEKDAY> | <MONTHDAY> | <DAY> | <DAYLIKE> )",
    "dated": "( <DATE> | <RANGE> )",
}
