"""At the head of a department of health's paper stands the committee of its province (NĐ 30/2020, annex I)."""

from activities.heads import office
from domain.names import FacilityId
from store.writes import people
from tests.stack import Stack


async def test_a_department_of_health_stands_below_its_province(stack: Stack) -> None:
    names = {
        "oh1": ("Sở Y tế tỉnh Đắk Nông", "Ủy ban nhân dân tỉnh Đắk Nông"),
        "oh2": ("Sở Y tế tỉnh Hưng Yên", "Ủy ban nhân dân tỉnh Hưng Yên"),
        "oh3": ("Sở Y tế thành phố Hà Nội", "Ủy ban nhân dân thành phố Hà Nội"),
        "oh5": ("Sở Y tế Hưng Yên", ""),
    }
    async with stack.sessions.begin() as session:
        for code, (name, above) in names.items():
            await people.facility(session, FacilityId(code), name, "health_department", None, "Hưng Yên")
            assert (await office(session, FacilityId(code)))["parent"] == above
        await people.facility(session, FacilityId("oh4"), "Bệnh viện Mắt", "hospital", FacilityId("oh2"), "Hưng Yên")
        assert (await office(session, FacilityId("oh4")))["parent"] == "Sở Y tế tỉnh Hưng Yên"
