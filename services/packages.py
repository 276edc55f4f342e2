"""The files of a package: each document as it was when it was sent, and what explains them to whoever takes them away."""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from activities.documents import bytes_key
from domain.errors import NotFound
from domain.names import RecordId, Sha256
from domain.packages import Package, manifest, path, readme
from domain.referrals import Item
from services.context import House
from store.queries import signatures
from store.queries.referrals import Packed


async def revision(house: House, record: RecordId, digest: Sha256) -> bytes:
    """A file of the record by its digest. Raises: NotFound."""
    return await house.shelf.get(bytes_key(record), digest)


async def frozen(house: House, record: RecordId, item: Item) -> bytes:
    """The document as it was sent. What was signed, preserved or renewed since is appended: the newest file begins with those bytes.

    Raises: NotFound when they are not there any more.
    """
    try:
        return await revision(house, record, item.sha256)
    except NotFound:
        async with house.sessions() as session:
            newest = (await signatures.version(session, item.document, item.version)).newest
        found = (await revision(house, record, newest))[: item.size]
        if sha256(found).hexdigest() != item.sha256:
            raise
        return found


def files(package: Package, held: Sequence[tuple[Packed, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Path → bytes, for a zip file."""
    yield "README.txt", readme(package).encode()
    yield "manifest.json", manifest(package)
    for one, content in held:
        yield path(one.item.number, one.form, one.code), content
