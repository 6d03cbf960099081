"""How dates of one text lean on each other, on the anchor and on the tense."""

from __future__ import annotations

from datetime import date

import pytest

from airdate.dates import tag, timexes

ANCHOR = date(2025, 11, 22)
HISTORY = (
    "War broke out in September 1939. In May 1940 the army marched west. "
    "In June 1941 it went east. "
    "In December 1941 it stood still. In 1942 it was beaten. "
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It premiered in January.", "2025-01"),
        ("It will premiere in January.", "2026-01"),
        ("It was pushed to March.", "2026-03"),
        ("Filming ended in August.", "2025-08"),
        ("It returns in September.", "2026-09"),
    ],
)
def test_the_tense_tells_the_year_of_a_month(text: str, expected: str) -> None:
    """The past month of a past form, the coming one of what is to come."""
    assert [expected] == [f.value for f in timexes(text, ANCHOR)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It came out in June and December 2022.", ["2022-06", "2022-12"]),
        ("It is due in May, June or July 2027.", ["2027-05", "2027-06", "2027-07"]),
        ("Cameras rolled in March 2023 and stopped in June.", ["2023-03", "2023-06"]),
        ("It began in April 2021 and wrapped that September.", ["2021-04", "2021-09"]),
        ("It ended in 2019 and returned two years later.", ["2019", "2021"]),
        ("Slate\n2027\nMarch: a film\nJune: a series\n", ["2027", "2027-03", "2027-06"]),
    ],
)
def test_a_year_is_shared(text: str, expected: list[str]) -> None:
    """At the end of a list, before in the sentence, or in the heading above."""
    assert expected == [f.value for f in timexes(text, ANCHOR)]


def test_a_history_goes_by_its_own_order() -> None:
    """A month follows the text's last date, not the anchor."""
    found = timexes(HISTORY + "By October it had lost. In January it gave up.", ANCHOR)
    assert ["1942-10", "1943-01"] == [f.value for f in found][-2:]


def test_a_move_is_two_dates() -> None:
    """Both ends of a change of plan are dates of their own."""
    found = tag("It moved from May 2026 to March 2027.", ANCHOR)
    assert ["2026-05-01/2026-05-31", "2027-03-01/2027-03-31"] == [str(f.range) for f in found]


def test_the_hemisphere_turns_the_seasons() -> None:
    """A southern summer starts in December."""
    found = tag("It opens in summer 2026.", ANCHOR, hemisphere="south")
    assert [("2026-12-01/2027-02-28", "2026-12/2027-02")] == [(str(f.range), f.edtf) for f in found]


def test_an_unknown_hemisphere_is_refused() -> None:
    """The error names the two."""
    with pytest.raises(ValueError, match="write north or south"):
        tag("2026", ANCHOR, hemisphere="west")
