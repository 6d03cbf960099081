"""The Korean rules. Numbers stand before their unit, and particles behind: "2026년 하반기에"."""

from __future__ import annotations

from functools import partial
from typing import Literal

from airdate.dates import productions as p
from airdate.dates.meanings import Bare as BareValue
from airdate.dates.meanings import (
    Both,
    Bound,
    Fixed,
    Lasting,
    Meaning,
    Nth,
    Part,
    Shifted,
    Timed,
)
from airdate.dates.periods import day, year
from airdate.dates.rules import Found, Rule

NAMED = {
    "year": "( <year> 년 | <shortyear> 년 )",
    "dated": "( <DATE> | <RANGE> )",
}
UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "h": "hour", "m": "minute"}
WHICH = {-1: "last", 1: "next"}


def number(found: Found, name: str) -> int:
    """Return the captured number, in digits or native words."""
    digits = found.digits(name)
    return int(digits) if digits else int(found.value("native", name))


def which(found: Found) -> str:
    """Return last, next or near."""
    for table, name in (("last", "l"), ("next", "n")):
        if name in found:
            return WHICH[int(found.value(table, name))]
    return "near"


def the_year(found: Found) -> Meaning | None:
    """Return 2026년."""
    return Fixed(year(p.full_year(found.digits("y"))))


def months(found: Found) -> Meaning | None:
    """Return 3월, 지난 11월, 오는 3월."""
    return p.months(number(found, "m"), which=which(found))


def day_of(found: Found) -> Meaning | None:
    """Return 3월 5일, 5일, 오는 10일."""
    if "m" not in found:
        return p.days_of_month(number(found, "d"), which=which(found))
    of_month, of_day = number(found, "m"), number(found, "d")
    exists = day(2024, of_month, of_day) is not None
    return p.days_of_year(of_month, of_day, which=which(found)) if exists else None


def exact_day(found: Found) -> Meaning | None:
    """Return 2026년 2월 14일."""
    exact = day(p.full_year(found.digits("y")), number(found, "m"), number(found, "d"))
    return Fixed(exact) if exact else None


def numeric(found: Found) -> Meaning | None:
    """Return 2026-05-08, 2026.5.8."""
    y, m, d = (int(n) for n in p.numbers(found.words("d"))[:3])
    exact = day(y, m, d)
    return Fixed(exact) if exact else None


def part_of_year(unit: str, found: Found) -> Meaning | None:
    """Return 상반기, 3분기."""
    count = int(found.value("half", "q")) if unit == "half" else number(found, "q")
    return p.parts_of_year(unit, count) if count <= 4 else None


def named(found: Found) -> Meaning | None:
    """Return a season, weekday or holiday, with 지난 or 오는 before it."""
    if "s" in found:
        return p.seasons(found.value("season", "s"), which=which(found))
    if "wd" in found:
        return p.weekdays(int(found.value("weekday", "wd")), which=which(found))
    return p.holidays(found.value("holiday", "h"), which=which(found))


def of_this_year(found: Found) -> Meaning | None:
    """Return 올여름, 올 하반기."""
    if "s" in found:
        return p.seasons(found.value("season", "s"), which="this")
    return p.parts_of_year("half", int(found.value("half", "q")), which="this")


def told_year(found: Found) -> Meaning | None:
    """Return 그해, 이듬해: the year that the text last told, or the one after it."""
    return Shifted("year", 1 if "n" in found else 0, "reference")


def part_of_turn(found: Found) -> Meaning | None:
    """Return 내년 연초, 작년 연말."""
    turn, mod = p.shifted("year", found), found.value("yearpart", "p")
    return turn if turn is None or mod == "ALL" else Part(mod, turn)


def week_of(found: Found) -> Meaning | None:
    """Return 3월 첫째 주: the first seven days of March, and so on."""
    of_month = p.months(number(found, "m"), which=which(found))
    return Nth(int(found.value("nth", "nth")), "week", of_month)


def within_the_year(_: Found) -> Meaning | None:
    """Return 연내: up to the end of the anchor's year."""
    return Bound("by", Shifted("year", 0))


