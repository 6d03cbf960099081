"""What `reconcile` believes of contradicting, copied and ageing claims."""

from datetime import date

from weighed_claims import SHOW, claim, copy, credit, reject, say

from airdate.model import Belief, CreditKind, Event, Installment, SourceKind, Status, Weighed
from airdate.timeline import reconcile

RELEASE, START, FILMING, WRAP, POST = (
    Event.RELEASE,
    Event.FILMING_START,
    Event.FILMING,
    Event.FILMING_WRAP,
    Event.POST_PRODUCTION,
)
DONE, EXPECTED, RUMOURED, DENIED, DROPPED = (
    Status.DONE,
    Status.EXPECTED,
    Status.RUMOURED,
    Status.DENIED,
    Status.DROPPED,
)
OFFICIAL, FAN = SourceKind.OFFICIAL, SourceKind.FAN


def believed(event: Event, claims: list[Weighed], *, as_of: str) -> Belief:
    """Return what is believed of an event."""
    found = reconcile(SHOW, claims, as_of=date.fromisoformat(as_of)).belief(event)
    assert found is not None
    return found


# ── plans ───────────────────────────────────────────────────────────────────────────────────


def test_a_later_plan_supersedes_an_earlier_one_with_its_slip() -> None:
    """The old window is kept as a plan; the slip runs from its end to the end of the new one."""
    old = say(claim(RELEASE, "2025-01-01/2025-12-31"), "2024-03-01", by="one.example")
    new = say(claim(RELEASE, "2026-03-01/2026-03-31"), "2025-06-01", by="two.example")

    belief = believed(RELEASE, [new, old], as_of="2025-07-01")

    assert new.entry.claim.statement.when == belief.when
    assert date(2025, 6, 1) == belief.since
    [plan] = belief.plans
    assert [date(2025, 6, 1), 90] == [plan.dropped_on, plan.slip_days]
    assert belief.when == plan.replaced_by


def test_a_narrower_plan_refines_a_vague_one_which_supports_it() -> None:
    """`2026`, then `March 2026`: both speak for March, and nothing slipped."""
    vague = say(claim(RELEASE, "2026-01-01/2026-12-31"), "2025-03-01", by="one.example")
    sharp = say(claim(RELEASE, "2026-03-01/2026-03-31"), "2025-06-01", by="two.example")

    belief = believed(RELEASE, [sharp, vague], as_of="2025-07-01")

    assert sharp.entry.claim.statement.when == belief.when
    assert (vague, sharp) == belief.claims_for
    assert () == belief.plans


def test_a_later_official_plan_beats_what_three_outlets_said_before() -> None:
    """Numbers do not hold against a later word of the makers."""
    olds = [
        say(claim(RELEASE, "2025-01-01/2025-12-31"), "2024-03-01", by=f"{name}.example")
        for name in ("one", "two", "three")
    ]
    new = say(
        claim(RELEASE, "2026-05-01/2026-05-31"), "2024-09-01", by="service.example", kind=OFFICIAL
    )

    belief = believed(RELEASE, [*olds, new], as_of="2024-10-01")

    assert new.entry.claim.statement.when == belief.when


def test_a_fan_page_does_not_overturn_an_official_plan() -> None:
    """It is listed against what is believed."""
    plan = say(
        claim(RELEASE, "2026-05-01/2026-05-31"), "2025-09-01", by="service.example", kind=OFFICIAL
    )
    fan = say(claim(RELEASE, "2026-02-01/2026-02-28"), "2025-10-01", by="fans.example", kind=FAN)

    belief = believed(RELEASE, [fan, plan], as_of="2025-11-01")

    assert plan.entry.claim.statement.when == belief.when
    assert (fan,) == belief.claims_against


def test_an_estimate_after_a_window_has_passed_takes_its_place() -> None:
    """A plan that time refuted yields to a weaker word."""
    plan = say(
        claim(RELEASE, "2025-01-01/2025-03-31"), "2024-01-01", by="service.example", kind=OFFICIAL
    )
    estimate = say(
        claim(RELEASE, "2026-01-01/2026-06-30", status=EXPECTED), "2025-08-01", by="one.example"
    )

    belief = believed(RELEASE, [plan, estimate], as_of="2025-09-01")

    assert (EXPECTED, estimate.entry.claim.statement.when) == (belief.status, belief.when)


