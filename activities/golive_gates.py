"""How one of the three decisions stands at a moment, by the rows of this very transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from activities.tracks import titles
from domain.clock import day
from domain.going_live import GoLive
from domain.golive import Readiness, readiness
from domain.golive_gates import Gate, gates
from domain.golive_policies import GolivePolicy, Subject
from domain.policies import PolicyBook
from domain.tracks import Track
from store.queries import appraisals, facts, regulations
from store.queries import golive as queries


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
    policy = policies.golive(subject, track.facility, day(now))
    one = await queries.golive(session, track.id, subject)
    standing = readiness(await appraisals.of_track(session, track.id, policies))
    found = await facts.findings(session, track.facility, [gate.check for gate in policy.facts], now)
    shown = await facts.findings(session, track.facility, [gate.check for gate in policy.papers if gate.check], now)
    names = await titles(session, track.id)
    gone = await regulations.gone(session, track.id, track.facility, day(now))
    return Stands(one, policy, gates(one, policy, track, names, standing, (*found, *shown), day(now), gone), standing)
