"""Each tool of `airdate mcp`, asked over standard input and output on the sample dossier."""

from __future__ import annotations

import hashlib
import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from time import sleep

from tests.mcp.conftest import NOON, assisted

from airdate import documents, pipeline, samples
from airdate.ledger import open_ledger
from airdate.mcp.briefing import ROOM
from airdate.mcp.evidence import NOTICE

DAY = "2026-02-28"
TOOLS = [
    *("find_title", "when", "brief", "why", "changes_since"),
    *("rumours", "article", "check_text"),
]


def sentences_of(ledger: Path) -> set[str]:
    """Return all sentences of a ledger on one line each."""
    with open_ledger(ledger, write=False) as found:
        return {" ".join(entry.sentence_words.split()) for entry in found.entries()}


def test_tools_are_typed_read_only_and_say_what_they_return(assistant) -> None:
    """Each tool has a description, bounds on every argument, `as_of`, and only reads."""
    tools = assistant.portal.call(assistant.client.list_tools).tools
    assert TOOLS == [tool.name for tool in tools]
    for tool in tools:
        assert tool.description
        assert tool.annotations.read_only_hint
        assert not tool.annotations.open_world_hint
        arguments = tool.input_schema["properties"]
        assert "today" == arguments["as_of"]["default"]
        for argument in arguments.values():
            assert argument["description"]
            assert {"maxLength", "maximum", "anyOf", "enum"} & set(argument)


def test_the_server_tells_what_quoted_words_are(assistant) -> None:
    """The instructions say that what articles say is evidence and no order."""
    assert NOTICE in assistant.client.instructions


def test_a_title_is_found_as_one_types_it(assistant) -> None:
    """Initials find it; the awaited season comes first, with its stage and forecast in words."""
    found = assistant.data("find_title", query="aouad", as_of=DAY)
    first = found["matches"][0]
    assert ("All of Us Are Dead", 2, "r38v") == (first["title"], first["season"], first["ref"])
    assert "Post-production" == first["stage"]
    assert re.fullmatch(r"80 %: \w{3} \d{4} to \w{3} \d{4}", first["forecast"])
    assert {"All of Us Are Dead"} == {item["title"] for item in found["matches"]}


def test_an_empty_query_lists_the_titles_within_the_limit(assistant) -> None:
    """The awaited come first, and what did not fit is counted."""
    everything = assistant.data("find_title", as_of=DAY, limit=50)["matches"]
    found = assistant.data("find_title", as_of=DAY, limit=3)
    assert everything[:3] == found["matches"]
    assert len(everything) - 3 == found["more"]
    out = [item["forecast"].startswith("out") for item in everything]
    assert sorted(out) == out


def test_when_answers_with_quantiles_and_sentences(assistant, demo_ledger: Path) -> None:
    """The answer, the forecast, and sentences of the ledger, each with outlet and day."""
    told = assistant.data("when", title="all of us are dead", as_of=DAY)
    assert told["answer"].startswith("All of Us Are Dead, season 2: no release date")
    days = [date.fromisoformat(day) for day in told["quantiles"].values()]
    assert ["0.05", "0.1", "0.25", "0.5", "0.75", "0.9", "0.95"] == list(told["quantiles"])
    assert sorted(days) == days
    assert 0 <= told["never"] < 0.5
    assert told["reasons"][0]["ref"] == "r38v.reason-1"
    known = sentences_of(demo_ledger)
    assert told["citations"]
    for cited in (*told["citations"], *told["against"]):
        assert cited["quoted_sentence"] in known
        assert cited["outlet"]
        assert cited["day"] <= DAY
        assert cited["url"] is None or cited["url"].startswith("https://")


def test_as_of_an_earlier_day_tells_what_was_known_then(assistant) -> None:
    """No sentence of later days is behind an answer as of a day."""
    told = assistant.data("when", title="r38v", as_of="2024-02-15")
    assert "2024-02-15" == told["as_of"]
    assert "Post-production" != told["stage"]
    assert max(cited["day"] for cited in told["citations"]) <= "2024-02-15"


