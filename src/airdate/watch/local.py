"""One visit of a place on this machine: a mailbox, a folder, a saved thread or feed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from airdate import pipeline
from airdate.errors import SourceError
from airdate.ledger.office.places import Kind, key_of
from airdate.model import Unreadable
from airdate.watch.means import Means, outcome_of_error
from airdate.watch.outcomes import Answer, Outcome
from airdate.watch.reading import judge

if TYPE_CHECKING:
    from airdate.model import Reading
    from airdate.watch.visiting import Call

_LOOKED_AT_BYTES = 65_536
_MOST_EXAMPLES = 5


def visit_local(call: Call, means: Means) -> Answer:
    """Return what a place on this machine holds that is new."""
    path = Path(call.place.address)
    try:
        if not path.exists():
            return Answer(Outcome.MISSING, "there is no such file or folder")
        kind = call.place.kind if call.place.kind not in ("auto", "site") else kind_of(path)
        answer = _by_kind(kind, path, call, means)
    except SourceError as error:
        return Answer(outcome_of_error(error), error.problem)
    except OSError as error:
        return Answer(Outcome.UNREACHED, f"it could not be read: {error.strerror or error}")
    known = call.place.kind == kind or answer.outcome.failed
    return answer if known else replace(answer, place=replace(call.place, kind=kind))


def kind_of(path: Path) -> Kind:
    """Return what a file or folder is to be watched as."""
    if path.is_dir():
        return "mail" if (path / "cur").is_dir() and (path / "new").is_dir() else "folder"
    from airdate.documents.places import look_of

    with path.open("rb") as stream:
        look = look_of(stream.read(_LOOKED_AT_BYTES))
    kinds: dict[str, Kind] = {"mbox": "mail", "thread": "thread", "feed": "feed"}
    return kinds.get(look, "folder")


def _by_kind(kind: Kind, path: Path, call: Call, means: Means) -> Answer:
    if kind == "mail":
        return _mail(path, call, means)
    if kind in ("thread", "feed"):
        return _file(kind, path, call, means)
    return _folder(path, call, means)


def _mail(path: Path, call: Call, means: Means) -> Answer:
    """Return what new letters bring; one that was read before, by its key, is known."""
    from airdate.documents.places import read_letter, read_mailbox

    now, gate = means.now(), means.gate_of(call.place)
    mark, size = call.state.digest or "", 0
    met: list[str] = []
    readings: list[Reading] = []
    dropped: list[str] = []
    letters = read_mailbox(path, mark=mark)
    for letter in islice(letters, means.most_taken):
        mark = letter.mark
        key = key_of(letter.key)
        met.append(key)
        if key in call.marks:
            continue
        size += len(letter.data)
        found = read_letter(letter, now=now)
        judged = judge(found, gate=gate, now=now, catalogue=means.catalogue)
        if judged.reading:
            readings.append(judged.reading)
        else:
            name = letter.source if isinstance(found, Unreadable) else found.heading
            dropped.append(f"{name[:100]}: {judged.why}")
    answer = _told(readings, dropped, met=met, items=len(met))
    return replace(answer, digest=mark, bytes=size, more=next(letters, None) is not None)


def _told(readings: list[Reading], dropped: list[str], *, met: list[str], items: int) -> Answer:
    outcome = Outcome.NEWS if readings else Outcome.LET_GO if dropped else Outcome.NOTHING_NEW
    return Answer(
        outcome,
        items=items,
        fresh=len(readings) + len(dropped),
        let_go=len(dropped),
        examples=tuple(dropped[:_MOST_EXAMPLES]),
        readings=tuple(readings),
        met=tuple(met),
    )


def _folder(path: Path, call: Call, means: Means) -> Answer:
    """Return what files bring that are new, or were changed since they were last read."""
    from airdate.documents import Given

    given, gate = Given(now=means.now()), means.gate_of(call.place)
    size = held = 0
    met: list[str] = []
    readings: list[Reading] = []
    dropped: list[str] = []
    for file, key, length in _files(path):
        if key in call.marks:
            met.append(key)
        elif len(readings) + len(dropped) >= means.most_taken:
            held += 1
        else:
            met.append(key)
            size += length
            for found in pipeline.read([str(file)], given=given, catalogue=means.catalogue):
                if isinstance(found, Unreadable):
                    dropped.append(f"{file.name[:100]}: {found.reason}")
                elif gate.open or gate.about(found.document.text):
                    readings.append(found)
                else:
                    dropped.append(f"{file.name[:100]}: it names no followed title")
    answer = _told(readings, dropped, met=met, items=len(met) + held)
    return replace(answer, bytes=size, more=held > 0)


def _files(path: Path) -> Iterator[tuple[Path, str, int]]:
    """Yield the files of a folder, or the file itself, with marks that change when they do."""
    from airdate.documents import list_files

    for file in list_files(path) if path.is_dir() else [path]:
        try:
            status = file.stat()
        except OSError:  # it went while we looked
            continue
        if file.is_dir():
            continue
        key = key_of(str(file), str(status.st_mtime_ns), str(status.st_size))
        yield file, key, status.st_size


def _file(kind: Kind, path: Path, call: Call, means: Means) -> Answer:
    """Return what is new in a saved thread or feed."""
    from airdate.documents.places.limits import LARGEST_THREAD

    with path.open("rb") as stream:
        data = stream.read(LARGEST_THREAD + 1)
    digest = hashlib.sha256(data).hexdigest()
    if digest == call.state.digest:
        return Answer(Outcome.NOTHING_NEW, digest=digest)
    from airdate.watch.visiting import of_feed, of_threads

    if kind == "feed":
        answer = of_feed(data, call, means, url=None)
    else:
        from airdate.documents.places import read_threads

        now, secret = means.now(), means.authors
        threads = read_threads(data, url=None, now=now, name=path.stem, secret=secret)
        answer = of_threads(threads, call, means)
    return replace(answer, digest=None if answer.more else digest, bytes=len(data))
