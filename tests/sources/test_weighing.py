"""What an entry weighs, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import isclose

import pytest

from airdate.model import (
    Claim,
    DateRange,
    Entry,
    Event,
    Installment,
    Judgement,
    Milestone,
    SourceKind,
    Status,
    Verdict,
    Weighed,
)
from airdate.sources import support, weigh
from airdate.sources.weighing import hold_of
from airdate.sources.weights import weights

DAY = date(2026, 1, 10)
MOMENT = datetime(2026, 1, 11, tzinfo=UTC)
CLAIM = Claim(
    Installment("Kingdom of Ash", 2),
    Milestone(Event.RELEASE, DateRange.parse("2026-09-01/2026-12-31")),
    Status.PLANNED,
    source=None,
    sentence=0,
    start=0,
    end=4,
)
WORDS = (
    "The second run of the period fantasy is to arrive in the last third of the year, once the "
    "effects of its great battle are finished in three countries at once."
)


def entry(
    outlet: str | None, *, credit: str | None = None, status: str = "planned", **changes: object
) -> Entry:
    """Return an entry on the release of a season; its words are its own unless given."""
    claim = replace(CLAIM, source=credit, status=Status(status))
    own = " ".join(f"{outlet}{number}" for number in range(30))
    made = Entry(
        id=f"{outlet} {credit}",
        claim=claim,
        document_id="d",
        heading="",
        outlet=outlet,
        url=None,
        said_on=DAY,
        recorded_at=MOMENT,
        reader="test",
        sentence_words=own,
        words_start=0,
        words_end=4,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def window(words: str | None) -> Milestone:
    """Return a release in a range, in a year or at no time."""
    if words is None or "/" in words:
        return Milestone(Event.RELEASE, words and DateRange.parse(words))  # type: ignore[arg-type]
    return Milestone(Event.RELEASE, DateRange.parse(f"{words}-01-01/{words}-12-31"))


def weight(outlet: str | None, **changes: object) -> float:
    """Return the weight of an entry of that outlet on the day it was said."""
    return weigh([entry(outlet, **changes)], as_of=DAY)[0].weight  # type: ignore[arg-type]


def test_kinds_of_outlets_weigh_in_the_order_of_trust() -> None:
    """Official, trade, press, aggregator, unknown, fan, forum; an imitation below a stranger."""
    outlets = ["about.netflix.com", "deadline.com", "nme.com", "yahoo.com", "blueroads.in"]
    weights = [weight(each) for each in [*outlets, "fandom.com", "reddit.com"]]
    assert weights == sorted(weights, reverse=True)
    assert weight("reddit.com") == weight("theguardianmagazine.com") < weight("blueroads.in")


def test_a_weight_is_the_product_of_chances() -> None:
    """A plan in a trade paper, read with confidence 0.8, told half a half-life ago."""
    days = weights().half_life_days[Status.PLANNED] // 2
    claim = replace(CLAIM, confidence=0.8)
    found = weigh([entry("deadline.com", claim=claim)], as_of=DAY + timedelta(days))[0]
    hold = hold_of(entry("deadline.com"))
    assert isclose(weights().faith["trade"] * hold * 0.5**0.5 * 0.8, found.weight)
    assert (
        f"deadline.com is a trade paper ({weights().faith['trade']:.2f})",
        f"planned: such plans hold ({hold:.2f})",
        "said 575 days before (0.71)",
        "read with confidence 0.80",
    ) == found.reasons


def test_statuses_weigh_as_they_were_seen_to_hold() -> None:
    """Told by the press, the shares of the forecast set come out: 0.86, 0.56, 0.38, within 0.08.

    Those of few cases lie a little towards the share of all.
    """
    shares = {"planned": 0.86, "expected": 0.56, "rumoured": 0.38}
    off = {s: weight("nme.com", status=s) - share for s, share in shares.items()}
    assert all(abs(by) <= 0.08 for by in off.values()), off


def test_a_plan_for_a_day_far_ahead_weighs_less() -> None:
    """It has the longer to slip; an estimate has not."""
    near, far = (replace(CLAIM, statement=window(w)) for w in ("2026-02-01/2026-02-28", "2029"))
    assert weight("nme.com", claim=near) > weight("nme.com", claim=far)
    guesses = [replace(each, status=Status.EXPECTED) for each in (near, far)]
    assert 1 == len({weight("nme.com", claim=guess) for guess in guesses})


def test_a_plan_for_a_day_gone_by_or_for_no_day_has_the_whole_chance() -> None:
    """There is nothing ahead in which it could slip, or nobody knows how much."""
    whole = weights().holds[Status.PLANNED]
    for when in (None, "2025-11-01/2025-11-30"):
        claim = replace(CLAIM, statement=window(when))
        assert whole == hold_of(entry("nme.com", claim=claim))


@pytest.mark.parametrize("outlet", ["fandom.com", "blueroads.in", "reddit.com", "nme.com"])
def test_crediting_netflix_is_better_than_nothing_and_less_than_netflix(outlet: str) -> None:
    """Whoever passes on an official word gains by it, and stays below the official one."""
    assert weight(outlet) < weight(outlet, credit="Netflix") < weight("about.netflix.com")


@pytest.mark.parametrize("credit", ["fans", "Reddit", "a source", "theguardianmagazine.com"])
def test_crediting_the_crowd_or_an_imitation_costs_trust(credit: str) -> None:
    """A trade paper that repeats hearsay has hearsay."""
    assert weight("deadline.com", credit=credit) < 0.65 * weight("deadline.com")


def test_an_imitation_gains_nothing_by_a_great_name() -> None:
    """Whom a lookalike credits does not matter."""
    alone = weight("theguardianmagazine.com")
    assert alone == weight("theguardianmagazine.com", credit="Netflix")


def test_an_imitation_has_a_reason_that_names_its_model() -> None:
    """Nobody is left to wonder why it weighs so little."""
    found = weigh([entry("theguardianmagazine.com")], as_of=DAY)[0]
    expected = "theguardianmagazine.com imitates theguardian.com and is not it (0.30)"
    assert expected == found.reasons[0]
    assert (SourceKind.UNKNOWN, "theguardian.com") == (found.source.kind, found.source.imitates)


def test_an_outlet_that_credits_itself_is_as_if_it_credited_nobody() -> None:
    """`Netflix said today` in its own newsroom."""
    alone = weigh([entry("about.netflix.com")], as_of=DAY)[0]
    credited = weigh([entry("about.netflix.com", credit="Netflix")], as_of=DAY)[0]
    assert (alone.weight, alone.reasons) == (credited.weight, credited.reasons)


def test_what_is_done_does_not_age() -> None:
    """A wrap reported years ago is as sure as on its day."""
    done = entry("nme.com", status="done")
    years_later = weigh([done], as_of=date(2030, 1, 1))
    assert weigh([done], as_of=DAY) == years_later


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [(Verdict.ACCEPTED, 1.0), (Verdict.REJECTED, 0.0), (Verdict.CORRECTED, 1.0)],
)
def test_a_person_outranks_every_number(verdict: Verdict, expected: float) -> None:
    """Accepted and corrected claims weigh 1, rejected ones 0, with the person's reason."""
    said = Judgement(verdict, "seen on the poster", MOMENT)
    found = weigh([entry("reddit.com", judgement=said)], as_of=DAY)[0]
    assert expected == found.weight
    assert (f"{verdict} by a person: seen on the poster",) == found.reasons


