"""What proves the documents of an archived record: each one's own evidence record, cut out of its group."""

import asyncio
import json
import logging

from activities.documents import bytes_key
from domain.archived import evidence_path, object_id
from domain.errors import Malformed
from domain.names import RecordId
from domain.renewals import EvidenceGroup
from services.context import House
from signing import evidence_files
from store.archive_copy import ArchiveCopy
from store.evidence_folder import EvidenceFolder
from store.ocfl import Damaged
from store.queries import evidence
from store.queries.evidence import Member

log = logging.getLogger(__name__)


async def of_record(house: House, record: RecordId) -> dict[str, bytes]:
    """Path → evidence record (RFC 4998, DER) of each document that has one; valid alone, without hsba, group or network.

    Documents whose group waits for its time stamp have none yet, those of a damaged group none that could be given.
    """
    async with house.sessions() as session:
        found = await evidence.of_record(session, record)
        rows = {which: await evidence.group(session, which) for which in {which for _, which in found}}
    by_group = [(row, [member for member, which in found if which == row.id]) for row in rows.values()]
    made: dict[str, bytes] = {}
    for row, members in by_group:
        made |= await asyncio.to_thread(_cut_out, house, row, members)
    paths = await asyncio.to_thread(_paths, house, record) if made else {}
    return {evidence_path(paths[digest]): content for digest, content in sorted(made.items()) if digest in paths}


def damaged_groups(house: House, groups: list[EvidenceGroup]) -> list[str]:
    """Names of kept groups whose file is gone or not what its row says; nothing is mended."""
    folder = EvidenceFolder(ArchiveCopy(house.ocfl, None))
    return [folder.path(one.id).name for one in groups if one.stamps and not folder.holds(one.id, one.sha256)]


def _cut_out(house: House, row: EvidenceGroup, members: list[Member]) -> dict[str, bytes]:
    """SHA-256 of a document → its evidence record."""
    try:
        group = evidence_files.read(EvidenceFolder(ArchiveCopy(house.ocfl, None)).get(row.id, row.sha256))
    except (Damaged, Malformed):
        log.warning("evidence group %s is damaged", row.id)
        return {}
    return {one.name: group.record_of(digest).der for one in members if (digest := one.digest(row.began))}


def _paths(house: House, record: RecordId) -> dict[str, str]:
    """SHA-256 of each PDF → its path in the object."""
    files = json.loads(house.ocfl.files(object_id(bytes_key(record)))["manifest.json"].read_bytes())["files"]
    return {digest: path for path, digest in sorted(files.items(), reverse=True) if path.endswith(".pdf.age")}
