"""Korean texts of any shape: the work grows no faster than the text; mixed pages are read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from types import FrameType
from typing import Any

import pytest

from airdate import claims
from airdate.claims.jsonform import jsonform
from airdate.claims.ko.quotes import MOST, found_in
from airdate.documents import compose, language_of
from airdate.model import Document

DAY = date(2026, 3, 10)


class Count:
    """How many calls were made: a measure of work that no busy machine changes."""

    calls = 0

    def __call__(self, frame: FrameType, event: str, arg: Any) -> None:
        """Count a call of Python or of C."""
        self.calls += event in ("call", "c_call")


@contextmanager
def counted() -> Iterator[Count]:
    """Count the calls within."""
    count = Count()
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield count
    finally:
        sys.setprofile(before)


def document(*paragraphs: str) -> Document:
    """Return a Korean document of DAY."""
    return compose("드라마 '밤의 항구' 소식", paragraphs, published=DAY, language="ko")


@pytest.mark.parametrize(
    "unit",
    [
        "(",
        "'",
        "<",
        "김하늘(",
        "김하늘·",
        "'밤의 항구', ",
        "3월 5일 공개된다 ",
        "연출, 극본, ",
        "가",
        "배우 김하늘이 드라마 '밤의 항구'에 출연한다고 3일 밝혔다. ",
    ],
)
def test_ten_times_the_text_is_about_ten_times_the_work(unit: str) -> None:
    """Floods of brackets, quotes, names and days without a full stop stay linear."""
    small, large = (document(unit * (n // len(unit))) for n in (1_600, 16_000))
    claims.read(small, anchor=DAY)  # what is made ready once is not counted
    with counted() as once:
        claims.read(small, anchor=DAY)
    with counted() as tenfold:
        claims.read(large, anchor=DAY)
    assert tenfold.calls < 13 * once.calls


def test_a_million_letters_without_a_full_stop_are_passed_over() -> None:
    """A sentence longer than prose costs no more than finding that it is."""
    short = document("촬영이 " * 100)
    with counted() as of_short:
        claims.read(short, anchor=DAY)
    with counted() as of_long:
        claims.read(document("촬영이 " * 100_000), anchor=DAY)
    assert of_long.calls < 20 * of_short.calls


def test_only_so_many_names_in_quotes_are_looked_at() -> None:
    """Thousands of different titles would be compared with each other: the most frequent stay."""
    text = "'밤의 항구' 공개. " * 3 + " ".join(f"'작품 {chr(0xAC00 + n)}'" for n in range(1_000))
    names = {quote.name for quote in found_in(text)}
    assert MOST == len(names)
    assert "밤의 항구" in names


def test_a_korean_page_with_an_english_title() -> None:
    """The title stands as the page writes it; its season, day and people are read."""
    made = compose(
        "넷플릭스 <XO, Kitty> 시즌3 4월 2일 공개",
        ["배우 최민영이 <XO, Kitty> 시즌3에 그대로 출연한다고 넷플릭스가 9일 밝혔다."],
        published=DAY,
        language="ko",
    )
    found = jsonform(claims.read(made, anchor=DAY))
    assert [("XO, Kitty", 3, "release", "2026-04-02/2026-04-02")] == [
        (m["title"], m["season"], m["event"], m["when"]) for m in found["milestones"]
    ]
    assert [("XO, Kitty", 3, "최민영", "returning")] == [
        (c["title"], c["season"], c["person"], c["kind"]) for c in found["cast"]
    ]


def test_an_english_paragraph_on_a_korean_page_does_not_disturb() -> None:
    """The page is Korean by its letters; what it says in Korean is read, with right offsets."""
    text = [
        "tvN 드라마 '밤의 항구'가 오는 4월 11일 첫 방송된다.",
        "외딴섬의 등대지기가 남긴 항해일지를 좇는 형사들의 이야기를 그린다.",
        "Night Harbour is a drama by tvN. All rights reserved.",
    ]
    assert "ko" == language_of("\n".join(text))
    made = compose("'밤의 항구' 첫 방송일 확정", text, published=DAY, language="ko")
    found = jsonform(claims.read(made, anchor=DAY))
    days = {(m["when"], m["sentence"]) for m in found["milestones"] if m["when"]}
    assert {("2026-04-11/2026-04-11", 1)} == days


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("〈", "〉"), ("《", "》"), ("‘", "’"), ("'", "'"), ("「", "」"), ("<", ">")],
)
def test_titles_stand_in_any_quotes(opening: str, closing: str) -> None:
    """Korean pages quote titles in six ways."""
    made = compose(
        f"드라마 {opening}밤의 항구{closing} 시즌2 촬영 시작", ["-"], published=DAY, language="ko"
    )
    (found,) = jsonform(claims.read(made, anchor=DAY))["milestones"]
    assert ("밤의 항구", 2, "filming_start") == (found["title"], found["season"], found["event"])


def test_a_winter_at_the_end_of_the_calendar_stays_a_range() -> None:
    """The winter that would end after the last year is kept as it was read."""
    document = compose("'달빛 세탁소' 시즌2", ["'달빛 세탁소' 시즌2는 겨울 공개 예정이다."])
    for day in (date(9999, 12, 31), date(1, 1, 1)):
        found = claims.read(document, anchor=day)
        assert all(c["phrase"] is None or c["when"] for c in jsonform(found)["milestones"])
