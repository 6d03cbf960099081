"""Plain prose takes short ways, which say what the long ones say."""

import pytest

from airdate.documents import composition, heads, sentences
from airdate.documents.sentences import lexicon, rows

WORDS = sorted({word for _, kind, words, _ in rows() for word in words if kind != "goes_on"})


@pytest.mark.parametrize("language", ["en", "de", "ko"])
def test_a_plain_full_stop_is_judged_as_any_other(language: str) -> None:
    """After every word of the lexicon, and before each way to go on, both ways agree."""
    for word in [*WORDS, "harbour", "x", "끝났다", "24", "Hill Bros", "(etc", "wait…no"]:
        for behind in ("The end", "All rights reserved", "Later", "il", "2", "“No", "한다", "IV x"):
            text = f"It is {word}. {behind}"
            start = text.index(f". {behind}")
            plainly = sentences._plainly_ends(text, start, lexicon(language))
            mark = sentences._mark(text, start, start + 1)
            end = sentences._end(mark, sentences._ground(text, language))
            assert not plainly or end == start + 1


@pytest.mark.parametrize("sign", ["'", "’", "‘"])
def test_apostrophes_that_pair_nothing_are_passed_over(sign: str) -> None:
    """Every sign that opens or closes is found; one inside a word is not looked at."""
    for before in ("", " ", "(", "“", '"', "—", ".", ",", "!", "?", "…", "n", "s", "\n", "’"):
        for after in ("", " ", "A", "a", "1", ".", "’"):
            text = f"{before}{sign}{after}"
            kind, _ = sentences._direction(text, len(before), sign=sign)
            found = [m.start() for m in sentences._PAIRED.finditer(text)]
            assert not kind or len(before) in found
    assert [] == list(sentences._PAIRED.finditer(f"the boat{sign}s crew didn{sign}t"))


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("  one\ttwo\u00a0three \n", "one two three"),
        ("so\u00adft", "soft"),
        ("a\u200bb", "a b"),
        ("e\u0301t\u00e9", "\u00e9t\u00e9"),
        ("a \u200f b", "a b"),
        ("half \ud800 pair", "half \ufffd pair"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_clean_prose_and_unclean_come_out_clean(raw: str, cleaned: str) -> None:
    """Whatever way it takes, a paragraph is in NFC with single blanks and nothing unseen."""
    assert cleaned == composition.clean(raw)


def test_a_language_is_told_by_letters_and_not_by_marks() -> None:
    """Curly quotes in English are no script; a fifth of Hangul among Latin names is one."""
    assert "en" == heads.language_of("“It’s the end,” she said — and they’re all here. " * 20)
    assert "ko" == heads.language_of("배우 김지원과 박성훈 Netflix Original Queen Tears " * 5)
