"""What a facility sets for itself where the law leaves it open."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.basis import Certainty
from domain.completion_terms import CompletionTerm
from domain.escalations import Rise
from domain.moments import Episode
from domain.reasons import Reason
from domain.records import RecordKind


class UnknownStatus(StrEnum):
    """What follows when the status of a certificate cannot be checked before it signs."""

    REFUSE = "refuse"
    """Nobody signs until it can."""
    WARN = "warn"
    """The person is warned, and signs only after saying so; preservation still waits for the status."""


A_DAY_AFTER = CompletionTerm(24, 6)
"""For what is entered after an outage, where nothing else is set."""


@dataclass(frozen=True)
class CareSettings:
    """What a facility sets for itself where the law leaves it open; a facility's own edition goes before the default."""

    edition: str
    """Short name of the edition."""
    basis: str
    """What the values rest on; of a facility's edition, number and date of its quy chế."""
    certainty: Certainty
    """How sure we are; a default is `I`."""
    effective_from: date
    """First day of the edition."""
    completion: Mapping[RecordKind, CompletionTerm] = field(default_factory=dict)
    """Kind of record (`inpatient`, `day`, `outpatient`, `visit`) → its completion term; else that of `inpatient`, else 24 hours."""
    act_before_admission_hours: int = 72
    """Hours before the patient came within which an act may lie that a sheet of the record tells."""
    admission_before_opening_days: int = 1000
    """Days before a record is opened within which the patient may have come."""
    archive_after_hours: int = 0
    """Hours between reception by the records office and archiving; 0 archives at once."""
    fixity_days: int = 90
    """Days within which every file of the archive is read again at least once and held against its inventory."""
    fixity_mebibytes_a_second: float = 50
    """Mebibytes a second of the archive that are read for it at most."""
    renewal_lead_months: int = 18
    """Months before its end within which what proves an archived document is renewed."""
    evidence_group_size: int = 5000
    """Archived documents that share the time stamps of one evidence group at most."""
    evidence_after_days: int = 30
    """Days that an archived document waits for others to share its evidence group with; a full group does not wait."""
    incident_review_days: int = 365
    """Days until the hold that an incident lays on a record is looked at again; it holds on after that day."""
    disposal_council: bool = True
    """Whether a council reviews a disposal before the head decides; the law leaves it open (?), so it is the default."""
    disposal_seats: int = 5
    """Members of that council, chair and secretary included."""
    disposal_quorum: int = 3
    """Members who must have voted on the list, and on each record that is destroyed."""
    disposal_waiting_days: int = 0
    """Days between the signed decision and the destruction."""
    dumps_kept_days: int = 30
    """Days for which the facility keeps backups of database and archive: the certificate names the day after which none remains."""
    contents_order: tuple[str, ...] = ()
    """Forms in the order in which a frozen record's contents list their documents; those not named come after, by time."""
    execution_waits_for_signature: bool = False
    """Whether samples may be taken only after the order is signed."""
    pin_tries: int = 5
    """Wrong PINs in a row before signing is locked."""
    pin_lock_minutes: int = 15
    """Minutes signing stays locked."""
    remind_before_days: tuple[int, ...] = (30, 14, 7, 3, 1)
    """Days before a milestone's last day on which its unit is reminded."""
    remind_after_days: int = 3
    """Days between reminders of a milestone that is late."""
    escalate_after_days: int = 7
    """Where `escalation` is empty: days late after which the department's officers, and nobody else above, are told."""
    escalation: tuple[Rise, ...] = ()
    """Who above is told of a milestone that stays late, step by step, along the plan's own chain (đơn vị, Sở, tỉnh)."""
    moved_dates_signed: bool = False
    """Whether a last day of a plan moves only once a paper that says so has been signed; else the officer who moves it names a paper."""
    silent_officers_times: int = 2
    """How many times over a connection is silent for longer than it may, when the department's officers are told too."""
    finding_late_days: int = 1
    """Days past its last day on which whoever mends a finding of security, and the unit, are told that it is late."""
    finding_officers_days: int = 7
    """Days after that on which the department's officers are told too."""
    regulation_comment_days: int = 5
    """Days a round of comments on a regulation lasts at the least; the law says nothing of it."""
    watch_days: int = 14
    """Days after go-live in which it is watched before it is confirmed."""
    critical_again_minutes: int = 15
    """Minutes until a critical value that nobody confirmed is told again, each time further up."""
    set_cap: int = 500
    """Most documents one PIN signs at once."""
    signed_singly: tuple[str, ...] = ()
    """Forms whose documents join no set: each is opened and signed by itself."""
    dwell_seconds: Mapping[str, int] = field(default_factory=dict)
    """Form → seconds between opening a document and putting it into a set, by the server's clock; a form not named has none."""
    refusal_reasons: tuple[Reason, ...] = ()
    """Reasons to choose from when refusing to sign; a form may have a list of its own. `other` (khác) is one of them."""
    official_refusal_reasons: tuple[Reason, ...] = ()
    """The same for papers of an office: decisions, minutes, letters. `other` is one of them."""
    status_fresh_minutes: int = 60
    """Minutes for which a certificate authority's answer is used without asking again; answers are fetched anew at half of it."""
    unknown_status: UnknownStatus = UnknownStatus.REFUSE
    """What follows when nobody can say whether a certificate is still good: `refuse`, or `warn` and let the person decide."""
    certificate_warn_days: tuple[int, ...] = (30, 14, 7, 1)
    """Days before a certificate's last day on which its holder and the facility's administrators are warned."""
    replaced_again_minutes: int = 120
    """Minutes until a replaced result that nobody confirmed to know is told further up; a dangerous one by `critical_again_minutes`."""
    system_name: str = "Hệ thống hồ sơ bệnh án điện tử hsba"
    """Name of the system, as a paper conversion prints it."""
    conversion_words: str = "Bản giấy chuyển đổi từ văn bản điện tử"
    """What every page of a paper conversion says of itself."""
    pdf_megabytes: int = 20
    """Megabytes of the largest ready PDF that becomes a sheet of a record; at most 20."""
    pdf_pages: int = 300
    """Most pages of such a PDF: whoever signs it is to read it."""
    consent_ways: tuple[str, ...] = ("drawn_otp", "witnessed", "paper", "nobody_able", "spoken")
    """Ways in which the form `consent` may record an opinion; a way left out is offered to nobody."""
    visit_class_on_closing: bool = True
    """Whether closing a visit confirms its retention class when that is the ordinary one; else the records office confirms it."""
    code_minutes: int = 5
    """Minutes in which a code sent to a phone can be typed in."""
    code_tries: int = 5
    """Tries of one code."""
    codes_an_hour: int = 6
    """Codes sent for one record in an hour, so that nobody's phone is flooded and nobody guesses on."""
    team_reads_after_days: int = 30
    """Days after archiving in which the treating team still reads the record and adds to it; 0 ends that at archiving."""
    loan_days: int = 14
    """Days for which an archived record is lent to staff at most."""
    outsider_days: int = 30
    """Days for which an outsider, a patient or a representative is let see a record at most."""
    emergency_read_hours: int = 24
    """Hours an emergency access (phá kính) lasts."""
    transfer_package_days: int = 30
    """Days for which the package of a patient transferred out is open to the receiving facility at most."""
    transfer_package_forms: tuple[str, ...] = ()
    """Forms whose finished documents go into such a package when nobody chose, in this order; the slip always does."""
    back_entry: CompletionTerm = A_DAY_AFTER
    """Within which hours after an outage ended, or after its end was told, each record that was under treatment is confirmed to be
    complete, and who is told when it is not."""
    downtime_forms: tuple[str, ...] = ()
    """Forms of which the pack that is printed for an outage holds a blank for each patient."""
    why: Mapping[str, str] = field(default_factory=dict)
    """For each value set above, why it is so, in Vietnamese."""
    facility: str = ""
    """Code of the facility; empty for the default."""
    effective_until: date | None = None
    """Last day of the edition; null while it lasts."""

    def completes(self, kind: RecordKind) -> CompletionTerm:
        """The term in which a record of this kind is to be complete."""
        return self.completion.get(kind) or self.completion.get(RecordKind.INPATIENT) or CompletionTerm(24)

    def episode(self, born: date, opened_at: datetime) -> Episode:
        """What bounds the acts of a record."""
        return Episode(born, opened_at, timedelta(hours=self.act_before_admission_hours))

    @property
    def admitted_within(self) -> timedelta:
        """How long before a record is opened, or its admission corrected, the patient may have come."""
        return timedelta(days=self.admission_before_opening_days)
