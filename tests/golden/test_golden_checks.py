"""The check of a real round-up of January 2026 against the sample dossier, as of two days.

Its sentences are not ours to keep: what is kept is their number, what was read and the verdict.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from airdate import pipeline, samples
from airdate.checking import Checkup
from airdate.documents import Given
from airdate.ledger import open_ledger
from airdate.model import Detail, Unreadable
from airdate.publish.checkup import what_words

HERE = Path(__file__).parent / "checks"
_ARTICLE = Path(__file__).resolve().parents[2].parent / "shared" / "seed" / "article.txt"
_RECORDED = datetime(2026, 8, 1, 12, tzinfo=UTC)
_PUBLISHED = date(2026, 1, 15)

pytestmark = pytest.mark.skipif(not _ARTICLE.exists(), reason="needs ../shared/seed/article.txt")


@pytest.fixture(scope="module")
def ledger_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger of the sample dossier."""
    path = tmp_path_factory.mktemp("checks") / "demo.db"
    given = Given(now=_RECORDED)
    with open_ledger(path) as ledger:
        for reading in pipeline.read(map(str, samples.dossier()), given=given):
            assert not isinstance(reading, Unreadable), reading
            pipeline.record(ledger, reading, recorded_at=_RECORDED)
    return path


def _check(path: Path, day: str) -> Checkup:
    given = Given(now=_RECORDED, published=_PUBLISHED)
    with open_ledger(path, write=False) as ledger:
        (reading,) = pipeline.read([str(_ARTICLE)], given=given)
        assert not isinstance(reading, Unreadable), reading
        return pipeline.check(ledger, reading, as_of=date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2026-01-20", "2026-07-15"])
def test_the_check_of_a_day_is_the_golden_one(ledger_file, golden, day) -> None:
    """To the letter; `--regold` writes it anew."""
    rows = [
        f"{each.claim.sentence:>3}  {each.verdict:<12}  {_what(each)}"
        for each in _check(ledger_file, day).checked
    ]
    golden(HERE / f"{day}.txt", "\n".join(rows) + "\n")


def _what(each) -> str:
    # The words of a detail are the article's own.
    statement = each.claim.statement
    return statement.topic.value if isinstance(statement, Detail) else what_words(each)


@pytest.mark.parametrize("day", ["2026-01-20", "2026-07-15"])
def test_a_check_cites_nothing_later(ledger_file, day) -> None:
    """What decides a verdict was said by then."""
    checkup = _check(ledger_file, day)
    behind = [w for each in checkup.checked for w in (*each.supporting, *each.opposing)]
    assert behind
    assert [] == [w for w in behind if w.entry.said_on > checkup.as_of]


def test_what_it_leans_on(ledger_file) -> None:
    """An imitation and a forum among its credits are pointed out."""
    warned = {c.name: c.warning for c in _check(ledger_file, "2026-01-20").cited if c.warning}
    assert {"theguardianmagazine.com", "reddit.com"} == set(warned)
    assert "theguardian.com" in warned["theguardianmagazine.com"]