def test_a_dropped_plan_without_another_leaves_a_denial() -> None:
    """What is known is that it does not hold."""
    plan = say(claim(RELEASE, "2025-05-01/2025-05-01"), "2024-01-01", by="one.example")
    drop = say(
        claim(RELEASE, "2025-05-01/2025-05-01", status=DROPPED), "2024-06-01", by="two.example"
    )

    belief = believed(RELEASE, [plan, drop], as_of="2024-07-01")

    assert (DENIED, None) == (belief.status, belief.when)
    assert [date(2024, 6, 1)] == [plan.dropped_on for plan in belief.plans]


def test_a_dropped_plan_with_another_on_the_same_day_slips() -> None:
    """`Moved from May to November`: six months."""
    plan = say(claim(RELEASE, "2025-05-01/2025-05-01"), "2024-01-01", by="one.example")
    drop = say(
        claim(RELEASE, "2025-05-01/2025-05-01", status=DROPPED), "2024-06-01", by="two.example"
    )
    new = say(claim(RELEASE, "2025-11-01/2025-11-01"), "2024-06-01", by="two.example")

    belief = believed(RELEASE, [new, drop, plan], as_of="2024-07-01")

    assert new.entry.claim.statement.when == belief.when
    assert [184] == [plan.slip_days for plan in belief.plans]


def test_no_date_announced_is_only_noted_beside_a_window() -> None:
    """A denial is believed only where nothing positive is."""
    denial = say(claim(RELEASE, None, status=DENIED), "2024-06-01", by="two.example")
    window = say(
        claim(RELEASE, "2025-01-01/2025-12-31", status=EXPECTED), "2024-05-01", by="one.example"
    )

    alone = believed(RELEASE, [denial], as_of="2024-07-01")
    both = believed(RELEASE, [denial, window], as_of="2024-07-01")

    assert DENIED is alone.status
    assert (EXPECTED, (denial,)) == (both.status, both.claims_against)


def test_a_plan_that_passed_without_a_report_is_overdue() -> None:
    """The days since its end are counted, and a finding says so."""
    plan = say(claim(WRAP, "2026-02-11/2026-02-20"), "2026-01-10", by="one.example")

    timeline = reconcile(SHOW, [plan], as_of=date(2026, 11, 28))

    assert [281] == [belief.overdue_days for belief in timeline.milestones]
    [finding] = timeline.findings
    expected = (
        "The end of filming was planned some time within 11–20 February 2026; "
        "no report since, 281 days ago"
    )
    assert expected == finding.text


def test_two_ranges_of_one_day_do_not_supersede_each_other() -> None:
    """A document that gives two is no later than itself: the second is listed against."""
    one = say(claim(RELEASE, "2024-01-01/2024-12-31"), "2023-03-19", by="one.example")
    two = say(claim(RELEASE, "2023-03-01/2023-05-31"), "2023-03-19", by="one.example")

    belief = believed(RELEASE, [one, two], as_of="2023-04-01")

    assert one.entry.claim.statement.when == belief.when
    assert ((), (two,)) == (belief.plans, belief.claims_against)


# ── reports ─────────────────────────────────────────────────────────────────────────────────


def test_a_report_beats_the_plan_and_tells_its_slip() -> None:
    """Filming was planned for January and began in March."""
    plan = say(claim(START, "2025-01-01/2025-01-31"), "2024-10-01", by="one.example")
    report = say(claim(START, "2025-03-10/2025-03-10", status=DONE), "2025-03-11", by="two.example")

    belief = believed(START, [plan, report], as_of="2025-04-01")

    assert (DONE, report.entry.claim.statement.when) == (belief.status, belief.when)
    assert [38] == [plan.slip_days for plan in belief.plans]


