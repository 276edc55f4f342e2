"""The validation data that a signed file carries: certificates, OCSP answers and revocation lists, as files that stock tools read."""

from collections.abc import Iterator
from hashlib import sha256

from domain.errors import Malformed
from signing.inspection import Inspected
from signing.signed_data import read, read_time_stamp
from signing.trust import der


def carried(inspected: Inspected) -> dict[str, bytes]:
    """`certificates/<begin of SHA-256>.cer`, `ocsp/….der`, `crl/….crl` → DER, each once. What cannot be read is left out.

    From the document security store (ETSI EN 319 142-1 §5.4) and from the signatures and time stamps themselves.
    """
    found = {_name("certificates", one, "cer"): one for one in _certificates(inspected)}
    found |= {_name("ocsp", one, "der"): one for one in inspected.store.answers}
    return found | {_name("crl", one, "crl"): one for one in inspected.store.lists}


def _name(folder: str, content: bytes, suffix: str) -> str:
    return f"{folder}/{sha256(content).hexdigest()[:24]}.{suffix}"


def _certificates(inspected: Inspected) -> Iterator[bytes]:
    yield from map(der, inspected.store.certificates)
    for placed in inspected.signatures:
        try:
            data = read_time_stamp(placed.cms).data if placed.archive else read(placed.cms)
            stamped = read_time_stamp(data.time_stamp).data.certificates if data.time_stamp else ()
        except Malformed:
            continue
        yield from map(der, (*data.certificates, *stamped))
