"""Who is in it, whatever way the name is spelled."""

from datetime import date

import pytest
from weighed_claims import SHOW, credit, say

from airdate.model import Claim, Credit, CreditKind, Status
from airdate.timeline import reconcile
from airdate.timeline.credits import person_key


def named_part(person: str, character: str) -> Claim:
    """Return a claim on a person with a part."""
    returning = Credit(person, CreditKind.RETURNING, character)
    return Claim(SHOW, returning, Status.DONE, None, 0, 0, 4)


@pytest.mark.parametrize(
    "name", ["Park Ji-hu", "Park Ji Hu", "Ji-hu Park", "PARK JIHU", "Pärk Jí‑hu", "JIHU Park"]
)
def test_spellings_of_one_name_share_a_key(name: str) -> None:
    """Case, hyphens, blanks, accents and the order of the parts do not tell people apart."""
    assert person_key("Park Ji-hu") == person_key(name)


def test_other_people_have_other_keys() -> None:
    """Nor does the key make one of two."""
    names = ["Park Ji-hu", "Park Ji-hun", "Park Hu-ji", "Yoon Chan-young", ""]

    assert len(names) == len({person_key(name) for name in names})


def test_claims_on_one_person_are_one_belief() -> None:
    """`Returning` says more than `cast`; both speak for it."""
    plain = say(credit("Ji-hu Park", CreditKind.CAST), "2025-01-01", by="one.example")
    back = say(credit("Park Ji-hu", CreditKind.RETURNING), "2025-02-01", by="two.example")

    [person] = reconcile(SHOW, [back, plain], as_of=date(2025, 3, 1)).credits

    assert CreditKind.RETURNING is person.kind
    assert (plain, back) == person.claims_for
    assert date(2025, 1, 1) == person.since


def test_leaving_and_returning_are_told_against_each_other() -> None:
    """The stronger voices are believed, the others listed against."""
    back = say(
        credit("Mara Quill", CreditKind.RETURNING), "2025-01-01", by="one.example", weight=0.4
    )
    gone = say(
        credit("Mara Quill", CreditKind.DEPARTING), "2025-02-01", by="two.example", weight=0.8
    )

    [person] = reconcile(SHOW, [back, gone], as_of=date(2025, 3, 1)).credits

    assert CreditKind.DEPARTING is person.kind
    assert (back,) == person.claims_against


def test_one_person_can_write_and_act() -> None:
    """Two trades are two beliefs."""
    plays = say(credit("Mara Quill", CreditKind.NEW), "2025-01-01", by="one.example")
    writes = say(credit("Mara Quill", CreditKind.WRITER), "2025-01-01", by="one.example")

    people = reconcile(SHOW, [plays, writes], as_of=date(2025, 3, 1)).credits

    assert [CreditKind.NEW, CreditKind.WRITER] == [person.kind for person in people]


def test_a_denied_part_alone_is_no_credit() -> None:
    """`Is not in it` makes nobody a member of the cast."""
    no = say(credit("Mara Quill", CreditKind.CAST, status=Status.DENIED), "2025-01-01")

    assert () == reconcile(SHOW, [no], as_of=date(2025, 3, 1)).credits


def test_a_stage_name_read_as_a_part_is_the_same_person() -> None:
    """`Park Solomon, also known as Lomon`: who is better known as Lomon plays no Lomon."""
    known = [
        say(credit("Lomon", CreditKind.RETURNING), f"2025-01-0{n}", by=f"{n}.example")
        for n in (1, 2)
    ]
    alias = say(named_part("Park Solomon", "Lomon"), "2025-02-01", by="three.example")

    [person] = reconcile(SHOW, [*known, alias], as_of=date(2025, 3, 1)).credits

    assert ("Lomon", None, 3) == (person.person, person.character, len(person.claims_for))


def test_a_page_does_not_contradict_itself() -> None:
    """Of two readings of one page the weaker is a slip of the reader, not dissent."""
    new = say(credit("Mara Quill", CreditKind.NEW), "2025-01-01", by="a.example", weight=0.8)
    slip = say(credit("Mara Quill", CreditKind.RETURNING), "2025-01-01", by="a.example", weight=0.2)

    [person] = reconcile(SHOW, [new, slip], as_of=date(2025, 3, 1)).credits

    assert (CreditKind.NEW, ()) == (person.kind, person.claims_against)


def test_who_has_left_is_no_more_rumoured_to_join() -> None:
    """The rumour of the year before is listed beside the news, not among the rumours."""
    join = say(
        credit("Mara Quill", CreditKind.NEW, status=Status.RUMOURED), "2024-01-01", by="a.example"
    )
    leave = say(credit("Mara Quill", CreditKind.DEPARTING), "2025-01-01", by="b.example")

    before = reconcile(SHOW, [join, leave], as_of=date(2024, 6, 1))
    after = reconcile(SHOW, [join, leave], as_of=date(2025, 6, 1))

    assert [(join,), ()] == [before.rumours, after.rumours]
    assert (join,) == after.credits[0].claims_against
