"""Says of a PDF who signed it, when, at which level, and what is wrong with it, each thing named.

Levels are those of ETSI EN 319 142-1: B-B signed, B-T time-stamped, B-LT with validation data, B-LTA with an archive time stamp over all.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any
from unicodedata import normalize

from cryptography import x509
from cryptography.x509.oid import NameOID

from domain.errors import CertificateRefused, Malformed
from signing.attached import ACT, Attached, step_of
from signing.findings import Finding
from signing.inspection import Inspected, Placed, inspect
from signing.revocation import Revocation
from signing.signed_data import SignedData, TimeStamp, read, read_time_stamp
from signing.stampers import Link, kept_status, stamper_trusted
from signing.status import Status
from signing.timestamps import utc_now
from signing.trust import Chain, Trust, check_days, may_sign, part_of
from signing.verdicts import LEVELS, ArchiveStamp, OtherAct, SignatureVerdict, Verdict


async def verify(
    pdf: bytes,
    trust: Trust,
    revocation: Revocation | None = None,
    names: Mapping[str, str] | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> Verdict:
    """Never raises for a bad file: it says so. `revocation` is asked what the file itself does not answer.

    `names` are those expected: field → name.
    """
    try:
        inspected = await asyncio.to_thread(inspect, pdf)
    except Malformed as fault:
        return Verdict("none", False, findings=(Finding(fault.facts[0]),))
    judge = Judge(inspected, trust, clock(), names or {})
    verdict = await asyncio.to_thread(judge.verdict)
    if revocation and judge.unanswered:
        await judge.ask(revocation)
        verdict = await asyncio.to_thread(judge.verdict)
    return verdict


class Judge:
    """Judges one file at one moment."""

    def __init__(self, inspected: Inspected, trust: Trust, now: datetime, names: Mapping[str, str]) -> None:
        self._file = inspected
        self._trust = trust
        self._now = now
        self._names = names
        self._attached = Attached(inspected.facts)
        self._findings: list[Finding] = []
        self._fetched: dict[Link, Status] = {}
        self.unanswered: set[Link] = set()
        """Certificates whose status the file does not say."""

    async def ask(self, revocation: Revocation) -> None:
        for below, above in self.unanswered:
            try:
                self._fetched[below, above] = await revocation.of(below, above)
            except CertificateRefused:
                continue

    def verdict(self) -> Verdict:
        self._findings = [Finding("broken")] if self._file.broken else []
        placed = self._file.signatures
        archives = self._archives([one for one in placed if one.archive])
        covered = max((one.revision for one, good in archives if good.intact and good.trusted), default=-1)
        signatures = tuple(self._signature(one, covered) for one in placed if not one.archive)
        self._look_at_changes()
        level = min((one.level for one in signatures), key=LEVELS.index, default="none")
        if not self._file.broken:
            self._look_at_chain(signatures, level)
        findings = tuple(self._findings)
        valid = bool(signatures) and not any(one.fatal for one in findings)
        expected = "B-LTA" if self._attached.preserved else "none"
        acts = tuple(OtherAct(*(one[key] for key in ACT)) for one in self._attached.acts)
        return Verdict(level, valid, signatures, tuple(good for _, good in archives), findings, expected, acts)

    def _title(self, field: str) -> str:
        """What the sheet calls the stage of this signature; the field's name where the file does not say."""
        return self._attached.title(step_of(field)) or field

    def _archives(self, placed: list[Placed]) -> list[tuple[Placed, ArchiveStamp]]:
        """Newest first: each need be good only until the next one."""
        found: list[tuple[Placed, ArchiveStamp]] = []
        until = self._now
        for number, one in reversed(list(enumerate(placed, 1))):
            stamp = _read(read_time_stamp, one.cms)
            intact = bool(stamp) and one.whole and stamp.intact_over(self._file.covered(one))
            trusted = bool(stamp) and stamper_trusted(stamp, self._trust, self._file.store, until)
            if not (intact and trusted):
                self._find("archive_stamp_broken", one.field, str(number))
            elif stamp:
                until = stamp.time
            found.insert(0, (one, ArchiveStamp(one.field, stamp.time if stamp else None, intact, trusted)))
        return found

    def _signature(self, one: Placed, archived: int) -> SignatureVerdict:
        data = _read(read, one.cms)
        name = _name(data.signer) if data else one.name
        intact = bool(data) and data.covers(self._file.covered(one))
        if not intact:
            self._find("bytes_changed", one.field, self._title(one.field), name)
        elif not one.whole:
            self._find("not_covered", one.field, self._title(one.field))
        stamp = self._stamp(one, data) if data and intact else None
        chain = self._chain(one, data, name) if data else None
        at = stamp.time if stamp else self._now
        revoked = self._revoked(one, name, chain, at) if chain else False
        level = self._level(one, stamp, chain, archived) if intact and one.whole and chain else "none"
        return SignatureVerdict(
            one.field,
            step_of(one.field),
            self._title(one.field),
            name,
            part_of(data.signer, NameOID.ORGANIZATION_NAME) if data else "",
            f"{data.signer.serial_number:x}" if data else "",
            one.reason,
            one.claimed_at,
            stamp.time if stamp else None,
            level,
            intact,
            chain is not None,
            revoked,
            _covers(one, self._file.pdf),
            one.confirmed,
        )

    def _stamp(self, one: Placed, data: SignedData) -> TimeStamp | None:
        """The signature's time stamp when it is good."""
        if not data.time_stamp:
            return None
        stamp: TimeStamp | None = _read(read_time_stamp, data.time_stamp)
        if not stamp or not stamp.intact_over(data.signature):
            self._find("stamp_broken", one.field, self._title(one.field))
        elif not stamper_trusted(stamp, self._trust, self._file.store, stamp.time):
            self._find("stamp_untrusted", one.field, self._title(one.field))
        else:
            return stamp
        return None

    def _chain(self, one: Placed, data: SignedData, name: str) -> Chain | None:
        said = self._names.get(one.field) or one.name
        if said and normalize("NFC", said) != name:
            self._find("other_name", one.field, self._title(one.field), said, name)
        try:
            if may_sign(data.signer):
                return self._trust.chain(data.signer, self._beside(data))
        except CertificateRefused:
            pass
        self._find("untrusted", one.field, self._title(one.field), name)
        return None

    def _revoked(self, one: Placed, name: str, chain: Chain, at: datetime) -> bool:
        """Whether the chain was not good when it signed because of a revocation; other faults of that moment are noted."""
        try:
            check_days(chain, at)
        except CertificateRefused:
            self._find("expired", one.field, self._title(one.field), name)
        said = [self._status(link, at) for link in pairwise(chain)]
        since = [status.revoked_at for status in said if status and status.revoked_at and status.revoked_at <= at]
        if since:
            self._find("revoked", one.field, self._title(one.field), name, min(since).isoformat())
        elif None in said and not self._file.broken:
            self._find("status_unknown", one.field, self._title(one.field), name)
        return bool(since)

    def _level(self, one: Placed, stamp: TimeStamp | None, chain: Chain, archived: int) -> str:
        if stamp is None:
            return "B-B"
        stampers = self._trust.chain(stamp.data.signer, self._beside(stamp.data))
        if not all(kept_status(self._file.store, link, stamp.time) for way in (chain, stampers) for link in pairwise(way)):
            return "B-T"
        return "B-LTA" if one.revision < archived else "B-LT"

    def _status(self, link: Link, at: datetime) -> Status | None:
        status = kept_status(self._file.store, link, at) or self._fetched.get(link)
        if status is None:
            self.unanswered.add(link)
        return status

    def _beside(self, data: SignedData) -> tuple[x509.Certificate, ...]:
        """Certificates that may stand between this signer and a root."""
        return (*data.certificates, *self._file.store.certificates)

    def _look_at_changes(self) -> None:
        pages = sorted({change.page for change in self._file.changes if change.page})
        for page in pages:
            self._find("page_changed", "", str(page))
        for change in self._file.changes:
            if not change.page:
                self._find("object_changed", "", str(change.number))
        if self._file.signatures and self._file.trailing:
            self._find("added_after", "")

    def _look_at_chain(self, signatures: tuple[SignatureVerdict, ...], level: str) -> None:
        if not self._file.signatures:
            self._find("no_signature", "")
        if self._attached.chain is None:
            self._find("foreign", "")
            return
        needed = self._attached.needed
        there = {step: sum(one.step == step and one.intact for one in signatures) for step in needed}
        missing = [step for step, count in needed.items() if there[step] < count]
        if missing:
            titles = ", ".join(self._attached.title(step) or step for step in missing)
            self._find("revision_removed", "", str(sum(needed.values())), str(sum(there.values())), titles)
        said = Counter(told.step for one in signatures if one.intact for told in one.confirmed)
        unsaid = [step for step, count in self._attached.confirmed.items() if said[step] < count]
        if unsaid:
            self._find("confirmation_missing", "", ", ".join(self._attached.title(step) or step for step in unsaid))
        left = Counter(needed)
        for one in signatures:
            left[one.step] -= 1
            if left[one.step] < 0:
                self._find("not_in_chain", one.field, self._title(one.field), one.name)
        if self._attached.preserved and not any(one.archive for one in self._file.signatures):
            self._find("not_preserved", "", level)

    def _find(self, code: str, field: str, *facts: str) -> None:
        self._findings.append(Finding(code, facts, field))


def _read(how: Callable[[bytes], Any], der: bytes) -> Any:
    try:
        return how(der)
    except Malformed:
        return None


def _name(certificate: x509.Certificate) -> str:
    return part_of(certificate, NameOID.COMMON_NAME)


def _covers(one: Placed, pdf: bytes) -> str:
    if not one.whole:
        return "part"
    return "file" if one.stop == len(pdf) else "revision"
