"""Rules find their examples and leave their counter-examples; words stand in read sentences."""

from __future__ import annotations

from functools import cache
from importlib import import_module

import pytest

from airdate.dates import tag, timexes
from airdate.dates.cascade import LANGUAGES
from airdate.dates.rules import EXAMPLE_ANCHOR, Language, Rule
from airdate.dates.vocabulary import Word
from airdate.model import TimeExpression

# Words that are told in histories alone stand after a page of old dates.
HISTORY = "".join(f"In {year} the king lost a war. " for year in range(1801, 1821))
OF_HISTORY = frozenset({"pastadj", "pastref"})


@cache
def language(code: str) -> Language:
    """Return a language by its code."""
    found: Language = import_module(f"airdate.dates.{code}").language()
    return found


def rules() -> list[tuple[str, Rule]]:
    """Return every rule with its language."""
    return [(code, rule) for code in LANGUAGES for stage in language(code).stages for rule in stage]


EXAMPLES = [(code, r, text, said) for code, r in rules() for text, said in r.examples.items()]
COUNTER = [(code, r, text) for code, r in rules() for text in r.counter]
WORDS = [(code, word) for code in LANGUAGES for word in language(code).rows]


def made_by(rule: Rule, text: str, code: str) -> list[TimeExpression]:
    """Return what a rule had a part in, in the view that has it."""
    view = tag if rule.view == "claims" else timexes
    found = view(text, EXAMPLE_ANCHOR, language=code)
    return [f for f in found if f"rule {rule.name}" in f.derivation]


@pytest.mark.parametrize(
    ("code", "rule", "text", "said"), EXAMPLES, ids=[f"{c}-{r.name}-{t}" for c, r, t, _ in EXAMPLES]
)
def test_a_rule_reads_its_example(code: str, rule: Rule, text: str, said: str) -> None:
    """The value (of a rule of the claim view the range) is that of the example."""
    found = made_by(rule, text, code)
    assert said in [str(f.range) if rule.view == "claims" else f.value for f in found]


@pytest.mark.parametrize(
    ("code", "rule", "text"), COUNTER, ids=[f"{c}-{r.name}-{t}" for c, r, t in COUNTER]
)
def test_a_rule_leaves_its_counter_example(code: str, rule: Rule, text: str) -> None:
    """The rule has no part in anything that is found there."""
    assert [] == made_by(rule, text, code)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_word_of_a_lexicon_stands_in_a_sentence_that_is_read(code: str) -> None:
    """Each row's example holds a time expression."""
    unread = [word for c, word in WORDS if c == code and not is_read(word, code)]
    assert [] == unread


def is_read(word: Word, code: str) -> bool:
    """Return whether something is found in the example of a word."""
    text = HISTORY + word.example if word.category in OF_HISTORY else word.example
    found = timexes(text, EXAMPLE_ANCHOR, language=code)
    found += tag(text, EXAMPLE_ANCHOR, language=code)
    return any(f.end > len(text) - len(word.example) for f in found)


def test_no_two_rules_of_a_language_share_a_name() -> None:
    """A derivation names rules; a name must lead to one."""
    names = [(code, rule.name) for code, rule in rules()]
    assert sorted(set(names)) == sorted(names)
