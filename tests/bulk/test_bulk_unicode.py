"""What the gate reads of a raw record: its letters, however they are written."""

from __future__ import annotations

import json

import pytest

from airdate.bulk.unicode import as_unicode


@pytest.mark.parametrize(
    ("data", "kind", "charset"),
    [
        ("<p>시즌".encode("euc-kr"), "page", "euc-kr"),
        ('<meta charset="euc-kr"><p>드라마 시즌 공개'.encode("euc-kr"), "page", None),
        ("<p>시즌".encode("utf-16"), "page", None),
        ("".join(f"&#{ord(c)};" for c in "시즌").encode(), "page", None),
        ("".join(f"&#x{ord(c):X};" for c in "시즌").encode(), "page", "utf-8"),
        (json.dumps({"heading": "시즌"}).encode(), "json", None),
    ],
)
def test_letters_are_found_however_they_are_written(
    data: bytes, kind: str, charset: str | None
) -> None:
    """Other encodings, letters as numbers, JSON's own escapes."""
    assert "시즌".encode() in as_unicode(data, kind=kind, charset=charset)


def test_odd_numbers_of_letters_stay_as_they_are() -> None:
    """Half a pair and what is no letter break nothing."""
    data = b"&#55296; &#9999999; &#xD800;"
    assert data == as_unicode(data, kind="page")
