"""The pattern language."""

from __future__ import annotations

from importlib import import_module

import pytest

from airdate.dates.cascade import LANGUAGES, machine
from airdate.dates.patterns import Pattern, needs, translate
from airdate.dates.vocabulary import Vocabulary, Word

ROWS = (
    Word("month", "may", "5", ""),
    Word("month", "june", "6", ""),
    Word("day", "one day", "1", ""),
)
WORDS = Vocabulary(ROWS, {"in", "of"})


def letters(text: str) -> str:
    """Return the letters of some words."""
    return "".join(WORDS[word] for word in text.split())


def matched(pattern: str, text: str, **named: str) -> list[tuple[int, int]]:
    """Return where a pattern matches, in words."""
    seen = letters(text)
    found = Pattern(pattern, WORDS, named=named).finditer(seen, frozenset(seen))
    return [m.span() for m in found]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("<month>", "in May", [(1, 2)]),
        ("in <month>", "in - may", [(0, 3)]),
        ("in? <month>", "may june", [(0, 1), (1, 2)]),
        ("<month>{2,3}", "may june may", [(0, 3)]),
        ("( in | of ) <month>", "of june", [(0, 2)]),
        ("<month> ~ <month>", "may – june", [(0, 3)]),
        ("<day>", "one day", [(0, 2)]),
        ("@when of", "in may of", [(0, 3)]),
        ("<month> of", "may in", []),
    ],
)
def test_a_pattern_matches_words(pattern: str, text: str, expected: list[tuple[int, int]]) -> None:
    """Categories, words, options, counts, alternatives, dashes, chains and named patterns."""
    assert expected == matched(pattern, text, when="in <month>")


@pytest.mark.parametrize("pattern", ["in <month", "in ?? x", "@nothing"])
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    """The error names the place or the missing name."""
    with pytest.raises(ValueError, match=r"not a pattern|no pattern is called"):
        translate(pattern, WORDS, named={})


def test_a_pattern_knows_what_it_needs() -> None:
    """An option is not needed; of alternatives either is."""
    found = needs("in? ( <month> | of )", WORDS, named={})
    assert [frozenset(WORDS.letters("month") + WORDS.letters("=of"))] == found


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_pattern_of_a_language_is_one(code: str) -> None:
    """Patterns are compiled when first needed: here all are."""
    language = import_module(f"airdate.dates.{code}").language()
    vocabulary = machine(code).vocabulary
    texts = [text for stage in language.stages for rule in stage for text in rule.patterns]
    made = [translate(text, vocabulary, named=language.named) for text in texts]
    assert len(texts) == len([text for text in made if text])
