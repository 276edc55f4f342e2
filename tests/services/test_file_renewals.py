"""Chosen documents are renewed in their files: a version more in the object, and what lay there stays byte for byte."""

import json

import pytest

from activities.documents import bytes_key
from activities.file_renewals import MESSAGE, FileRenewals
from activities.preserving import Preservation
from domain.archived import object_id
from domain.errors import NotAllowed, Unavailable, WrongState
from domain.names import RecordId
from services import archive, records
from signing.trust import Trust
from signing.verification import verify
from store.archive_copy import ArchiveCopy
from store.ocfl import Damaged
from store.queries import fixity
from tests.care import archived, opened, refusal
from tests.people import HOSPITAL, LAN, NAM
from tests.stack import Stack


class Away:
    """A service that gives nothing."""

    async def stamp(self, digest: bytes) -> bytes:
        raise Unavailable("timestamps")


@pytest.fixture
async def kept(stack: Stack) -> RecordId:
    return (await archived(stack))[0]


def hands(stack: Stack) -> FileRenewals:
    return FileRenewals(stack.desk, ArchiveCopy(stack.house.ocfl, None), stack.preserver)


async def renewed(stack: Stack, record: RecordId) -> list[str]:
    context = stack.by(NAM)
    await archive.may_renew(context, record)
    return [one.path for one in await hands(stack).renew(record, context.actor, context.position)]


async def test_each_preserved_document_gets_one_archive_time_stamp_more(stack: Stack, kept: RecordId) -> None:
    name = object_id(bytes_key(kept))
    before = {path: path.read_bytes() for path in stack.house.ocfl.path(name).rglob("v1/**/*") if path.is_file()}
    first = await renewed(stack, kept)
    assert [path.rpartition("/")[2] for path in first] == ["v1.renewed-1.pdf.age"] * 3
    second = await renewed(stack, kept)
    assert [path.rpartition("/")[2] for path in second] == ["v1.renewed-2.pdf.age"] * 3
    assert {path: path.read_bytes() for path in before} == before
    plain = await archive.export(stack.by(NAM), kept)
    trust = Trust([stack.settings.trust_roots.read_bytes()])
    for one in json.loads(plain["manifest.json"])["documents"]:
        old, new = plain[one["path"].removesuffix(".age")], plain[one["path"].replace(".pdf.age", ".renewed-2.pdf")]
        assert new.startswith(old)
        verdict = await verify(new, trust)
        assert (verdict.valid, verdict.level, len(verdict.archive_stamps)) == (True, "B-LTA", 3)


async def test_the_row_knows_the_object_as_it_is_and_the_timeline_tells(stack: Stack, kept: RecordId) -> None:
    await renewed(stack, kept)
    page = await records.read(stack.by(NAM), kept)
    assert page.page.archive_sha256 == stack.house.ocfl.verify(object_id(bytes_key(kept))).inventory_sha256
    assert [line.act for line in page.timeline].count("record.renew") == 1
    async with stack.sessions() as session:
        assert (await fixity.kept(session, HOSPITAL)).damaged == 0


async def test_a_version_that_a_killed_attempt_left_is_put_aside(stack: Stack, kept: RecordId) -> None:
    """Killed between the object and the row, nobody ever heard of that version: the row's stands, and the renewal begins anew."""
    name = object_id(bytes_key(kept))
    stack.house.ocfl.add(name, {"documents/nobody.pdf.age": b"left"}, MESSAGE, stack.clock())
    paths = await renewed(stack, kept)
    assert len(paths) == 3
    files = stack.house.ocfl.files(name)
    assert "documents/nobody.pdf.age" not in files
    assert set(paths) <= files.keys()


async def test_a_version_of_somebody_else_is_left_to_them(stack: Stack, kept: RecordId) -> None:
    """A supplement between its object and its row is finished by its own hands."""
    name = object_id(bytes_key(kept))
    stack.house.ocfl.add(name, {"documents/late.pdf.age": b"late"}, "Bổ sung sau khi lưu trữ", stack.clock())
    with pytest.raises(Damaged):
        await renewed(stack, kept)
    assert "documents/late.pdf.age" in stack.house.ocfl.files(name)


async def test_without_a_time_stamp_service_nothing_changes(stack: Stack, kept: RecordId) -> None:
    before = stack.house.ocfl.fingerprint(object_id(bytes_key(kept)))
    context, prover = stack.by(NAM), Preservation(stack.preserver.revocation, Away())
    with pytest.raises(Unavailable):
        await FileRenewals(stack.desk, ArchiveCopy(stack.house.ocfl, None), prover).renew(kept, context.actor, context.position)
    assert stack.house.ocfl.fingerprint(object_id(bytes_key(kept))) == before


async def test_only_the_records_office_renews_and_only_what_is_archived(stack: Stack, kept: RecordId) -> None:
    await refusal(NotAllowed, archive.may_renew(stack.by(LAN), kept))
    await refusal(WrongState, archive.may_renew(stack.by(NAM), await opened(stack)))
