"""The Spanish rules: the day before the month, "de" between them."""

from __future__ import annotations

from functools import partial
from typing import Literal

from airdate.dates import productions as p
from airdate.dates.meanings import (
    Bare,
    Both,
    Bound,
    Fixed,
    Lasting,
    Meaning,
    Part,
    Recurring,
    Shifted,
    Within,
)
from airdate.dates.periods import day, year
from airdate.dates.rules import Found, Rule

NAMED = {
    "day": "( <dom> | <ordinal> )",
    "number": "( <num> | <numeral> )",
    "dated": "( <DATE> | <RANGE> )",
    "of": "( de | del | en )",
}
UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "DE": "decade"}
WHICH = {-1: "last", 0: "this", 1: "next"}


def month_number(found: Found) -> int:
    """Return 1..12."""
    return int(found.value("month", "mo"))


def number(found: Found, name: str) -> int:
    """Return the captured number, in digits or words."""
    digits = found.digits(name)
    if digits:
        return int(digits)
    table = "numeral" if found.words(name) in found.vocabulary.meanings["numeral"] else "ordinal"
    return int(found.value(table, name))


def exact_day(found: Found) -> Meaning | None:
    """Return "14 de febrero de 2026"."""
    exact = day(int(found.digits("y")), month_number(found), number(found, "d"))
    return Fixed(exact) if exact else None


def day_of_year(found: Found) -> Meaning | None:
    """Return "14 de febrero"."""
    of_month, of_day = month_number(found), number(found, "d")
    return p.days_of_year(of_month, of_day) if day(2024, of_month, of_day) else None


def numeric(found: Found) -> Meaning | None:
    """Return 14/02/2026 and 2026-02-14."""
    low, middle, high = (int(n) for n in p.numbers(found.words("d"))[:3])
    exact = day(low, middle, high) if low > 31 else day(p.full_year(str(high)), middle, low)
    return Fixed(exact) if exact else None


def part_of_year(unit: str, size: int, found: Found) -> Meaning | None:
    """Return "tercer trimestre", "segunda mitad"."""
    count = number(found, "n")
    count = size if count == -1 else count
    return p.parts_of_year(unit, count) if 1 <= count <= size else None


def named(found: Found) -> Meaning | None:
    """Return a month, season, weekday or holiday, alone or with "próximo" or "pasado"."""
    which = WHICH[int(found.value("this", "t"))] if "t" in found else "near"
    if "mo" in found:
        return p.months(month_number(found), which=which)
    if "s" in found:
        return p.seasons(found.value("season", "s"), which=which)
    if "wd" in found:
        return p.weekdays(int(found.value("weekday", "wd")), which=which)
    return p.holidays(found.value("holiday", "h"), which=which)


def this_unit(found: Found) -> Meaning | None:
    """Return "este año", "el mes que viene", "la semana pasada"."""
    shift = int(found.value("this", "t")) if "t" in found else 1
    return Shifted(UNITS[found.value("unit", "u")], shift)


def deictic(found: Found) -> Meaning | None:
    """Return hoy, ayer, anteayer."""
    return Shifted("day", int(found.value("deictic", "w")))


def of_turn(found: Found) -> Meaning | None:
    """Return "verano de 2026", "febrero del año que viene"."""
    what, turn = found.meaning("what"), found.meaning("turn")
    if not isinstance(what, Recurring) or what.cycle != "year":
        return None
    if isinstance(turn, Fixed):
        return p.in_year(what, turn.period.number)
    return Within(what, turn)


def part(found: Found) -> Meaning | None:
    """Return "finales de 2026"."""
    return Part(found.value("edge", "e"), found.meaning("d"))


def lasting(found: Found) -> Meaning | None:
    """Return "dos años"."""
    return Lasting(number(found, "n"), found.value("unit", "u"))


def shifted(sign: int, found: Found) -> Meaning | None:
    """Return "hace dos años", "dentro de tres semanas"."""
    unit = UNITS[found.value("unit", "u")]
    return Shifted(unit, sign * number(found, "n"), exact=False)


def each(found: Found) -> Meaning | None:
    """Return "cada viernes", "cada año"."""
    if "wd" in found:
        return Bare("SET", f"XXXX-WXX-{int(found.value('weekday', 'wd')) + 1}")
    return Bare("SET", f"P1{found.value('unit', 'u')}")


def both(found: Found) -> Meaning | None:
    """Return from the start of the one to the end of the other."""
    return Both(found.meaning("a"), found.meaning("b"))


def bound(side: Literal["by", "before", "from", "after"], found: Found) -> Meaning | None:
    """Return an open range."""
    return Bound(side, found.meaning("d"))


def same(found: Found) -> Meaning | None:
    """Return the meaning of the one date in it."""
    return found.meaning("d")


