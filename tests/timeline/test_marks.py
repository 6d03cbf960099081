"""What the words of a release tell of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from told import entry_of

from airdate.model import Installment
from airdate.timeline.marks import Mark, marks, showing_of

SHOW = Installment("Salt Harbour", 2)


def named(sentence: str, *, subject: Installment = SHOW) -> str | None:
    """Return what a release is of, by a sentence whose words of the claim are marked."""
    entry = entry_of(f"2025-05-01 upi.com release planned 2025-06-05 | {sentence}")
    return showing_of(replace(entry, claim=replace(entry.claim, subject=subject)))


@pytest.mark.parametrize("mark", marks(), ids=lambda mark: f"{mark.name}-{mark.language}")
def test_every_row_finds_its_example_and_not_its_counterexample(mark: Mark) -> None:
    """The lexicon's own sentences."""
    found = [bool(mark.pattern.search(text)) for text in (mark.example, mark.counterexample)]

    assert [True, False] == found


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It comes on »5 June«.", None),
        ("Part 1 comes on »5 June« and part 2 in July.", None),
        ("Part 1 comes in May and part 2 on »5 June«.", "part 2"),
        ("It comes in May (part 1) and on »5 June« (part 2).", "part 2"),
        ("Volume III, with four episodes, follows on »5 June«.", "part 3"),
        ("The final three episodes follow on »5 June«.", "last part"),
        ("The second half of the season follows on »5 June«.", "part 2"),
        ("It comes in the »second half of 2025«.", None),
        ("It was shown at the film festival in Busan on »5 June«.", "festival"),
        ("After its bow at Sundance, it opens on »5 June«.", None),
        ("It streams on Netflix from »5 June«, after a film festival.", None),
        ("시즌2 파트 2는 »6월 5일« 공개된다.", "part 2"),
        ("부산국제영화제에서 »6월 5일« 처음 상영된다.", "festival"),
    ],
)
def test_the_nearest_mark_tells_what_a_release_is_of(sentence: str, expected: str | None) -> None:
    """A part may stand clauses away; a festival counts within its clause."""
    assert expected == named(sentence)


def test_a_title_that_names_a_part_is_no_part_of_itself() -> None:
    """Nor is the fifth part of a series in parts a part of its fifth season."""
    film, fifth = Installment("Salt Harbour: Part Two"), Installment("Salt Harbour", 5)

    found = [
        named("Salt Harbour: Part Two opens on »5 June«.", subject=film),
        named("Part 5 comes on »5 June«.", subject=fifth),
        named("Part 5 of season 5 comes on »5 June«.", subject=fifth),
    ]

    assert [None, None, "part 5"] == found
