"""Our own phrases: each gives its one range; those of `NOTHING` give none."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from airdate.dates import tag


def load_corpus() -> ModuleType:
    """Return the corpus beside this file, which is data and no package."""
    spec = spec_from_file_location("dates_corpus", Path(__file__).with_name("corpus.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CORPUS = load_corpus()
ROWS = [
    (language, expected, phrase)
    for language, ranges in {"en": CORPUS.ENGLISH, **CORPUS.OTHERS}.items()
    for expected, phrases in ranges.items()
    for phrase in phrases
]


@pytest.mark.parametrize(("language", "expected", "phrase"), ROWS)
def test_a_phrase_means_its_range(language: str, expected: str, phrase: str) -> None:
    """One expression, with the range of the corpus."""
    found = tag(phrase, CORPUS.ANCHOR, language=language)
    assert [expected] == [str(f.range) if f.range else "-" for f in found]


@pytest.mark.parametrize("phrase", CORPUS.NOTHING)
def test_what_only_looks_like_a_date_gives_nothing(phrase: str) -> None:
    """Titles, versions, scores, verbs and page numbers are no dates."""
    assert [] == [(f.words, f.rule) for f in tag(phrase, CORPUS.ANCHOR)]


@pytest.mark.parametrize("phrase", CORPUS.YEARS)
def test_a_year_of_which_something_is_said_stays_a_date(phrase: str) -> None:
    """What years do is no sign of a title."""
    found = tag(phrase, CORPUS.ANCHOR)
    assert ["2026-01-01/2026-12-31"] == [str(f.range) for f in found]


def test_the_phrases_of_the_field_are_read() -> None:
    """The shared phrases give their ranges; without the shared folder nothing can be said."""
    path = Path(__file__).parents[3] / "shared" / "eval" / "timex" / "phrases.tsv"
    if not path.exists():
        pytest.skip(f"needs {path.name} of the shared folder")
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line[0] != "#"]
    wrong = [text for text, expected in rows if expected != read(text)]
    assert [] == wrong


def read(text: str) -> str:
    """Return the one range of a shared phrase, in the language of its letters."""
    hangul = any("가" <= c <= "힣" for c in text)
    language = "ko" if hangul else "es" if text.startswith("Estreno") else "en"
    found = tag(text, CORPUS.ANCHOR, language=language)
    return " ".join(str(f.range) if f.range else "-" for f in found)
