"""Work in a process of its own: what it may not do, and what becomes of work that does it."""

from __future__ import annotations

import os
import pickle
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from tests.confinement import work

from airdate import confinement
from airdate.confinement import Bounds, Keeper, wire
from airdate.errors import Malformed, Overrun
from airdate.model import Event, Unreadable

_BOUNDS = Bounds(computing_seconds=1, waiting_seconds=60.0, answer_bytes=2_000_000)


@pytest.fixture(scope="module")
def keeper():
    """Keep one worker for these tests."""
    kept = Keeper(_BOUNDS)
    yield kept
    kept.close()


def _pid(keeper):
    return keeper.call(os.getpid)


# ── the honest case ─────────────────────────────────────────────────────────────────────────


def test_values_come_back_as_they_are(keeper):
    """Documents, enumerations, days and moments, of one warm process."""
    expected = (
        Unreadable("a", "b", "c"),
        Event.RELEASE,
        date(2026, 2, 14),
        datetime(2026, 2, 14, tzinfo=UTC),
        {"é": [1]},
    )
    assert expected == keeper.call(work.values)
    assert _pid(keeper) == _pid(keeper) != os.getpid()


def test_what_is_given_arrives(keeper):
    """Large things too, larger than a pipe holds."""
    large = b"x" * 1_000_000
    assert ((large,), {"day": date(2026, 2, 14)}) == keeper.call(
        work.echo, large, day=date(2026, 2, 14)
    )


def test_errors_come_back_as_they_were_raised(keeper):
    """A refusal keeps its remedy; a fault of ours stays what it is."""
    with pytest.raises(Malformed) as refused:
        keeper.call(work.malform)
    assert ("it is no feed", "give another") == (refused.value.problem, refused.value.remedy)
    with pytest.raises(KeyError, match="title"):
        keeper.call(work.fault)
    with pytest.raises(ValueError, match="OddError"):
        keeper.call(work.odd)
    with pytest.raises(RecursionError):
        keeper.call(work.recurse)


def test_threads_share_a_keeper(keeper):
    """Each gets the answer to its own call."""
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda number: keeper.call(work.echo, number), range(20)))
    assert [((number,), {}) for number in range(20)] == found


def test_two_workers_do_two_calls_at_once():
    """One that hangs does not hold up the other."""
    kept = Keeper(Bounds(waiting_seconds=20.0), workers=2)
    try:
        first = _pid(kept)
        with ThreadPoolExecutor(1) as pool:
            slow = pool.submit(kept.call, work.wait)
            while kept._free.qsize() == 2:
                time.sleep(0.01)
            assert first != _pid(kept)
            # End what waits, as its deadline would.
            os.kill(first, 9)
            with pytest.raises(Overrun):
                slow.result()
    finally:
        kept.close()


