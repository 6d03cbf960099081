"""What `reconcile` believes of contradicting, copied and ageing claims."""

from datetime import date

from weighed_claims import SHOW, claim, copy, reject, say

from airdate.model import Event, SourceKind, Status
from airdate.timeline import reconcile

RELEASE, START, POST = Event.RELEASE, Event.FILMING_START, Event.POST_PRODUCTION


def test_a_later_plan_supersedes_an_earlier_one_with_its_slip() -> None:
    """The old window is kept as a plan; the slip runs from its end to the end of the new one."""
    old = say(claim(RELEASE, "2025-01-01/2025-12-31"), "2024-03-01", by="one.example")
    new = say(claim(RELEASE, "2026-03-01/2026-03-31"), "2025-06-01", by="two.example")

    belief = reconcile(SHOW, [new, old], as_of=date(2025, 7, 1)).belief(RELEASE)

    assert belief is not None
    assert new.entry.claim.statement.when == belief.when
    [plan] = belief.plans
    assert [date(2025, 6, 1), 90] == [plan.dropped_on, plan.slip_days]


def test_a_fan_page_loses_against_one_official_statement() -> None:
    """`In post-production`, says a fan page, while the service plans to film next spring."""
    false = say(
        claim(POST, None, status=Status.DONE), "2025-02-10", by="fans.example", kind=SourceKind.FAN
    )
    plan = say(
        claim(START, "2025-04-01/2025-05-31"),
        "2025-01-20",
        by="service.example",
        kind=SourceKind.OFFICIAL,
    )

    timeline = reconcile(SHOW, [false, plan], as_of=date(2025, 3, 1))

    assert timeline.stage is None
    assert timeline.belief(POST) is None or timeline.belief(POST).status is not Status.DONE


def test_a_copy_adds_nothing_but_itself() -> None:
    """Its origin keeps the probability; the copy is counted as a repeat."""
    first = say(claim(RELEASE, "2026-01-01/2026-12-31"), "2025-01-01", by="one.example")
    again = copy(first, "2025-01-02", by="two.example")

    alone = reconcile(SHOW, [first], as_of=date(2025, 2, 1)).belief(RELEASE)
    both = reconcile(SHOW, [again, first], as_of=date(2025, 2, 1)).belief(RELEASE)

    assert alone is not None
    assert both is not None
    assert alone.probability == both.probability
    assert [1, 1] == [both.origins, both.repeats]


def test_a_rejected_claim_counts_against() -> None:
    """What a person rejected supports nothing and stays visible."""
    wrong = reject(say(claim(RELEASE, "2025-01-01/2025-01-01"), "2024-05-01", by="a.example"))
    right = say(claim(RELEASE, "2025-06-01/2025-06-30"), "2024-05-02", by="b.example")

    belief = reconcile(SHOW, [wrong, right], as_of=date(2024, 6, 1)).belief(RELEASE)

    assert belief is not None
    assert ((right,), (wrong,)) == (belief.claims_for, belief.claims_against)
