"""What a ledger testifies of its outlets, and what of it is asked for again."""

from __future__ import annotations

from pathlib import Path

from tests.ledger.makers import claim, document, moment, numbered, reading

from airdate.ledger import Ledger, open_ledger
from airdate.model import Installment, Verdict

WORKS = [Installment(f"Night {name}", 2) for name in ("Harbour", "Bridge", "Orchard")]
FIRST = ("night harbour", 2)


def filled(ledger: Ledger) -> None:
    """Record two documents on each of three works."""
    readings = [numbered(n, subject=WORKS[n % 3]) for n in range(6)]
    ledger.record_all(readings, recorded_at=moment(0))


def test_what_is_recorded_of_one_work_leaves_the_testimony_of_others(tmp_path: Path) -> None:
    """One more document: its work is asked for anew, the others are the very same."""
    with open_ledger(tmp_path / "a.db") as ledger:
        filled(ledger)
        before = ledger.testimony()
        ledger.record(numbered(9, subject=WORKS[0]), recorded_at=moment(1))
        after = ledger.testimony()
        with open_ledger(tmp_path / "a.db", write=False) as other:
            assert other.testimony() == after
        assert [2, 3] == [len(found[FIRST]) for found in (before, after)]
        assert [False, True, True] == [before[work.key] is after[work.key] for work in WORKS]


def test_a_claim_corrected_to_another_work_is_testified_of_it(tmp_path: Path) -> None:
    """And stays so when its document is met elsewhere on an earlier day."""
    with open_ledger(tmp_path / "a.db") as ledger:
        filled(ledger)
        ledger.testimony()
        entry = ledger.entries(WORKS[0])[0]
        read = document("Night Bridge returns", "Season 2 arrives in 2026.")
        corrected = claim(read, "2026", subject=WORKS[1])
        ledger.judge(
            entry.id, Verdict.CORRECTED, reason="a test", recorded_at=moment(1), claim=corrected
        )
        judged = ledger.testimony()
        assert entry.id in {each.id for each in judged[WORKS[1].key]}
        again = numbered(int(entry.heading.split()[1]), subject=WORKS[0])
        met = reading(
            *again.document.text.split("\n"),
            url="https://elsewhere.example/1",
            outlet="elsewhere.example",
            published="2026-02-01",
        )
        ledger.record(met, recorded_at=moment(2))
        found = ledger.testimony()
        with open_ledger(tmp_path / "a.db", write=False) as other:
            assert other.testimony() == found


def test_an_alias_asks_for_all_again(tmp_path: Path) -> None:
    """Two works become one."""
    with open_ledger(tmp_path / "a.db") as ledger:
        filled(ledger)
        ledger.testimony()
        ledger.add_alias("Night Bridge", "Night Harbour", recorded_at=moment(1))
        assert 4 == len(ledger.testimony()[FIRST])


def test_an_earlier_answer_of_another_open_ledger_is_taken_over(tmp_path: Path) -> None:
    """As a site does whose ledgers are lent to many threads."""
    with open_ledger(tmp_path / "a.db") as ledger:
        filled(ledger)
        before = (ledger.version(), ledger.testimony())
        with open_ledger(tmp_path / "a.db", write=False) as other:
            assert before[1] is other.testimony(before=before)
