"""Sources as documents: a file, a folder, `-`, an address; what gives none says why, as a value."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from airdate.documents.composition import clean
from airdate.documents.content import (
    KINDS_REMEDY,
    LARGEST_BYTES,
    MEGABYTE,
    read_content,
    too_large,
)
from airdate.documents.encoding import decode
from airdate.documents.heads import day_of_address, outlet_of
from airdate.documents.places.limits import LARGEST_FEED, LARGEST_THREAD
from airdate.documents.places.recognition import is_thread_line, look_of
from airdate.documents.saved import PEEKED, Overheard, look_of_saved, read_mailbox_file
from airdate.model import Document, Unreadable

if TYPE_CHECKING:
    from airdate.documents.fetch import Fetcher, Page

_TYPES = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".eml": "mail",
    ".json": "json",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".xml": "xml",
    ".rss": "xml",
    ".atom": "xml",
    ".rdf": "xml",
    ".opml": "xml",
}
# Text, but no prose: read as such, each line of a program would be a sentence.
_NO_ARTICLES = frozenset(
    [
        *(".css", ".js", ".mjs", ".ts", ".py", ".rb", ".c", ".h", ".cpp", ".java", ".go"),
        *(".rs", ".sh", ".sql", ".csv", ".tsv", ".svg", ".ini", ".cfg", ".toml", ".yaml"),
        *(".yml", ".lock", ".log", ".map", ".ics", ".vtt", ".srt", ".bib", ".tex"),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the caller knows of a source, beyond its own words.

    now: the moment of reading, aware; no page is taken to be of a later day.
    published, outlet: what holds whatever the source says, None to go by the source.
    stdin: what the source `-` stands for.
    allow_private: whether addresses of this machine and its network may be read.
    overhear: what takes in bytes that may hold conversations; their posts are no report.
    """

    now: datetime
    published: date | None = None
    outlet: str | None = None
    stdin: BinaryIO | None = None
    allow_private: bool = False
    overhear: Callable[[Overheard], None] | None = None


def read_source(source: str, *, given: Given) -> Iterator[Document | Unreadable]:
    """Yield the documents of a source, and an Unreadable for each part that gives none."""
    for found in _read(source, given):
        yield found if isinstance(found, Unreadable) else _stated(found, given)


def _stated(document: Document, given: Given) -> Document:
    """Return the document with what the caller knows; a day after `now` is taken for none."""
    if given.published:
        document = replace(document, published=given.published, published_basis="given")
    elif document.published and document.published > given.now.date():
        document = replace(document, published=None, published_basis="unknown")
    outlet = clean(given.outlet or "")
    return replace(document, outlet=outlet) if outlet else document


def _read(source: str, given: Given) -> Iterator[Document | Unreadable]:
    if source == "-":
        data = given.stdin.read(LARGEST_THREAD + 1) if given.stdin else b""
        _overhear(given, data, source="-", kind=None)
        yield from read_bytes(data, source="-", kind=None, given=given)
    elif is_address(source):
        yield from _read_address(source, given)
    elif not source or "\0" in source:
        yield Unreadable(source, "it is no name of a file", KINDS_REMEDY)
    elif _is_folder(Path(source)):
        yield from _read_folder(Path(source), given)
    else:
        yield from _read_file(Path(source), given)


def is_address(source: str) -> bool:
    """Return whether a source is an address, and so was written by a stranger."""
    return "://" in source or source.lower().startswith(("http:", "https:"))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # reading it as a file will tell why
        return False


def _read_address(url: str, given: Given) -> Iterator[Document | Unreadable]:
    from airdate.documents.fetch import Fetcher
    from airdate.documents.places.thread_reddit import json_address
    from airdate.errors import SourceError

    try:
        with Fetcher(now=given.now, allow_private=given.allow_private) as fetcher:
            page = _page(fetcher, json_address(url))
    except SourceError as error:
        yield Unreadable(url, error.problem, error.remedy)
        return
    kind = _kind_of(page.content_type)
    _overhear(given, page.data, source=url, kind=kind, url=page.url)
    body = read_bytes(page.data, source=page.url, kind=kind, given=given, charset=page.charset)
    for found in body:
        yield found if isinstance(found, Unreadable) else _located(found, page.url)


