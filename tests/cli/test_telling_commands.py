"""`airdate titles`, `brief`, `explain`, `forecast` and the keeping commands, on one article."""

from __future__ import annotations

import json
import re

import pytest


@pytest.fixture
def told(call, article, db):
    """Return `airdate` on a ledger that holds the article."""
    assert 0 == call("add", "--db", db, article).code
    return lambda *arguments, **named: call("--db", db, *arguments, **named)


def test_titles_lists_stage_forecast_news_and_sources(told) -> None:
    """A row for each installment."""
    out = told("titles", "--as-of", "2026-03-01").out
    assert re.search(r"The Long Wait, season 2 +Filming wrap +80\u00a0%: .* 2026-02-22 +1 ", out)
    (row,) = [r for r in told("titles", "--json").lines() if r["season"] == 2]
    assert ("filming_wrap", "2026-02-22", 1) == (row["stage"], row["last_said_on"], row["sources"])


@pytest.mark.parametrize(
    "typed",
    ["The Long Wait", "the long wait!", "long wait", "the long wait 2", "tlw", "LONG WAITT"],
)
def test_titles_are_found_as_people_type_them(told, typed) -> None:
    """Case, punctuation, a trailing number, initials and a slip of the finger."""
    out = told("brief", typed, "--as-of", "2026-03-01").out
    assert out.startswith("The Long Wait, season 2 — as of 1 March 2026")


def test_an_unknown_title_is_a_usage_error(told) -> None:
    """Exit code 2, and the title that was typed."""
    answer = told("brief", "Nothing Of The Sort")
    assert 2 == answer.code
    assert "Nothing Of The Sort" in answer.err


def test_a_brief_of_a_day_before_the_news_knows_nothing(told) -> None:
    """What was said later is not foreseen."""
    answer = told("brief", "the long wait", "--as-of", "2026-02-21")
    assert 2 == answer.code
    assert "2026-02-21" in answer.err


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_every_form_of_a_brief_has_the_same_references(told, form) -> None:
    """All lines are in all forms."""
    text = told("brief", "tlw", "--as-of", "2026-03-01").out
    refs = set(re.findall(r"\[(\w{4,}\.[\w-]+)\]", text))
    assert len(refs) > 5
    other = told("brief", "tlw", "--as-of", "2026-03-01", "--format", form).out
    assert set() == {ref for ref in refs if ref not in other}


def test_every_line_of_a_brief_can_be_explained(told) -> None:
    """Each reference leads to sentences of the article, or says that nothing stands behind it."""
    text = told("brief", "tlw", "--as-of", "2026-03-01").out
    for ref in re.findall(r"\[(\w{4,}\.[\w-]+)\]", text):
        answer = told("explain", ref, "--as-of", "2026-03-01")
        assert 0 == answer.code, ref
        assert "variety.com" in answer.out or "No claim stands behind" in answer.out, ref


def test_explain_unrolls_a_claim(told) -> None:
    """The sentence with its marked words, who says it, the days and the weight."""
    ref = re.search(r"(\w+)\.filming_wrap", told("brief", "tlw", "--as-of", "2026-03-01").out)
    line = told("explain", ref[0], "--as-of", "2026-03-01", "--json").json()
    (claim,) = [c for c in line["claims"] if c["claim"]["when"]]
    assert "Netflix" == claim["claim"]["source"]
    assert "February 19, 2026" == claim["words"]
    assert "2026-02-22" == claim["said_on"]
    assert claim["reasons"]
    alone = told("explain", claim["id"][:8]).out
    assert "»February 19, 2026«" in alone


@pytest.mark.parametrize("ref", ["zzzz.filming_wrap", "zzzz", "ffffffff", "", "....", "%_"])
def test_an_unknown_reference_is_a_usage_error(told, ref) -> None:
    """Exit code 2 and the way to find one."""
    answer = told("explain", ref)
    assert 2 == answer.code
    assert "Traceback" not in answer.err


def test_forecast_tells_quantiles_months_and_reasons(told) -> None:
    """As a table with bars, and as JSON."""
    out = told("forecast", "tlw", "--as-of", "2026-03-01").out
    for expected in ("50%", "Chance of release by the end of", "Reasons"):
        assert expected in out
    found = told("forecast", "tlw", "--as-of", "2026-03-01", "--json").json()
    days = list(found["quantiles"].values())
    assert sorted(days) == days
    chances = [month["by_end"] for month in found["months"]]
    assert sorted(chances) == chances
    assert "2026-03" == found["months"][0]["month"]


def _wrap_claim(told) -> str:
    """Return the number of the claim that dates the wrap."""
    ref = re.search(r"(\w+)\.filming_wrap", told("brief", "tlw", "--as-of", "2026-03-01").out)[0]
    line = told("explain", ref, "--as-of", "2026-03-01", "--json").json()
    return next(c["id"] for c in line["claims"] if c["claim"]["when"])


