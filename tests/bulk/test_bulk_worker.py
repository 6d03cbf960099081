"""The worker: raw records in, readings out, each by itself."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from airdate.bulk import forms, worker

Page = Callable[..., bytes]


def _record(data: bytes, **given: Any) -> dict[str, Any]:
    fields = {"source": "a.warc", "position": 1, "url": "https://news.example/1", "met_at": None}
    return {**fields, "kind": "page", "charset": "utf-8", "payload": data, **given}


def _read(*records: dict[str, Any], terms: worker.Terms) -> list[dict[str, Any]]:
    found = worker.read_batch(forms.batch_of(records, forms.raw()), terms)
    assert forms.readings() == found.schema
    rows: list[dict[str, Any]] = found.to_pylist()
    return rows


def test_a_page_on_a_production_is_read(page: Page, terms: worker.Terms) -> None:
    """As `airdate add` reads it: document, claims, each with its sentence."""
    (row,) = _read(_record(page()), terms=terms)
    assert ("", None) == (row["stage"], row["reason"])
    assert "Harbour Lights sails again" == row["document"]["heading"]
    assert ("news.example", date(2026, 1, 5)) == (
        row["document"]["outlet"],
        row["document"]["said_on"],
    )
    released = [c for c in row["claims"] if c["event"] == "release"]
    assert [("Harbour Lights", 2, date(2027, 3, 4))] == [
        (c["title"], c["season"], c["earliest"]) for c in released
    ]
    assert (
        "Season 2 of Harbour Lights premieres on March 4, 2027." == (released[0]["sentence_words"])
    )


def test_a_page_on_another_thing_is_let_go(page: Page, terms: worker.Terms) -> None:
    """By its bytes; without gates it is read."""
    other = _record(page(about=False))
    assert "gate" == _read(other, terms=terms)[0]["stage"]
    (row,) = _read(other, terms=replace(terms, gated=False))
    assert ("", "Bridge closed") == (row["stage"], row["document"]["heading"])


def test_a_page_that_names_productions_beside_its_text_is_let_go_at_a_glance(
    page: Page, terms: worker.Terms
) -> None:
    """The menu says Netflix and film; the article does not."""
    menu = b"<nav><ul><li><a href='/f'>Film</a></li><li><a href='/n'>Netflix</a></li></ul></nav>"
    words = b"<p>" + b"The council met again about the bridge on the river. " * 60 + b"</p>"
    data = page(about=False).replace(b"<main><article>", menu + b"<main><article>" + words)
    assert "glance" == _read(_record(data), terms=terms)[0]["stage"]


def test_days_that_are_not_wanted_are_let_go(page: Page, terms: worker.Terms) -> None:
    """By the day of the document, or already by the day on which it was met."""
    since = replace(terms, since=date(2026, 2, 1))
    until = replace(terms, until=date(2025, 12, 31))
    assert "day" == _read(_record(page()), terms=since)[0]["stage"]
    assert "day" == _read(_record(page()), terms=until)[0]["stage"]
    early = _record(b"not even a page", met_at=datetime(2026, 1, 31, 23, tzinfo=UTC))
    assert (
        "it was met on 2026-01-31, before the days asked for"
        == (_read(early, terms=since)[0]["reason"])
    )


def test_a_text_without_a_day_is_of_none(terms: worker.Terms) -> None:
    """It is read from the job's moment, and is of no month."""
    text = {"heading": "Harbour Lights", "paragraphs": ["Season 2 premieres next month."]}
    plain = _record(json.dumps(text).encode(), kind="json", url=None)
    (row,) = _read(plain, terms=terms)
    assert (None, "unknown") == (row["document"]["said_on"], row["document"]["published_basis"])
    assert [date(2026, 6, 1)] == [c["earliest"] for c in row["claims"] if c["event"] == "release"]


def test_no_day_after_the_visit_is_believed(page: Page, terms: worker.Terms) -> None:
    """A page cannot be from after it was met."""
    met = datetime(2025, 11, 2, tzinfo=UTC)
    (row,) = _read(_record(page(), met_at=met), terms=terms)
    assert (None, date(2025, 11, 2)) == (row["document"]["published"], row["document"]["said_on"])


def test_what_gives_no_document_says_why_and_stops_nothing(page: Page, terms: worker.Terms) -> None:
    """Broken records, binary ones and empty pages beside a good one."""
    records = [
        _record(b"it is cut short", kind="broken", position=1),
        _record(b"%PDF-1.4 film movie season 2", kind="any", position=2),
        _record(b"<html><title>film trailer</title></html>", position=3),
        _record(page(), position=4),
    ]
    found = _read(*records, terms=terms)
    assert [1, 2, 3, 4] == [row["position"] for row in found]
    assert ["input", "page", "page", ""] == [row["stage"] for row in found]
    assert "it is cut short" == found[0]["reason"]


def test_a_fault_of_the_reader_costs_its_record(
    page: Page, terms: worker.Terms, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told, with the error."""

    def fail(*_: object, **__: object) -> None:
        raise IndexError("off by one")

    monkeypatch.setattr("airdate.claims.read", fail)
    (row,) = _read(_record(page()), terms=terms)
    assert ("reader", "a fault of airdate: IndexError('off by one')") == (
        row["stage"],
        row["reason"],
    )


def test_the_worker_travels(page: Page, terms: worker.Terms) -> None:
    """Function and terms can be pickled, and a batch gives the same bytes each time."""
    function, told = pickle.loads(pickle.dumps((worker.read_bytes, terms)))  # noqa: S301 - our own
    data = forms.packed(forms.batch_of([_record(page())], forms.raw()))
    assert function(data, told) == worker.read_bytes(data, terms)
    assert forms.unpacked(function(data, told)).equals(
        worker.read_batch(forms.unpacked(data), terms)
    )


def test_an_empty_batch_gives_an_empty_one(terms: worker.Terms) -> None:
    """The form is that of all others."""
    assert [] == _read(terms=terms)


def test_a_deeply_nested_page_is_glanced_at_in_good_time(terms: worker.Terms) -> None:
    """Its main text would take minutes; its text does not, and decides."""
    from airdate.bulk.glance import glance

    deep = b"<html><body>" + b"<div>" * 60_000 + b"<nav>menu</nav><p>film</p>"
    assert "\nfilm" == glance(deep)