def test_a_corrected_entry_bears_the_corrected_claim() -> None:
    """What holds is what the person wrote."""
    right = replace(CLAIM, status=Status.DONE)
    said = Judgement(Verdict.CORRECTED, "it aired", MOMENT, right)
    assert right == weigh([entry("nme.com", judgement=said)], as_of=DAY)[0].entry.claim


def test_nothing_said_after_the_day_is_weighed() -> None:
    """No foresight."""
    later = entry("nme.com", said_on=DAY + timedelta(1))
    assert ["deadline.com"] == [
        each.source.domain for each in weigh([later, entry("deadline.com")], as_of=DAY)
    ]


def copy_of(first: Entry, outlet: str, *, days: int) -> Entry:
    """Return an entry of another outlet, days later, in the same words."""
    return replace(first, id=outlet, outlet=outlet, said_on=DAY + timedelta(days))


def test_a_copy_adds_no_weight() -> None:
    """Not even in a better outlet, nor in ten of them; the reason says of what."""
    first = entry("fandom.com", sentence_words=WORDS)
    names = ("nme.com", "cbr.com", "variety.com", "blueroads.in")
    copies = [copy_of(first, name, days=2) for name in names]
    as_of = DAY + timedelta(3)
    alone, together = weigh([first], as_of=as_of), weigh([first, *copies], as_of=as_of)
    assert support(alone) == support(together)
    assert {first.id} == {each.origin for each in together}
    assert max(each.weight for each in together) == alone[0].weight
    assert "repeats fandom.com of 2 days before" == together[-1].reasons[-1]


