"""Evidence groups as files and rows together: written file first, taken up again where a kill came between the two."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from hashlib import sha256, sha512
from typing import Any

from temporalio import activity

from activities.desk import Desk
from activities.documents import bytes_key
from activities.preserving import Preservation
from domain.clock import day
from domain.errors import Malformed
from domain.names import FacilityId
from domain.renewals import EvidenceGroup, Renewal
from domain.roles import Role
from signing import evidence_files
from signing.evidence_groups import Group
from store.archive_copy import ArchiveCopy
from store.evidence_folder import EvidenceFolder
from store.ocfl import Damaged
from store.queries import evidence, people
from store.queries.evidence import Member
from store.writes import audit, notices
from store.writes import evidence as writes
from store.writes.evidence import Standing

PAGE = 200
"""Documents that are read again at a time."""
TURNS = 30
"""Days in which every kept group is read once."""


def beat() -> None:
    """Says that the work goes on."""
    if activity.in_activity():
        activity.heartbeat()


class KeptEvidence:
    """The groups that lie beside the objects."""

    def __init__(self, desk: Desk, copy: ArchiveCopy, prover: Preservation) -> None:
        self.desk = desk
        self.folder = EvidenceFolder(copy)
        self.prover = prover

    async def keep(self, row: EvidenceGroup, group: Group, act: str) -> None:
        """File, then row: whoever is killed between the two finds the file again (`newer`)."""
        content = await asyncio.to_thread(evidence_files.write, group)
        await asyncio.to_thread(self.folder.put, row.id, content)
        standing = Standing(sha256(content).hexdigest(), group.algorithm, group.stamps, self.prover.ends(group))
        async with self.desk.act() as (session, now):
            if await writes.kept(session, row.id, standing, now):
                facts: dict[str, Any] = {"facility": row.facility, "documents": len(group.members), "stamps": group.stamps}
                facts |= {"algorithm": group.algorithm, "sha256": standing.sha256}
                await audit.note(session, now, None, act, ("evidence", row.id), None, **facts)

    async def read(self, row: EvidenceGroup) -> Group | None:
        """The group that the row names; None when it is damaged, which is then told."""
        try:
            return evidence_files.read(await asyncio.to_thread(self.folder.get, row.id, row.sha256))
        except (Damaged, Malformed):
            await self._tell(row)
            return None

    async def newer(self, row: EvidenceGroup, members: list[Member]) -> Group | None:
        """A file with more time stamps than the row knows, which proves the group's documents: what a killed attempt left."""
        content = await asyncio.to_thread(self.folder.found, row.id)
        if content is None or sha256(content).hexdigest() == row.sha256:
            return None
        try:
            group = evidence_files.read(content)
        except Malformed:
            return None
        wanted = {digest for one in members if (digest := one.digest(row.began))}
        if group.stamps <= row.stamps or not wanted or not wanted <= set(group.digests):
            return None
        one = next(one for one in members if one.digest(row.began))
        digests = {name: digest for name in ("sha256", "sha512") if (digest := one.digest(name))}
        record = await asyncio.to_thread(group.record_of, digests[row.began])
        proved = {chain[0].algorithm for chain in record.chains} <= digests.keys()
        return group if proved and self.prover.proves(record, digests.__getitem__, self.desk.clock()) else None

    @asynccontextmanager
    async def alone(self, facility: FacilityId) -> AsyncIterator[bool]:
        """Whether nobody else works on the facility's evidence meanwhile: yesterday's round, or a hand given up for dead."""
        async with self.desk.sessions.begin() as session:
            yield await evidence.alone(session, facility)

    async def look(self, facility: FacilityId) -> None:
        """Reads the groups whose turn it is, each once in `TURNS` days: what is gone comes back from the second copy, or is told."""
        today = day(self.desk.clock()).toordinal()
        async with self.desk.sessions() as session:
            rows = await evidence.groups(session, facility)
        for row in rows:
            if row.stamps and not row.damaged and row.id.int % TURNS == today % TURNS:
                await self.read(row)
                beat()

    async def warn(self, facility: FacilityId, pressing: Sequence[Renewal]) -> None:
        """Once a month, who answers for the archive hears of evidence that nears its end and was not renewed, or has ended."""
        if not pressing:
            return
        async with self.desk.act() as (session, now):
            until, documents = pressing[0].until, sum(one.group.documents for one in pressing)
            for role in (Role.RECORDS_OFFICER, Role.IT_OFFICER):
                people_there = (await people.holding(session, role, [facility], day(now))).get(facility, [])
                key = f"evidence/ending/{facility}/{day(now):%Y-%m}"
                await notices.tell(session, key, people_there, "evidence_ending", "/archive", now, n=documents, day=f"{until:%d/%m/%Y}")

    async def hash_again(self, row: EvidenceGroup) -> int:
        """Reads documents whose SHA-512 was not kept, a page of them; gives how many there were."""
        async with self.desk.sessions() as session:
            unread = await evidence.unread(session, row.id, PAGE)
        found = []
        for one in unread:
            found.append((one, await asyncio.to_thread(self._sha512, one)))
            beat()
        async with self.desk.act() as (session, _):
            for one, digest in found:
                await writes.hashed(session, one.record, one.sha256, digest)
        return len(unread)

    def _sha512(self, one: Member) -> bytes:
        return sha512(self.desk.shelf.get_now(bytes_key(one.record), one.name)).digest()

    async def _tell(self, row: EvidenceGroup) -> None:
        async with self.desk.act() as (session, now):
            if await writes.damaged(session, row.id, now):
                officers = (await people.holding(session, Role.RECORDS_OFFICER, [row.facility], day(now))).get(row.facility, [])
                await notices.tell(session, f"evidence/{row.id}", officers, "evidence_damaged", "/archive", now, n=row.documents)
                await audit.note(session, now, None, "evidence.damaged", ("evidence", row.id), None, facility=row.facility)
