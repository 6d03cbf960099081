"""Who repeats whom."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from airdate.model import (
    Claim,
    Credit,
    CreditKind,
    DateRange,
    Entry,
    Event,
    Installment,
    Milestone,
    Status,
)
from airdate.sources import Tie, Tied, independence
from airdate.sources.independence import voice_behind
from airdate.sources.weights import weights

independence_module = sys.modules["airdate.sources.independence"]

DAY = date(2026, 1, 10)
WRAP = "2026-02-11/2026-02-20"
REPORT = (
    "Two people on the crew say the cameras in Gangwon will be switched off around the middle of "
    "next month, after which the effects houses take over for the rest of the year."
)
REWORDED = (
    "Two people on the crew say that the cameras in Gangwon will be switched off around the middle "
    "of next month, and the effects houses take over for the rest of the year."
)
ELSEWHERE = (
    "The last scenes are being shot in a provincial office building, and according to the schedule "
    "that the production shared with local hotels nobody will be left there by late February."
)


def entry(name: str, outlet: str | None, words: str, **changes: object) -> Entry:
    """Return an entry on the wrap of a season, said on one day by one outlet."""
    status = changes.pop("status", Status.PLANNED)
    when = changes.pop("when", WRAP)
    statement = Milestone(Event.FILMING_WRAP, DateRange.parse(str(when)) if when else None)
    claim = Claim(
        changes.pop("subject", Installment("Kingdom of Ash", 2)),  # type: ignore[arg-type]
        changes.pop("statement", statement),  # type: ignore[arg-type]
        Status(str(status)),
        changes.pop("credit", None),  # type: ignore[arg-type]
        sentence=1,
        start=0,
        end=4,
    )
    made = Entry(
        id=name,
        claim=claim,
        document_id=name,
        heading="",
        outlet=outlet,
        url=None,
        said_on=DAY,
        recorded_at=datetime(2026, 3, 1, tzinfo=UTC),
        reader="test",
        sentence_words=words,
        words_start=0,
        words_end=4,
        passage=words,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_a_reworded_copy_goes_back_to_the_earliest() -> None:
    """Nearly the same words about the same claim: the earlier entry is the origin."""
    first = entry("b", "newsen.com", REPORT)
    second = entry("a", "koreaboo.com", REWORDED, said_on=DAY + timedelta(2))
    expected = {"b": Tied("b", Tie.ORIGIN), "a": Tied("b", Tie.COPY)}
    assert expected == independence([second, first])


def test_a_copy_of_a_copy_has_the_same_origin() -> None:
    """Even where it no longer resembles the origin enough by itself."""
    further = REWORDED.replace("Two people on the crew say that", "It is said by some that")
    chain = [
        entry("a", "newsen.com", REPORT),
        entry("b", "koreaboo.com", REWORDED, said_on=DAY + timedelta(1)),
        entry("c", "nme.com", further, said_on=DAY + timedelta(2)),
    ]
    assert ["a", "a", "a"] == [independence(chain)[each].origin for each in "abc"]


def test_reports_in_other_words_are_independent() -> None:
    """The same claim, told by two outlets in their own words, has two origins."""
    two = [entry("a", "newsen.com", REPORT), entry("b", "nme.com", ELSEWHERE)]
    assert {"a": Tied("a", Tie.ORIGIN), "b": Tied("b", Tie.ORIGIN)} == independence(two)


def test_sharing_a_title_and_a_plain_phrase_is_no_copying() -> None:
    """A long title and one way to say the obvious do not make a copy."""
    title = "All of Us Are Dead"
    two = [
        entry("a", "newsen.com", f"{title} season 2 was renewed in June 2022 by the streamer."),
        entry("b", "nme.com", f"In June 2022, Netflix renewed {title} season 2 for good."),
    ]
    two = [replace(e, claim=replace(e.claim, subject=Installment(title, 2))) for e in two]
    assert ["a", "b"] == [independence(two)[each].origin for each in "ab"]


def test_who_credits_the_same_voice_is_one_origin() -> None:
    """Two outlets that both credit Deadline rest on Deadline, though it is not in the ledger."""
    two = [
        entry("a", "nme.com", REPORT, credit="Deadline"),
        entry("b", "cbr.com", ELSEWHERE, credit="deadline.com", said_on=DAY + timedelta(1)),
    ]
    assert {"a": Tied("a", Tie.ORIGIN), "b": Tied("a", Tie.RELAY)} == independence(two)


def test_all_sites_of_an_official_owner_are_one_voice() -> None:
    """Netflix Korea, Tudum and the newsroom speak for Netflix."""
    three = [
        entry("a", "about.netflix.com", REPORT),
        entry("b", "soompi.com", ELSEWHERE, credit="Netflix Korea"),
        entry("c", None, "Short.", url="https://www.netflix.com/tudum/x"),
    ]
    assert {"a"} == {tied.origin for tied in independence(three).values()}


def test_of_one_day_the_voice_itself_comes_before_those_who_quote_it() -> None:
    """Ids do not decide where somebody speaks for itself."""
    two = [
        entry("a", "nme.com", REPORT, credit="Netflix"),
        entry("b", "about.netflix.com", ELSEWHERE),
    ]
    assert {"a": Tied("b", Tie.RELAY), "b": Tied("b", Tie.ORIGIN)} == independence(two)


def test_a_plan_renewed_after_months_is_news_again() -> None:
    """The same voice within a quarter repeats itself; later it renews its plan."""
    three = [
        entry("a", "about.netflix.com", REPORT),
        entry("b", "about.netflix.com", ELSEWHERE, said_on=DAY + timedelta(80)),
        entry("c", "about.netflix.com", ELSEWHERE[::-1], said_on=DAY + timedelta(100)),
    ]
    assert ["a", "a", "c"] == [independence(three)[each].origin for each in "abc"]


def test_what_is_done_stays_said() -> None:
    """Years later it is still the same statement."""
    two = [
        entry("a", "about.netflix.com", REPORT, status="done"),
        entry("b", "nme.com", ELSEWHERE, status="done", credit="Netflix", said_on=date(2029, 1, 1)),
    ]
    assert "a" == independence(two)["b"].origin


@pytest.mark.parametrize(
    "changes",
    [
        {"when": "2026-05-01/2026-05-31"},
        {"status": "denied"},
        {"subject": Installment("Kingdom of Ash", 3)},
        {"subject": Installment("Another Kingdom", 2)},
        {"statement": Milestone(Event.RELEASE, DateRange.parse(WRAP))},
        {"statement": Credit("Park Ji-hu", CreditKind.NEW)},
    ],
)
def test_another_claim_is_never_a_repetition(changes: dict[str, object]) -> None:
    """Other days, statuses, seasons, titles or events: same words or not."""
    two = [entry("a", "newsen.com", REPORT), entry("b", "newsen.com", REPORT, **changes)]
    assert Tied("b", Tie.ORIGIN) == independence(two)["b"]


def test_a_person_is_known_by_letters_in_any_order() -> None:
    """Park Ji-hu and Jihu Park are one."""
    two = [
        entry("a", "newsen.com", REPORT, statement=Credit("Park Ji-hu", CreditKind.NEW)),
        entry("b", "nme.com", REWORDED, statement=Credit("Jihu Park", CreditKind.CAST)),
    ]
    assert {"a"} == {tied.origin for tied in independence(two).values()}


@pytest.mark.parametrize(
    ("outlet", "credit", "voice"),
    [
        ("nme.com", None, "nme.com"),
        ("nme.com", "Variety", "variety.com"),
        ("nme.com", "Netflix India", "Netflix"),
        ("nme.com", "director Lee Jae-kyoo", "lee jae kyoo"),
        ("nme.com", "Lee Jae-kyoo", "lee jae kyoo"),
        ("nme.com", "the streamer", "nme.com"),
        ("nme.com", "fans", "nme.com"),
        ("My Diary", None, "my diary"),
        ("netfl1x.com", "Netflix", "netfl1x.com"),
        (None, None, None),
    ],
)
def test_the_voice_is_who_is_credited_or_the_outlet(
    outlet: str | None, credit: str | None, voice: str | None
) -> None:
    """Whoever has no name of its own cannot be told from others without one."""
    assert voice == voice_behind(entry("a", outlet, REPORT, credit=credit))


def test_what_comes_later_changes_nothing_before() -> None:
    """Origins of the first entries are the same with and without the rest."""
    few = [entry("a", "newsen.com", REPORT), entry("b", "nme.com", REWORDED)]
    late = entry("0", "variety.com", REPORT, said_on=DAY + timedelta(9))
    assert independence(few) == {k: v for k, v in independence([late, *few]).items() if k != "0"}


def test_work_grows_with_the_entries_not_with_their_pairs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of two thousand entries on one claim, each is compared with a few dozen at most."""
    compared: list[tuple[str, str]] = []
    same_words = independence_module._same_words

    def counted(one: Entry, other: Entry) -> bool:
        compared.append((one.id, other.id))
        return same_words(one, other)

    monkeypatch.setattr(independence_module, "_same_words", counted)
    many = [
        entry(f"{n:05}", f"site{n % 97}.com", f"{REPORT} Number {n} of {n * 7919}.")
        for n in range(2000)
    ]
    assert 2000 == len(independence(many))
    assert len(compared) <= 2000 * 2 * weights().copies.postings