def test_a_plan_that_held_speaks_for_the_report() -> None:
    """It is no earlier plan that fell, but support."""
    plan = say(claim(START, "2025-03-01/2025-03-31"), "2024-10-01", by="one.example")
    report = say(claim(START, "2025-03-10/2025-03-10", status=DONE), "2025-03-11", by="two.example")

    belief = believed(START, [plan, report], as_of="2025-04-01")

    assert ((plan, report), ()) == (belief.claims_for, belief.plans)


def test_two_reports_of_one_wrap_agree_but_for_a_day() -> None:
    """The day with the stronger voice is believed; the other supports the event."""
    trade = say(
        claim(WRAP, "2026-02-18/2026-02-18", status=DONE),
        "2026-02-23",
        by="trade.example",
        kind=SourceKind.TRADE,
    )
    press = say(claim(WRAP, "2026-02-19/2026-02-19", status=DONE), "2026-02-22", by="b.example")

    belief = believed(WRAP, [trade, press], as_of="2026-03-01")

    assert trade.entry.claim.statement.when == belief.when
    assert (press, trade) == belief.claims_for


def test_two_voices_as_strong_leave_both_days_open() -> None:
    """Neither day is believed against the other: the range holds both."""
    one = say(claim(WRAP, "2026-02-18/2026-02-18", status=DONE), "2026-02-23", by="a.example")
    other = say(claim(WRAP, "2026-02-19/2026-02-19", status=DONE), "2026-02-22", by="b.example")

    belief = believed(WRAP, [one, other], as_of="2026-03-01")

    assert "2026-02-18/2026-02-19" == str(belief.when)
    assert (other, one) == belief.claims_for


def test_filming_under_way_implies_that_it_started() -> None:
    """By the day of the report, on the same claims."""
    report = say(
        claim(FILMING, "2025-07-23/2025-07-23", status=DONE), "2025-07-24", by="one.example"
    )

    belief = believed(START, [report], as_of="2025-08-01")

    assert ("../2025-07-23", DONE) == (str(belief.when), belief.status)
    assert (report,) == belief.claims_for


def test_a_plan_said_after_the_event_is_no_earlier_plan() -> None:
    """Somebody still expects what has happened: listed against, not as a plan that slipped."""
    report = say(claim(START, "2025-03-10/2025-03-10", status=DONE), "2025-03-11", by="two.example")
    stale = say(
        claim(START, "2025-06-01/2025-06-30", status=RUMOURED), "2025-03-20", by="c.example"
    )

    belief = believed(START, [report, stale], as_of="2025-04-01")

    assert ((), (stale,)) == (belief.plans, belief.claims_against)


def test_a_weak_report_of_the_start_takes_nothing_from_what_filming_implies() -> None:
    """The start is at least as sure as the filming that followed it."""
    filming = say(claim(FILMING, None, status=DONE), "2025-04-01", by="one.example", weight=0.8)
    start = say(
        claim(START, "2025-03-10/2025-03-10", status=DONE), "2025-03-11", by="b.example", weight=0.2
    )

    belief = believed(START, [filming, start], as_of="2025-05-01")

    assert start.entry.claim.statement.when == belief.when
    assert belief.probability > 0.8
    assert (start, filming) == belief.claims_for


def test_a_fan_page_loses_against_one_official_statement() -> None:
    """`In post-production`, says a fan page, while the service plans to film next spring."""
    false = say(claim(POST, None, status=DONE), "2025-02-10", by="fans.example", kind=FAN)
    for day in ("2025-01-20", "2024-09-01", "2025-02-20"):
        plan = say(claim(START, "2025-04-01/2025-05-31"), day, by="service.example", kind=OFFICIAL)

        timeline = reconcile(SHOW, [false, plan], as_of=date(2025, 3, 1))

        assert timeline.stage is None
        assert timeline.belief(POST) is None


def test_a_fan_page_loses_against_two_independent_press_reports() -> None:
    """Each of them says that cameras roll in April."""
    false = say(claim(POST, None, status=DONE), "2025-02-10", by="fans.example", kind=FAN)
    plans = [
        say(claim(START, "2025-04-01/2025-04-30"), "2025-02-20", by=f"{name}.example")
        for name in ("one", "two")
    ]

    timeline = reconcile(SHOW, [*plans, false], as_of=date(2025, 3, 1))

    assert timeline.stage is None


