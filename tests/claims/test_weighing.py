"""Weighing: the weights of drafts, added up without the names of their features."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from evaluation.reading import document_of

from airdate.claims import choice, milestones, weighing
from airdate.claims.attribution import credits
from airdate.claims.choice import Joined, Model, model
from airdate.claims.context import Context, Line
from airdate.claims.drafts import drafts
from airdate.claims.titles import subjects
from airdate.claims.traits import traits
from airdate.dates import tag
from evaluation import corpus

ANCHOR = date(2025, 6, 10)
EACH = 9  # of the texts of the corpus, one in so many: all of them take a minute


def _lines() -> Iterator[Line]:
    for passage in corpus.passages(corpus.FOLDER)[::EACH]:
        if passage["language"] == "en":
            document = document_of(passage)
            anchor = document.published or ANCHOR
            times = tag(document.text, anchor, language="en")
            context = Context(document, anchor, subjects(document), credits(document), times)
            lines = (milestones.line_of(context, s) for s in document.sentences)
            yield from (line for line in lines if line is not None)


def test_what_is_weighed_is_the_sum_over_the_named_features() -> None:
    """For each draft of real texts: to the last digit, for events and statuses alike."""
    scales, weighed = weighing.scales(), 0
    for line in _lines():
        found = drafts(line)
        expected = [
            sum(scales.joined.rows.get(name, 0) for name in traits(line, draft)) for draft in found
        ]
        assert expected == scales.weigh(line, found)
        weighed += len(found)
    assert weighed > 500


@pytest.mark.parametrize("finer", [0.0, 0.001234567])
def test_joined_models_give_the_chances_of_each(finer: float) -> None:
    """Several models in one number choose as they do by themselves, with any weights."""
    kinds = Model(("a", "b"), {"w=x": (1.25 + finer, -3.0), "1": (-0.5, 60.0), "s~y": (0.0, 1.0)})
    other = Model(("c", "d", "e"), {"w=x": (0.1, 0.2, -finer), "far=z": (0.0, 99.0, 0.0)})
    joined = Joined((kinds, other))
    for parts in ([("w=", ["x", "new"])], [("", ["1"]), ("s~", ["y"])], [("far=", ["z"])], []):
        total = joined.weight(parts)
        for place, alone in enumerate((kinds, other)):
            expected = list(alone.probabilities(choice.features(parts)).values())
            assert pytest.approx(expected, abs=1e-9) == joined.chances(total, place)


def test_models_in_place_are_weighed_by() -> None:
    """What is fitted and tried decides for as long as it is in place."""
    before = weighing.scales()
    with choice.using({"event": Model(("none", "release"), {"1": (0.0, 1.0)})}):
        assert ("none", "release") == weighing.scales().joined.labels[weighing.OF_EVENT]
    assert before is weighing.scales()
    assert model("status").labels == before.joined.labels[weighing.OF_STATUS]
