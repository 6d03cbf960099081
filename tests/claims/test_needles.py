"""Needles: words that tell which patterns a text cannot meet."""

import re

import pytest

from airdate.claims import certainty, details, events
from airdate.claims.cast import rules
from airdate.claims.needles import Needles, Needs, folded, in_small, needed, needs, small


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("renew(?:s|ed)", {"renew"}),
        (r"\b(?:premieres?|airs)\sin\s", {"premiere", "airs"}),
        ("(?:very )?late", {"late"}),
        ("(?:Night|Day) (?!off)Ferry", {"ferry"}),
        ("(?:a|b)?", None),
        (r"\d+|season", None),
        (r"(?:has|is)n['’]t\sset", {"n't"}),
        (r"(?:we|i)['’]d", {"'d"}),
    ],
)
def test_a_match_holds_one_of_the_words(pattern: str, words: set[str] | None) -> None:
    """The rarest part of a sequence tells; what may be left out or only stands beside does not."""
    found = needed(re.compile(pattern, re.IGNORECASE))
    assert words == (None if found is None else set(found))


def test_a_pattern_is_met_where_all_that_it_needs_is_there() -> None:
    """Each part of a sequence must be met, and the words of a list where one is given."""
    patterns = [re.compile(r"on\s(?:track|course)\sfor"), re.compile(r"\d+"), re.compile("film")]
    assert ({"track", "course"}, {"for"}, {"on"}) == needs(patterns[0])
    needs_met = Needs(patterns, stems=[None, None, {"shoot"}])
    assert (0, 1) == needs_met.met("it is on track for may")
    assert (1,) == needs_met.met("the film is on course")
    assert (1, 2) == needs_met.met("the film shoots")


def test_the_branches_of_a_choice_may_be_told_apart() -> None:
    """A choice is met where one of its branches has all that it needs, not parts of several."""
    patterns = [re.compile(r"\b(?:on\strack|in\sApril)\b|^/s"), re.compile("film")]
    told = Needs([*patterns, re.compile(r"in\sApril|on\strack")], apart=True)
    assert () == told.met("on a day in a yard")
    assert (0, 2) == told.met("in april")
    assert (0, 1) == told.met("the film comes soon /s")


def test_the_groups_with_a_word_in_the_text_are_met_in_order() -> None:
    """A group that no word tells of is always met; short words are found as well as long ones."""
    needles = Needles([{"ferry"}, {"absent"}, None, {"tv", "absent"}, {"film", "night"}])
    assert (0, 2, 3, 4) == needles.met(folded("Night Ferry on TV"))
    assert (2,) == needles.met("")


@pytest.mark.parametrize("text", ["FİLM", "fılm", "ﬁlm", "FILM", "ſeason"])
def test_letters_that_are_one_without_case_are_one(text: str) -> None:
    """What a pattern without case meets is found, in Turkish letters and old ones too."""
    pattern = re.compile("(?:film|season)", re.IGNORECASE)
    met = Needles([needed(pattern)]).met(folded(text)) == (0,)
    assert met or pattern.search(text) is None


@pytest.mark.parametrize("text", ["It WILL be Filmed", "ﬁlm, “No”", "FİLM", "fılm", "ſet"])
def test_a_pattern_for_small_letters_matches_as_the_pattern_does(text: str) -> None:
    """At the same places; texts with letters that have no plain small one are left to the other."""
    pattern = re.compile(r"\b(?:will|fil?m\w*|no|set|i)\b", re.IGNORECASE)
    quick, plain = in_small(pattern), small(text)
    assert quick is not None
    expected = [match.span() for match in pattern.finditer(text)]
    assert plain is None or expected == [match.span() for match in quick.finditer(plain)]
    assert (plain is None) == any(letter in text for letter in "İıſ")


@pytest.mark.parametrize("pattern", ["(?-i:may)", "on Friday", "[A-Z]"])
def test_a_pattern_that_minds_case_has_none_for_small_letters(pattern: str) -> None:
    """Capitals in it, or case asked for, mean what they say."""
    assert in_small(re.compile(pattern, re.IGNORECASE)) is None
    assert in_small(re.compile("film")) is None


def test_every_example_of_the_rules_holds_a_word_of_its_rule() -> None:
    """No sentence that a rule of the lists meets is passed over for want of its words."""
    patterns = [h.pattern for h in certainty.hedges()]
    patterns += [r.pattern for r in (*details.rules(), *events.rules(), *rules.rules())]
    needles = Needles(map(needed, patterns))
    sentences = [h.example for h in certainty.hedges()] + [r.example for r in events.rules()]
    met = {sentence: needles.met(folded(sentence)) for sentence in sentences}
    missed = [
        (pattern.pattern, sentence)
        for sentence in sentences
        for index, pattern in enumerate(patterns)
        if index not in met[sentence] and pattern.search(sentence)
    ]
    assert [] == missed
