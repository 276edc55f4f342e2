"""Which bytes rows still name."""

from sqlalchemy import ARRAY, String, any_, cast, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.tables.acts import AuditRow
from store.tables.appraisals import ExhibitRow
from store.tables.codes import EnclosureRow
from store.tables.comments import CommentRow
from store.tables.copies import CopyRow
from store.tables.grants import GrantRow
from store.tables.holds import ExtensionRow, HoldRow
from store.tables.outages import OutageRow
from store.tables.patients import PatientMoveRow
from store.tables.referrals import ReferralRow
from store.tables.register_files import RegisterFileRow
from store.tables.retention import IncidentRow, TermRow
from store.tables.signatures import SignatureRow, VersionRow
from store.tables.tracks import ReportFileRow
from store.tables.visits import VisitFileRow

PATIENTS = ("patient.identify", "patient.same", "patient.correct")
"""Acts on patients whose words only the audit names."""


async def known(session: AsyncSession, digests: set[str]) -> set[str]:
    """Those of the digests that a version, its enclosures, a signature, a copy, a comment, a term, an incident's file, a hold, a
    grant, an outage, an identity number's or a known patient's paper or evidence of the rollout names."""
    v, s, c, e, f, n, said = VersionRow, SignatureRow, CopyRow, ExhibitRow, ReportFileRow, EnclosureRow, CommentRow
    h, longer, g, o = HoldRow, ExtensionRow, GrantRow, OutageRow
    numbered, given = AuditRow, AuditRow.facts["words"].astext
    # One list, however long: PostgreSQL takes 65 535 parameters.
    these = any_(cast(sorted(digests), ARRAY(String)))
    named = (
        select(v.content).where(v.content == these),
        select(v.preserved).where(v.preserved == these),
        select(s.sha256).where(s.sha256 == these),
        select(c.sha256).where(c.sha256 == these),
        select(c.printed).where(c.printed == these),
        select(e.sha256).where(e.sha256 == these),
        select(f.sha256).where(f.sha256 == these),
        select(VisitFileRow.sha256).where(VisitFileRow.sha256 == these),
        select(RegisterFileRow.sha256).where(RegisterFileRow.sha256 == these),
        select(n.sha256).where(n.sha256 == these),
        select(PatientMoveRow.reason).where(PatientMoveRow.reason == these),
        select(given).where(numbered.subject_kind == "patient", numbered.act.in_(PATIENTS), given == these),
        select(said.words).where(said.words == these),
        select(TermRow.reason).where(TermRow.reason == these),
        select(IncidentRow.title).where(IncidentRow.title == these),
        select(h.reason).where(h.reason == these),
        select(h.lifted_reason).where(h.lifted_reason == these),
        select(longer.reason).where(longer.reason == these),
        select(ReferralRow.declined_reason).where(ReferralRow.declined_reason == these),
        *(
            select(one).where(one == these)
            for one in (g.reason, g.decided_reason, g.ended_reason, g.review_reason, o.reason, o.withdrawn_reason)
        ),
    )
    found: set[str] = set()
    for query in named:
        found |= {str(one) for one in (await session.execute(query)).scalars()}
    return found