# ── work that runs over ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("function", "reason"),
    [
        (work.compute, "it takes more than 1 seconds of computing"),
        (work.hoard, "it needs more memory than a document may take"),
        (work.crash, "the reading of it broke down (SIGSEGV)"),
        (work.leave, "the reading of it broke down (exit 3)"),
        (work.flood, "what it gives is longer than any document"),
        (work.foreign, "an answer names tests.confinement.work.Foreign, which is no plain value"),
        (work.trap, "an answer names posix.system, which is no plain value"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_work_that_runs_over_is_told_and_the_next_is_done(keeper, function, reason):
    """Whatever one document does, the one after it is read."""
    with pytest.raises(Overrun) as caught:
        keeper.call(function)
    assert reason == caught.value.problem
    assert (("next",), {}) == keeper.call(work.echo, "next")


def test_work_that_only_waits_is_ended_by_the_clock():
    """It computes nothing, so the limit of computing would never end it."""
    kept = Keeper(Bounds(waiting_seconds=0.5))
    try:
        with pytest.raises(Overrun, match=r"longer than 0\.5 seconds"):
            kept.call(work.wait)
    finally:
        kept.close()


def test_a_process_that_died_between_two_calls_is_replaced(keeper):
    """The system may end one that does nothing; no document pays for it."""
    first = _pid(keeper)
    os.kill(first, 9)
    keeper._free.queue[0]._popen.wait()
    assert first != _pid(keeper)


def test_a_process_is_replaced_after_so_many_calls():
    """What libraries keep for themselves does not grow for ever."""
    kept = Keeper(Bounds(calls=2))
    try:
        first, second, third = (_pid(kept) for _ in range(3))
        assert (first, True) == (second, first != third)
    finally:
        kept.close()


# ── what it may not do ──────────────────────────────────────────────────────────────────────


def test_it_sees_no_secret_of_the_environment(keeper, monkeypatch):
    """A key of a catalogue or the password of a ledger is not within reach of a parser."""
    monkeypatch.setenv("AIRDATE_TMDB_KEY", "K3Y")
    kept = Keeper(_BOUNDS)
    try:
        seen = kept.call(work.environment)
    finally:
        kept.close()
    assert [] == [name for name in seen if name.startswith("AIRDATE") or "KEY" in name]


@pytest.mark.parametrize("function", [work.connect, work.look_up, work.spawn, work.fork])
def test_it_speaks_to_nobody_and_starts_nothing(keeper, function):
    """Reading a document needs neither."""
    with pytest.raises(PermissionError, match="is not for reading documents"):
        keeper.call(function)


def test_it_changes_no_file(keeper, tmp_path):
    """Neither a new one nor one that is there."""
    kept = tmp_path / "kept.txt"
    kept.write_text("mine", encoding="utf-8")
    with pytest.raises(PermissionError):
        keeper.call(work.write, str(tmp_path / "new.txt"))
    with pytest.raises(PermissionError):
        keeper.call(work.write, str(kept))
    with pytest.raises(PermissionError):
        keeper.call(work.remove, str(kept))
    assert ["kept.txt"] == [path.name for path in tmp_path.iterdir()]
    assert "mine" == kept.read_text(encoding="utf-8")


def test_what_it_prints_goes_nowhere(keeper, capfd):
    """Neither among the answers nor to the terminal."""
    assert "quiet" == keeper.call(work.printing)
    assert ("", "") == capfd.readouterr()


def test_its_answers_name_plain_values_alone():
    """A worker that was broken into cannot break into the keeper by its answer."""
    for data in (
        work.trap_bytes(),
        pickle.dumps(eval),
        pickle.dumps(socket.socket),
        pickle.dumps(Keeper),
        pickle.dumps(confinement.call),
        b"cairdate.confinement.worker\npickle.loads\n.",
        b"cairdate.confinement.keeper\nsubprocess\n.",
    ):
        with pytest.raises((pickle.UnpicklingError, AttributeError)):
            wire.unpacked(data)


# ── the switch of the doors ─────────────────────────────────────────────────────────────────


def test_work_is_done_in_place_where_no_door_enforces_bounds():
    """A program that uses airdate as a library starts no process unasked."""
    assert os.getpid() == confinement.call(os.getpid)


def test_work_is_done_elsewhere_where_a_door_does():
    """In all threads, until the outermost block ends."""
    with confinement.enforced():
        with confinement.enforced():
            inner = confinement.call(os.getpid)
        found = []
        thread = threading.Thread(target=lambda: found.append(confinement.call(os.getpid)))
        thread.start()
        thread.join()
        assert [inner] == found
        assert inner != os.getpid()
    assert os.getpid() == confinement.call(os.getpid)


def test_work_is_done_in_place_where_no_process_can_be_started(monkeypatch, caplog):
    """A system that gives none is no reason to read nothing; it is told in the log."""

    def none(*_, **__):
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("subprocess.Popen", none)
    with confinement.enforced():
        assert os.getpid() == confinement.call(os.getpid)
    assert "documents are read without bounds" in caplog.text
