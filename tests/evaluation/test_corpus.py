"""The corpus: its notation, and the texts that ship."""

from __future__ import annotations

import json

import pytest

from evaluation import corpus

TEXT = """=== trade-007
kind: trade
outlet: Deadline
published: 2024-05-03
title: Harbour Lights
season: 2
# Harbour Lights sets sail again
> renewed | done
Filming is to begin in Oslo in June, the streamer said.
> filming_start | planned | 2024-06 | in June | the streamer
Ada Moe, who plays Liv, returns.
+ returning | Ada Moe | Liv

It may come in 2025 or 2026, fans think.
> release | rumoured | 2025/2026 | 2025 or 2026 | fans | - | Other Lights
"""


def test_the_notation_gives_sentences_paragraphs_and_claims() -> None:
    """Season and title come from the head where they are left out; a month becomes its days."""
    (passage,) = corpus.compile_text(TEXT, name="t")
    assert 4 == len(passage["sentences"])
    assert 2 == len(passage["paragraphs"])
    assert ["renewed", "filming_start", "release"] == [m["event"] for m in passage["milestones"]]
    assert "2024-06-01/2024-06-30" == passage["milestones"][1]["when"]
    assert (None, "Other Lights") == tuple(passage["milestones"][2][k] for k in ("season", "title"))
    assert "done" == passage["cast"][0]["status"]


def test_what_is_shown_compiles_to_the_same_passage() -> None:
    """The notation goes there and back."""
    compiled = corpus.compile_text(TEXT, name="t")
    assert compiled == corpus.compile_text(corpus.show(compiled[0]), name="t")


def test_a_blind_passage_has_no_claims() -> None:
    """Neither claims nor the title are shown to a blind reader."""
    (passage,) = corpus.compile_text(TEXT, name="t")
    blind = corpus.show(passage, blind=True)
    assert [] == [line for line in blind.splitlines() if line[:2] in {"> ", "+ "}]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("> premiered | done", "no event 'premiered'"),
        ("> release | done | 2024 | in May", "'in May' is not in its sentence"),
        ("> release | done | 2024", "a date needs its words"),
        ("> release | done | 2024-05/2024-02 | OK", "is no range"),
        ("+ star | Ada Moe", "no kind 'star'"),
    ],
)
def test_a_wrong_label_is_refused_with_its_line(line: str, why: str) -> None:
    """The message names file, line and reason."""
    text = TEXT.partition("Filming")[0].replace("sail again", "sail again OK") + line
    with pytest.raises(corpus.Mistake, match=why) as caught:
        corpus.compile_text(text, name="mine.txt")
    assert str(caught.value).startswith("mine.txt:9: ")


def test_the_texts_that_ship_have_no_faults() -> None:
    """No id or sentence stands twice; paragraphs join; every phrase is in its sentence."""
    found = corpus.passages()
    assert [] == corpus.faults(found)
    assert 924 == len(found)
    assert [] == [
        (p["id"], m["phrase"])
        for p in found
        for m in p["milestones"]
        if m["phrase"] and m["phrase"] not in p["sentences"][m["sentence"]]
    ]


def test_blind_labels_are_of_texts_that_are_there() -> None:
    """Each of the two blind readers labelled the same ninety-seven texts."""
    known = {p["id"] for p in corpus.passages()}
    for name in ("a", "b"):
        lines = (corpus.FOLDER / "blind" / f"{name}.jsonl").read_text(encoding="utf-8")
        ids = {json.loads(line)["id"] for line in lines.splitlines()}
        assert 97 == len(ids)
        assert set() == ids - known
