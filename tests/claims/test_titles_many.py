"""Many titles in one text: found in one pass, and no slower for each than a few."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from types import FrameType

import pytest

from airdate.claims.runs import finder
from airdate.claims.titles import subjects
from airdate.documents import compose
from airdate.model import Document

NAMES = ["Night", "Night Ferry", "Ferry", "Help!", "'Allo", "A.B", "Night Ferry: Home", "_x", "Ö"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Night Ferry", [(0, "Night"), (0, "Night Ferry"), (6, "Ferry")]),
        ("Nightly Ferryman", []),
        ("Help! Help!x Help!!", [(0, "Help!"), (13, "Help!")]),
        ("'Allo x'Allo 'Allo's", [(0, "'Allo"), (13, "'Allo")]),
        ("A.B A.B.C A.BC XA.B", [(0, "A.B"), (4, "A.B")]),
        ("_x a_x _xy Ö Öl", [(0, "_x"), (11, "Ö")]),
    ],
)
def test_names_stand_as_whole_words(text: str, places: list[tuple[int, str]]) -> None:
    """A name has no letter, digit or underscore on either side, whatever signs it ends with."""
    assert places == list(finder(NAMES).places(text))


@pytest.mark.parametrize(
    "text",
    [
        "Night Ferry: Home, Night Ferry: Away and Ferry Night Ferry",
        "Help! 'Allo'Allo Night'Allo, A.B.A.B",
        "",
    ],
)
def test_places_apart_are_those_of_an_alternation(text: str) -> None:
    """Where names overlap, the first one and then the longest is taken, as a pattern would."""
    longest = sorted(NAMES, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")
    expected = [(m.start(), m[0]) for m in pattern.finditer(text)]
    assert expected == list(finder(NAMES).apart(text))


def _name(number: int) -> str:
    """Return a word of its own for a number: "Zobaac"."""
    return "Zo" + f"{number:04d}".translate(str.maketrans("0123456789", "abcdefghij"))


SHAPES: dict[str, Callable[[int], str]] = {
    "numbered": lambda n: f"Show Number{n} season 2 will premiere in March 2026.",
    "one word": lambda n: f'"{_name(n)}" season 2 premieres in March 2026.',
    "held by another": lambda n: (
        f'"{_name(n)}" season 2 is due. The "Night {_name(n)} Ferry" series.'
    ),
    "with a subtitle": lambda n: f'"{_name(n)}" season 2 is due. The "{_name(n)}: Home" series.',
    "one holds all": lambda n: f'"Show" premieres in May. "Show {_name(n)}" premieres in June.',
}


def _text(shape: str, count: int) -> Document:
    return compose("What comes next year", [SHAPES[shape](n) for n in range(count)])


def _calls(document: Document) -> int:
    """Return how many functions are called, Python's own included, to read the subjects."""
    made = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal made
        made += event in {"call", "c_call"}

    subjects(document)  # what is kept of words and names is then kept for every count
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        subjects(document)
    finally:
        sys.setprofile(before)
    return made


@pytest.mark.parametrize("shape", SHAPES)
def test_the_work_for_a_title_does_not_grow_with_their_number(shape: str) -> None:
    """Four times the titles take about four times the calls; each against each took sixteen."""
    few, many = _text(shape, 100), _text(shape, 400)
    assert len(subjects(many).mentions) >= 400
    assert 5 * _calls(few) > _calls(many)
