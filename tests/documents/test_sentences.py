"""The splitter of sentences: the lexicon row by row, then what it must not be misled by."""

import pytest

from airdate.documents.sentences import rows, split

_WITHOUT_BLANKS = ("ja", "zh")


def _parts(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in split(text, language=language)]


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row[0]}-{row[1]}-{row[2][0]}")
def test_each_row_of_the_lexicon_splits_its_example(row):
    """The example of a row parts where its marks say."""
    language, _, _, example = row
    expected = example.split(" | ")
    text = ("" if language in _WITHOUT_BLANKS else " ").join(expected)
    assert expected == _parts(text, "en" if language == "*" else language)
