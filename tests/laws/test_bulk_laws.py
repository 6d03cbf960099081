"""The laws of `airdate bulk`: two stages, one truth; and batches are only a way of sending."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from evaluation.archives import page_of
from evaluation.corpus import passages
from hypothesis import given, settings
from hypothesis import strategies as st

from airdate.bulk import forms, worker
from airdate.bulk.gathering import distinct
from airdate.claims import gate

_GATED = worker.Terms(datetime(2026, 5, 1, tzinfo=UTC))
_PLAIN = worker.Terms(_GATED.moment, gated=False)
_DAY = date(2026, 3, 2)
# One in so many passages of the corpus: all of them take minutes, and `evaluation.bulk` has them.
_STEP = 23
_WORDS = st.sampled_from(
    [*(term.words for term in gate.terms()), "the harbour", "SEASON", "Ｓeason", "\n", "—", "sea"]
)
_TITLES = st.sampled_from(["Harbour Lights", "The Salt Road", "Night Ferry"])
_TOLD = st.sampled_from(
    [
        "{} premieres on March 4, 2027, the network said.",
        "Netflix has renewed {} for a second season.",
        "Filming of {} season 2 begins in Oslo in June 2026.",
        "The film {} was delayed to 2028, Variety reported.",
        "{}의 시즌 2가 2027년 3월 공개된다고 넷플릭스가 밝혔다.",
    ]
)
_OTHER = st.sampled_from(
    [
        "The town council said that the bridge would be closed until 14 April.",
        "Prices of wheat fell again in March.",
        "The storm took the roof of the school on Monday.",
    ]
)


def _records(found: Iterable[bytes]) -> list[dict[str, Any]]:
    return [
        {
            "source": "a.warc",
            "position": number,
            "url": f"https://news.example/{number}",
            "met_at": None,
            "kind": "page",
            "charset": "utf-8",
            "payload": page,
        }
        for number, page in enumerate(found, 1)
    ]


def _read(records: list[dict[str, Any]], terms: worker.Terms) -> list[dict[str, Any]]:
    batch = forms.batch_of(records, forms.raw())
    rows: list[dict[str, Any]] = worker.read_batch(batch, terms).to_pylist()
    return rows


def _claims(row: dict[str, Any]) -> int:
    return len(row["claims"] or ())


@given(st.lists(_WORDS | st.text(max_size=6), max_size=12), st.booleans())
def test_both_engines_give_one_verdict(words: list[str], text: bool) -> None:
    """Whatever letters, and however terms overlap."""
    data = " ".join(words).encode("utf-8", "replace")
    assert 1 == len({gate.score(data, text=text, engine=engine) for engine in gate.engines()})


def test_what_passes_the_gates_is_read_as_without_them() -> None:
    """Of our own corpus: no claim is other than the plain reader's, and few are missed."""
    found = passages()[::_STEP]
    records = _records(page_of(p["heading"] or "", p["paragraphs"], published=_DAY) for p in found)
    gated, plain = _read(records, _GATED), _read(records, _PLAIN)
    kept = [(g, p) for g, p in zip(gated, plain, strict=True) if not g["stage"]]
    assert all(g == p for g, p in kept)
    assert {"", "gate", "glance"} >= {row["stage"] for row in gated}
    assert sum(map(_claims, gated)) >= 0.95 * sum(map(_claims, plain)) > 0


@settings(max_examples=12, deadline=None)
@given(_TITLES, st.lists(_TOLD, min_size=1, max_size=3), st.lists(_OTHER, max_size=3))
def test_news_on_a_production_passes_among_other_news(
    title: str, told: list[str], other: list[str]
) -> None:
    """Generated articles: the same reading by both ways."""
    lines = [*(words.format(title) for words in told), *other]
    records = _records([page_of(lines[0], lines, published=_DAY)])
    assert _read(records, _PLAIN) == _read(records, _GATED)


@settings(max_examples=8, deadline=None)
@given(st.lists(_TOLD | _OTHER, min_size=2, max_size=4), st.integers(1, 3))
def test_batches_are_only_a_way_of_sending(told: list[str], cut: int) -> None:
    """Cut anywhere, in any order: each record gives what it gives alone."""
    lines = [words.format("Harbour Lights") for words in told]
    records = _records(page_of(line, [line], published=_DAY) for line in lines)
    whole = _read(records, _GATED)
    assert whole == _read(records[:cut], _GATED) + _read(records[cut:], _GATED)
    assert whole[::-1] == _read(records[::-1], _GATED)


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.none() | st.integers(0, 2), st.integers(0, 3)))
)
def test_sorting_forgets_the_order_and_repeats(rows: list[tuple[str, int | None, int]]) -> None:
    """As sets do; nulls are one value."""
    import pyarrow as pa

    schema = pa.schema([("a", pa.string()), ("b", pa.int64()), ("c", pa.int64())])
    shapes = [dict(zip("abc", row, strict=True)) for row in rows]
    one = distinct(pa.Table.from_pylist(shapes, schema=schema), ("a", "b"))
    two = distinct(pa.Table.from_pylist(shapes[::-1], schema=schema), ("a", "b"))
    assert one.equals(two)
    least = {(a, b): min(c for x, y, c in rows if (x, y) == (a, b)) for a, b, _ in rows}
    assert least == {(r["a"], r["b"]): r["c"] for r in one.to_pylist()}
