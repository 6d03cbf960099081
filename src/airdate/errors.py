"""What a person must fix, as a tree of errors.

    AirdateError                  the edge prints it and exits with 1
    ├── UsageError                the call's words are off: exit 2
    │   ├── BadDay                a day that does not exist, or is not written as one
    │   ├── UnknownTitle          no installment by that name in the ledger
    │   ├── AmbiguousTitle        several; the candidates are listed
    │   └── UnknownReference      no line or claim by that reference
    ├── Occupied                  a door does as much of it at once as it will: come again
    ├── SourceError               a document could not be had
    │   ├── Refused               the fetch guard said no: address, size, redirect
    │   ├── Overrun               reading a document takes too much time or memory
    │   └── Malformed             no feed, thread, sitemap, mailbox or list, or beyond a limit
    └── LedgerError               the store cannot be used as asked
        ├── NotALedger            the file is something else
        ├── NewerLedger           made by a later airdate
        ├── LedgerBusy            another process writes to it
        └── LedgerReadOnly        disk full, or not ours to write

Each names what was tried, on what, and the remedy.
"""

from __future__ import annotations


class AirdateError(Exception):
    """What was tried and on what (`problem`), and what to do next (`remedy`)."""

    exit_code = 1

    def __init__(self, problem: str, remedy: str = "") -> None:
        self.problem = problem
        self.remedy = remedy
        super().__init__(problem if not remedy else f"{problem}\n{remedy}")


class UsageError(AirdateError):
    """The words of the call are off."""

    exit_code = 2


class BadDay(UsageError):
    """A day that does not exist, or is not written as one."""


class UnknownTitle(UsageError):
    """No installment by that name is in the ledger."""


class AmbiguousTitle(UsageError):
    """Several installments answer to that name."""


class UnknownReference(UsageError):
    """No line or claim by that reference is in the ledger."""


class Occupied(AirdateError):
    """A door does as much of this at once as it will."""


class SourceError(AirdateError):
    """A document could not be had."""


class Refused(SourceError):
    """The fetch guard refused an address, a redirect or a body."""


class Malformed(SourceError):
    """Bytes are not the feed, thread, sitemap, mailbox or list they were taken for, or too many."""


class Overrun(SourceError):
    """Reading a document takes more time or memory than a document may."""


class LedgerError(AirdateError):
    """The ledger cannot be used as asked."""


class NotALedger(LedgerError):
    """The file is something else."""


class NewerLedger(LedgerError):
    """The ledger was made by a later airdate."""


class LedgerBusy(LedgerError):
    """Another process writes to the ledger."""


class LedgerReadOnly(LedgerError):
    """The ledger cannot be written: disk full, or not ours."""


# ── what is not installed ───────────────────────────────────────────────────────────────────


def installing(extra: str) -> str:
    """Return the command that installs an extra here: as airdate itself was installed.

    pipx and uv keep airdate in an environment of their own, which another pip does not reach.
    """
    import shlex
    import sys
    from importlib.util import find_spec
    from pathlib import Path

    prefix, what = Path(sys.prefix), _with_extra(extra)
    if (prefix / "pipx_metadata.json").is_file():
        return shlex.join(["pipx", "runpip", "airdate", "install", *what])
    if (prefix / "uv-receipt.toml").is_file():
        return shlex.join(["uv", "tool", "install", *what])
    if find_spec("pip") is None:
        return shlex.join(["uv", "pip", "install", "--python", sys.executable, *what])
    return shlex.join([sys.executable or "python3", "-m", "pip", "install", *what])


def _with_extra(extra: str) -> list[str]:
    """Return what to tell an installer: airdate with an extra, from where it came."""
    import json
    from importlib import metadata
    from urllib.parse import unquote, urlsplit

    try:
        told = json.loads(metadata.distribution("airdate").read_text("direct_url.json") or "{}")
        url = str(told.get("url", ""))
    except (metadata.PackageNotFoundError, ValueError, AttributeError, OSError):
        told, url = {}, ""
    if url.startswith("file://") and "dir_info" in told:
        folder = f"{unquote(urlsplit(url).path)}[{extra}]"
        return ["-e", folder] if told["dir_info"].get("editable") else [folder]
    if url and not url.startswith("file://"):
        kind = told.get("vcs_info", {}).get("vcs", "")
        return [f"airdate[{extra}] @ {kind}+{url}" if kind else f"airdate[{extra}] @ {url}"]
    return [f"airdate[{extra}]"]
