"""Looks at a ledger's file from outside: who may read it, what lies beside it, what keeps it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from airdate.ledger.backup import last_backup
from airdate.ledger.doctor_finding import MEND, Finding, Mend, Severity

LARGE_LOG_BYTES = 64_000_000
"""SQLite brings a log in at 4 MB: one so large means that a reader never let go."""

_LEFT_AFTER = timedelta(hours=1)
_BACKUP_AGE = timedelta(days=8)
"""A week and a day: a weekly timer that was late is no finding."""

_LOW_BYTES = 200_000_000

# Where locks and shared memory cannot be relied on.
_REMOTE = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "vboxsf", "afs", "ncpfs"})
_REMOTE_FUSE = ("fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.glusterfs")


def outside(path: Path, *, now: datetime) -> Iterator[Finding]:
    """Yield what is found without opening the ledger."""
    yield from _rights(path)
    yield from _leftovers(path, now)
    yield from _log(path)
    yield from _room(path)
    yield from _disk(path)
    yield from _sqlite(sqlite3.sqlite_version_info)
    yield from _backups(path, now)


def _rights(path: Path) -> Iterator[Finding]:
    ours = [path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", ".tokens"))]
    for file in ours:
        if file.exists() and (mode := stat.S_IMODE(file.stat().st_mode)) & 0o077:
            yield Finding(
                Severity.WARNING,
                "permissions",
                str(file),
                f"others of this machine may use it (mode {mode:o})",
                f"chmod 600 {file}; or {MEND}",
                Mend.PERMISSIONS,
            )
    if path.parent.stat().st_mode & stat.S_IWOTH and not path.parent.stat().st_mode & stat.S_ISVTX:
        what = "everybody may put files into the folder"
        yield Finding(
            Severity.WARNING, "permissions", str(path.parent), what, f"chmod o-w {path.parent}"
        )
    if path.stat().st_uid != os.geteuid():
        what = f"it belongs to another user (number {path.stat().st_uid})"
        yield Finding(Severity.NOTE, "permissions", str(path), what)


def leftovers(path: Path, *, now: datetime) -> list[Path]:
    """Return what making or restoring a ledger left beside it, more than an hour ago."""
    found = [*path.parent.glob(f".{path.name}.*.new*"), *path.parent.glob(f".{path.name}.*.part")]
    limit = (now - _LEFT_AFTER).timestamp()
    return sorted(left for left in found if left.lstat().st_mtime < limit)


def _leftovers(path: Path, now: datetime) -> Iterator[Finding]:
    for left in leftovers(path, now=now):
        what = "it was left half made by a call that was cut short"
        remedy = f"Remove it; or {MEND}"
        yield Finding(Severity.WARNING, "leftovers", str(left), what, remedy, Mend.LEFTOVERS)


def _log(path: Path) -> Iterator[Finding]:
    log = path.with_name(path.name + "-wal")
    size = log.stat().st_size if log.exists() else 0
    if size > LARGE_LOG_BYTES:
        what = f"the log has {size / 1e6:,.0f} MB that are not in the ledger yet"
        remedy = f"Stop what has read for hours (an export, a backup), then {MEND}"
        yield Finding(Severity.WARNING, "log", str(log), what, remedy, Mend.LOG)


def _room(path: Path) -> Iterator[Finding]:
    free, size = shutil.disk_usage(path.parent).free, path.stat().st_size
    if free < max(_LOW_BYTES, size):
        what = f"{free / 1e6:,.0f} MB are free on its disk; the ledger has {size / 1e6:,.0f} MB"
        yield Finding(Severity.WARNING, "room", str(path.parent), what, "Make room.")


def _disk(path: Path) -> Iterator[Finding]:
    kind = _file_system(path)
    if kind in _REMOTE or kind.startswith(_REMOTE_FUSE):
        what = f"it lies on a network folder ({kind}), whose locks cannot be relied on"
        yield Finding(
            Severity.WARNING, "disk", str(path), what, "Move the ledger to a disk of this machine."
        )


def _file_system(path: Path) -> str:
    """Return the kind of file system that a path is on, empty where this system does not tell."""
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    for line in lines:
        _, place, found, *_ = line.split()
        place = place.replace("\\040", " ")
        if path.is_relative_to(place) and len(place) >= len(best):
            best, kind = place, found
    return kind


def has_log_fault(version: tuple[int, int, int]) -> bool:
    """Return whether a version of SQLite has the fault of 3.7.0 by which a log can be lost."""
    if (3, 44, 6) <= version < (3, 45, 0) or (3, 50, 7) <= version < (3, 51, 0):
        return False
    return (3, 7, 0) <= version < (3, 51, 3)


def _sqlite(version: tuple[int, ...]) -> Iterator[Finding]:
    known = (version[0], version[1], version[2])
    if has_log_fault(known):
        what = (
            "this version can lose what two writers do in the same instant (mended in 3.51.3); "
            "airdate lets one write at a time, by a lock beside the ledger"
        )
        remedy = "Write to the ledger with no other program."
        yield Finding(Severity.NOTE, "sqlite", f"SQLite {'.'.join(map(str, known))}", what, remedy)


def _backups(path: Path, now: datetime) -> Iterator[Finding]:
    last = last_backup(path)
    how = "airdate backup FOLDER --keep 14"
    if last is None:
        yield Finding(
            Severity.NOTE, "backup", str(path), "no backup of it is known", f"Make one: {how}"
        )
        return
    moment, file = last
    days = (now - moment).days
    if now - moment > _BACKUP_AGE:
        what = f"the last backup is {days} days old ({moment.astimezone(UTC):%Y-%m-%d})"
        yield Finding(Severity.WARNING, "backup", file, what, f"Make one: {how}")
    elif not Path(file).exists():
        what = "the last backup is no longer there"
        yield Finding(Severity.NOTE, "backup", file, what, "Look whether it was moved on purpose.")