def new_year(_: Found) -> Meaning | None:
    """Return 새해 첫날."""
    return p.days_of_year(1, 1)


def lasting(found: Found) -> Meaning | None:
    """Return 18개월."""
    return Lasting(number(found, "n"), found.value("unit", "u"))


def ago(found: Found) -> Meaning | None:
    """Return 3년 전, 한 달 뒤."""
    unit, sign = UNITS[found.value("unit", "u")], int(found.value("ago", "a"))
    return Shifted(unit, sign * number(found, "n"), exact=False)


def both(found: Found) -> Meaning | None:
    """Return from the start of the one to the end of the other."""
    return Both(found.meaning("a"), found.meaning("b"))


def month_pair(found: Found) -> Meaning | None:
    """Return 3~5월."""
    low, high = number(found, "a"), number(found, "b")
    if "y" not in found:
        return Both(p.months(low), p.months(high))
    of = p.full_year(found.digits("y"))
    first, last = p.in_year(p.months(low), of), p.in_year(p.months(high), of)
    return Both(first, last) if first and last else None


def bound(side: Literal["by", "before", "from", "after"], found: Found) -> Meaning | None:
    """Return an open range."""
    return Bound(side, found.meaning("d"))


def every(found: Found) -> Meaning | None:
    """Return 매주, 매주 금요일, 매년."""
    if "wd" in found:
        return BareValue("SET", f"XXXX-WXX-{int(found.value('weekday', 'wd')) + 1}")
    letters = {"매주": "P1W", "매년": "P1Y", "매월": "P1M", "매일": "P1D", "매달": "P1M"}
    return BareValue("SET", letters[found.words("e")])


def clock(found: Found) -> Meaning | None:
    """Return 오후 9시."""
    hour = number(found, "c") % 12 + (12 if found.value("halfday", "k") == "p" else 0)
    minute = number(found, "m") if "m" in found else 0
    return Timed(f"T{hour:02}:{minute:02}", Shifted("day", 0, "near"))


def at_time(found: Found) -> Meaning | None:
    """Return 3일 오후 9시."""
    inner = found.meaning("c")
    return Timed(inner.suffix, found.meaning("d")) if isinstance(inner, Timed) else None