def test_a_better_witness_of_the_same_voice_keeps_its_weight() -> None:
    """A fan page named Netflix first, then Deadline did: one origin, heard twice."""
    fan = entry("fandom.com", credit="Netflix", said_on=DAY - timedelta(1))
    trade = entry("deadline.com", credit="Netflix")
    both = weigh([fan, trade], as_of=DAY)
    assert {fan.id} == {each.origin for each in both}
    assert isclose(support(both), both[1].weight)
    assert "goes back to the same voice as fandom.com of 1 day before" == both[1].reasons[-1]


def test_independent_reports_support_each_other() -> None:
    """Two that do not know of each other are surer than either."""
    two = weigh([entry("nme.com"), entry("variety.com")], as_of=DAY)
    assert support(two) > max(each.weight for each in two)
    assert 0.0 == support([])


def test_a_track_record_replaces_the_figure_of_the_kind() -> None:
    """What an outlet has shown counts more than what it is called."""
    found = weigh([entry("nme.com")], as_of=DAY, track_record={"nme.com": 0.5})[0]
    assert isclose(0.5 * hold_of(entry("nme.com")), found.weight)
    assert "nme.com by its record so far (0.50)" == found.reasons[0]


def test_no_record_lifts_an_imitation() -> None:
    """It weighs what imitations weigh, and says whom it imitates."""
    found = weigh([entry("netfl1x.com")], as_of=DAY, track_record={"netfl1x.com": 0.99})[0]
    assert weight("netfl1x.com") == found.weight
    assert "netfl1x.com imitates netflix.com and is not it (0.30)" == found.reasons[0]


def test_an_entry_without_outlet_or_address_is_a_stranger() -> None:
    """It is weighed, not dropped."""
    found: Weighed = weigh([entry(None)], as_of=DAY)[0]
    assert ("", "not named") == (found.source.domain, found.source.name)
    assert weight("blueroads.in") == found.weight


def test_the_numbers_are_chances_for_every_kind_and_status() -> None:
    """Each table is whole and each number lies in 0..1, half lives above 0."""
    table = weights()
    kinds = {*SourceKind, "imitation"}
    assert kinds == set(table.faith) == set(table.relays)
    assert set(Status) == set(table.holds)
    chances = [*table.faith.values(), *table.relays.values(), *table.holds.values()]
    assert all(0.0 <= chance <= 1.0 for chance in (*chances, *table.voices.values()))
    assert all(days > 0 for days in table.half_life_days.values())
    assert all(days > 0 for days in table.reach_half_life_days.values())
    assert table.record_claims > 0