ATOMS = (
    Rule("día exacto", "DATE|DAY",
         ("( <weekday> ,? )? ( el )? d:@day de mo:<month> ( de | del ) ( año )? y:<year>",),
         exact_day, {"Se estrena el 14 de febrero de 2026.": "2026-02-14"},
         ("Nada el 30 de febrero de 2026.",)),
    Rule("día", "DATE|OFYEAR|DAY", ("( <weekday> ,? )? ( el )? d:@day de mo:<month>",),
         day_of_year, {"Se estrenó el 13 de noviembre.": "2025-11-13"}),
    Rule("en cifras", "DATE|DAY", ("d:<slashed>", "d:<iso>", "d:<dotted>"), numeric,
         {"Llega el 14/02/2026.": "2026-02-14", "Llega el 2026-05-08.": "2026-05-08"}),
    Rule("año", "DATE|TURN", ("y:<year>", "el año y:<year>"),
         lambda found: Fixed(year(int(found.digits("y")))), {"Llega en 2026.": "2026"},
         ("Vinieron 1984 personas.",), unless_after=r"\s(?:personas|años|episodios|millones)"),
    Rule("nombrado", "DATE|OFYEAR|NAMED",
         ("mo:<month>", "( la | el )? s:<season>", "( la )? h:<holiday>"), named,
         {"Llegó en octubre.": "2025-10", "Llegó en verano.": "2025-SU"}),
    Rule("día de la semana", "DATE|DAY", ("( el )? wd:<weekday>",), named,
         {"Llegó el martes.": "2025-11-18"}),
    Rule("próximo o pasado", "DATE",
         ("( el | la )? t:<this> ( mo:<month> | s:<season> | wd:<weekday> )",
          "( el | la )? ( mo:<month> | s:<season> | wd:<weekday> ) t:<this>"), named,
         {"Llega el próximo viernes.": "2025-11-28", "Llegó el verano pasado.": "2025-SU"}),
    Rule("trimestre", "DATE|OFYEAR", ("( el )? n:<ordinal> trimestre",),
         partial(part_of_year, "quarter", 4), {"Llega en el primer trimestre de 2026.": "2026-Q1"}),
    Rule("semestre", "DATE|OFYEAR",
         ("( el )? n:<ordinal> semestre", "( la )? n:<ordinal> mitad"),
         partial(part_of_year, "half", 2), {"Llega en la segunda mitad de 2026.": "2026-H2"},
         ("La primera mitad del partido.",), only_after=r"\s(?:de|del)\s(?:año|\d|este|próximo)"),
    Rule("este año", "DATE|TURN",
         ("( el | la )? t:<this> u:<unit>", "( el | la )? u:<unit> t:<this>",
          "( el | la )? u:<unit> que viene"), this_unit,
         {"Llega el año que viene.": "2026", "Llegó la semana pasada.": "2025-W46"}),
    Rule("hoy", "DATE|DAY", ("w:<deictic>",), deictic, {"Llegó ayer.": "2025-11-21"}),
    Rule("hace", "DATE", ("hace n:@number u:<unit>",), partial(shifted, -1),
         {"Acabó hace dos meses.": "2025-09"}),
    Rule("dentro de", "DATE", ("( dentro de | en ) n:@number u:<unit>",), partial(shifted, 1),
         {"Llega dentro de tres semanas.": "2025-12-13/2025-12-13"}, view="claims"),
    Rule("duración", "DURATION", ("n:@number u:<unit>",), lasting, {"Duró 18 meses.": "P18M"}),
    Rule("cada", "SET", ("cada ( wd:<weekday> | u:<unit> )",), each,
         {"Se emite cada viernes.": "XXXX-WXX-5"}),
)  # fmt: skip

TURNS = (
    Rule("de un año", "DATE", ("what:<OFYEAR> ( de | del )? turn:<TURN>",), of_turn,
         {"Llega en verano de 2026.": "2026-SU", "Llegó en junio del año pasado.": "2024-06"}),
)  # fmt: skip

PARTS = (
    Rule("parte", "DATE", ("( a )? ( el )? e:<edge> ( de | del ) d:<DATE>",), part,
         {"Llega a finales de 2026.": "2026"}),
    Rule("alrededor", "DATE", ("( hacia | alrededor de ) d:<DATE>",), same,
         {"Llega hacia 2027.": "2027"}),
)  # fmt: skip

PAIRS = (
    Rule("de a", "RANGE",
         ("( de | desde )? a:<DATE> ( a | hasta | ~ | o | u ) ( el | a )? b:<DATE>",
          "entre ( el )? a:<DATE> y ( el )? b:<DATE>"), both,
         {"Se rueda entre julio y septiembre de 2026.": "2026-07-01/2026-09-30",
          "Llega a finales de 2026 o principios de 2027.": "2026-09-01/2027-04-30"},
         view="claims"),
)  # fmt: skip

OPEN = (
    Rule("hasta", "RANGE", ("( hasta | para ) ( el )? d:@dated",), partial(bound, "by"),
         {"Se rueda hasta febrero de 2026.": "../2026-02-28"}, view="claims"),
    Rule("antes de", "RANGE", ("antes ( de | del ) d:@dated",), partial(bound, "before"),
         {"Llega antes de 2027.": "../2026-12-31"}, view="claims"),
    Rule("a partir de", "RANGE", ("( a partir | no antes ) ( de | del ) d:@dated",),
         partial(bound, "from"), {"Llega a partir de 2027.": "2027-01-01/.."}, view="claims"),
    Rule("después de", "RANGE", ("después ( de | del ) d:@dated",), partial(bound, "after"),
         {"Llega después de 2026.": "2026-01-01/.."}, view="claims"),
)  # fmt: skip

STAGES = (ATOMS, TURNS, PARTS, PAIRS, OPEN)