def test_a_rejected_claim_no_longer_counts(told) -> None:
    """A correction is a new row with a reason; the brief and the evidence show it."""
    claim = _wrap_claim(told)
    answer = told("correct", claim, "--reject", "--reason", "It was another show")
    assert f"Claim {claim} is rejected.\n" == answer.out
    after = told("brief", "tlw", "--as-of", "2026-03-01").out
    assert "wrapped filming on 19 February" not in after
    assert "rejected: It was another show" in told("explain", claim).out


def test_a_corrected_claim_counts_as_corrected(told) -> None:
    """The brief goes by the correction."""
    claim = _wrap_claim(told)
    change = "when=2026-02-18/2026-02-18"
    assert 0 == told("correct", claim, "--set", change, "--reason", "Misprint").code
    assert "on 18 February 2026" in told("brief", "tlw", "--as-of", "2026-03-01").out


@pytest.mark.parametrize(
    "words",
    [
        ("--reason", "x"),
        ("--accept",),
        ("--accept", "--set", "season=1", "--reason", "x"),
        ("--accept", "--reason", " "),
        ("--set", "season=two", "--reason", "x"),
        ("--set", "colour=red", "--reason", "x"),
        ("--set", "when=soon", "--reason", "x"),
        ("--set", "person=", "--reason", "x"),
        ("--set", "event=party", "--reason", "x"),
    ],
)
def test_a_bad_correction_is_a_usage_error(told, words) -> None:
    """Exit code 2; nothing is recorded."""
    claim = _wrap_claim(told)
    before = told("export").out
    assert 2 == told("correct", claim, *words).code
    assert before == told("export").out


def test_export_and_import_without_loss(told, call, tmp_path) -> None:
    """A ledger made of an export exports the same, and a second import is no news."""
    exported = told("export").out
    assert exported.count("\n") > 4
    for line in exported.splitlines():
        json.loads(line)
    other = tmp_path / "other.db"
    assert call("--db", other, "import", stdin=exported).out.startswith("Imported: 1 document,")
    assert exported == call("--db", other, "export").out
    assert "nothing new" in call("--db", other, "import", stdin=exported).out
    file = tmp_path / "out.jsonl"
    assert 0 == told("export", file).code
    assert exported == file.read_text(encoding="utf-8")


def test_a_damaged_export_is_refused_with_its_line(told, call, tmp_path) -> None:
    """Nothing of it is kept."""
    lines = told("export").out.splitlines()
    lines[2] = lines[2][: len(lines[2]) // 2]
    other = tmp_path / "other.db"
    answer = call("--db", other, "import", stdin="\n".join(lines))
    assert 0 != answer.code
    assert "line 3" in answer.err
    assert call("--db", other, "titles").out.count("The Long Wait") == 0


def test_reading_from_a_ledger_that_is_not_there(call, db) -> None:
    """The remedy names the command that makes one, and none is made."""
    answer = call("--db", db, "titles")
    assert 1 == answer.code
    assert "airdate add" in answer.err
    assert not db.exists()


def test_a_file_that_is_no_ledger(call, article) -> None:
    """It is named, and left as it was."""
    before = article.read_bytes()
    for words in (("titles",), ("add", article)):
        answer = call("--db", article, *words)
        assert 1 == answer.code
        assert str(article) in answer.err
    assert before == article.read_bytes()


@pytest.mark.parametrize(
    "asked",
    [
        ("brief", "long wait", "--as-of", "2026-03-01"),
        ("check", "-", "--as-of", "2026-03-01"),
        ("following", "--as-of", "2026-03-01"),
        ("watch", "log"),
    ],
    ids=lambda asked: asked[0],
)
def test_json_is_the_short_way_to_the_form(told, asked) -> None:
    """`--json` and `--format json` give the same; another form beside `--json` is refused."""
    told("follow", "The Long Wait")
    draft = "The Long Wait\n\nSeason 2 of The Long Wait wrapped filming on February 19, 2026."
    short = told(*asked, "--json", stdin=draft)
    assert (0, told(*asked, "--format", "json", stdin=draft).out) == (short.code, short.out)
    assert asked[0] == "watch" or short.lines()
    other = {"brief": "article", "check": "html"}.get(asked[0], "table")
    refused = told(*asked, "--json", "--format", other, stdin=draft)
    assert (2, f"airdate: --json and --format {other} exclude each other.") == (
        refused.code,
        refused.err.splitlines()[0],
    )


def test_names_and_what_was_added_are_told_to_programs(told, article) -> None:
    """`alias`, `token list` and `add` take `--json` as well, an object a line."""
    (again,) = told("add", article, "--json").lines()
    assert ("known", "2026-02-22", 0) == (again["outcome"], again["said_on"], again["new_claims"])
    (made,) = told("alias", "TLW", "The Long Wait", "--json").lines()
    assert {"alias": "TLW", "title": "The Long Wait", "new": True} == made
    assert [{"alias": "TLW", "title": "The Long Wait"}] == told("alias", "--json").lines()
    told("token", "new", "phone", "--read-only")
    (token,) = told("token", "list", "--json").lines()
    assert ("phone", False) == (token["name"], token["writes"])
