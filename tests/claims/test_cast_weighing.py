"""What is kept or left out in the reading of the cast changes nothing of what is read."""

from __future__ import annotations

import math
from functools import cache

import pytest
from evaluation.reading import document_of

from airdate.claims.cast.persons import Survey
from airdate.claims.cast.reduction import Reduction
from airdate.claims.cast.strip import strips
from airdate.claims.cast.weighing import weighing
from airdate.claims.choice import Model, model, using
from airdate.claims.titles import Subjects, subjects
from airdate.model import Document
from evaluation import corpus


@cache
def texts() -> list[tuple[Document, Subjects]]:
    """Return every second English text of the corpus, with what it is about."""
    found = [p for p in corpus.passages(corpus.FOLDER) if p["language"] == "en"]
    documents = [document_of(p) for p in found[::2]]
    return [(document, subjects(document)) for document in documents]


def test_kept_sums_are_those_of_the_named_traits() -> None:
    """The chance of a claim and of each kind is that of the traits by name."""
    weights = weighing()
    for document, about in texts():
        persons = Survey(document, about).persons()
        for person, total in zip(persons, weights.totals(persons), strict=True):
            score = model("person").score(person.traits)
            kinds = model("kind").probabilities(person.traits)
            assert pytest.approx(1 / (1 + math.exp(-score)), abs=1e-9) == weights.claimed(total)
            assert pytest.approx(kinds, abs=1e-9) == weights.shares(total)


def test_other_weights_in_place_are_asked() -> None:
    """While other models are fitted, their weights count, and afterwards those that are kept."""
    document, about = next(t for t in texts() if Survey(*t).persons())
    persons = Survey(document, about).persons()
    kept = weighing().totals(persons)
    with using({"person": Model(("yes",), {"1": (0.0,)})}):
        assert {0.5} == {weighing().claimed(total) for total in weighing().totals(persons)}
    assert kept == weighing().totals(persons)


def test_sentences_that_are_left_out_name_nobody() -> None:
    """The strip of a sentence that is left out has neither a name nor a pronoun in it."""
    for document, about in texts():
        reduction = Reduction(document, about.mentions, about.main.title if about.main else None)
        told = {reduced.strip.sentence.number for reduced in reduction.told()}
        out = [sentence for sentence in document.sentences if sentence.number not in told]
        made = [strip for sentence in out for strip in strips(reduction.ground, sentence)]
        assert [] == [
            strip.text
            for strip in made
            if {"N", "H"} & {unit.letter for unit in strip.units.values()}
        ]
