"""Which bytes rows still name."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.tables.appraisals import ExhibitRow
from store.tables.signatures import SignatureRow, VersionRow
from store.tables.tracks import ReportFileRow


async def known(session: AsyncSession, digests: set[str]) -> set[str]:
    """Those of the digests (at most some thousands) that a version, a signature or evidence of the rollout names."""
    v, s, e, f = VersionRow, SignatureRow, ExhibitRow, ReportFileRow
    named = (
        select(v.content).where(v.content.in_(digests)),
        select(v.preserved).where(v.preserved.in_(digests)),
        select(s.sha256).where(s.sha256.in_(digests)),
        select(e.sha256).where(e.sha256.in_(digests)),
        select(f.sha256).where(f.sha256.in_(digests)),
    )
    found: set[str] = set()
    for query in named:
        found |= {str(one) for one in (await session.execute(query)).scalars()}
    return found
