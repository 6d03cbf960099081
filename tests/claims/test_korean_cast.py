"""Who is in a Korean work: parts, known-for works, lists, comings and goings, foreign names."""

from __future__ import annotations

from datetime import date

import pytest

from airdate import claims
from airdate.claims.jsonform import jsonform
from airdate.documents import compose

DAY = date(2026, 3, 10)


def credits_of(heading: str, sentence: str) -> set[tuple[str, str, str | None, str]]:
    """Return (title, person, part, kind) of the credits of a sentence below a heading."""
    made = compose(heading, [sentence], published=DAY, language="ko")
    found = jsonform(claims.read(made, anchor=DAY))["cast"]
    return {
        (c["title"], c["person"], c["character"], c["kind"]) for c in found if c["sentence"] == 1
    }


PLAIN = "드라마 '밤의 항구' 4월 첫 방송"
SEQUEL = "드라마 '밤의 항구' 시즌2 촬영 시작"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "김하늘은 형사 서도윤, 박은태는 검사 한지오로 분한다.",
            {("김하늘", "서도윤", "cast"), ("박은태", "한지오", "cast")},
        ),
        (
            "재벌 3세 홍해린(김지원)과 이장 아들 백현도(이도현)의 로맨스를 그린다.",
            {("김지원", "홍해린", "cast"), ("이도현", "백현도", "cast")},
        ),
        (
            "노만복은 원로 배우 신일순이, 그의 손자는 아역 배우 김서헌이 연기했다.",
            {("신일순", "노만복", "cast"), ("김서헌", "손자", "cast")},
        ),
        (
            "그룹 온리베의 재하가 전교 회장 백승우를 연기한다.",
            {("재하", "백승우", "cast")},
        ),
    ],
)
def test_the_part_is_no_person(sentence: str, expected: set[tuple[str, str, str]]) -> None:
    """Who plays is told from who is played, in lists, in brackets and behind the verb's object."""
    assert {("밤의 항구", *row) for row in expected} == credits_of(PLAIN, sentence)


def test_a_work_that_someone_is_known_for_is_a_credit_of_its_own() -> None:
    """`'X'를 만든 A` is in the work spoken of, and was in X; others of the sentence were not."""
    assert {
        ("밤의 항구", "정은채", None, "cast"),
        ("밤의 항구", "배종대", None, "director"),
        ("빛과 철", "배종대", None, "director"),
    } == credits_of(
        PLAIN, "배우 정은채가 출연하며 영화 '빛과 철'의 배종대 감독이 '밤의 항구'를 연출한다."
    )


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "시즌1의 김지원과 이도현이 그대로 돌아온다.",
            {"김지원": "returning", "이도현": "returning"},
        ),
        ("배우 노재원이 새로 합류했다.", {"노재원": "new"}),
        ("이도현은 아쉽게 하차했다.", {"이도현": "departing"}),
        (
            "이재곤 감독에서 신수민 감독으로 바뀌었다.",
            {"이재곤": "departing", "신수민": "director"},
        ),
    ],
)
def test_who_comes_and_goes_in_a_further_season(sentence: str, expected: dict[str, str]) -> None:
    """Those who were in the earlier season return, others are new."""
    assert expected == {person: kind for _, person, _, kind in credits_of(SEQUEL, sentence)}


def test_nobody_returns_in_a_first_season() -> None:
    """Who comes back to the screen comes back to no part."""
    found = credits_of(PLAIN, "배우 이도현이 '밤의 항구'로 2년 만에 돌아온다.")
    assert {("밤의 항구", "이도현", None, "cast")} == found


@pytest.mark.parametrize(
    "name", ["린다 해밀턴", "제나 오르테가", "밀리 바비 브라운", "하마베 미나미"]
)
def test_a_name_from_abroad_is_read_whole(name: str) -> None:
    """A name of two or three words, as Korean spells it, is one person."""
    found = credits_of(SEQUEL, f"배우 {name}가 새로 합류했다.")
    assert {name} == {person for _, person, _, _ in found}


@pytest.mark.parametrize(
    "sentence", ["씨름선수의 한여름을 그린다.", "부산 기장서 촬영했다.", "예정대로 관객을 만난다."]
)
def test_words_that_begin_like_a_family_name_are_nobody(sentence: str) -> None:
    """A word of prose is no person."""
    assert set() == credits_of(PLAIN, sentence)
