"""The Japanese rules: the same order as in Korean, and no spaces at all."""

from __future__ import annotations

from functools import partial
from typing import Literal

from airdate.dates import productions as p
from airdate.dates.meanings import (
    Both,
    Bound,
    Fixed,
    Lasting,
    Meaning,
    Recurring,
    Shifted,
)
from airdate.dates.periods import day, year
from airdate.dates.rules import Found, Rule

NAMED = {"dated": "( <DATE> | <RANGE> )"}
UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "h": "hour"}


def number(found: Found, name: str) -> int:
    """Return the captured digits."""
    return int(found.digits(name))


def exact_day(found: Found) -> Meaning | None:
    """Return 2026年2月14日."""
    exact = day(number(found, "y"), number(found, "m"), number(found, "d"))
    return Fixed(exact) if exact else None


def numeric(found: Found) -> Meaning | None:
    """Return 2026-02-14, 2026/2/14, 2026.2.14."""
    y, m, d = (int(n) for n in p.numbers(found.words("d"))[:3])
    exact = day(y, m, d)
    return Fixed(exact) if exact else None


def day_of(found: Found) -> Meaning | None:
    """Return 2月14日, 14日."""
    if "m" not in found:
        return p.days_of_month(number(found, "d"))
    exists = day(2024, number(found, "m"), number(found, "d"))
    return p.days_of_year(number(found, "m"), number(found, "d")) if exists else None


def part_of_year(found: Found) -> Meaning | None:
    """Return 上半期, 第3四半期."""
    if "h" in found:
        return p.parts_of_year("half", int(found.value("half", "h")))
    return p.parts_of_year("quarter", number(found, "q")) if number(found, "q") <= 4 else None


def season(found: Found) -> Meaning | None:
    """Return 春, 今秋, 来春."""
    for table, which in (("season", "near"), ("thisseason", "this"), ("nextseason", "next")):
        if found.words("s") in found.vocabulary.meanings[table]:
            return p.seasons(found.value(table, "s"), which=which)
    return None


def holiday(found: Found) -> Meaning | None:
    """Return a holiday or a season of the trade."""
    when = found.value("holiday", "h")
    if "/" in when:
        return Recurring("year", lambda y: p.trade_season(when, y), "near", found.words("h"))
    return p.holidays(when)


def lasting(found: Found) -> Meaning | None:
    """Return 18か月."""
    return Lasting(number(found, "n"), found.value("unit", "u"))


def ago(found: Found) -> Meaning | None:
    """Return 3年前, 3週間後."""
    table = "unit" if found.words("u") in found.vocabulary.meanings["unit"] else "agounit"
    sign = int(found.value("ago", "a"))
    return Shifted(UNITS[found.value(table, "u")], sign * number(found, "n"), exact=False)


def both(found: Found) -> Meaning | None:
    """Return from the start of the one to the end of the other."""
    return Both(found.meaning("a"), found.meaning("b"))


def bound(side: Literal["by", "before", "from", "after"], found: Found) -> Meaning | None:
    """Return an open range."""
    return Bound(side, found.meaning("d"))


