"""Records of outlets by a job's tables are those that a ledger of the same documents gives."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from evaluation.records import tables

from airdate import pipeline
from airdate.bulk import job, recalling, records, worker
from airdate.cli import app
from airdate.errors import UsageError
from airdate.ledger import open_ledger
from airdate.publish.outlets import record_json
from airdate.sources import Record, published_by

LATER = date(2027, 6, 1)
WAIT = "“The Long Wait” season 2 "
PLAN = [
    WAIT + "will be released in July 2026, the fans of it have learned from a friend of the crew.",
    "The friend would not be named, and said that the edit had been locked for a week by then.",
    "It had been thought that the drama would not be back before the winter of that same year.",
]
ARTICLES = [
    ("nme.com", date(2026, 2, 22), [WAIT + "will be released in September 2026."]),
    ("blueroad.example", date(2026, 3, 1), PLAN),
    ("redroad.example", date(2026, 3, 2), PLAN),
    ("greenroad.example", date(2026, 3, 3), [*PLAN, "More on this page as soon as we know it."]),
    ("about.netflix.com", date(2026, 9, 12), [WAIT + "was released on September 12, 2026."]),
    ("variety.com", date(2026, 9, 13), ["Netflix released “The Long Wait” season 2 on Saturday."]),
    ("nme.com", date(2026, 5, 1), ["“Night Ferry” season 1 premieres on June 5, 2026 on Netflix."]),
]


@pytest.fixture
def out(tmp_path: Path, terms: worker.Terms, in_place: Any) -> Path:
    """Return the tables of a job on plans and what came of them."""
    rows = [
        {
            "url": f"https://{outlet}/news/{number}",
            "title": f"The news of {outlet}",
            "text": "\n".join(lines),
            "date": day.isoformat(),
            "outlet": outlet,
        }
        for number, (outlet, day, lines) in enumerate(ARTICLES)
    ]
    source = tmp_path / "a.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    terms = replace(terms, moment=datetime(2026, 12, 1, tzinfo=UTC), gated=False)
    job.run([str(source)], out=tmp_path / "out", terms=terms, start=in_place)
    return tmp_path / "out"


@pytest.fixture
def by_ledger(out: Path, tmp_path: Path) -> Iterator[Callable[[date], dict[str, Record]]]:
    """Return what tells the records of a ledger that took over the tables."""
    keys = recalling.wanted_keys(["The Long Wait", "Night Ferry"])
    with open_ledger(tmp_path / "ledger.db") as ledger:
        for batch in recalling.readings_about(out, keys=keys):
            list(ledger.record_all(batch, recorded_at=datetime(2026, 12, 1, tzinfo=UTC)))
        yield lambda day: dict(pipeline.hindsight(ledger).records(day))


def _told(found: dict[str, Record]) -> dict[str, dict[str, Any]]:
    return {name: record_json(each) for name, each in found.items()}


@pytest.mark.parametrize("day", [date(2026, 8, 15), date(2026, 9, 12), LATER])
def test_records_are_those_of_a_ledger(out: Path, by_ledger: Any, day: date) -> None:
    """As of any day: shares, errors, weights, and how many claims were only copied."""
    learnt = records.learn(out, as_of=day)
    found = {name: learnt.record(name) for name in learnt.domains()}
    found = {name: each for name, each in found.items() if each.judged or each.copied}
    assert _told(by_ledger(day)) == _told(found)
    assert (day > date(2026, 9, 1)) == bool(found)


def test_a_plan_that_was_passed_on_counts_once(out: Path) -> None:
    """For who had it first; the others copied."""
    learnt = records.learn(out, as_of=LATER)
    roads = [learnt.record(f"{name}road.example") for name in ("blue", "red", "green")]
    assert [(1, 0), (0, 1), (0, 1)] == [(len(r.judged), len(r.copied)) for r in roads]
    assert [0.79, 0.79] == [each.faith for each in roads[1:]]
    assert roads[0].faith < 0.79


def test_what_nobody_reports_stays_unknown(out: Path) -> None:
    """An outlet without a judged claim is listed, and weighs as its kind."""
    learnt = records.learn(out, as_of=date(2026, 9, 1))
    assert {"nme.com", "variety.com", "about.netflix.com"} < set(learnt.domains())
    assert () == learnt.record("variety.com").judged
    assert 0.94 == learnt.record("variety.com").faith


def test_one_outlet_comes_with_its_words(out: Path) -> None:
    """And with whoever decided on its claims."""
    found = records.learn_one(out, "greenroad.example", as_of=LATER)
    assert () == found.judged
    (copied,) = found.copied
    assert "will be released in July 2026" in copied.entry.sentence_words
    assert "https://greenroad.example/news/3" == copied.entry.url
    assert 43 == copied.error_days
    assert {"about.netflix.com", "variety.com"} >= {w.outlet for w in copied.witnesses}
    assert copied.witnesses


def test_any_number_of_processes_learns_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On tables by chance, of some hundred works."""
    tables(tmp_path / "made", 4_000)
    one = records.learn(tmp_path / "made", as_of=LATER)
    monkeypatch.setattr(records, "_MANY", 0)
    two = records.learn(tmp_path / "made", as_of=LATER, workers=2)
    assert one.works == two.works > 10
    assert one.domains() == two.domains()
    for name in one.domains()[:50]:
        assert one.record(name) == two.record(name)
    assert one.record(one.domains()[0]).judged


