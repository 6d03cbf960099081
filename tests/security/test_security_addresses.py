"""Addresses that two parsers would read otherwise are refused, or lead where all say."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airdate.documents.fetch.addressing import checked, joined
from airdate.errors import Refused

_ODD = [
    "http://a.example\\@127.0.0.1/",
    "http://a.example\\.b.example/",
    "http:\\\\127.0.0.1/",
    "http://127.0.0.1\\a.example/",
    "http://a.example@127.0.0.1/",
    "http://a.example:80@127.0.0.1/",
    "http://a.example#@127.0.0.1/",
    "http://a.example?@127.0.0.1/",
    "http://127.0.0.1#.a.example/",
    "http://a.example:80:80/",
    "http://a.example:/",
    "http:///127.0.0.1/",
    "http:/127.0.0.1/",
    "http:127.0.0.1",
    "http://[::ffff:127.0.0.1]/",
    "http://[::1].a.example/",
    "http://a.example%2f@127.0.0.1/",
    "http://a.example%00.b.example/",
    "http://127.0.0.1%09/",
    "http://127。0。0。1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://a.example\t.b.example/",
    "ht\ntp://127.0.0.1/",
    " http://127.0.0.1/",
    "http://\u202e127.0.0.1/",
    "http://a.example\uff0f127.0.0.1/",
    "http://a.example\uff03@127.0.0.1/",
    "http://ⓛocalhost/",
    "http://locaLhost/",
    "//127.0.0.1/",
    "http://0x7f.1/",
]
_SCHEMES = [
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "source:file:///etc/passwd",
    "view-source:http://a.example/",
    "data:text/html,<p>x",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "vbscript:x",
    "ftp://a.example/",
    "gopher://a.example/",
    "dict://a.example:11211/",
    "ldap://a.example/",
    "jar:http://a.example/!/x",
    "blob:http://a.example/x",
    "unix:///var/run/docker.sock",
    "http+unix://%2fvar%2frun%2fdocker.sock/",
    "about:blank",
    "ws://a.example/",
]


def _host(url: str) -> str | None:
    """Return the host by our door; None where it is refused."""
    try:
        return checked(url).host
    except Refused:
        return None


@pytest.mark.parametrize("url", _ODD)
def test_parsers_that_disagree_get_no_say(url: str) -> None:
    """What passes means the same host to the standard library's parser and to ours.

    Other letters for the same host pass: what they resolve to is judged where it is connected to.
    """
    ours = _host(url)
    if ours is not None:
        theirs = urlsplit(url).hostname or ""
        plain = theirs.encode("idna").decode() if not theirs.isascii() else theirs
        assert ours.strip("[]") in (theirs, plain, theirs.strip("[]"), checked(url).host)
        assert "@" not in urlsplit(url).netloc
        assert "\\" not in url


@pytest.mark.parametrize("url", _SCHEMES)
def test_other_schemes_are_refused(url: str) -> None:
    """As an address, and as what a page redirects to."""
    assert _host(url) is None
    with pytest.raises(Refused):
        joined(checked("https://a.example/x"), url)


@given(
    st.text(
        alphabet=st.sampled_from("ab.:/\\@#?[]%01279x \t\n①。\u202e\uff0f"), min_size=1, max_size=30
    )
)
def test_no_mixture_of_marks_splits_the_parsers(rest: str) -> None:
    """For any address that passes, both parsers name one ASCII host, and no user."""
    url = f"http://{rest}"
    ours = _host(url)
    if ours is not None and urlsplit(url).netloc.isascii():
        parts = urlsplit(url)
        assert (parts.hostname or "").strip("[]") == ours.strip("[]")
        assert parts.username is None