def _page(fetcher: Fetcher, url: str) -> Page:
    """Return what is at an address: a page, or the feed that it turns out to be.

    Raises: SourceError.
    """
    from airdate.documents.fetch import FEEDS
    from airdate.errors import Refused

    try:
        return fetcher.get(url)
    except Refused:
        page = fetcher.visit(url, accept=FEEDS).page
        if page is None or look_of_saved(page.data, kind=_kind_of(page.content_type)) is None:
            raise
        return page


def _kind_of(content_type: str) -> str:
    """Return the kind of document that a content type stands for."""
    if content_type.endswith("json"):
        return "json"
    if content_type.endswith("xml") and content_type != "application/xhtml+xml":
        return "xml"
    return "plain" if content_type == "text/plain" else "page"


def _located(document: Document, url: str) -> Document:
    """Return the document with what its address tells, where it does not say so itself."""
    day = document.published or day_of_address(url)
    basis = document.published_basis if document.published or not day else "address"
    return replace(
        document,
        url=document.url or url,
        outlet=document.outlet or outlet_of(url),
        published=day,
        published_basis=basis,
    )


def list_files(folder: Path) -> list[Path]:
    """Return the files below a folder, sorted, hidden ones left out; none twice, whatever links.

    A folder that cannot be looked into, or one without files, stands for itself, so that reading
    the list tells why.
    """
    closed: list[Path] = []
    files: list[Path] = []
    seen: set[tuple[int, int]] = set()
    system = _system_devices()
    for root, folders, names in os.walk(folder, followlinks=True, onerror=_into(closed)):
        identity = _identity(Path(root))
        if identity is None or identity[0] in system:
            closed.append(Path(root))
        if identity is None or identity[0] in system or identity in seen:
            folders.clear()
            continue
        seen.add(identity)
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += (Path(root, name) for name in names if not name.startswith("."))
    return sorted(files + closed) or [folder]