ATOMS = (
    Rule("年月日", "DATE|DAY", ("y:<year> 年 m:<mm> 月 d:<dom> 日",), exact_day,
         {"2026年2月14日公開。": "2026-02-14"}, ("2026年2月30日公開。",)),
    Rule("数字", "DATE|DAY", ("d:<iso>", "d:<yearfirst>"), numeric,
         {"2026-05-08公開。": "2026-05-08", "2026.5.8公開。": "2026-05-08"}),
    Rule("年", "DATE|TURN", ("y:<year> 年",), lambda found: Fixed(year(number(found, "y"))),
         {"2026年公開。": "2026"}),
    Rule("月", "DATE|OFYEAR|MONTH", ("m:<mm> 月",), lambda found: p.months(number(found, "m")),
         {"10月に公開された。": "2025-10"}),
    Rule("月日", "DATE|OFYEAR|DAY", ("m:<mm> 月 d:<dom> 日",), day_of,
         {"11月13日に公開された。": "2025-11-13"}, ("4月31日に公開された。",)),
    Rule("日", "DATE|OFMONTH|DAY", ("d:<dom> 日",), day_of, {"14日に公開された。": "2025-11-14"},
         ("10日間の撮影。",), unless_after=r"間|後|前|目|本"),
    Rule("四半期", "DATE|OFYEAR", ("h:<half>", "( 第 )? q:<dom> 四半期"), part_of_year,
         {"第3四半期に公開。": "2025-Q3", "2026年下半期に公開。": "2026-H2"}),
    Rule("季節", "DATE|OFYEAR", ("s:<season>",), season, {"2026年夏に公開。": "2026-SU"},
         ("青春の物語。",), only_before=r"(?:[年のはに、。「\s]|^)$"),
    Rule("今秋", "DATE", ("s:( <thisseason> | <nextseason> )",), season,
         {"来春公開。": "2026-SP", "今秋公開された。": "2025-FA"}),
    Rule("曜日", "DATE|OFWEEK", ("wd:<weekday>",),
         lambda found: p.weekdays(int(found.value("weekday", "wd"))),
         {"火曜日に公開された。": "2025-11-18"}),
    Rule("祝日", "DATE|OFYEAR", ("h:<holiday>",), holiday, {"クリスマスに公開。": "2025-12-25"}),
    Rule("今年", "DATE|TURN", ("t:<thisyear>",), partial(p.shifted, "year"),
         {"来年公開。": "2026"}),
    Rule("今月", "DATE|MONTHTURN", ("t:<thismonth>",), partial(p.shifted, "month"),
         {"先月公開された。": "2025-10"}),
    Rule("今週", "DATE|WEEKTURN", ("t:<thisweek>",), partial(p.shifted, "week"),
         {"来週公開。": "2025-W48"}),
    Rule("今日", "DATE|DAY", ("t:<deictic>",), partial(p.shifted, "day"),
         {"昨日公開。": "2025-11-21"}),
    Rule("年末", "DATE", ("p:<yearpart>",), p.part_of_this_year, {"年末公開。": "2025"}),
    Rule("前後", "DATE", ("n:<num> u:( <unit> | <agounit> ) a:<ago>",), ago,
         {"3年前に公開された。": "2022"}),
    Rule("期間", "DURATION", ("n:<num> u:<unit>",), lasting, {"18か月の撮影。": "P18M"}),
)  # fmt: skip

TURNS = (
    Rule("年の", "DATE|DAY", ("turn:<TURN> ( の )? what:<OFYEAR>",), p.of_turn,
         {"2026年夏に公開。": "2026-SU", "来年2月に公開。": "2026-02"}),
    Rule("月の", "DATE|DAY", ("turn:<MONTHTURN> ( の )? what:<OFMONTH>",), p.of_turn,
         {"来月3日に公開。": "2025-12-03"}),
    Rule("週の", "DATE|DAY", ("turn:<WEEKTURN> ( の )? what:<OFWEEK>",), p.of_turn,
         {"先週金曜日に公開された。": "2025-11-14"}),
)  # fmt: skip

PARTS = (
    Rule("部分", "DATE", ("d:<DATE> ( の )? p:<part>",),
         p.part, {"2026年2月中旬に公開。": "2026-02"}),
)  # fmt: skip

PAIRS = (
    Rule("から", "RANGE",
         ("a:<DATE> ( から | ~ | または | か | もしくは ) b:<DATE> ( にかけて )?",), both,
         {"2026年3月から5月にかけて撮影。": "2026-03-01/2026-05-31"}, view="claims"),
)  # fmt: skip

OPEN = (
    Rule("までに", "RANGE", ("d:@dated ( まで | までに )",), partial(bound, "by"),
         {"2026年2月までに撮影。": "../2026-02-28"}, view="claims"),
    Rule("以降", "RANGE", ("d:@dated 以降", "早くて ( も )? d:@dated", "早ければ d:@dated"),
         partial(bound, "from"), {"2027年以降に公開。": "2027-01-01/.."}, view="claims"),
    Rule("以前", "RANGE", ("d:@dated ( 以前 | より 前 )",), partial(bound, "before"),
         {"2026年以前に公開。": "../2025-12-31"}, view="claims"),
)  # fmt: skip

STAGES = (ATOMS, TURNS, PARTS, PAIRS, OPEN)
