"""What hsba knows of a facility, counted from real rows."""

from datetime import timedelta
from decimal import Decimal

from domain.errors import NotFound, OutOfReach
from domain.facts import Check, Fact, Of
from domain.names import DepartmentId, DocumentId
from domain.orders import NewLine, NewOrder
from domain.roles import Role
from services import facts, orders, records, signatures
from store.queries import facts as queries
from store.writes import people as writes
from tests.care import newcomer, patient, refusal, reviewed, sign
from tests.people import PIN, Someone
from tests.rollout import Province, province
from tests.stack import Stack


async def doctor_of(stack: Stack, there: Province, name: str, ward: str = "NOI") -> Someone:
    """A doctor with a token in a ward of this hospital."""
    department = DepartmentId(f"{there.hospital}/{ward}")
    async with stack.sessions.begin() as session:
        await writes.department(session, department, there.hospital, f"Khoa {ward}")
    one = await newcomer(stack, f"bs.{ward}.{there.hospital}", name, Role.DOCTOR, there.hospital, department)
    await stack.house.signer.enrol(one.id, PIN, one.name, there.hospital, "person")
    return one


async def ordered(stack: Stack, one: Someone, number: str) -> DocumentId:
    """The sheet of an order in a record of its own."""
    assert one.department
    record = await records.open(stack.by(one), patient(number, department=one.department, doctor=one.id))
    line = NewLine("23.0083", "Định lượng Glucose", one.department)
    await orders.place(stack.by(one), record, NewOrder(one.id, (line,), "Theo dõi đái tháo đường típ 2"))
    return (await records.read(stack.by(one), record)).orders[0].sheet.id


async def known(stack: Stack, there: Province, *codes: str) -> dict[str, Fact]:
    return {one.code: one for one in (await facts.facts(stack.by(there.administrator), there.hospital, codes)).facts}


async def test_orders_and_documents_are_counted_as_they_are_signed_refused_or_left(stack: Stack) -> None:
    there = await province(stack, "FA")
    doctor = await doctor_of(stack, there, "Trịnh Văn Bách")
    nothing = await known(stack, there, "orders_signed", "documents_unsigned")
    assert (nothing["orders_signed"].value, nothing["documents_unsigned"].value) == (None, Decimal(0))
    sheets = [await ordered(stack, doctor, f"7100{n}") for n in range(3)]
    await sign(stack, doctor, sheets[0])
    await signatures.refuse(stack.by(doctor), await reviewed(stack, doctor, sheets[1]), "Nhầm người bệnh")
    found = await known(stack, there, "orders_signed", "signatures_refused", "documents_unsigned", "signatures_stamped")
    assert (found["orders_signed"].value, found["orders_signed"].of) == (Decimal("33.3"), Of(1, 3))
    assert [found[code].value for code in ("signatures_refused", "documents_unsigned")] == [Decimal(1), Decimal(0)]
    assert found["signatures_stamped"].of == Of(1, 1)
    stack.clock.ahead = timedelta(hours=25)
    late = await known(stack, there, "documents_unsigned", "documents_signed")
    assert (late["documents_unsigned"].value, late["documents_signed"].of) == (Decimal(2), Of(1, 3))
    stack.clock.ahead = timedelta(days=9)
    assert (await known(stack, there, "orders_signed"))["orders_signed"].value is None


async def test_a_check_may_ask_for_some_forms_or_one_department(stack: Stack) -> None:
    there = await province(stack, "FB")
    doctor = await doctor_of(stack, there, "Trịnh Văn Bách")
    surgeon = await doctor_of(stack, there, "Lưu Thị Ngà", "NGOAI")
    await ordered(stack, doctor, "71011")
    stack.clock.ahead = timedelta(hours=25)
    some, none = (Check("documents_unsigned", at_most=Decimal(0), forms=(form,)) for form in ("order", "lab-result"))
    async with stack.sessions() as session:
        of_all = await queries.findings(session, there.hospital, [some, none], stack.clock())
        wards = [one.department for one in (doctor, surgeon)]
        of_wards = [(await queries.findings(session, there.hospital, [some], stack.clock(), ward))[0] for ward in wards]
    assert [one.holds for one in of_all] == [False, True]
    assert [one.holds for one in of_wards] == [False, True]


async def test_who_signs_without_a_valid_certificate_is_counted_by_role(stack: Stack) -> None:
    there = await province(stack, "FC")
    await doctor_of(stack, there, "Trịnh Văn Bách")
    await newcomer(stack, "bs.moi.FC", "Tô Minh Châu", Role.DOCTOR, there.hospital)
    found = (await known(stack, there, "certificates_covered"))["certificates_covered"]
    assert (found.of, dict(found.parts)) == (Of(1, 3), {"Bác sĩ": Of(1, 2), "Quản trị bệnh viện": Of(0, 1)})
    doctors = Check("certificates_covered", at_least=Decimal(100), roles=(Role.DOCTOR,))
    async with stack.sessions() as session:
        (finding,) = await queries.findings(session, there.hospital, [doctors], stack.clock())
        ten_years = stack.clock() + timedelta(days=3700)
        (ended,) = await queries.findings(session, there.hospital, [doctors], ten_years)
    assert (finding.holds, finding.fact.of, ended.fact.of) == (False, Of(1, 2), Of(0, 2))


async def test_what_was_read_is_in_the_audit_which_only_grows(stack: Stack) -> None:
    there = await province(stack, "FD")
    doctor = await doctor_of(stack, there, "Trịnh Văn Bách")
    sheet = await ordered(stack, doctor, "71021")
    before = (await known(stack, there, "reads_audited"))["reads_audited"].value
    await signatures.read(stack.by(doctor), sheet)
    found = await known(stack, there, "reads_audited", "audit_whole", "paper_printed")
    assert before is not None
    assert found["reads_audited"].value == before + 1
    assert [found[code].value for code in ("audit_whole", "paper_printed")] == [Decimal(1), Decimal(0)]


async def test_only_the_facility_and_whoever_watches_it_read_its_facts(stack: Stack) -> None:
    there, other = await province(stack, "FE"), await province(stack, "FF")
    watched = await facts.facts(stack.by(there.officer), there.hospital)
    assert {one.code for one in watched.facts} == set(queries.READS)
    await refusal(OutOfReach, facts.facts(stack.by(other.officer), there.hospital))
    await refusal(OutOfReach, facts.facts(stack.by(other.administrator), there.hospital))
    await refusal(NotFound, facts.facts(stack.by(there.administrator), there.hospital, ["chuyện-lạ"]))