def _identity(folder: Path) -> tuple[int, int] | None:
    """Return what tells a folder from all others, None where it may not be looked at."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _system_devices() -> set[int]:
    """Return the devices of what looks like files but is the system: it has no end and may wait."""
    mounts = (Path(name) for name in ("/proc", "/sys") if os.path.ismount(name))
    return {identity[0] for mount in mounts if (identity := _identity(mount))}


def _into(closed: list[Path]) -> Callable[[OSError], None]:
    return lambda error: closed.append(Path(str(error.filename)))


def _read_folder(folder: Path, given: Given) -> Iterator[Document | Unreadable]:
    """Yield what the files of a folder give; a folder with none, or closed, says so."""
    files = list_files(folder)
    for path in files:
        if path == folder:
            yield _no_files(folder)
        elif _is_folder(path):
            yield from _read_folder(path, given)
        else:
            yield from _read_file(path, given, named=False)


def _no_files(folder: Path) -> Unreadable:
    identity = _identity(folder)
    if identity and identity[0] in _system_devices():
        return Unreadable(str(folder), "it is a part of the system, no folder", KINDS_REMEDY)
    if os.access(folder, os.R_OK | os.X_OK):
        return Unreadable(str(folder), "the folder holds no files", KINDS_REMEDY)
    return Unreadable(str(folder), "it may not be read", f"allow it: chmod u+rx {str(folder)!r}")


def _read_file(path: Path, given: Given, *, named: bool = True) -> Iterator[Document | Unreadable]:
    """Yield what one file gives.

    named: whether it was named itself; then a pipe is read too, as of `<(command)`.  One that
    merely lies in a folder may have no writer, and reading it would never end.
    """
    source, suffix = str(path), path.suffix.lower()
    kind = _TYPES.get(suffix)
    try:
        mode = path.stat().st_mode
        if stat.S_ISCHR(mode) or stat.S_ISBLK(mode) or stat.S_ISSOCK(mode):
            yield Unreadable(source, "it is a device, no file", KINDS_REMEDY)
        elif not named and not stat.S_ISREG(mode):
            yield Unreadable(source, "it is a pipe, no file", "name the pipe itself to read it")
        elif suffix in _NO_ARTICLES:
            yield Unreadable(source, f"a {suffix} file holds no article", KINDS_REMEDY)
        elif kind == "lines" and not _holds_posts(path):
            yield from _read_lines(path)
        else:
            yield from _read_whole(path, "json" if kind == "lines" else kind, given)
    except OSError as error:
        yield _unread(error, source)


def _read_whole(path: Path, kind: str | None, given: Given) -> Iterator[Document | Unreadable]:
    """Yield what a file gives that is read at once; a mailbox is read message by message."""
    with path.open("rb") as stream:
        start = stream.read(PEEKED)
        is_mailbox = stream.seekable() and kind in (None, "plain") and look_of(start) == "mbox"
        data = b"" if is_mailbox else start + stream.read(_largest(start, kind) + 1 - len(start))
    if is_mailbox:
        yield from read_mailbox_file(path, now=given.now)
    else:
        _overhear(given, data, source=str(path), kind=kind)
        yield from read_bytes(data, source=str(path), kind=kind, given=given)


def _overhear(
    given: Given, data: bytes, *, source: str, kind: str | None, url: str | None = None
) -> None:
    """Hand over bytes of a kind that conversations come in."""
    if given.overhear and kind in _TALK:
        given.overhear(Overheard(data, source, url))


_TALK = frozenset((None, "plain", "json", "xml"))


def _largest(start: bytes, kind: str | None) -> int:
    """Return how much of a file is read: feeds and threads may be larger than any article."""
    first = start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if kind in (None, "json", "plain") and first in (b"{", b"["):
        return LARGEST_THREAD
    return LARGEST_FEED if kind in (None, "xml") and first == b"<" else LARGEST_BYTES


def _holds_posts(path: Path) -> bool:
    """Return whether the lines of a JSON Lines file are posts of a thread, by the first of them."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return is_thread_line(stream.readline(LARGEST_BYTES))


def _unread(error: OSError, source: str) -> Unreadable:
    """Return what the system's refusal means, and what a person can do."""
    name = str(error.filename or source)
    reason, remedy = {
        errno.ENOENT: ("there is no such file or folder", "check the name"),
        errno.EACCES: ("it may not be read", f"allow it: chmod u+r {name!r}"),
        errno.EPERM: ("it may not be read", "read it as a user who may"),
        errno.ELOOP: ("it is a symbolic link that leads back to itself", "remove the link"),
        errno.ENAMETOOLONG: ("the name is too long for a file", "check the name"),
        errno.ENOTDIR: ("a part of its path is no folder", "check the name"),
    }.get(error.errno or 0, (f"it could not be read: {error.strerror}", "check the disk"))
    return Unreadable(name, reason, remedy)


def _read_lines(path: Path) -> Iterator[Document | Unreadable]:
    """Yield the document of each line of a JSON Lines file; one bad line does not stop the next."""
    import json

    from airdate.documents.record import read_record

    count = 0
    with path.open("rb") as stream:
        while line := stream.readline(LARGEST_BYTES + 1):
            count += 1
            source = f"{path}, line {count}"
            if len(line) > LARGEST_BYTES:
                yield too_large(source)
                while line and not line.endswith(b"\n"):
                    line = stream.readline(MEGABYTE)
                continue
            if not line.strip():
                continue
            try:
                found = json.loads(decode(line))
            except (ValueError, RecursionError) as error:
                yield Unreadable(source, f"it is not JSON: {error}", "check the line")
                continue
            yield read_record(found, source=source)
    if not count:
        yield Unreadable(str(path), "the file is empty", KINDS_REMEDY)


def read_bytes(
    data: bytes, *, source: str, kind: str | None, given: Given, charset: str | None = None
) -> Iterator[Document | Unreadable]:
    """Yield what bytes give; see `content.read_content`."""
    yield from read_content(data, source=source, kind=kind, now=given.now, charset=charset)