ATOMS = (
    Rule("정확한 날", "DATE|DAY", ("y:@year m:<mm> 월 d:<dom> 일",), exact_day,
         {"2026년 2월 14일 공개된다.": "2026-02-14"}, ("2026년 2월 30일 공개된다.",)),
    Rule("숫자 날짜", "DATE|DAY", ("d:<iso>", "d:<yearfirst>"), numeric,
         {"2026-05-08 공개된다.": "2026-05-08", "2026.5.8 공개된다.": "2026-05-08"}),
    Rule("해", "DATE|TURN", ("y:@year",), the_year, {"2026년 공개된다.": "2026"},
         ("10년 공개된다.",)),
    Rule("달", "DATE|OFYEAR|MONTH", ("( l:<last> | n:<next> )? m:<mm> 월",), months,
         {"지난 10월 공개됐다.": "2025-10", "오는 3월 공개된다.": "2026-03"}),
    Rule("달과 날", "DATE|OFYEAR|DAY", ("( l:<last> | n:<next> )? m:<mm> 월 d:<dom> 일",), day_of,
         {"11월 13일 공개됐다.": "2025-11-13"}, ("4월 31일 공개됐다.",)),
    Rule("날", "DATE|OFMONTH|DAY", ("( l:<last> | n:<next> )? d:<dom> 일",), day_of,
         {"오는 10일 공개된다.": "2025-12-10", "지난 14일 공개됐다.": "2025-11-14"},
         ("10일간 촬영했다.", "30일 뒤 촬영했다."),
         unless_after=r"\s?(?:동안|(?:간|만|전|뒤|후|째|차|본)(?:에|엔)?(?![가-힣])(?!\s세계|\s편))"),
    Rule("반기", "DATE|OFYEAR|HALF", ("q:<half>",), partial(part_of_year, "half"),
         {"하반기 공개된다.": "2025-H2"}),
    Rule("분기", "DATE|OFYEAR|QUARTER", ("q:<dom> 분기",), partial(part_of_year, "quarter"),
         {"3분기 공개됐다.": "2025-Q3"}),
    Rule("계절", "DATE|OFYEAR", ("( l:<last> | n:<next> )? s:<season>",), named,
         {"지난 여름 공개됐다.": "2025-SU"}, ("봄날이 왔다.", "여름이의 집."),
         unless_after=r"[날이]"),
    Rule("요일", "DATE|WEEKDAY|OFWEEK", ("( l:<last> | n:<next> )? wd:<weekday>",), named,
         {"화요일 공개됐다.": "2025-11-18"}),
    Rule("명절", "DATE|OFYEAR", ("( l:<last> | n:<next> )? h:<holiday> ( 연휴 )?",), named,
         {"추석 공개됐다.": "2025-10-06"}, ("설정이 바뀌었다.", "설명했다."),
         unless_after=r"(?!에|은|을|과|의|이\b|도|까지|부터|전|쯤|께|연휴)[가-힣]"),
    Rule("올해", "DATE|TURN", ("t:<thisyear>",), partial(p.shifted, "year"),
         {"내년 공개된다.": "2026", "지난해 공개됐다.": "2024"}),
    Rule("올여름", "DATE", ("올 ( s:<season> | q:<half> )",), of_this_year,
         {"올 하반기 공개된다.": "2025-H2", "올여름 공개됐다.": "2025-SU"}, ("올바른 길.",)),
    Rule("이달", "DATE|MONTHTURN", ("t:<thismonth>",), partial(p.shifted, "month"),
         {"다음 달 공개된다.": "2025-12", "지난달 공개됐다.": "2025-10"}),
    Rule("이번 주", "DATE|WEEKTURN", ("t:<thisweek>",), partial(p.shifted, "week"),
         {"다음 주 공개된다.": "2025-W48"}),
    Rule("오늘", "DATE|DAY", ("t:<deictic>",), partial(p.shifted, "day"),
         {"어제 공개됐다.": "2025-11-21"}),
    Rule("이듬해", "TURN|DATE",
         ("( 그해 | 그 해 | 같은 해 )", "n:( 이듬해 | 그다음 해 )"), told_year,
         {"2019년 12월 찍고 이듬해 3월 공개됐다.": "2020-03"}, ("같은 해석이다.",),
         unless_after=r"[석외설]"),
    Rule("연내", "RANGE", ("e:연내",), within_the_year,
         {"연내 공개된다.": "../2025-12-31"}, view="claims"),
    Rule("새해 첫날", "DATE|OFYEAR|DAY", ("새해 첫날",), new_year,
         {"새해 첫날 공개된다.": "2026-01-01"}),
    Rule("연말", "DATE", ("( 올 | 올해 )? p:<yearpart>",), p.part_of_this_year,
         {"연말 공개된다.": "2025", "올해 연말 공개된다.": "2025"}),
    Rule("내년 초", "DATE", ("t:<thisyear> p:<yearpart>",), part_of_turn,
         {"내년 연초 공개된다.": "2026"}),
    Rule("몇째 주", "DATE", ("( l:<last> | n:<next> )? m:<mm> 월 nth:<nth> 주",), week_of,
         {"11월 셋째 주 공개된다.": "2025-11-15/2025-11-21"}, view="claims"),
    Rule("앞뒤", "DATE", ("n:( <num> | <native> ) u:<unit> a:<ago>",), ago,
         {"2개월 전 촬영했다.": "2025-09", "한 달 뒤 공개된다.": "2025-12"}, ("5일 전했다.",),
         unless_after=r"했|하|한|해|달|망|파"),
    Rule("동안", "DURATION", ("n:( <num> | <native> ) u:<unit> ( 간 | 동안 "
                            ")", "n:<num> u:( 개월 | 시간 | 주일 )"), lasting,
         {"18개월 촬영했다.": "P18M", "2년간 촬영했다.": "P2Y"}),
    Rule("몇 달", "RANGE", ("( y:@year )? a:<mm> ( 월 )? ~ b:<mm> 월",), month_pair,
         {"2026년 3~5월 촬영한다.": "2026-03-01/2026-05-31"}, view="claims"),
    Rule("마다", "SET", ("e:매주 wd:<weekday>", "e:( 매주 | 매년 | 매월 | 매일 | 매달 )"), every,
         {"매주 금요일 방송된다.": "XXXX-WXX-5", "매년 방송된다.": "P1Y"}),
    Rule("시각", "CLOCK|DATE", ("k:<halfday> c:<dom> 시 ( m:<num> 분 )?",), clock,
         {"오후 9시 공개된다.": "2025-11-22T21:00"}),
)  # fmt: skip

