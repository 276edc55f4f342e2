"""Which bytes rows still name."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.tables.signatures import SignatureRow, VersionRow


async def known(session: AsyncSession, digests: set[str]) -> set[str]:
    """Those of the digests that a version or a signature names."""
    v, s = VersionRow, SignatureRow
    content = v.chain["content"].astext
    named = (
        select(content).where(content.in_(digests)),
        select(v.preserved).where(v.preserved.in_(digests)),
        select(s.sha256).where(s.sha256.in_(digests)),
    )
    found: set[str] = set()
    for query in named:
        found |= {str(one) for one in (await session.execute(query)).scalars()}
    return found
