"""What a look at a ledger finds, and in which terms it is told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad it is: what was recorded is lost or changed; something wants doing; good to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Mend(StrEnum):
    """What can be done about a finding without losing anything."""

    PERMISSIONS = "permissions"
    LEFTOVERS = "leftovers"
    LOG = "log"
    SHAPE = "shape"
    INDEXES = "indexes"
    LEASES = "leases"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found.

    check: what was looked at, in a word.  where: the file, table, document or place.
    remedy: what a person does about it, empty for a note that asks for nothing.
    mend: how `airdate doctor --mend` does it; None where it does not.
    """

    severity: Severity
    check: str
    where: str
    what: str
    remedy: str = ""
    mend: Mend | None = None


RESTORE = (
    "Keep the file. Restore the last backup into a new one: airdate --db NEW restore BACKUP; what "
    "came since can be read again: airdate add"
)
MEND = "airdate doctor --mend"
