"""Whether a time stamper was one to believe when it stamped: its chain, its days, and what its authority said of it."""

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise

from cryptography import x509

from domain.errors import CertificateRefused, Malformed
from signing.inspection import Store
from signing.signed_data import TimeStamp
from signing.status import Status, list_status, ocsp_status
from signing.trust import Trust, check_days, may_stamp

Link = tuple[x509.Certificate, x509.Certificate]
"""A certificate and the one that issued it."""


def kept_status(store: Store, link: Link, at: datetime) -> Status | None:
    """The status in the store that holds for a signature of this moment; one that tells a revocation goes first."""
    every = [(ocsp_status, one) for one in store.answers] + [(list_status, one) for one in store.lists]
    found = [status for how, one in every if (status := _judged(how, one, link)) and status.until >= at]
    return min(found, key=lambda status: status.revoked_at is None, default=None)


def stamper_trusted(stamp: TimeStamp, trust: Trust, store: Store, at: datetime) -> bool:
    """Whether the stamper's chain was good when it stamped and its days still last `at`; certificates beside it are in the store."""
    try:
        chain = trust.chain(stamp.data.signer, (*stamp.data.certificates, *store.certificates))
        check_days(chain, at)
        check_days(chain, stamp.time)
    except CertificateRefused:
        return False
    said = [kept_status(store, link, stamp.time) for link in pairwise(chain)]
    revoked = [status.revoked_at for status in said if status and status.revoked_at]
    return may_stamp(stamp.data.signer) and not any(since <= stamp.time for since in revoked)


def _judged(how: Callable[..., Status], der: bytes, link: Link) -> Status | None:
    try:
        return how(der, *link)
    except Malformed:
        return None
