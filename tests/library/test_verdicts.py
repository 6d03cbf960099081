"""What time decided, kept beside a large ledger, and taken up where it holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.library.test_desk import TODAY, judged

from airdate import sources
from airdate.ledger import Ledger, open_ledger
from airdate.library import verdicts
from airdate.library.judgements import Judgements
from airdate.library.pool import Pool


def faiths(ledger: Ledger) -> dict[str, float]:
    """Return what each outlet has shown, worked out anew from all claims."""
    return dict(sources.hindsight(ledger.testimony()).track_record(TODAY.as_of))


def test_verdicts_are_those_of_all_claims_at_once(ledger_path: Path) -> None:
    """Work by work, without the words, outlets stand as by the whole testimony."""
    with open_ledger(ledger_path, write=False) as ledger:
        found = verdicts.judged(ledger).standings.track_record(TODAY.as_of)
        assert faiths(ledger) == dict(found)
        assert faiths(ledger)


def test_only_works_of_which_more_is_known_are_judged_again(ledger_path: Path) -> None:
    """The spells of all others are the very same; together they are as from scratch."""
    with open_ledger(ledger_path, write=False) as ledger:
        before = verdicts.judged(ledger)
        judged(ledger_path)
        after = verdicts.judged(ledger, before)
        same = {key[0] for key in after.spells if after.spells[key] is before.spells.get(key)}
        assert {title for title, _ in before.spells} - {"all of us are dead"} == same
        assert faiths(ledger) == dict(after.standings.track_record(TODAY.as_of))


def test_kept_verdicts_are_taken_up(ledger_path: Path) -> None:
    """With the same standings, and the version that they were made of."""
    with open_ledger(ledger_path, write=False) as ledger:
        place = verdicts.place_of(ledger)
        made = verdicts.judged(ledger)
        verdicts.store(made, ledger, place)
        found = verdicts.stored(ledger, place)
        assert ledger_path.parent == place.parent
        assert found is not None
        assert made.version == found.version
        assert faiths(ledger) == dict(found.standings.track_record(TODAY.as_of))
        judged(ledger_path)
        later = verdicts.judged(ledger, verdicts.stored(ledger, place))
        assert faiths(ledger) == dict(later.standings.track_record(TODAY.as_of))


def test_verdicts_are_for_their_owner_alone(ledger_path: Path) -> None:
    """They name titles and outlets, as the ledger does."""
    with open_ledger(ledger_path, write=False) as ledger:
        place = verdicts.place_of(ledger)
        verdicts.store(verdicts.judged(ledger), ledger, place)
    assert 0o600 == place.stat().st_mode & 0o777


@pytest.mark.parametrize("kept", [b"", b"PK\x03\x04 and no more", b"{}"])
def test_a_file_that_is_none_is_passed_over(ledger_path: Path, kept: bytes) -> None:
    """It is made anew, whatever befell it."""
    with open_ledger(ledger_path, write=False) as ledger:
        place = verdicts.place_of(ledger)
        place.write_bytes(kept)
        assert verdicts.stored(ledger, place) is None


def test_verdicts_on_another_ledger_are_passed_over(ledger_path: Path, tmp_path: Path) -> None:
    """A ledger that took the place of another is judged by itself."""
    place = tmp_path / "kept"
    with open_ledger(ledger_path, write=False) as ledger:
        verdicts.store(verdicts.judged(ledger), ledger, place)
    with open_ledger(tmp_path / "other.db") as other:
        assert verdicts.stored(other, place) is None


def test_verdicts_of_other_judges_are_passed_over(
    ledger_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other weights, or other code, decide otherwise."""
    with open_ledger(ledger_path, write=False) as ledger:
        place = verdicts.place_of(ledger)
        verdicts.store(verdicts.judged(ledger), ledger, place)
        monkeypatch.setattr(verdicts, "judges", lambda: "others")
        assert verdicts.stored(ledger, place) is None


def test_judging_ends_where_nobody_waits(ledger_path: Path) -> None:
    """And nothing is kept of what was judged by then."""
    with open_ledger(ledger_path, write=False) as ledger, pytest.raises(InterruptedError):
        verdicts.judged(ledger, go_on=lambda: False)


def test_a_large_ledger_is_judged_by_another_process(ledger_path: Path) -> None:
    """Outlets weigh as their kinds until then; at the next start all is there at once."""
    pool, settled = Pool(ledger_path), []
    first = Judgements(pool, large=1, settled=lambda: settled.append(True))
    with pool.reading() as ledger:
        version = ledger.version()
        assert {} == dict(first.of(ledger, version).track_record(TODAY.as_of))
        assert first.provisional
        assert first._making is not None
        first._making.join(120)
        assert [True] == settled
        assert not first.provisional
        again = Judgements(pool, large=1)
        for each in (first, again):
            assert faiths(ledger) == dict(each.of(ledger, version).track_record(TODAY.as_of))
        assert not again.provisional
