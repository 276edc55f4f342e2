"""The one table that says who may do what, when."""

from collections.abc import Mapping

from domain.roles import Role

ANY = frozenset({"*"})
PEOPLE = tuple(role for role in Role if role is not Role.INTEGRATOR)
CARE = frozenset({"open", "discharged"})
KEPT = frozenset({"received", "archived"})
COPYING: Mapping[Role, frozenset[str]] = {
    **dict.fromkeys((Role.DOCTOR, Role.NURSE, Role.TECHNICIAN, Role.HEAD, Role.INTEGRATOR), frozenset({"open", "discharged", "received"})),
    Role.RECORDS_OFFICER: ANY,
}
"""Who gives copies to patients, in which states of the record."""
ROLLOUT = (Role.HEALTH_OFFICER, Role.ADMINISTRATOR, Role.DIRECTOR, Role.IT_OFFICER, Role.CLERK)
REPORTING: Mapping[Role, frozenset[str]] = dict.fromkeys((Role.ADMINISTRATOR, Role.IT_OFFICER, Role.HEALTH_OFFICER), ANY)
PREPARING: Mapping[Role, frozenset[str]] = dict.fromkeys((Role.ADMINISTRATOR, Role.IT_OFFICER), ANY)
DRAFTING: Mapping[Role, frozenset[str]] = dict.fromkeys((Role.ADMINISTRATOR, Role.IT_OFFICER, Role.RECORDS_OFFICER), ANY)
WATCHING: Mapping[Role, frozenset[str]] = {Role.HEALTH_OFFICER: ANY}
BRINGING: Mapping[Role, frozenset[str]] = dict.fromkeys((Role.HEALTH_OFFICER, Role.ADMINISTRATOR), ANY)
"""Who brings facilities in, at a department of health; another department is its administrator's: services/facilities.py."""
OFFICE = (Role.ADMINISTRATOR, Role.RECORDS_OFFICER, Role.DIRECTOR, Role.HEAD, Role.IT_OFFICER)
"""Who reads how the facility's documents are signed."""
HOLDING: Mapping[Role, frozenset[str]] = {Role.RECORDS_OFFICER: ANY, Role.DIRECTOR: ANY}
"""Who keeps records from disposal; lifting one is a director's, and never whoever placed it: domain/holds.py."""
CLINICIANS = (Role.DOCTOR, Role.NURSE, Role.TECHNICIAN, Role.HEAD)
"""Who reads records because they treat."""
DECLARING: Mapping[Role, frozenset[str]] = {
    **dict.fromkeys((Role.IT_OFFICER, Role.ADMINISTRATOR, Role.DIRECTOR), ANY),
    **dict.fromkeys((Role.HEAD, Role.DOCTOR), frozenset({"leading"})),
}
"""Who says since when and until when the house cannot be used; a head or a doctor while they lead the duty (trực lãnh đạo)."""
COUNCIL = (Role.DIRECTOR, Role.HEAD, Role.IT_OFFICER, Role.RECORDS_OFFICER, Role.HEALTH_OFFICER, Role.DOCTOR)
"""Who may sit on a council; which of them do is the appraisal's own."""
_WHOLE = [f"plan.{act}" for act in "open decide enter apply move join close_track merge remind place locate".split()]  # noqa: SIM905

_PREPARED = """certificate.ask certificate.issue certificate.test course.plan course.record course.call_off qualification.enter
    endpoint.move level.declare drill.record drill.withdraw
    security.enter security.withdraw security.find security.mend security.recheck security.check""".split()  # noqa: SIM905

