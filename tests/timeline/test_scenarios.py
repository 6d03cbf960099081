"""Awkward histories, as tables of claims weighed as the product weighs them, and what is believed.

A row is `said_on outlet event status when | sentence`; see `told`.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

import pytest
from told import FILM, SHOW, believed_of, entries_of, short, weighed_of

from airdate.model import Belief, Event, Timeline
from airdate.timeline import reconcile

FANS = [f"Salt_Harbour_Fan_Page_{number}" for number in range(30)]
FALSE = "2025-02-10 Salt_Harbour_Fan_Page post_production done -"


def release(timeline: Timeline) -> Belief:
    """Return what is believed of the release."""
    found = timeline.belief(Event.RELEASE)
    assert found is not None
    return found


def texts(timeline: Timeline) -> str:
    """Return the findings, a line each."""
    return "\n".join(finding.text for finding in timeline.findings)


# ── a false report ──────────────────────────────────────────────────────────────────────────

# Each alone says that filming had not begun when a fan page had it finished.
ONE_OFFICIAL_STATEMENT = {
    "a plan of weeks before": "2025-01-20 about.netflix.com filming_start planned 2025-04",
    "a plan of months before": "2024-08-01 about.netflix.com filming_start planned 2025-04",
    "a plan after": "2025-02-20 about.netflix.com filming_start planned 2025-04",
    "a plan of the same day": "2025-02-10 about.netflix.com filming_start planned 2025-04",
    "a plan for this year": "2025-02-20 about.netflix.com filming_start planned 2025",
    "a denial of weeks before": "2025-01-20 about.netflix.com filming_start denied -",
    "a denial after": "2025-03-01 about.netflix.com filming_start denied -",
    "writing still going on after": "2025-03-01 about.netflix.com writing done -",
    "preparations just before": "2025-02-01 about.netflix.com pre_production done -",
    "the start itself": "2025-04-20 about.netflix.com filming_start done 2025-04-14",
    "a wrap planned for later": "2025-01-10 about.netflix.com filming_wrap planned 2025-09",
}
TWO_PRESS_REPORTS = {
    "plans before": """
        2025-01-20 upi.com filming_start planned 2025-04
        2025-01-28 slashfilm.com filming_start planned 2025-04""",
    "plans after": """
        2025-02-20 upi.com filming_start planned 2025-04
        2025-03-02 slashfilm.com filming_start planned 2025-04""",
    "denials on both sides": """
        2025-01-28 upi.com filming_start denied -
        2025-02-20 slashfilm.com filming_start denied -""",
    "a denial and a plan that differ on the day": """
        2025-01-28 upi.com filming_start planned 2025-03-20/2025-04-10
        2025-02-20 slashfilm.com filming_start planned 2025-05""",
    "casting and writing going on after": """
        2025-02-25 upi.com pre_production done -
        2025-03-02 slashfilm.com writing done -""",
    "the start itself": """
        2025-04-20 upi.com filming_start done 2025-04
        2025-04-21 slashfilm.com filming_start done 2025-04-14""",
}
DAYS = ("2025-05-01", "2026-05-01", "2060-01-01")


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("truth", [*ONE_OFFICIAL_STATEMENT.values(), *TWO_PRESS_REPORTS.values()])
def test_a_false_report_loses_in_any_order_and_for_ever(truth: str, day: str) -> None:
    """A fan page says `in post-production` while filming has not begun; the user is told of it."""
    rows = [row.strip() for row in f"{FALSE}\n{truth}".splitlines() if row.strip()]
    for order in permutations(rows):
        timeline = believed_of("\n".join(order), as_of=day)

        assert timeline.stage not in (Event.POST_PRODUCTION, Event.FILMING_WRAP)
        post = timeline.belief(Event.POST_PRODUCTION)
        listed = [w for f in timeline.findings for w in f.claims]
        listed += post.claims_for if post else ()
        assert any(w.entry.outlet == "Salt Harbour Fan Page" for w in listed)
        assert post is None or post.probability <= 0.5


@pytest.mark.parametrize("truth", ONE_OFFICIAL_STATEMENT.values())
def test_a_swarm_of_fan_pages_loses_as_one_does(truth: str) -> None:
    """Thirty pages that echo each other, none of them seen to copy."""
    swarm = "\n".join(
        f"2025-02-{10 + n % 9} {fan} post_production done -" for n, fan in enumerate(FANS)
    )

    timeline = believed_of(f"{swarm}\n{truth}", as_of="2026-05-01")

    assert Event.POST_PRODUCTION is not timeline.stage


def test_a_lone_fan_page_is_no_more_than_a_rumour() -> None:
    """Nobody contradicts it, and it is no likelier than not."""
    timeline = believed_of(FALSE, as_of="2025-03-01")

    assert (None, {"post_production": "rumoured -"}) == (timeline.stage, short(timeline))


def test_an_early_report_is_refused_and_the_later_one_believed() -> None:
    """It came true in the end: the page was wrong in February all the same."""
    timeline = believed_of(
        f"""{FALSE}
        2025-04-20 upi.com filming_start done 2025-04
        2025-11-03 variety.com post_production done -""",
        as_of="2025-12-01",
    )

    assert Event.POST_PRODUCTION is timeline.stage
    assert (
        "Salt Harbour Fan Page reported post-production as done on 10 February 2025; "
        "UPI said what outweighs it"
    ) == texts(timeline)


# ── plans ───────────────────────────────────────────────────────────────────────────────────


def test_a_swarm_does_not_move_an_official_date() -> None:
    """Before it or after it; the user is told that they disagree."""
    swarm = "\n".join(
        f"2025-02-{10 + n % 9} {fan} release planned 2025-05-01" for n, fan in enumerate(FANS)
    )
    for day in ("2025-01-10", "2025-02-14", "2025-03-10"):
        official = f"{day} about.netflix.com release planned 2025-06-01"

        timeline = believed_of(f"{swarm}\n{official}", as_of="2025-03-15")

        assert "planned 2025-06-01/2025-06-01" == short(timeline)["release"]


def test_a_date_moved_three_times_is_a_chain_of_slips() -> None:
    """Announced, moved, moved, moved: each with its days."""
    timeline = believed_of(
        """
        2024-01-10 about.netflix.com release planned 2024-10-01
        2024-07-01 about.netflix.com release planned 2025-03-01
        2024-12-01 about.netflix.com release planned 2025-09
        2025-06-01 about.netflix.com release planned 2026-02-14""",
        as_of="2025-07-01",
    )

    chain = [(str(p.when), p.slip_days, str(p.dropped_on)) for p in release(timeline).plans]
    assert [
        ("2024-10-01/2024-10-01", 151, "2024-07-01"),
        ("2025-03-01/2025-03-01", 213, "2024-12-01"),
        ("2025-09-01/2025-09-30", 137, "2025-06-01"),
    ] == chain
    assert "planned 2026-02-14/2026-02-14" == short(timeline)["release"]


def test_the_last_plan_slips_to_what_came() -> None:
    """Announced for March, out in May."""
    timeline = believed_of(
        """
        2025-01-10 about.netflix.com release planned 2025-03-01
        2025-05-02 upi.com release done 2025-05-01""",
        as_of="2025-06-01",
    )

    assert [61] == [plan.slip_days for plan in release(timeline).plans]


def test_a_window_refined_to_the_day_never_slips() -> None:
    """The year, the spring, April, the seventeenth; somebody still says `2026`."""
    timeline = believed_of(
        """
        2025-01-01 variety.com release planned 2026
        2025-03-01 deadline.com release planned 2026-03-01/2026-05-31
        2025-06-01 upi.com release planned 2026-04
        2025-09-01 about.netflix.com release planned 2026-04-17
        2025-10-01 pinkvilla.com release planned 2026""",
        as_of="2025-11-01",
    )

    assert "planned 2026-04-17/2026-04-17" == short(timeline)["release"]
    assert (5, (), ()) == (
        release(timeline).origins,
        release(timeline).plans,
        release(timeline).claims_against,
    )


def test_trades_that_differ_on_one_day_are_a_disagreement() -> None:
    """Of two equals the later window stands, whatever the order, and by a bare margin."""
    rows = [
        "2025-02-01 variety.com release planned 2025-05",
        "2025-02-01 deadline.com release planned 2025-09",
    ]
    for order in permutations(rows):
        timeline = believed_of("\n".join(order), as_of="2025-03-01")

        assert "planned 2025-09-01/2025-09-30" == short(timeline)["release"]
        assert release(timeline).probability < 0.6
        assert texts(timeline).startswith("Sources disagree on the release: September 2025")


def test_a_date_in_the_past_that_nobody_confirmed_is_hardly_believed() -> None:
    """It is told as stale, with the days, and believed less each week."""
    told = "2024-01-10 about.netflix.com release planned 2024-05-01"
    chances = [
        release(believed_of(told, as_of=day)).probability
        for day in ("2024-04-30", "2024-05-08", "2024-06-01", "2026-07-01")
    ]

    assert sorted(chances, reverse=True) == chances
    assert chances[0] > 0.8 > 0.05 > chances[-1]
    timeline = believed_of(told, as_of="2026-07-01")
    assert "The release was planned on 1 May 2024; no report since, 791 days ago" == texts(timeline)


def test_days_that_no_plan_can_name_are_left_out_and_told() -> None:
    """A slip of the pen is neither a plan nor a plan that slipped."""
    timeline = believed_of(
        """
        2025-02-01 variety.com release planned 2125-05
        2025-02-02 deadline.com release planned 1925
        2025-02-03 upi.com release planned 2026-05""",
        as_of="2025-03-01",
    )

    assert ("planned 2026-05-01/2026-05-31", ()) == (
        short(timeline)["release"],
        release(timeline).plans,
    )
    assert 2 == texts(timeline).count("left out")


def test_talk_is_no_plan_that_slipped() -> None:
    """What a forum hoped for leaves no slip behind, and is listed against."""
    timeline = believed_of(
        """
        2025-01-01 Some_Forum release rumoured 2025-06
        2025-03-01 variety.com release planned 2025-10""",
        as_of="2025-04-01",
    )

    assert () == release(timeline).plans
    assert ["Some Forum"] == [w.entry.outlet for w in release(timeline).claims_against]


# ── retractions, denials, turns ─────────────────────────────────────────────────────────────


def test_an_outlet_that_takes_its_report_back_is_believed() -> None:
    """Denied, reported, withdrawn: filming has not begun."""
    timeline = believed_of(
        """
        2025-03-01 upi.com filming_start denied -
        2025-06-01 variety.com filming_start done 2025-05
        2025-06-10 variety.com filming_start denied -""",
        as_of="2025-07-01",
    )

    assert (None, "denied -") == (timeline.stage, short(timeline)["filming_start"])
    assert "Variety reported the start of filming as done on 1 June 2025" in texts(timeline)


def test_a_denial_of_may_yields_to_a_start_in_july() -> None:
    """It was true of its day."""
    timeline = believed_of(
        """
        2025-05-14 sportskeeda.com filming_start denied -
        2025-07-23 upi.com filming_start done 2025-07""",
        as_of="2040-01-01",
    )

    assert (Event.FILMING_START, "") == (timeline.stage, texts(timeline))


def test_the_makers_word_ends_a_report_of_the_end() -> None:
    """A trade paper has it cancelled; the service says that it is not."""
    timeline = believed_of(
        """
        2025-06-01 variety.com cancelled done -
        2025-06-03 about.netflix.com cancelled denied -""",
        as_of="2025-07-01",
    )

    assert "denied -" == short(timeline)["cancelled"]


def test_renewed_cancelled_and_revived() -> None:
    """Each stands on its day; the revival is the renewal that counts."""
    told = """
        2023-05-01 variety.com renewed done 2023-05-01
        2024-02-01 deadline.com cancelled done 2024-02-01
        2024-09-01 variety.com renewed done 2024-09-01"""
    stages = [
        (str(t.stage), t.tmdb_status)
        for t in (
            believed_of(told, as_of=day) for day in ("2023-06-01", "2024-03-01", "2024-10-01")
        )
    ]

    assert [
        ("renewed", "Returning Series"),
        ("cancelled", "Canceled"),
        ("renewed", "Returning Series"),
    ] == stages
    timeline = believed_of(told, as_of="2024-10-01")
    assert {"renewed": "done 2024-09-01/2024-09-01"} == short(timeline)
    assert "Variety told of it going on since then" in texts(timeline)


def test_a_look_back_at_a_renewal_revives_nothing() -> None:
    """`Renewed in May 2023`, says an article on its end."""
    timeline = believed_of(
        """
        2023-05-01 variety.com renewed done 2023-05-01
        2024-02-01 deadline.com cancelled done 2024-02-01
        2024-03-01 upi.com renewed done 2023-05""",
        as_of="2024-10-01",
    )

    assert Event.CANCELLED is timeline.stage


# ── order ───────────────────────────────────────────────────────────────────────────────────


def test_what_cannot_follow_is_refused_or_told() -> None:
    """A fan page has it wrapped in June; two papers have cameras roll in September."""
    timeline = believed_of(
        """
        2025-09-02 upi.com filming_start done 2025-09-01
        2025-09-03 slashfilm.com filming_start done 2025-09
        2025-09-20 Salt_Harbour_Fan_Page filming_wrap done 2025-06""",
        as_of="2025-10-01",
    )

    assert {"filming_start": "done 2025-09-01/2025-09-01"} == short(timeline)
    assert "Salt Harbour Fan Page reported the end of filming as done" in texts(timeline)


def test_an_event_is_not_dated_after_it_was_known() -> None:
    """Reported on the sixth, it did not happen on the seventh."""
    timeline = believed_of(
        """
        2022-06-06 variety.com renewed done -
        2022-06-06 slashfilm.com renewed done 2022-06-06
        2022-06-07 hankookilbo.com renewed done 2022-06-07
        2022-06-08 upi.com renewed done 2022-06-07""",
        as_of="2022-07-01",
    )

    assert "done 2022-06-06/2022-06-06" == short(timeline)["renewed"]


# ── parts and festivals ─────────────────────────────────────────────────────────────────────


def test_a_festival_is_not_the_release() -> None:
    """The film was shown in September and comes in November."""
    timeline = believed_of(
        """
        2025-09-04 upi.com release done 2025-09-03 | Shown at a film festival on »3 September«.
        2025-09-04 variety.com release planned 2025-11-21 | On Netflix from »21 November«.""",
        as_of="2025-10-01",
        subject=FILM,
    )

    assert {"release": "planned 2025-11-21/2025-11-21"} == short(timeline)
    assert [("festival", "done", "2025-09-03/2025-09-03")] == [
        (s.name, str(s.belief.status), str(s.belief.when)) for s in timeline.showings
    ]


def test_a_season_in_two_parts_is_out_with_the_first() -> None:
    """The second part is told apart, and is no slip of the first."""
    first = "Volume 1 comes on »26 November« and volume 2 on 25 December."
    second = "Volume 1 comes on 26 November and volume 2 on »25 December«."
    timeline = believed_of(
        f"""
        2025-05-01 about.netflix.com release planned 2025-11-26 | {first}
        2025-05-01 about.netflix.com release planned 2025-12-25 | {second}
        2025-11-27 variety.com release done 2025-11-26 | Out since »26 November«.""",
        as_of="2025-12-01",
    )

    assert ("done 2025-11-26/2025-11-26", ()) == (
        short(timeline)["release"],
        release(timeline).plans,
    )
    assert [("part 2", "2025-12-25/2025-12-25")] == [
        (s.name, str(s.belief.when)) for s in timeline.showings
    ]


def test_the_next_trailer_is_told_beside_the_last() -> None:
    """A teaser of years ago hides no trailer that is announced."""
    timeline = believed_of(
        """
        2022-06-06 slashfilm.com trailer done 2022-06-06
        2025-09-01 about.netflix.com trailer planned 2025-10-05""",
        as_of="2025-09-10",
    )

    assert "done 2022-06-06/2022-06-06" == short(timeline)["trailer"]
    assert [("next", "2025-10-05/2025-10-05")] == [
        (s.name, str(s.belief.when)) for s in timeline.showings
    ]


# ── weights of their day ────────────────────────────────────────────────────────────────────


def test_a_decision_does_not_change_as_its_claims_grow_old() -> None:
    """Plans are replayed with what they weighed when they were told."""
    table = """
        2024-01-10 about.netflix.com release planned 2026
        2024-03-01 Some_Fan_Page release dropped 2026
        2024-06-01 new.example release denied -"""
    entries = entries_of(table, subject=SHOW)
    days = [date(2024, 7, 1) + timedelta(days=365 * years) for years in (0, 1, 5, 30)]

    found = [
        [
            (b.event, b.status, b.when)
            for b in reconcile(SHOW, weighed_of(entries, as_of=day), as_of=day).milestones
        ]
        for day in days
    ]

    assert [found[0]] * len(days) == found
