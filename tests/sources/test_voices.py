"""Who a credit is where it names no outlet."""

from __future__ import annotations

from importlib.resources import files

import pytest

from airdate.sources.voices import Voice, voice_of

TABLE = (files("airdate.sources") / "voices.tsv").read_text("utf-8").splitlines()[1:]
ROWS = [tuple(row.split("\t")) for row in TABLE if row and not row.startswith("#")]


@pytest.mark.parametrize(("word", "voice", "example"), ROWS)
def test_each_row_has_an_example_with_its_word(word: str, voice: str, example: str) -> None:
    """The word stands in the example, and alone it means the voice of its row."""
    assert word in example.casefold().split()
    assert Voice(voice) is voice_of(word)


@pytest.mark.parametrize(
    ("credit", "voice"),
    [
        ("director Lee Jae-kyoo", Voice.MAKER),
        ("Her agency", Voice.MAKER),
        ("the streamer", Voice.MAKER),
        ("a source at the studio", Voice.UNNAMED),
        ("Some sites", Voice.UNNAMED),
        ("fans of the director", Voice.CROWD),
        ("Ralph Macchio", Voice.NAMED),
        ("Fan Bingbing", Voice.NAMED),
        ("Hyosan High Fan Page", Voice.CROWD),
    ],
)
def test_the_least_certain_word_decides(credit: str, voice: Voice) -> None:
    """A source at the studio is somebody; a name without a trade is a person."""
    assert voice is voice_of(credit)
