"""Which work a thread is about."""

from __future__ import annotations

import pytest

from airdate.model import Installment, Post, Thread, title_key
from airdate.pulse.about import about

_KNOWN = (
    Installment("All of Us Are Dead", 2),
    Installment("Lost"),
    Installment("The Long Wait", 1),
    Installment("Dune"),
    Installment("Dune: Part Three"),
)
_NAMES = {title_key("지금 우리 학교는"): title_key("All of Us Are Dead")}


def _thread(title: str, *, place: str | None = None, text: str = "What do you think?") -> Thread:
    return Thread(title, "https://x.example/1", place, (Post("a", None, None, text),))


@pytest.mark.parametrize(
    ("thread", "work"),
    [
        (_thread("All of Us Are Dead season 2 when??"), ("All of Us Are Dead", 2)),
        (_thread("all of us are dead S3 theories"), ("All of Us Are Dead", 3)),
        (_thread("지금 우리 학교는 시즌2 언제"), ("All of Us Are Dead", 2)),
        (_thread("Anyone else miss All Of Us Are Dead?"), ("All of Us Are Dead", None)),
        (_thread("Dune: Part Three trailer talk"), ("Dune: Part Three", None)),
        (_thread("Release date?", place="r/AllOfUsAreDead"), ("All of Us Are Dead", None)),
        (
            _thread("It has been years", text="The Long Wait was my favourite"),
            ("The Long Wait", None),
        ),
        (_thread("What to watch tonight"), None),
        (_thread("I am new here", text="I have lost my keys"), None),
        (_thread("Something else", place="r/television"), None),
    ],
)
def test_about(thread: Thread, work: tuple[str, int | None] | None) -> None:
    """The longest known title in the thread's own decides, then its place, then its beginning."""
    found = about(thread, known=_KNOWN, names=_NAMES)
    assert work == ((found.title, found.season) if found else None)