def test_a_work_that_everybody_speaks_of_is_thinned(out: Path, monkeypatch: Any) -> None:
    """It is told, and what is judged is a part."""
    whole = records.learn(out, as_of=LATER)
    monkeypatch.setattr(records, "MOST", 3)
    part = records.learn(out, as_of=LATER)
    assert (0, 1) == (whole.thinned, part.thinned)


@pytest.mark.parametrize(
    "url",
    [
        *("https://www.bbc.co.uk/mediacentre/2026/x", "https://www.bbc.co.uk/news/x?y=1"),
        *("https://www.netflix.com/tudum/articles/a", "http://variety.com", "ftp:x", None, "x y"),
        "https://web.archive.org/web/2026/https://variety.com/2026/tv/news/x",
        "https://www.google.com/amp/s/variety.com/2026/x",
        "https://variety-com.cdn.ampproject.org/c/s/variety.com/2026/x",
        *("https://fans.fandom.com/wiki/X", "HTTPS://Netfl1x.com/a/b", "https://u@nme.com:80/a#b"),
    ],
)
def test_a_site_is_whose_its_pages_are(url: str | None) -> None:
    """However little of the address is looked up."""
    for outlet in (None, "Variety", "nobody.example"):
        assert published_by(outlet, url) == published_by(outlet, records.site(url))


def test_tables_that_are_not_finished_teach_nothing(out: Path) -> None:
    """The remedy is the same call of `airdate bulk` again."""
    (out / job.DONE).unlink()
    with pytest.raises(UsageError, match="no finished output"):
        records.learn(out, as_of=LATER)


# ── the command ─────────────────────────────────────────────────────────────────────────────


def _call(out: Path, *words: str) -> Result:
    asked = ["sources", "--from-bulk", str(out), "--as-of", LATER.isoformat(), *words]
    return CliRunner().invoke(app, asked, catch_exceptions=True)


def test_the_command_tells_all_outlets(out: Path) -> None:
    """As a table; of those without a judged claim how many there are."""
    answer = _call(out)
    assert 0 == answer.exit_code, answer.output
    rows = {line.split()[0]: line for line in answer.output.splitlines() if "." in line}
    assert "+43 days" in rows["blueroad.example"]
    assert "+0 days" in rows["nme.com"]
    assert "Of 1 outlet nothing that it said has been judged" in answer.output


def test_the_command_tells_all_outlets_as_json(out: Path) -> None:
    """In the form of the command on a ledger."""
    answer = _call(out, "--json", "--all")
    found = {row["domain"]: row for row in map(json.loads, answer.output.splitlines())}
    assert {article[0] for article in ARTICLES} == set(found)
    assert (1, 0, 43.0, None) == tuple(
        found["blueroad.example"][name] for name in ("judged", "held", "mean_error_days", "rumours")
    )


def test_the_command_tells_of_one_outlet(out: Path) -> None:
    """By its name as well."""
    answer = _call(out, "NME")
    assert 0 == answer.exit_code, answer.output
    assert "The Long Wait, season 2" in answer.output
    assert "held" in answer.output


def test_an_outlet_that_is_not_in_the_tables_is_not_found(out: Path) -> None:
    """Those that are nearly called so are named."""
    answer = _call(out, "varity.com")
    assert 1 == answer.exit_code
    assert "Did you mean variety.com?" in str(answer.exception)
