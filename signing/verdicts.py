"""What a verification says of a file; plain values, ready for JSON."""

from dataclasses import dataclass
from datetime import datetime

from signing.confirmations import Confirmation
from signing.findings import Finding

LEVELS = ("none", "B-B", "B-T", "B-LT", "B-LTA")
"""From worst to best."""


@dataclass(frozen=True)
class SignatureVerdict:
    """One signature."""

    field: str
    step: str
    """The stage of the chain: the field's name without its number."""
    title: str
    """What the sheet calls that stage, as `Người duyệt kết quả`; the field's name where the file tells none."""
    name: str
    """From the certificate."""
    organisation: str
    serial: str
    """Serial number of the certificate, hexadecimal."""
    reason: str
    claimed_at: datetime | None
    stamped_at: datetime | None
    level: str
    intact: bool
    trusted: bool
    revoked: bool
    """Before it signed."""
    covers: str
    """`file`, `revision`, or `part` (which no honest signature does)."""
    confirmed: tuple[Confirmation, ...] = ()
    """Who confirmed a stage before it by their PIN: no digital signatures, but covered by this one."""


@dataclass(frozen=True)
class ArchiveStamp:
    """One archive time stamp."""

    field: str
    at: datetime | None
    intact: bool
    trusted: bool


@dataclass(frozen=True)
class OtherAct:
    """What somebody did who signed nothing, as the file's content says: a drawing, a fingerprint, a paper. No digital signature."""

    who: str
    capacity: str
    what: str
    way: str
    at: str


@dataclass(frozen=True)
class Verdict:
    """What a file is worth."""

    level: str
    """`none`, `B-B`, `B-T`, `B-LT` or `B-LTA`: the lowest of its signatures."""
    valid: bool
    """Whether no finding is fatal; a remark (`not_preserved`, `foreign`, `status_unknown`) is not."""
    signatures: tuple[SignatureVerdict, ...] = ()
    archive_stamps: tuple[ArchiveStamp, ...] = ()
    findings: tuple[Finding, ...] = ()
    expected: str = "none"
    """The level the file itself says that it gets once all have signed: `B-LTA` for a sheet of hsba."""
    acts: tuple[OtherAct, ...] = ()
    """What people without a certificate did; as true as the signatures over the content."""