RIGHTS: Mapping[str, Mapping[Role, frozenset[str]]] = {
    # A record's life. States: domain/records.py.
    "record.open": {Role.DOCTOR: ANY, Role.NURSE: ANY, Role.INTEGRATOR: ANY},
    "record.read": dict.fromkeys((Role.DOCTOR, Role.NURSE, Role.TECHNICIAN, Role.HEAD, Role.RECORDS_OFFICER, Role.INTEGRATOR), ANY),
    "record.discharge": {Role.DOCTOR: frozenset({"open"})},
    "record.correct_discharge": dict.fromkeys((Role.DOCTOR, Role.HEAD), frozenset({"discharged"})),
    "record.mend": dict.fromkeys((Role.DOCTOR, Role.NURSE, Role.TECHNICIAN, Role.HEAD), ANY),
    "record.close": {Role.DOCTOR: frozenset({"discharged"})},
    "record.invite": {Role.DOCTOR: CARE, Role.HEAD: CARE},
    "record.entrust": {Role.DOCTOR: CARE, Role.HEAD: CARE},
    "record.correct_admission": {Role.DOCTOR: CARE, Role.HEAD: CARE, Role.INTEGRATOR: CARE},
    "record.confirm_class": {Role.RECORDS_OFFICER: KEPT | {"discharged"}},
    "record.raise_class": {Role.RECORDS_OFFICER: KEPT},
    "record.decide_class": {Role.RECORDS_OFFICER: KEPT},
    # The incident's own file; it is opened from a record, whatever its state.
    "incident.read": {Role.RECORDS_OFFICER: ANY, Role.HEAD: ANY},
    "incident.open": {Role.RECORDS_OFFICER: ANY, Role.HEAD: ANY},
    "incident.link": {Role.RECORDS_OFFICER: ANY, Role.HEAD: ANY},
    "record.export": {Role.RECORDS_OFFICER: frozenset({"archived"})},
    # The whole archive, at a contract's end.
    "archive.hand_over": {Role.DIRECTOR: ANY},
    "archive.take_in": {Role.ADMINISTRATOR: ANY},
    # Who a record is of.
    "patient.read": {Role.RECORDS_OFFICER: ANY},
    "patient.identify": {Role.RECORDS_OFFICER: ANY, Role.INTEGRATOR: ANY},
    "patient.move": {Role.RECORDS_OFFICER: ANY},
    "patient.correct": {Role.RECORDS_OFFICER: ANY},
    "record.renew": {Role.RECORDS_OFFICER: frozenset({"archived"})},
    "archive.read": dict.fromkeys((Role.RECORDS_OFFICER, Role.IT_OFFICER, Role.ADMINISTRATOR, Role.DIRECTOR), ANY),
    # Disposal. States: domain/disposals.py. Who oversees sees each of the facility; others those in whose council they sit.
    "disposal.read": dict.fromkeys((*COUNCIL, Role.CLERK), ANY),
    "disposal.oversee": dict.fromkeys((Role.RECORDS_OFFICER, Role.DIRECTOR, Role.CLERK), ANY),
    "disposal.propose": {Role.RECORDS_OFFICER: ANY},
    "disposal.convene": {Role.RECORDS_OFFICER: frozenset({"proposed", "council"})},
    "disposal.take_out": dict.fromkeys(
        (Role.RECORDS_OFFICER, *COUNCIL), frozenset({"proposed", "council", "voting", "minutes", "reviewed"})
    ),
    "disposal.vote": dict.fromkeys(COUNCIL, frozenset({"voting"})),
    "disposal.close": dict.fromkeys(COUNCIL, frozenset({"voting", "minutes"})),
    "disposal.decide": {Role.RECORDS_OFFICER: frozenset({"reviewed", "decision"})},
    "disposal.withdraw": dict.fromkeys(
        (Role.RECORDS_OFFICER, Role.DIRECTOR),
        frozenset({"proposed", "council", "voting", "minutes", "reviewed", "decision", "waiting"}),
    ),
    "disposal.certify": {Role.RECORDS_OFFICER: frozenset({"destroyed"})},
    "order.place": {Role.DOCTOR: frozenset({"open"}), Role.INTEGRATOR: frozenset({"open"})},
    "order.cancel": {Role.DOCTOR: CARE, Role.INTEGRATOR: CARE},
    "order.redraw": {Role.DOCTOR: CARE},
    "order.sample": {Role.TECHNICIAN: CARE, Role.NURSE: CARE, Role.INTEGRATOR: CARE},
    "result.deliver": {Role.TECHNICIAN: CARE, Role.INTEGRATOR: CARE, Role.DOCTOR: CARE},
    "result.acknowledge": {Role.DOCTOR: ANY},
    "result.hear": {Role.DOCTOR: ANY, Role.NURSE: ANY, Role.HEAD: ANY},
    # Which forms each role draws up is the forms' own (`written_by`).
    "sheet.write": dict.fromkeys((Role.DOCTOR, Role.NURSE, Role.TECHNICIAN, Role.HEAD, Role.RECORDS_OFFICER, Role.INTEGRATOR), CARE),
    # What is complete stays as it is: it is added to, also after the records office has the record and after it was archived.
    "sheet.add": dict.fromkeys(
        (Role.DOCTOR, Role.NURSE, Role.TECHNICIAN, Role.HEAD, Role.RECORDS_OFFICER, Role.INTEGRATOR),
        CARE | {"received", "archived"},
    ),
    # What is issued from a kept record, such as its summary; it is archived with it.
    "sheet.issue": dict.fromkeys((Role.RECORDS_OFFICER, Role.DOCTOR, Role.INTEGRATOR), KEPT),
    "document.read": dict.fromkeys(Role, ANY),
    "document.sign": dict.fromkeys(PEOPLE, ANY),
    # Only by its author, whom the chain knows.
    "document.withdraw": dict.fromkeys(Role, ANY),
    "document.refuse": dict.fromkeys(PEOPLE, ANY),
    # Whoever was told that what they had read was replaced.
    "document.know": dict.fromkeys(PEOPLE, ANY),
    # Copying is apart from reading (Luật KCB Đ69 k3–k5); once archived it is the records office's.
    **dict.fromkeys(("copy.issue", "copy.hand_over", "copy.settle"), COPYING),
    "document.claim": dict.fromkeys(PEOPLE, ANY),
    "document.release": dict.fromkeys(PEOPLE, ANY),
    **dict.fromkeys(("substitution.begin", "substitution.end", "absence.enter", "absence.end"), dict.fromkeys(PEOPLE, ANY)),
    "duty.enter": dict.fromkeys((Role.HEAD, Role.RECORDS_OFFICER, Role.ADMINISTRATOR, Role.DIRECTOR, Role.INTEGRATOR), ANY),
    # Whoever takes part, whom the document and its record know.
    "document.comment": dict.fromkeys(PEOPLE, ANY),
    # A province's plan. States of a milestone are in domain/tracks.py.
    **dict.fromkeys((*_WHOLE, "plan.report", "track.accept", "track.send_back", "authority.add", "survey.review"), WATCHING),
    **dict.fromkeys(("facility.add", "facility.account", "facility.remove"), BRINGING),
    "facility.add_department": {Role.ADMINISTRATOR: ANY},
    **dict.fromkeys(("plan.read", "track.read"), dict.fromkeys(ROLLOUT, ANY)),
    **dict.fromkeys(("track.declare", "indicator.report"), dict.fromkeys((Role.ADMINISTRATOR, Role.HEALTH_OFFICER), ANY)),
    # Whose it is reports, raises and confirms: domain/tracks.py, obstacles.py, visits.py.
    **dict.fromkeys(("track.report", "obstacle.raise", "obstacle.reopen", "obstacle.confirm", "obstacle.withdraw"), REPORTING),
    **dict.fromkeys(("obstacle.answer", "obstacle.pass", "obstacle.close", "visit.plan", "visit.record"), WATCHING),
    **dict.fromkeys(("remedy.judge", "golive.pilot", "procurement.judge"), WATCHING),
    **dict.fromkeys(("remedy.report", "procurement.keep", "survey.fill"), REPORTING),
    # Readiness of the own facility. Whose certificate it is confirms to have it, and reports it lost: services/certificate_requests.py.
    **dict.fromkeys(_PREPARED, PREPARING),
    # A ceremony may be the department's own task.
    **dict.fromkeys(("communication.plan", "communication.set_aside", "communication.prove"), REPORTING),
    "endpoint.exchange": {**PREPARING, Role.INTEGRATOR: ANY},
    **dict.fromkeys(("certificate.hand_over", "certificate.lose"), dict.fromkeys(PEOPLE, ANY)),
    # A facility's regulations and numbers. Whoever wrote one does not check it: domain/regulations.py.
    **dict.fromkeys(("regulation.read", "regulation.comment"), dict.fromkeys(PEOPLE, ANY)),
    **dict.fromkeys([f"regulation.{act}" for act in "draft ask close answer submit withdraw".split()], DRAFTING),  # noqa: SIM905
    "regulation.check": dict.fromkeys((Role.RECORDS_OFFICER, Role.ADMINISTRATOR, Role.DIRECTOR), ANY),
    "regulation.repeal": {Role.DIRECTOR: ANY},
    "issuing.read": dict.fromkeys((*ROLLOUT, Role.RECORDS_OFFICER), ANY),
    "issuing.enter": dict.fromkeys((Role.CLERK, Role.ADMINISTRATOR, Role.RECORDS_OFFICER), ANY),
    "track.draft": {Role.ADMINISTRATOR: ANY, Role.IT_OFFICER: ANY},
    "appraisal.read": dict.fromkeys((*ROLLOUT, *COUNCIL), ANY),
    "appraisal.trigger": {Role.ADMINISTRATOR: ANY},
    "appraisal.evidence": {Role.ADMINISTRATOR: ANY, Role.IT_OFFICER: ANY},
    **{act: {Role.ADMINISTRATOR: ANY, Role.HEALTH_OFFICER: ANY} for act in ("appraisal.convene", "appraisal.decide")},
    **{act: dict.fromkeys((*COUNCIL, Role.ADMINISTRATOR), ANY) for act in ("appraisal.substitute", "appraisal.reschedule")},
    **{act: dict.fromkeys(COUNCIL, ANY) for act in ("appraisal.declare", "appraisal.vote", "appraisal.close")},
    **{f"golive.{act}": {Role.ADMINISTRATOR: ANY} for act in "name rehearse decide publish allow confirm reverse evaluate".split()},  # noqa: SIM905
    "cutover.choose": {Role.HEAD: ANY},
    "cutover.convert": {Role.HEAD: CARE, Role.DOCTOR: CARE},
    # A facility's own signature chains. Whoever proposed one does not approve it: domain/editions.py.
    "chain.read": dict.fromkeys(OFFICE, ANY),
    "chain.propose": {Role.ADMINISTRATOR: ANY, Role.RECORDS_OFFICER: ANY},
    "chain.approve": {Role.DIRECTOR: ANY},
    "chain.withdraw": {Role.ADMINISTRATOR: ANY, Role.RECORDS_OFFICER: ANY, Role.DIRECTOR: ANY},
    # Holds, which keep records from disposal.
    **dict.fromkeys(("hold.read", "hold.place", "hold.extend"), HOLDING),
    "hold.lift": {Role.DIRECTOR: ANY},
    # Grants: whoever else sees a record (domain/grants.py). Of a loan the holder gives back; nobody decides what they asked for.
    "grant.read": {Role.RECORDS_OFFICER: ANY, Role.DIRECTOR: ANY},
    "grant.ask": dict.fromkeys(CLINICIANS, ANY),
    "grant.record": {Role.RECORDS_OFFICER: ANY},
    "grant.decide": {Role.RECORDS_OFFICER: ANY},
    "grant.decide_outsider": {Role.DIRECTOR: ANY},
    "grant.end": dict.fromkeys((*CLINICIANS, Role.RECORDS_OFFICER, Role.DIRECTOR), ANY),
    "grant.emergency": dict.fromkeys((Role.DOCTOR, Role.NURSE, Role.HEAD), ANY),
    "grant.review": {Role.RECORDS_OFFICER: ANY},
    # A patient transferred to another facility (domain/referrals.py). States of the record that sends; whoever takes patients in, or
    # treats them there, reads what was sent.
    "referral.send": {
        Role.DOCTOR: frozenset({"discharged", "received"}),
        Role.HEAD: frozenset({"discharged", "received"}),
        Role.RECORDS_OFFICER: frozenset({"discharged", "received", "archived"}),
    },
    "referral.hand_over": dict.fromkeys((Role.DOCTOR, Role.NURSE, Role.HEAD, Role.RECORDS_OFFICER), ANY),
    "referral.read": dict.fromkeys((Role.DOCTOR, Role.NURSE, Role.HEAD, Role.RECORDS_OFFICER, Role.INTEGRATOR), ANY),
    "referral.receive": dict.fromkeys((Role.DOCTOR, Role.NURSE, Role.INTEGRATOR), ANY),
    "referral.decline": dict.fromkeys((Role.DOCTOR, Role.NURSE, Role.HEAD, Role.RECORDS_OFFICER, Role.INTEGRATOR), ANY),
    # Outages. Whose turn it is to confirm a record: domain/outages.py. What is printed beforehand names patients.
    "outage.read": dict.fromkeys(
        (*CLINICIANS, Role.RECORDS_OFFICER, Role.IT_OFFICER, Role.ADMINISTRATOR, Role.DIRECTOR, Role.INTEGRATOR), ANY
    ),
    **dict.fromkeys(("outage.declare", "outage.end", "outage.correct", "outage.withdraw"), DECLARING),
    "outage.confirm": {Role.DOCTOR: ANY, Role.HEAD: ANY},
    "downtime.blank": dict.fromkeys((*CLINICIANS, Role.RECORDS_OFFICER, Role.IT_OFFICER, Role.ADMINISTRATOR, Role.DIRECTOR), ANY),
    "downtime.print": dict.fromkeys((*CLINICIANS, Role.RECORDS_OFFICER), ANY),
    # The house itself.
    "person.enrol": {Role.ADMINISTRATOR: ANY, Role.IT_OFFICER: ANY},
    **dict.fromkeys(("post.give", "post.end"), dict.fromkeys((Role.ADMINISTRATOR,), ANY)),
    "stamp.read": {Role.ADMINISTRATOR: ANY, Role.IT_OFFICER: ANY},
}
"""act → role → states in which it may; `*` is every state. The only place where rights are written."""
ABOVE = frozenset(act for act, roles in RIGHTS.items() if roles is WATCHING)
"""Acts of a department of health: the role alone does not give them, the post is held at one."""
