"""What tells copies: signatures of texts and keys of claims."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from airdate.bulk import likeness
from airdate.ledger.rows import claim_row
from airdate.model import (
    Claim,
    Credit,
    CreditKind,
    DateRange,
    Document,
    Event,
    Installment,
    Milestone,
    Statement,
    Status,
)

BODY = " ".join(f"word{n} is followed by word{n * 7 % 90}" for n in range(60))
RELEASE = Milestone(Event.RELEASE, DateRange.parse("2027-03-04/2027-03-04"))


def _sketch(heading: str, body: str) -> likeness.Sketch:
    return likeness.sketch(Document(f"{heading}\n{body}", heading, ()))


def _shared(one: likeness.Sketch, other: likeness.Sketch) -> float:
    a, b = (np.frombuffer(each.signature or b"", "<u2") for each in (one, other))
    return float((a == b).mean())


def test_a_heading_case_and_quotation_marks_decide_nothing() -> None:
    """Every outlet has its own."""
    plain = _sketch("Harbour Lights sails again", BODY)
    assert plain == _sketch("A pilot, a port", BODY.upper())
    assert plain == _sketch("", BODY.replace("is followed", "“is” followed,"))


def test_signatures_agree_by_the_share_of_runs_in_common() -> None:
    """Within what 128 numbers can tell."""
    one, other = _sketch("", BODY), _sketch("", BODY + " " + BODY.replace("word", "other"))
    assert 256 == len(one.signature or b"")
    assert 0.5 == pytest.approx(one.runs / other.runs, abs=0.02)
    assert 0.5 == pytest.approx(_shared(one, other), abs=0.15)
    assert _shared(one, _sketch("", BODY.replace("word", "other"))) < 0.05


@pytest.mark.parametrize("body", ["", "one", "it is out", "Netflix renewed it for season two."])
def test_few_words_have_no_signature(body: str) -> None:
    """They are like any other stub."""
    assert likeness.Sketch(max(0, len(body.split()) - 2), None) == _sketch("A heading", body)


def _key(said: Statement, *, title: str = "Harbour Lights", **given: Any) -> int:
    claim = Claim(Installment(title, given.get("season", 2)), said, Status.PLANNED, None, 0, 0, 0)
    return likeness.claim_key({**claim_row(claim), **given})


def test_claims_that_say_the_same_have_one_key() -> None:
    """However they were found, and however sure; an estimate and a plan blur."""
    plain = _key(RELEASE)
    assert plain == _key(RELEASE, title="HARBOUR LIGHTS", confidence=0.4, source="a friend")
    assert plain == _key(RELEASE, status="rumoured", sentence=4)


def test_claims_that_say_something_else_have_another() -> None:
    """Of work, season, event, day, status."""
    later = Milestone(Event.RELEASE, DateRange.parse("2027-03-05/2027-03-05"))
    others = [
        _key(later),
        _key(Milestone(Event.FILMING_WRAP, RELEASE.when)),
        _key(RELEASE, title="Night Ferry"),
        _key(RELEASE, season=3),
        _key(RELEASE, status="done"),
    ]
    assert 6 == len({_key(RELEASE), *others})


def test_a_name_is_one_in_any_order() -> None:
    """As in a ledger."""
    names = ("Park Ji-hu", "Ji-hu Park", "Park Jihu")
    assert 1 == len({_key(Credit(name, CreditKind.CAST)) for name in names})
    assert _key(Credit("Ada Moe", CreditKind.CAST)) != _key(Credit(names[0], CreditKind.CAST))
