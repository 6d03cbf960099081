"""Composition: clean text, numbered sentences, sub-headings."""

from datetime import date

import pytest

from airdate.documents import compose
from airdate.documents.composition import clean


def _sections(document):
    return [
        (document.words_of(s.number), None if s.section is None else document.words_of(s.section))
        for s in document.sentences
    ]


def test_the_heading_is_sentence_and_paragraph_zero_whatever_it_holds():
    """A heading of two sentences is one sentence still, as in the evaluation sets."""
    document = compose("It is over. What now?", ["We wait. They work."])
    assert [(0, "It is over. What now?"), (1, "We wait."), (1, "They work.")] == [
        (s.paragraph, document.words_of(s.number)) for s in document.sentences
    ]


def test_the_head_goes_to_the_document():
    """What is known of the source is kept beside the text."""
    document = compose(
        "A heading",
        ["A text."],
        outlet="vista.example",
        url="https://vista.example/a",
        published=date(2026, 2, 14),
        published_basis="given",
        language="ko",
        name="007",
    )
    assert (
        "vista.example",
        "https://vista.example/a",
        date(2026, 2, 14),
        "given",
        "ko",
        "007",
    ) == (
        document.outlet,
        document.url,
        document.published,
        document.published_basis,
        document.language,
        document.name,
    )


def test_a_blank_heading_is_taken_from_the_text():
    """The first sentence heads what has no heading; nothing is told twice."""
    document = compose(" ", ["", "Filming ended. The crew left.", "Release is near."])
    assert "Filming ended.\nThe crew left.\nRelease is near." == document.text


def test_nothing_at_all_is_no_document():
    """A document has at least a sentence."""
    with pytest.raises(ValueError, match="needs a heading or a paragraph"):
        compose("\u200b", ["", " \n"])


def test_sub_headings_by_their_look():
    """Short lines without a full stop above a paragraph head it; of a list only the first does."""
    document = compose(
        "Harbour Lights",
        [
            "The drama is back.",
            "When will it air?",
            "In 2027. Perhaps later.",
            "Cast",
            "Min Seo-a as Yun",
            "Tom Vale as the doctor",
            "It is a small cast.",
            "[Photo: Vista]",
            "That is all.",
            "More news",
        ],
    )
    assert [
        ("Harbour Lights", None),
        ("The drama is back.", None),
        ("When will it air?", None),
        ("In 2027.", "When will it air?"),
        ("Perhaps later.", "When will it air?"),
        ("Cast", "When will it air?"),
        ("Min Seo-a as Yun", "Cast"),
        ("Tom Vale as the doctor", "Cast"),
        ("It is a small cast.", "Cast"),
        ("[Photo: Vista]", "Cast"),
        ("That is all.", "Cast"),
        ("More news", "Cast"),
    ] == _sections(document)


def test_sub_headings_that_the_source_marks_are_the_only_ones():
    """Where the markup says what is a heading, the look does not count."""
    paragraphs = ["Cast", "Min Seo-a is back.", "Filming is over.", "It ended in May."]
    document = compose("Harbour Lights", paragraphs, subheadings=frozenset({2}))
    assert [None, None, None, None, "Filming is over."] == [
        about for _, about in _sections(document)
    ]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("late\u00a02026\t or\r\n 2027 ", "late 2026 or 2027"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("re\u00adlease", "release"),
        ("a\u202eb\u2066c\u200fd\ufeff", "abcd"),
        ("a\u200bb", "a b"),
        ("\x00\x07a\x1b[1m", "a[1m"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\ud800x", "\ufffdx"),
        ("①②③ ﬁn Ａ", "①②③ ﬁn Ａ"),
    ],
)
def test_cleaning(raw, expected):
    """Blanks are folded, what is unseen dropped, letters composed and otherwise left alone."""
    assert expected == clean(raw)