def test_what_is_not_believed_is_shown_as_a_finding() -> None:
    """The refuted report is told with what outweighs it."""
    false = say(
        claim(START, "2025-02-01/2025-02-10", status=DONE),
        "2025-02-10",
        by="fans.example",
        kind=FAN,
    )
    plan = say(
        claim(START, "2025-04-01/2025-05-31"), "2025-02-20", by="service.example", kind=OFFICIAL
    )

    timeline = reconcile(SHOW, [false, plan], as_of=date(2025, 3, 1))

    [finding] = timeline.findings
    assert (false, plan) == finding.claims
    assert finding.text.startswith("fans.example reported the start of filming as done")


def test_a_report_of_today_ends_an_old_denial() -> None:
    """`Not begun`, said in May, says nothing against a start in July."""
    denial = say(claim(START, None, status=DENIED), "2025-05-14", by="one.example")
    report = say(claim(START, "2025-07-23/2025-07-23", status=DONE), "2025-07-23", by="two.example")

    belief = believed(START, [denial, report], as_of="2025-08-01")

    assert DONE is belief.status


def test_a_revival_outweighs_a_cancellation() -> None:
    """Renewed by its new home after it was cancelled: the stage is the renewal."""
    end = say(claim(Event.CANCELLED, None, status=DONE), "2024-05-01", by="one.example")
    again = say(
        claim(Event.RENEWED, None, status=DONE), "2024-08-01", by="service.example", kind=OFFICIAL
    )

    before = reconcile(SHOW, [end], as_of=date(2024, 6, 1))
    after = reconcile(SHOW, [end, again], as_of=date(2024, 9, 1))

    assert [Event.CANCELLED, Event.RENEWED] == [before.stage, after.stage]


# ── who counts ──────────────────────────────────────────────────────────────────────────────


def test_a_copy_adds_nothing_but_itself() -> None:
    """Its origin keeps the probability; the copy is counted as a repeat."""
    first = say(claim(RELEASE, "2026-01-01/2026-12-31"), "2025-01-01", by="one.example")
    again = copy(first, "2025-01-02", by="two.example")

    alone = believed(RELEASE, [first], as_of="2025-02-01")
    both = believed(RELEASE, [again, first], as_of="2025-02-01")

    assert alone.probability == both.probability
    assert [1, 1] == [both.origins, both.repeats]


def test_an_independent_second_voice_makes_it_surer() -> None:
    """Two outlets are two origins; one outlet twice is one."""
    first = say(claim(RELEASE, "2026-01-01/2026-12-31"), "2025-01-01", by="one.example", weight=0.5)
    same = say(claim(RELEASE, "2026-01-01/2026-12-31"), "2025-01-09", by="one.example", weight=0.5)
    other = say(claim(RELEASE, "2026-01-01/2026-12-31"), "2025-01-05", by="two.example", weight=0.5)

    alone = believed(RELEASE, [first], as_of="2025-02-01")
    twice = believed(RELEASE, [first, same], as_of="2025-02-01")
    both = believed(RELEASE, [first, other], as_of="2025-02-01")

    assert alone.probability == twice.probability < both.probability
    assert [1, 2] == [twice.origins, both.origins]


def test_a_rejected_claim_counts_against() -> None:
    """What a person rejected supports nothing and stays visible."""
    wrong = reject(say(claim(RELEASE, "2025-01-01/2025-01-01"), "2024-05-01", by="a.example"))
    right = say(claim(RELEASE, "2025-06-01/2025-06-30"), "2024-05-02", by="b.example")

    belief = believed(RELEASE, [wrong, right], as_of="2024-06-01")

    assert ((right,), (wrong,)) == (belief.claims_for, belief.claims_against)


