"""The form that the scorer of TIMEX3 reads; the derivation as text."""

from __future__ import annotations

import json
from datetime import date

import pytest

from airdate.dates import explain, tag, timex3_lines


def test_lines_become_lines_with_timexes() -> None:
    """Offsets, type, value and mod, under the document's id; blank lines are passed over."""
    line = json.dumps({"id": "a", "text": "It opened in early May 2026.", "dct": "2026-06-01"})
    made = [json.loads(out) for out in timex3_lines([line, "\n"])]
    expected = {"start": 13, "end": 27, "type": "DATE", "value": "2026-05", "mod": "START"}
    assert [{"id": "a", "timexes": [expected]}] == made


@pytest.mark.parametrize("line", ["{", "[]", '{"text": "x"}', '{"text": "x", "dct": "soon"}'])
def test_a_line_of_another_form_is_named(line: str) -> None:
    """The error says which line, and what it should be."""
    with pytest.raises(ValueError, match=r'line 1 is not \{"id", "text", "dct"\}'):
        list(timex3_lines([line]))


def test_a_derivation_is_told_step_by_step() -> None:
    """Words and range first, then rules and steps."""
    told = explain(tag("It opens in Q3 2026.", date(2025, 11, 22))[0])
    assert "'Q3 2026' 2026-07-01/2026-09-30\n  rule quarter code\n" in told
