"""What nodes are sent and send back, with no cluster at all."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from click.testing import CliRunner, Result

from airdate.bulk import nodes, worker
from airdate.bulk.clustered import Clustered, checked_address, made_of_rows, pieces_of
from airdate.bulk.inputs import Input, list_inputs
from airdate.bulk.job import Begun, parts_of
from airdate.bulk.journal import reader_digest
from airdate.bulk.local import ALONE, TOGETHER
from airdate.cli import app
from airdate.errors import SourceError, UsageError

Archive = Callable[..., Path]


def _begun(*paths: Path, last: int = 0) -> list[Begun]:
    return [Begun(one, last) for path in paths for one in list_inputs([str(path)])]


@pytest.fixture
def sent(terms: worker.Terms) -> Callable[..., list[dict[str, Any]]]:
    """Return what a node sends that is given inputs."""

    def sends(begun: Sequence[Begun], *, reader: str | None = None) -> list[dict[str, Any]]:
        order = nodes.Order(terms, 1, (TOGETHER, ALONE), reader or reader_digest())
        pieces = pa.table({"piece": [nodes.packed(list(enumerate(begun)))]})
        return [row for t in nodes.read_pieces(pieces, order) for row in t.to_pylist()]

    return sends


def test_a_node_sends_the_parts_that_reading_here_gives(
    archive: Archive, sent: Any, terms: worker.Terms, in_place: Any
) -> None:
    """Input by input, the number of a part's first record with it."""
    begun = _begun(archive("a.warc.gz", count=4), archive("b.warc", count=2))
    rows = sent(begun)
    assert [(0, 0, 4, True), (1, 0, 2, True)] == [
        (r["number"], r["after"], r["last"], r["end"]) for r in rows
    ]
    assert list(parts_of(begun, in_place(terms))) == list(made_of_rows(rows, begun))


def test_a_node_goes_on_behind_what_is_finished(archive: Archive, sent: Any) -> None:
    """The records before are not sent again."""
    begun = _begun(archive(count=4), last=2)
    (made,) = made_of_rows(sent(begun), begun)
    assert [3, 4] == sorted(made.readings["position"].to_pylist())


def test_a_node_that_reads_otherwise_reads_nothing(archive: Archive, sent: Any) -> None:
    """Its tables would be others."""
    (row,) = sent(_begun(archive(count=2)), reader="another")
    assert "another version of airdate" in row["problem"]
    assert row["readings"] is None


def test_an_input_that_a_node_does_not_see_costs_itself(archive: Archive, sent: Any) -> None:
    """Nor one that is another file there; the rest is read, and then it is told."""
    gone, other, well = (archive(f"{name}.warc.gz", count=2) for name in "abc")
    begun = _begun(gone, other, well)
    gone.unlink()
    archive("b.warc.gz", count=3)
    rows = sent(begun)
    assert ["there is no", "another file", None] == [
        row["problem"] and next(w for w in ("there is no", "another file") if w in row["problem"])
        for row in rows
    ]
    made = made_of_rows(rows, begun)
    assert well == Path(next(made).one.address)
    with pytest.raises(SourceError, match=r"there is no .*1 more input"):
        next(made)


def test_parts_out_of_turn_are_not_taken(archive: Archive, sent: Any) -> None:
    """What comes between them would be lost without a word."""
    begun = _begun(archive(count=4))
    (row,) = sent(begun)
    with pytest.raises(SourceError, match="out of turn"):
        list(made_of_rows([{**row, "after": 1}], begun))
    with pytest.raises(SourceError, match="out of turn"):
        list(made_of_rows([row, row], begun))


def test_an_input_of_which_nothing_came_is_told(archive: Archive, sent: Any) -> None:
    """Its node broke down again and again; the same call goes on."""
    begun = _begun(archive("a.warc.gz", count=2), archive("b.warc.gz", count=2))
    rows = [row for row in sent(begun) if row["number"] == 1]
    made = made_of_rows(rows, begun, ["the worker died"])
    assert begun[1].one == next(made).one
    with pytest.raises(SourceError, match=r"broke down .*a\.warc\.gz: the worker died"):
        next(made)


@pytest.mark.parametrize(
    ("sizes", "pieces"),
    [
        ([1] * 8, [[0, 1], [2, 3], [4, 5], [6, 7]]),
        ([100_000_000, 5, 5, 100_000_000], [[0], [1, 2], [3]]),
        ([None, None], [[0], [1]]),
        ([0, 0, 0], [[0, 1, 2]]),
    ],
)
def test_small_inputs_are_sent_together(sizes: list[int | None], pieces: list[list[int]]) -> None:
    """Large ones alone, so that all nodes have some."""
    begun = [Begun(Input(f"{n}.warc", "warc", "1", size), 0) for n, size in enumerate(sizes)]
    found = pieces_of(begun, most=4)
    assert pieces == [[number for number, _ in piece] for piece in found]


@pytest.mark.parametrize("address", ["auto", "local", "node.example:6379", "[::1]:6379"])
def test_addresses_of_clusters(address: str) -> None:
    """They are taken as they are."""
    assert address == checked_address(address)


@pytest.mark.parametrize("address", ["a.warc.gz", "ray://head:10001", "s3://bucket:1", ":1", "x:"])
def test_what_is_no_address_of_a_cluster(address: str) -> None:
    """It is told what is."""
    with pytest.raises(UsageError, match="no address of a cluster"):
        checked_address(address)


def test_a_cluster_that_does_not_answer_is_told(archive: Archive, terms: worker.Terms) -> None:
    """At once where nothing listens, and before anything is read."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with Clustered(terms, address=f"127.0.0.1:{port}") as runner:
        parts = runner.parts(_begun(archive(count=1)))
        with pytest.raises(SourceError, match=f"no cluster of Ray at 127.0.0.1:{port}"):
            next(parts)


def _called(*words: str) -> Result:
    return CliRunner().invoke(app, ["bulk", *words])


def test_an_input_behind_the_option_is_not_taken_for_an_address(
    archive: Archive, tmp_path: Path
) -> None:
    """The error tells where inputs stand."""
    done = _called("--ray", str(archive(count=1)), "--out", str(tmp_path / "out"))
    assert isinstance(done.exception, UsageError)
    assert "inputs stand before --ray" in done.exception.remedy


def test_without_the_extra_the_option_tells_how_to_install_it(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written."""
    from importlib import util

    found = util.find_spec
    monkeypatch.setattr(util, "find_spec", lambda name: None if name == "ray" else found(name))
    done = _called(str(archive(count=1)), "--out", str(tmp_path / "out"), "--ray")
    assert isinstance(done.exception, UsageError)
    assert "[ray]" in done.exception.remedy
    assert not (tmp_path / "out").exists()