def test_the_series_as_a_whole_counts_for_people_not_for_milestones() -> None:
    """A claim without a season does not date season 2, but tells who is in it."""
    series = Installment("Salt Harbour")
    window = say(claim(RELEASE, "2026-01-01/2026-12-31", subject=series), "2025-01-01")
    lead = say(credit("Mara Quill", CreditKind.CAST, subject=series), "2025-01-01")
    third = say(
        claim(RELEASE, "2028-01-01/2028-12-31", subject=Installment("Salt Harbour", 3)),
        "2025-01-01",
    )

    timeline = reconcile(SHOW, [window, lead, third], as_of=date(2025, 2, 1))

    assert () == timeline.milestones
    assert ["Mara Quill"] == [person.person for person in timeline.credits]


def test_rumours_stay_apart_until_something_better_says_so() -> None:
    """A rumour that a plan bears out is no rumour any more."""
    rumour = say(
        claim(RELEASE, "2026-01-01/2026-12-31", status=RUMOURED),
        "2025-01-01",
        by="one.example",
        weight=0.3,
    )
    plan = say(claim(RELEASE, "2026-05-01/2026-05-31"), "2025-03-01", by="two.example")

    before = reconcile(SHOW, [rumour], as_of=date(2025, 2, 1))
    after = reconcile(SHOW, [rumour, plan], as_of=date(2025, 4, 1))

    assert [(rumour,), ()] == [before.rumours, after.rumours]


# ── order ───────────────────────────────────────────────────────────────────────────────────


def test_a_wrap_before_the_start_is_a_finding() -> None:
    """Both reports are kept; the user sees that they cannot both be right."""
    start = say(claim(START, "2025-09-01/2025-09-01", status=DONE), "2025-09-02", by="one.example")
    wrap = say(claim(WRAP, "2025-06-01/2025-06-30", status=DONE), "2025-09-20", by="two.example")

    timeline = reconcile(SHOW, [start, wrap], as_of=date(2025, 10, 1))

    expected = [
        "The end of filming (June 2025) would come before the start of filming (1 September 2025)"
    ]
    assert expected == [finding.text for finding in timeline.findings]


def test_a_series_may_air_while_it_films_a_film_may_not() -> None:
    """A wrap two months after the release is odd for a film alone."""
    film = Installment("Salt Harbour")
    for subject, expected in ((SHOW, 0), (film, 1)):
        claims = [
            say(
                claim(WRAP, "2026-06-01/2026-06-30", subject=subject), "2025-12-01", by="a.example"
            ),
            say(
                claim(RELEASE, "2026-04-01/2026-04-30", subject=subject),
                "2025-12-01",
                by="a.example",
            ),
        ]

        timeline = reconcile(subject, claims, as_of=date(2026, 1, 1))

        assert expected == len(timeline.findings)


def test_a_teaser_of_the_order_is_no_stage() -> None:
    """A first look years before the camera rolls does not put it behind post-production."""
    order = say(claim(Event.RENEWED, None, status=DONE), "2022-06-06", by="one.example")
    teaser = say(
        claim(Event.TRAILER, "2022-06-06/2022-06-06", status=DONE), "2022-06-06", by="one.example"
    )
    wrap = say(claim(WRAP, "2026-02-19/2026-02-19", status=DONE), "2026-02-20", by="two.example")
    trailer = say(
        claim(Event.TRAILER, "2026-08-01/2026-08-01", status=DONE), "2026-08-01", by="one.example"
    )

    stages = [
        reconcile(SHOW, [order, teaser, wrap, trailer], as_of=day).stage
        for day in (date(2022, 7, 1), date(2026, 3, 1), date(2026, 9, 1))
    ]

    assert [Event.RENEWED, WRAP, Event.TRAILER] == stages


def test_sources_that_disagree_are_a_finding() -> None:
    """Two estimates that share no month, the later one a little less sure."""
    early = say(
        claim(RELEASE, "2026-05-01/2026-12-31", status=EXPECTED),
        "2026-02-23",
        by="a.example",
        weight=0.5,
    )
    late = say(
        claim(RELEASE, "2027-01-01/2027-04-30", status=EXPECTED),
        "2026-02-22",
        by="b.example",
        weight=0.9,
    )

    timeline = reconcile(SHOW, [early, late], as_of=date(2026, 3, 1))

    [finding] = timeline.findings
    assert finding.text.startswith("Sources disagree on the release: January–April 2027")
