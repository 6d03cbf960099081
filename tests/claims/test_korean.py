"""Articles in Korean: milestones, days, statuses, sources, people, titles."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from airdate import claims
from airdate.claims import languages
from airdate.claims.jsonform import jsonform
from airdate.documents import compose, language_of
from airdate.model import Document, Installment

DAY = date(2026, 3, 10)
HEADING = "'달빛 세탁소' 시즌2 소식"


def document(heading: str, *paragraphs: str) -> Document:
    """Return a Korean document of DAY."""
    return compose(heading, paragraphs, published=DAY, language="ko")


def read(
    heading: str, *paragraphs: str, catalogue: claims.Catalogue | None = None
) -> dict[str, Any]:
    """Return the claims of a Korean document, as plain values."""
    found = claims.read(document(heading, *paragraphs), anchor=DAY, catalogue=catalogue)
    return jsonform(found)


def milestones(sentence: str, *, heading: str = HEADING) -> list[tuple[str, str, str | None]]:
    """Return event, status and days of the milestones of a sentence below a heading."""
    found = read(heading, sentence)["milestones"]
    return [(m["event"], m["status"], m["when"]) for m in found if m["sentence"] == 1]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("시즌2는 오는 23일 첫 방송된다.", ("release", "planned", "2026-03-23/2026-03-23")),
        ("시즌2는 지난달 촬영을 마쳤다.", ("filming_wrap", "done", "2026-02-01/2026-02-28")),
        (
            "시즌2는 다음 달 크랭크인할 예정이다.",
            ("filming_start", "planned", "2026-04-01/2026-04-30"),
        ),
        ("시즌2는 현재 촬영이 한창이다.", ("filming", "done", None)),
        ("시즌2는 이르면 내년 공개될 것으로 보인다.", ("release", "expected", "2027-01-01/..")),
        ("시즌2는 내년 공개될 것으로 알려졌다.", ("release", "rumoured", "2027-01-01/2027-12-31")),
        ("시즌2 공개일은 아직 정해지지 않았다.", ("release", "denied", None)),
        (
            "시즌2는 당초 2월 5일 첫 방송 예정이었으나 편성표에서 빠졌다.",
            ("release", "dropped", "2026-02-05/2026-02-05"),
        ),
        ("시즌2 촬영이 잠정 중단됐다.", ("delay", "done", None)),
        ("시즌2의 메인 예고편이 오늘 공개됐다.", ("trailer", "done", "2026-03-10/2026-03-10")),
        ("시즌2는 후반 작업이 한창이다.", ("post_production", "done", None)),
        ("작가가 시즌2 대본을 쓰고 있다.", ("writing", "done", None)),
        ("시즌2 제작이 확정됐다.", ("renewed", "done", None)),
        ("시즌2 제작이 끝내 무산됐다.", ("cancelled", "done", None)),
    ],
)
def test_a_sentence_is_read(sentence: str, expected: tuple[str, str, str | None]) -> None:
    """The wordings of each event and status, with their days."""
    assert [expected] == milestones(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["시즌3가 만들어질까.", "그는 시즌2에서 형사를 연기한다.", "제작발표회는 5일 열린다."],
)
def test_what_tells_of_no_event_gives_none(sentence: str) -> None:
    """Questions, acting (연기) and press days are no milestones."""
    assert [] == milestones(sentence)


def test_the_day_of_a_statement_is_not_that_of_the_event() -> None:
    """`3일 밝혔다` dates what happens by being announced, and nothing else."""
    found = milestones("제작사는 3일 시즌2 제작을 확정하고 올 하반기 촬영에 돌입한다고 밝혔다.")
    assert [
        ("renewed", "done", "2026-03-03/2026-03-03"),
        ("filming_start", "planned", "2026-07-01/2026-12-31"),
    ] == found


def test_a_date_moved_gives_the_old_one_the_new_one_and_the_delay() -> None:
    """`당초 A 예정이던 X를 B로 연기` drops A and plans B."""
    found = milestones(
        '방송사 측은 5일 "당초 4월 5일 첫 방송이던 시즌2를 6월 7일로 연기하기로 했다"고 밝혔다.'
    )
    assert {
        ("release", "dropped", "2026-04-05/2026-04-05"),
        ("release", "planned", "2026-06-07/2026-06-07"),
        ("delay", "done", "2026-03-05/2026-03-05"),
    } == set(found)


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ('넷플릭스 측은 "시즌2 공개를 연기했다"고 밝혔다.', "넷플릭스"),
        ("한울미디어에 따르면 시즌2 촬영이 시작됐다.", "한울미디어"),
        ('이도연 감독은 "시즌2 촬영을 마쳤다"고 말했다.', "이도연"),
        ('tvN 관계자는 "시즌2 제작을 확정했다"고 전했다.', "tvN 관계자"),
        ("시즌2 촬영이 시작됐다.", None),
    ],
)
def test_who_says_so(sentence: str, source: str | None) -> None:
    """The speaker, the side of a company, 에 따르면; nobody where the text speaks for itself."""
    found = read(HEADING, sentence)["milestones"]
    assert [source] == [m["source"] for m in found if m["sentence"] == 1]


def test_a_number_is_a_season_of_a_series_and_part_of_the_name_of_a_film() -> None:
    """`굿파트너2` is season 2; a film keeps its number."""
    series = read("SBS 드라마 '밤의 법정2' 4월 3일 첫 방송", "SBS 드라마 '밤의 법정2'가 온다.")
    film = read("영화 '밤의 항구4' 4월 3일 개봉", "영화 '밤의 항구4'가 극장에 걸린다.")
    assert {("밤의 법정", 2)} == {(m["title"], m["season"]) for m in series["milestones"]}
    assert {("밤의 항구4", None)} == {(m["title"], m["season"]) for m in film["milestones"]}


def test_a_release_in_the_past_without_a_number_is_that_of_the_first_season() -> None:
    """What was shown before the second season is the first."""
    found = read(HEADING, "드라마 '달빛 세탁소'는 2024년 7월 처음 방송됐다.")["milestones"]
    assert [("달빛 세탁소", 1, "2024-07-01/2024-07-31")] == [
        (m["title"], m["season"], m["when"]) for m in found
    ]


def test_people_are_read_with_parts_and_kinds() -> None:
    """Who stays, who comes and in which part, who directs and writes, who leaves."""
    found = read(
        HEADING,
        "시즌1의 주역 이도현과 박은빈이 그대로 출연하며, 정하담이 직원 오미래 역으로 합류한다.",
        "연출은 강수민 감독이 맡고, 대본은 한지혜 작가가 집필한다. 배우 조민기는 하차했다.",
    )["cast"]
    assert {
        ("이도현", None, "returning"),
        ("박은빈", None, "returning"),
        ("정하담", "오미래", "new"),
        ("강수민", None, "director"),
        ("한지혜", None, "writer"),
        ("조민기", None, "departing"),
    } == {(c["person"], c["character"], c["kind"]) for c in found}


def test_credit_lines_and_brackets_are_read() -> None:
    """`(극본 A, 연출 B)` and `X(A 분)`."""
    found = read(
        "tvN '푸른 정원' 4월 첫 방송",
        "tvN 드라마 '푸른 정원'(극본 김나래, 연출 박도윤)은 정원사 민호(이서준 분)의 이야기다.",
    )["cast"]
    assert {
        ("김나래", None, "writer"),
        ("박도윤", None, "director"),
        ("이서준", "민호", "cast"),
    } == {(c["person"], c["character"], c["kind"]) for c in found}


def test_a_catalogue_gives_a_korean_title_its_usual_name() -> None:
    """An alias of the ledger ties the Korean title to the English one, quoted or not."""
    catalogue = claims.Catalogue(
        (Installment("Moonlight Laundry", 2),), (("달빛 세탁소", "Moonlight Laundry"),)
    )
    found = read("달빛 세탁소 시즌2 촬영 시작", "'달빛 세탁소'가 온다.", catalogue=catalogue)
    assert {("Moonlight Laundry", 2)} == {(m["title"], m["season"]) for m in found["milestones"]}


def test_the_titles_of_a_round_up_are_its_sub_headings() -> None:
    """Below a sub-heading a sentence speaks of that work."""
    found = read(
        "하반기 기대작 두 편",
        "올해 볼 만한 작품을 추렸다. 모두 새 작품이다.",
        "푸른 정원",
        "10월 4일 첫 방송된다.",
        "검은 바다",
        "12월 개봉한다. 촬영은 지난달 끝났다.",
    )["milestones"]
    assert [("푸른 정원", "release"), ("검은 바다", "release"), ("검은 바다", "filming_wrap")] == [
        (m["title"], m["event"]) for m in found
    ]


def test_details_are_read() -> None:
    """Length, place and setting, each with its words."""
    found = read(HEADING, "시즌2는 총 12부작이다.", "시즌2는 부산 일대에서 촬영했다.")["details"]
    assert [("length", "총 12부작"), ("place", "부산 일대")] == [
        (d["topic"], d["words"]) for d in found
    ]


def test_a_text_about_nothing_has_no_claims() -> None:
    """Without a title there is nothing to claim."""
    found = read("오늘의 날씨", "내일은 비가 온다. 모레 3월 12일은 맑다.")
    assert ([], []) == (found["milestones"], found["cast"])


def test_a_language_with_a_folder_is_read_by_its_pack() -> None:
    """The registry knows the folders that bear a code; a region does not matter."""
    assert ("en", "ko") == languages.codes()[:2]
    assert languages.pack("ko") is languages.pack("ko-KR")
    assert languages.pack("en") is languages.pack("fr")
    assert "ko" == language_of(document(HEADING, "시즌2는 내년 공개된다.").text)


_WORDS = [
    "'달빛 세탁소'",
    "시즌2",
    "3월 5일",
    "공개된다.",
    "김하늘이",
    "역의",
    '"',
    "촬영",
    "'",
    "<",
    "(",
    "분)",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_WORDS) | st.text(max_size=4), min_size=1, max_size=30))
def test_any_text_is_read_with_right_offsets(words: list[str]) -> None:
    """No text fails; every claim's words lie in its sentence."""
    made = document("드라마 '달빛 세탁소' 소식", " ".join(words) or "-")
    for claim in claims.read(made, anchor=DAY).claims:
        sentence = made.sentences[claim.sentence]
        assert sentence.start <= claim.start <= claim.end <= sentence.end