TURNS = (
    Rule("그해의", "DATE|DAY", ("turn:<TURN> what:<OFYEAR>",), p.of_turn,
         {"2026년 하반기 방송된다.": "2026-H2", "내년 2월 방송된다.": "2026-02"}),
    Rule("그달의", "DATE|DAY", ("turn:<MONTHTURN> what:<OFMONTH>",), p.of_turn,
         {"다음 달 3일 방송된다.": "2025-12-03"}),
    Rule("그주의", "DATE|DAY", ("turn:<WEEKTURN> what:<OFWEEK>",), p.of_turn,
         {"지난주 금요일 방송됐다.": "2025-11-14"}),
)  # fmt: skip

PARTS = (
    Rule("무렵", "DATE", ("d:<DATE> p:<part>",), p.part,
         {"2월 중순 끝난다.": "2026-02", "올해 말 끝난다.": "2025"}, ("말이 달린다.",
         "초가 있다.")),
    Rule("하루의 시각", "DATE", ("d:<DATE> c:<CLOCK>",), at_time,
         {"다음 달 3일 오후 9시 공개된다.": "2025-12-03T21:00"}),
)  # fmt: skip

PAIRS = (
    Rule("이어진 때", "RANGE",
         ("a:<DATE> ( 부터 | 에서 | ~ ) b:<DATE> ( 까지 "
          ")?", "a:<DATE> ( 또는 | 혹은 | 이나 | 나 ) b:<DATE>"), both,
         {"3월부터 5월까지 촬영했다.": "2025-03-01/2025-05-31",
          "2026년 말이나 2027년 초 공개된다.": "2026-09-01/2027-04-30"}, view="claims"),
)  # fmt: skip

OPEN = (
    Rule("까지", "RANGE", ("( 늦어도 )? d:@dated 까지",), partial(bound, "by"),
         {"2026년 2월까지 촬영한다.": "../2026-02-28"}, view="claims"),
    Rule("이르면", "RANGE", ("( 이르면 | 일러도 | 빠르면 | 빨라야 | 빨라도 ) d:@dated",),
         partial(bound, "from"),
         {"이르면 2027년 공개된다.": "2027-01-01/..", "빨라야 내년 초 공개된다.": "2026-01-01/.."},
         view="claims"),
    Rule("안", "RANGE", ("d:@dated ( 안 | 내 )",), partial(bound, "by"),
         {"올해 안에 공개된다.": "../2025-12-31"}, ("안방극장을 찾는다.",),
         only_after=r"에|으로|\s|$", view="claims"),
    Rule("이후", "RANGE", ("d:@dated 이후",), partial(bound, "after"),
         {"2026년 3월 4일 이후 공개된다.": "2026-03-05/.."}, view="claims"),
    Rule("이전", "RANGE", ("d:@dated 이전",), partial(bound, "before"),
         {"2026년 이전 공개된다.": "../2025-12-31"}, view="claims"),
    Rule("전에", "RANGE", ("d:@dated 전",), partial(bound, "before"),
         {"내년 3월 전에 공개된다.": "../2026-02-28"},
         only_after=r"에|엔|까지|부터", view="claims"),
)  # fmt: skip

STAGES = (ATOMS, TURNS, PARTS, PAIRS, OPEN)

__all__ = ["NAMED", "STAGES"]
