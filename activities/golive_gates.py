"""How one of the three decisions stands at a moment, by the rows of this very transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from domain.clock import day
from domain.going_live import GoLive
from domain.golive import Readiness, readiness
from domain.golive_gates import Gate, gates
from domain.golive_policies import GolivePolicy, Subject
from domain.names import TrackId
from domain.policies import PolicyBook
from domain.tracks import Track
from store.queries import appraisals, facts, regulations
from store.queries import golive as queries
from store.queries.tracks import titles


@dataclass(frozen=True)
class Stands:
    """A decision with the policy that rules it and every gate as it is now."""

    golive: GoLive
    policy: GolivePolicy
    gates: tuple[Gate, ...]
    readiness: Readiness

    @property
    def open(self) -> tuple[Gate, ...]:
        return tuple(one for one in self.gates if not one.holds)

    @property
    def fallen(self) -> tuple[str, ...]:
        """A sentence for each gate that had to hold for the decision and, once it is drawn up, must go on holding."""
        return tuple(one.sentence for one in self.open if not one.moves)


async def stands(session: AsyncSession, policies: PolicyBook, track: Track, subject: Subject, now: datetime) -> Stands:
    """Raises: NotFound without a policy in force."""
    return (await all_stand(session, policies, [track], subject, now))[track.id]


async def all_stand(
    session: AsyncSession, policies: PolicyBook, tracks: Sequence[Track], subject: Subject, now: datetime
) -> dict[TrackId, Stands]:
    """Of each track, decisions, titles and regulations read once for all; appraisals and facts one by one. Raises: as `stands`."""
    which = [track.id for track in tracks]
    decisions, judged = await queries.golives(session, which), await appraisals.of_tracks(session, which, policies)
    names, gone = await titles(session, which), await regulations.gone(session, which, day(now))
    found = {}
    for track in tracks:
        policy, one = policies.golive(subject, track.facility, day(now)), decisions[track.id][subject]
        standing = readiness(judged[track.id])
        checks = (*(gate.check for gate in policy.facts), *(gate.check for gate in policy.papers if gate.check))
        counted = await facts.findings(session, track.facility, checks, now)
        stand = gates(one, policy, track, names[track.id], standing, counted, day(now), gone[track.id])
        found[track.id] = Stands(one, policy, stand, standing)
    return found
