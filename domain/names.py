"""Names: ids that cannot be swapped by mistake, workflow ids, task queues."""

from typing import NewType
from uuid import UUID, uuid5

FacilityId = NewType("FacilityId", str)
"""A facility's or the department of health's code, e.g. `33001`."""
DepartmentId = NewType("DepartmentId", str)
"""`facility/department`, e.g. `33001/XN`."""
PersonId = NewType("PersonId", UUID)
PositionId = NewType("PositionId", UUID)
PatientId = NewType("PatientId", UUID)
RecordId = NewType("RecordId", UUID)
OrderId = NewType("OrderId", UUID)
DocumentId = NewType("DocumentId", UUID)
PlanId = NewType("PlanId", UUID)
TrackId = NewType("TrackId", UUID)
AppraisalId = NewType("AppraisalId", UUID)
BatchId = NewType("BatchId", UUID)
CopyId = NewType("CopyId", UUID)
HoldId = NewType("HoldId", UUID)
GrantId = NewType("GrantId", UUID)
"""What lets somebody else than the team see a record."""
ReferralId = NewType("ReferralId", UUID)
"""A patient transferred to another facility."""
OutageId = NewType("OutageId", UUID)
"""A time in which the house could not be used."""
CodeId = NewType("CodeId", UUID)
FeedId = NewType("FeedId", UUID)
"""A calendar that is read by a secret address."""
ObstacleId = NewType("ObstacleId", UUID)
"""Something that stands in a track's way."""
ProgressReportId = NewType("ProgressReportId", UUID)
"""A progress report of a plan."""
ProcurementId = NewType("ProcurementId", UUID)
"""A purchase of a track: mua sắm, thuê dịch vụ."""
SurveyId = NewType("SurveyId", UUID)
"""A survey of a facility's present state."""
VisitId = NewType("VisitId", UUID)
"""An inspection of a facility by its department of health."""
DrillId = NewType("DrillId", UUID)
"""A drill in which a backup was restored."""
CourseId = NewType("CourseId", UUID)
CertificateRequestId = NewType("CertificateRequestId", UUID)
"""A list of people for whom certificates are asked."""
RegulationId = NewType("RegulationId", UUID)
"""A facility's own rules on one subject (quy chế)."""
EditionId = NewType("EditionId", UUID)
"""A facility's own edition of a signature chain."""
ShortcomingId = NewType("ShortcomingId", UUID)
DisposalId = NewType("DisposalId", UUID)
IncidentId = NewType("IncidentId", UUID)
"""The file of a medical incident."""
EvidenceId = NewType("EvidenceId", UUID)
"""A group of archived documents with evidence in common."""
RequestId = NewType("RequestId", str)
"""What the asker calls the act: 1–120 characters, the same when repeated."""
Sha256 = NewType("Sha256", str)
"""64 lower-case hex digits."""

RECORDS = "records"
"""Queue of the worker: rows, sheets, archive; no key."""
PRESERVING = "preserving"
"""Queue of the worker for what nobody waits for and costs most: few at a time, or a set just signed holds up its own chains."""
SIGNING = "signing"
"""Queue of the signer: the only process that reaches keys."""

_HOUSE = UUID("5b2f0e7a-6c1d-5f7e-9a35-0d6f3a5c8b11")


def id_of(kind: str, *what: object) -> UUID:
    """The id that this thing always has: acts repeated make the same thing, never a second one."""
    return uuid5(_HOUSE, "/".join((kind, *map(str, what))))


def record_workflow(record: RecordId) -> str:
    return f"record/{record}"


def record_of_workflow(workflow: str) -> RecordId | None:
    """The record whose process has this id."""
    kind, _, which = workflow.partition("/")
    try:
        return RecordId(UUID(which)) if kind == "record" else None
    except ValueError:
        return None


def order_workflow(order: OrderId) -> str:
    return f"order/{order}"


def signature_workflow(document: DocumentId, version: int) -> str:
    return f"signature/{document}/{version}"


def plan_workflow(plan: PlanId) -> str:
    return f"plan/{plan}"


def track_workflow(track: TrackId) -> str:
    return f"track/{track}"


def appraisal_workflow(appraisal: AppraisalId) -> str:
    return f"appraisal/{appraisal}"


def batch_workflow(batch: BatchId) -> str:
    return f"batch/{batch}"


def disposal_workflow(disposal: DisposalId) -> str:
    return f"disposal/{disposal}"


def grant_key(grant: GrantId) -> str:
    """Key of a grant's words on the shelf: they outlive the record, but for those of a package sent with a patient."""
    return f"grant/{grant}"


def outage_key(outage: OutageId) -> str:
    """Key of an outage's words on the shelf: they are no record's."""
    return f"outage/{outage}"


def hold_key(hold: HoldId) -> str:
    """Key of a hold's words on the shelf: they outlive the record."""
    return f"hold/{hold}"
