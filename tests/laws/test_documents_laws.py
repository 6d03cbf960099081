"""The laws of documents: offsets are right, nothing is lost, the same text is the same document."""

import unicodedata
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from airdate.documents import compose
from airdate.documents.composition import clean
from airdate.documents.fetch.addresses import why_refused
from airdate.documents.page import extract
from airdate.documents.sentences import split
from airdate.model import Document, Unreadable

_MARKS = st.sampled_from(
    [". ", "? ", "! ", "… ", "... ", '."', "(", ")", "[1]", "“", "”", "'", "Dr. ", "U.S. ", " 3. "]
)
_WORDS = st.sampled_from(
    ["The ", "filming ", "ended ", "in May", "(a.com)", "시즌2", "끝났다", "撮影。"]
)
_PROSE = st.lists(st.one_of(_MARKS, _WORDS, st.text(max_size=4))).map("".join)
_LANGUAGES = st.sampled_from(["en", "de", "ko", "ja", "zh", "fr", "es", "", "x", "en-US"])


class TestSentences:
    """A sentence is a span; together they are the text."""

    @given(_PROSE, _LANGUAGES)
    def test_every_character_that_is_no_blank_lies_in_one_span_in_order(self, text, language):
        """Nothing is lost, nothing is told twice."""
        spans = split(text, language=language)
        covered = "".join(text[start:end] for start, end in spans)
        assert "".join(text.split()) == "".join(covered.split())
        assert all(a[1] <= b[0] for a, b in pairwise(spans))
        assert all(text[start:end].strip() == text[start:end] for start, end in spans)

    @given(st.lists(st.sampled_from(["Filming ended.", "Is it dead?", "We wait!"]), min_size=1))
    def test_plain_sentences_come_apart_as_they_were_put_together(self, sentences):
        """The splitter undoes the joining."""
        text = " ".join(sentences)
        assert sentences == [text[start:end] for start, end in split(text, language="en")]


class TestComposition:
    """A document holds its paragraphs, cleaned, and knows where each sentence lies."""

    @given(_PROSE.filter(clean), st.lists(_PROSE, max_size=5), _LANGUAGES)
    def test_offsets_cover_the_lines(self, heading, paragraphs, language):
        """Each line of the text is a paragraph, and its sentences are in it."""
        document = compose(heading, paragraphs, language=language)
        lines = [clean(heading), *filter(None, map(clean, paragraphs))]
        assert "\n".join(lines) == document.text
        assert (document.heading, 0, 0) == (
            document.words_of(0),
            document.sentences[0].number,
            document.sentences[0].paragraph,
        )
        for sentence in document.sentences:
            assert document.words_of(sentence.number) in lines[sentence.paragraph]
            assert sentence.section is None or sentence.section < sentence.number

    @given(_PROSE.filter(clean), st.lists(_PROSE, max_size=5))
    def test_composing_again_changes_nothing(self, heading, paragraphs):
        """A document made of a document's own lines is the same one."""
        document = compose(heading, paragraphs)
        first, *rest = document.text.split("\n")
        assert document == compose(first, rest)

    @given(st.text())
    def test_cleaning_is_done_once_and_for_all(self, text):
        """Clean text is NFC, has single blanks, and stays as it is."""
        done = clean(text)
        assert clean(done) == done
        assert unicodedata.is_normalized("NFC", done)
        assert done == " ".join(done.split())

    @given(st.text(alphabet=st.characters(categories=["L", "N", "P"])))
    def test_cleaning_loses_no_letter(self, text):
        """Letters, digits and punctuation stay, in their composed form."""
        assert clean(text) == unicodedata.normalize("NFC", text)


class TestPages:
    """Whatever a page holds, it is read or refused."""

    @settings(max_examples=50, deadline=None)
    @given(st.binary(max_size=400), st.sampled_from([None, "https://a.example/2026/02/14/x"]))
    def test_any_bytes_give_a_document_or_a_reason(self, data, url):
        """No bytes crash the extractor."""
        page = b"<html><body><article><p>Filming ended in May 2026.</p>" + data
        assert isinstance(extract(page, url=url), Document | Unreadable)


class TestAddresses:
    """Python's own idea of a private address is a lower bound of ours."""

    @given(st.ip_addresses())
    def test_what_python_calls_private_is_refused(self, address):
        """We may refuse more, never less."""
        assert address.is_global or why_refused(str(address))
