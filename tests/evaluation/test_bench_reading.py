"""What is read for the bench is general news, and dense articles, each counted by its bytes."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from airdate import claims
from airdate.model import Document
from evaluation import bench_limits, bench_news, bench_reading, speed


def test_every_stage_has_its_limit_in_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading has the goal of general news."""
    monkeypatch.setattr(bench_reading, "_STEP", 1)
    monkeypatch.setattr(bench_reading, "_SCANNED", 2)
    monkeypatch.setattr(bench_limits, "_SECONDS", 0.0)
    found = {stage.name: stage for stage in bench_reading.plain()}
    limits = {stage.limit for stage in found.values() if stage.limit}
    assert set() == limits - set(found)
    assert bench_reading.PLAIN_GOAL == found["reading, gated"].goal


def test_an_article_has_the_size_of_its_document() -> None:
    """So that both are told in the same megabytes."""
    articles = bench_news.articles(3)
    sizes = [len(d.text.encode()) for d in bench_news.composed(articles)]
    assert sizes == [bench_reading._size(each) for each in articles]


def test_dense_articles_have_the_goal_of_a_megabyte(monkeypatch: pytest.MonkeyPatch) -> None:
    """And one pass over their words is the limit."""
    few = speed.dense()[:2]
    monkeypatch.setattr(speed, "dense", lambda: few)
    *limits, reading = bench_reading.dense()
    assert limits[-1].name == reading.limit
    assert 1.0 == reading.goal


def test_what_the_reader_makes_of_general_news_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By a reader that finds claims where a council is named, gated where a streamer is, too."""

    def read(document: Document, *, gated: bool, **_: object) -> SimpleNamespace:
        names = ["council", "Netflix", "HBO"] if gated else ["council"]
        return SimpleNamespace(claims=[name for name in names if name in document.text])

    monkeypatch.setattr(claims, "read", read)
    texts = [document.text for document in bench_news.documents(100)]
    plainly = ["council" in text for text in texts]
    gated = [any(n in text for n in ("council", "Netflix", "HBO")) for text in texts]
    assert (
        f"Claims were found in {sum(gated)} of 100 general documents by the gated reader, in "
        f"{sum(plainly)} by the plain one; 1 have a sentence on a release."
    ) == bench_reading.claimed(100)
