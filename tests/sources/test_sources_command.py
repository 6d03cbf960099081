"""`airdate sources`, and the question to the ledger behind it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from airdate import pipeline
from airdate.cli import app
from airdate.documents import Given
from airdate.errors import UnknownReference
from airdate.ledger import Ledger, open_ledger
from airdate.model import Installment, Milestone, Reading, Verdict

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
ARTICLES = {
    "plan": """\
Title: The Long Wait dated
Outlet: nme.com
URL: https://nme.com/long-wait-dated
Published: 2026-02-22

“The Long Wait” season 2 will be released in September 2026.
""",
    "guess": """\
Title: When we may see it
Outlet: blueroad.example
URL: https://blueroad.example/when
Published: 2026-03-01

“The Long Wait” season 2 will be released in July 2026.
""",
    "out": """\
Title: It is here
Outlet: about.netflix.com
URL: https://about.netflix.com/it-is-here
Published: 2026-09-12

“The Long Wait” season 2 was released on September 12, 2026.
""",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a ledger with two plans and what came."""
    for name, text in ARTICLES.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    where = tmp_path / "ledger.db"
    with open_ledger(where) as ledger:
        ledger.record_all(_readings(tmp_path), recorded_at=NOW)
    return where


def _readings(folder: Path) -> Iterator[Reading]:
    places = sorted(map(str, folder.glob("*.txt")))
    for found in pipeline.read(places, given=Given(now=NOW)):
        assert isinstance(found, Reading), found
        yield found


def call(path: Path, *words: str) -> Result:
    """Return what the command printed."""
    return CliRunner().invoke(app, ["--db", str(path), "sources", *words], catch_exceptions=True)


def test_it_tells_who_was_right(path: Path) -> None:
    """A line an outlet: what it said that time has judged."""
    answer = call(path, "--as-of", "2026-10-01")
    assert 0 == answer.exit_code, answer.output
    rows = {line.split()[0]: line for line in answer.output.splitlines() if "." in line}
    assert "+0 days" in rows["nme.com"]
    assert "+43 days" in rows["blueroad.example"]
    assert "about.netflix.com" not in rows
    assert "Of 1 outlet nothing that it said has been judged by 2026-10-01" in answer.output
    assert "about.netflix.com" in call(path, "--as-of", "2026-10-01", "--all").output


def test_nothing_is_judged_before_it_came(path: Path) -> None:
    """As of a day: no foresight."""
    answer = call(path, "--as-of", "2026-09-11")
    assert "Of 2 outlets nothing that they said has been judged by 2026-09-11" in answer.output
    early = call(path, "--as-of", "2020-01-01")
    assert "No text of an outlet had been told of by 2020-01-01" in early.output


def test_one_outlet_is_shown_with_the_claims_that_it_rests_on(path: Path) -> None:
    """What was said, what came, the error, and by whom it is decided."""
    for name in ("blueroad.example", "https://blueroad.example/other"):
        answer = call(path, name, "--as-of", "2026-10-01")
        words = " ".join(answer.output.split())
        assert "0 of 1 dated claim held." in words
        assert "release planned: July 2026" in words
        assert "43 days later" in words
        assert "about.netflix.com" in words


def test_its_json_leads_to_the_claim_and_its_witnesses(path: Path) -> None:
    """The numbers are those that `explain` knows."""
    found = json.loads(call(path, "NME", "--json", "--as-of", "2026-10-01").output)
    assert ("nme.com", "press", 1, 1) == tuple(
        found[key] for key in ("domain", "kind", "judged", "held")
    )
    (claim,) = found["claims"]
    assert (True, 0, "2026-09-12/2026-09-12", 202) == tuple(
        claim[key] for key in ("held", "error_days", "came", "lead_days")
    )
    assert "September 2026" in claim["sentence"]
    with open_ledger(path, write=False) as ledger:
        assert claim["id"] == ledger.entry(claim["id"]).id
        assert ["about.netflix.com"] == [ledger.entry(w).outlet for w in claim["witnesses"]]
    lines = call(path, "--json", "--as-of", "2026-10-01").output.splitlines()
    assert {"nme.com", "blueroad.example"} == {json.loads(line)["domain"] for line in lines}


def test_an_unknown_outlet_is_told_with_those_nearly_called_so(path: Path) -> None:
    """What was tried, and what may have been meant."""
    failed = call(path, "blueroads.example").exception
    assert isinstance(failed, UnknownReference)
    assert "'blueroads.example'" in failed.problem
    assert "Did you mean blueroad.example?" == failed.remedy
    far = call(path, "zzzz").exception
    assert isinstance(far, UnknownReference)
    assert "airdate sources --all lists them." == far.remedy


def test_testimony_is_what_the_entries_say_of_milestones(path: Path) -> None:
    """Two questions, one answer: but for the passage, which is the sentence here."""
    with open_ledger(path, write=False) as ledger:
        told = {e.id: e for entries in ledger.testimony().values() for e in entries}
        entries = [e for e in ledger.entries() if isinstance(e.claim.statement, Milestone)]
        assert {entry.id for entry in entries} == set(told)
        for entry in entries:
            same = ("claim", "outlet", "url", "said_on", "sentence_words", "words_start", "reader")
            assert all(getattr(entry, name) == getattr(told[entry.id], name) for name in same)
        assert ledger.testimony() is ledger.testimony()


def test_testimony_hears_judgements_and_moments(path: Path) -> None:
    """A rejected claim comes with its judgement; before the recording there was nothing."""
    with open_ledger(path) as ledger:
        before = ledger.testimony()
        (entry, *_) = next(iter(before.values()))
        ledger.judge(entry.id, Verdict.REJECTED, reason="another show", recorded_at=NOW)
        assert Verdict.REJECTED is _verdict(ledger, entry.id)
        assert {} == ledger.testimony(known_at=datetime(2026, 11, 1, tzinfo=UTC))


def _verdict(ledger: Ledger, entry_id: str) -> Verdict | None:
    found = [e for entries in ledger.testimony().values() for e in entries if e.id == entry_id]
    return found[0].judgement.verdict if found and found[0].judgement else None


def test_the_record_is_a_weight_on_the_route(path: Path) -> None:
    """What came of an earlier word is told in the reasons of the next one."""
    with open_ledger(path, write=False) as ledger:
        believed = pipeline.reconcile(ledger, Installment("The Long Wait", 2), as_of=NOW.date())
        early = pipeline.reconcile(ledger, Installment("The Long Wait", 2), as_of=date(2026, 4, 1))
    reasons = {w.source.domain: w.reasons[0] for w in believed.weighed}
    assert "by its record so far" in reasons["blueroad.example"]
    assert not any("record" in w.reasons[0] for w in early.weighed)
