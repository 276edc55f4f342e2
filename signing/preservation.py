"""Preserves a signed PDF: validation data and one archive time stamp over all (PAdES B-LTA), checked before it counts.

ETSI EN 319 142-1 §5.4–5.5. No key and no person is needed. The path-finding library is not asked: certificates and answers
were checked when they were fetched, so one document costs some 30 ms instead of 55.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from itertools import pairwise
from typing import Any

from pyhanko.pdf_utils import generic as typeless
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import DocumentTimestamp
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup

from domain.errors import Incomplete
from signing.inspection import Inspected, inspect
from signing.objects import entry
from signing.pades import ROOM, Stamper
from signing.revocation import Revocation
from signing.signed_data import read, read_time_stamp
from signing.status import Status
from signing.timestamps import utc_now
from signing.trust import Chain, Trust, der
from signing.verdicts import Verdict
from signing.verification import Judge

generic: Any = typeless
GRACE = timedelta(minutes=5)
"""How much older than the signature's time stamp an answer about its certificate may be: it is then shared by many sheets."""


@dataclass(frozen=True)
class Evidence:
    """Validation data to add: certificates, OCSP answers and lists, DER, each once."""

    certificates: tuple[bytes, ...]
    answers: tuple[bytes, ...]
    lists: tuple[bytes, ...]


async def preserve(
    head: bytes,
    revocation: Revocation,
    stamper: Stamper,
    renew: bool = False,
    grace: timedelta = GRACE,
    clock: Callable[[], datetime] = utc_now,
    content: int = 0,
) -> bytes:
    """`head` preserved, level B-LTA. A head that is preserved already comes back as it is, unless it shall be renewed.

    `content` is the size of what the house was given: signatures that stood in it are kept as they are, not vouched for.

    Raises: Incomplete (facts: a code of `signing.findings` for each fault, or the level reached), CertificateRefused("status_unknown"),
    Unavailable("timestamps"), Malformed.
    """
    whole = await asyncio.to_thread(inspect, head)
    inspected = whole.since(content)
    if not (renew and whole.signatures and whole.signatures[-1].archive):  # what is renewed is judged once, with its new stamp
        before = await asyncio.to_thread(_judged, inspected, revocation.trust, clock())
        if before.level == "B-LTA" and not renew:
            return head
        if before.level == "B-B" or not before.valid:
            raise Incomplete(*(_codes(before) or ("B-B",)))
    evidence = await _gather(inspected, revocation, grace)
    preserved = await _stamped(head, evidence, stamper, f"preservation-{1 + sum(one.archive for one in whole.signatures)}")
    await asyncio.to_thread(_check, preserved, whole, content, revocation.trust, clock())
    return preserved


def _judged(inspected: Inspected, trust: Trust, now: datetime) -> Verdict:
    return Judge(inspected, trust, now, {}).verdict()


def _codes(verdict: Verdict) -> list[str]:
    return [one.code for one in verdict.findings if one.fatal]


def _check(preserved: bytes, head: Inspected, content: int, trust: Trust, now: datetime) -> None:
    """Raises: Incomplete unless the file proves itself, without any network."""
    verdict = _judged(inspect(preserved, head).since(content), trust, now)
    if verdict.level != "B-LTA" or not verdict.valid:
        raise Incomplete(*(_codes(verdict) or (verdict.level,)))


async def _gather(inspected: Inspected, revocation: Revocation, grace: timedelta) -> Evidence:
    """Chains of all signers and time stampers, and what the authorities say of each certificate."""
    chains: list[tuple[Chain, datetime]] = []
    for placed in inspected.signatures:
        data = read(placed.cms)
        stamp = read_time_stamp(placed.cms if placed.archive else data.time_stamp)
        others = (*data.certificates, *stamp.data.certificates, *inspected.store.certificates)
        signers = {data.signer, stamp.data.signer}
        chains += [(revocation.trust.chain(signer, others), stamp.time - grace) for signer in signers]
    links = {link: since for chain, since in chains for link in pairwise(chain)}
    statuses = await asyncio.gather(*(revocation.of(*link, since) for link, since in links.items()))
    certificates = {der(one) for chain, _ in chains for one in chain} | {der(one) for said in statuses for one in said.certificates}
    return Evidence(tuple(sorted(certificates)), _ders(statuses, lists=False), _ders(statuses, lists=True))


def _ders(statuses: Iterable[Status], lists: bool) -> tuple[bytes, ...]:
    return tuple(sorted({one.der for one in statuses if one.is_list is lists}))


async def _stamped(head: bytes, evidence: Evidence, stamper: Stamper, field: str) -> bytes:
    """Raises: Unavailable("timestamps")."""
    steps, digest, output = await asyncio.to_thread(_prepared, head, evidence, field)
    steps.send(await stamper.stamp(digest))
    return bytes(output.getvalue())


def _prepared(head: bytes, evidence: Evidence, field: str) -> tuple[Any, bytes, BytesIO]:
    """One revision with the validation data and the room for the archive time stamp; the digest to stamp."""
    writer = IncrementalPdfFileWriter(BytesIO(head))
    _add(writer, evidence)
    steps = PdfCMSEmbedder(SigFieldSpec(field)).write_cms(field, writer)
    next(steps)
    steps.send(SigObjSetup(DocumentTimestamp(bytes_reserved=ROOM)))  # type: ignore[no-untyped-call]
    prepared, output = steps.send(SigIOSetup("sha256"))
    return steps, prepared.document_digest, output


def _add(writer: Any, evidence: Evidence) -> None:
    """Adds to the document security store what it does not hold yet."""
    root = writer.root
    store = entry(root, "/DSS")
    if store is None:
        store = generic.DictionaryObject({pdf_name("/Type"): pdf_name("/DSS")})
        root[pdf_name("/DSS")] = writer.add_object(store)
        writer.update_root()
    for key, things in (("/Certs", evidence.certificates), ("/OCSPs", evidence.answers), ("/CRLs", evidence.lists)):
        kept = entry(store, key, generic.ArrayObject())
        there = {bytes(one.get_object().data) for one in kept}
        added = [writer.add_object(generic.StreamObject(stream_data=thing)) for thing in things if thing not in there]
        if added:
            store[pdf_name(key)] = generic.ArrayObject([*kept, *added])
    writer.update_container(store)