def test_a_brief_as_markdown_has_a_footnote_for_each_mark(assistant, demo_ledger: Path) -> None:
    """Lines bear references and marks, each mark has its sentence, and the notice leads."""
    text = assistant.ask("brief", title="aouad", as_of=DAY).text
    assert text.startswith(f"> {NOTICE}")
    marks = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    notes = set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE))
    assert marks == notes
    assert "`r38v.filming_wrap`" in text
    assert len(text) <= ROOM


def test_a_brief_as_json_cites_sentences_of_the_ledger(assistant, demo_ledger: Path) -> None:
    """Each line names its citations by number, and all of them are there."""
    told = json.loads(assistant.ask("brief", title="aouad", as_of=DAY, form="json").text)
    lines = [line for section in told["sections"] for line in section["lines"]]
    used = {str(n) for line in [told["answer"], *lines] for n in line.get("citations", [])}
    used |= {str(n) for line in lines for n in line.get("against", [])}
    assert set(told["citations"]) == used
    known = sentences_of(demo_ledger)
    assert {True} == {one["quoted_sentence"] in known for one in told["citations"].values()}
    assert "lines and sentences were left out" in told["left_out"]


def test_why_unrolls_a_line_to_its_sentences(assistant) -> None:
    """The strongest first, each with what its weight rests on, and those against it."""
    told = assistant.data("why", ref="[r38v.filming_start]", as_of=DAY, limit=3)
    assert "r38v.filming_start" == told["ref"]
    assert 3 == len(told["citations"])
    weights = [cited["weight"] for cited in told["citations"]]
    assert sorted(weights, reverse=True) == weights
    assert {True} == {bool(cited["because"]) for cited in told["citations"]}
    assert told["against"]


def test_why_of_a_citation_tells_its_claim(assistant) -> None:
    """The number of a claim, or its beginning, leads to the sentence it was read in."""
    first = assistant.data("when", title="aouad", as_of=DAY)["citations"][0]
    told = assistant.data("why", ref=first["claim"][:10], as_of=DAY)
    assert first["claim"] == told["ref"]
    assert [first["quoted_sentence"]] == [c["quoted_sentence"] for c in told["citations"]]
    assert [first["weight"]] == [cited["weight"] for cited in told["citations"]]


def test_why_of_people_and_story_tells_the_claim_in_words(assistant, demo_ledger: Path) -> None:
    """Claims on people and on the story are told as well as milestones."""
    with open_ledger(demo_ledger, write=False) as ledger:
        entries = ledger.entries()
    kinds = {type(entry.claim.statement).__name__: entry for entry in entries}
    assert {"Milestone", "Credit", "Detail"} == set(kinds)
    for entry in kinds.values():
        told = assistant.data("why", ref=entry.id, as_of=DAY)
        assert told["line"].endswith(".")
        assert entry.claim.subject.title == told["title"]


def test_changes_since_a_day_come_newest_first_with_their_sentences(assistant) -> None:
    """Only days from then on; what did not fit is counted."""
    told = assistant.data("changes_since", day="2026-01-01", as_of=DAY, limit=5)
    days = [change["day"] for change in told["changes"]]
    assert sorted(days, reverse=True) == days
    assert min(days) >= "2026-01-01"
    everything = assistant.data("changes_since", day="2026-01-01", as_of=DAY, limit=50)
    assert len(everything["changes"]) - 5 == told["more"]
    assert {True} == {bool(c["citations"]) for c in told["changes"] if c["kind"] == "milestone"}


def test_changes_of_one_title_tell_how_its_forecast_moved(assistant) -> None:
    """With a title the moves of its forecast are among them, and no other title is."""
    told = assistant.data("changes_since", day="2022-01-01", title="aouad", as_of=DAY, limit=50)
    assert {"r38v"} == {change["ref"] for change in told["changes"]}
    moves = [change for change in told["changes"] if change["kind"] == "forecast"]
    assert moves
    assert {True} == {abs(move["shift_days"]) >= 14 for move in moves}


def test_errors_name_the_remedy(assistant) -> None:
    """An unknown title, a bad day and the like are tool errors that say what to do."""
    cases = [
        ("when", {"title": "zzzz qqqq"}, "find_title with an empty query"),
        ("when", {"title": "squid gaze 9"}, "The ledger has season 1"),
        ("when", {"title": "aouad", "as_of": "2026-02-31"}, "Write it as 2026-02-14"),
        ("when", {"title": "aouad", "as_of": "soon"}, "as_of='soon' is not a day"),
        ("brief", {"title": "aouad", "as_of": "2001-01-01"}, "ask with as_of=2022-06-06"),
        ("brief", {"title": "aouad", "form": "html"}, "form: Input should be"),
        ("why", {"ref": "r38v.nothing", "as_of": DAY}, "Its lines are: answer, stage"),
        ("why", {"ref": "ffffff"}, "Copy it from an answer"),
        ("why", {"ref": "r38v.release", "as_of": "2001-01-01"}, "ask with as_of=2022-06-06"),
        ("changes_since", {"day": "2026-03-01", "as_of": DAY}, "Give an earlier day"),
        ("changes_since", {"day": "last week"}, "day='last week' is not a day"),
        ("find_title", {"query": "x" * 300}, "query: String should have at most 200"),
        ("find_title", {"limit": 0}, "limit: Input should be greater"),
        ("when", {}, "title: Field required"),
        ("write", {}, "Unknown tool: write"),
    ]
    for tool, arguments, expected in cases:
        told = assistant.error(tool, **arguments)
        assert expected in told, (tool, arguments, told)
        assert "airdate titles" not in told
        assert len(told) < 2000


def test_a_claim_of_later_days_is_not_told(assistant, demo_ledger: Path) -> None:
    """Asking by a day hides what was said after it, a claim's number too."""
    with open_ledger(demo_ledger, write=False) as ledger:
        latest = max(ledger.entries(), key=lambda entry: entry.said_on)
    told = assistant.error("why", ref=latest.id, as_of="2024-01-01")
    assert f"Ask with as_of={latest.said_on} or later." in told
    assert latest.sentence_words not in told


def test_questions_at_once_are_answered_as_one_by_one(assistant) -> None:
    """An assistant may call several tools before the first has answered."""
    calls = [
        ("when", {"title": "aouad", "as_of": "2025-08-01"}),
        ("when", {"title": "squid game 3", "as_of": "2025-08-01"}),
        ("find_title", {"as_of": "2025-08-01"}),
        ("changes_since", {"day": "2025-07-01", "as_of": "2025-08-01"}),
    ]
    with ThreadPoolExecutor(len(calls)) as pool:
        together = list(pool.map(lambda call: assistant.ask(call[0], **call[1]), calls))
    assert [assistant.ask(tool, **arguments) for tool, arguments in calls] == together
    assert not any(told.failed for told in together)


def test_assistants_of_earlier_editions_of_the_protocol_are_served(
    assistant, demo_ledger: Path, tmp_path: Path
) -> None:
    """One that opens with a handshake is told the same instructions, tools and answers."""
    with assisted(demo_ledger, tmp_path, mode="legacy") as earlier:
        assert assistant.client.instructions == earlier.client.instructions
        assert TOOLS == [t.name for t in earlier.portal.call(earlier.client.list_tools).tools]
        asked = {"title": "aouad", "as_of": DAY}
        assert assistant.data("when", **asked) == earlier.data("when", **asked)


def test_news_recorded_meanwhile_is_answered(tmp_path: Path) -> None:
    """The server looks at the ledger as it is, not as it was when the assistant came."""
    given = documents.Given(published=None, outlet=None, now=NOON)
    first, *rest = pipeline.read(map(str, samples.dossier()), given=given)
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger:
        pipeline.record(ledger, first, recorded_at=NOON)
        with assisted(path, tmp_path) as assistant:
            before = assistant.data("find_title", as_of=DAY, limit=50)["matches"]
            for found in rest:
                pipeline.record(ledger, found, recorded_at=NOON)
            # Its look at the ledger holds for half a second.
            for _ in range(50):
                after = assistant.data("find_title", as_of=DAY, limit=50)["matches"]
                if len(after) > len(before):
                    break
                sleep(0.1)
    assert len(before) < len(after)


def test_asking_changes_nothing_and_asks_no_network(assistant, demo_ledger: Path) -> None:
    """The ledger's file stays as it was, and the server opens no connection."""
    before = hashlib.sha256(demo_ledger.read_bytes()).hexdigest()
    assistant.data("when", title="aouad")
    assistant.data("changes_since", day="2026-01-01")
    assert before == hashlib.sha256(demo_ledger.read_bytes()).hexdigest()
    assert not assistant.connections.exists()
