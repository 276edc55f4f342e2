"""Records are found by name (its marks first), code, identity number, day, department and diagnosis code: each asker their own."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from domain.errors import Malformed
from domain.names import RecordId
from domain.records import RecordState
from domain.search import Search
from services import records
from store.queries.search import RecordLine
from tests.care import BETTER, patient, refusal
from tests.people import LAN, NAM, OUTSIDE, PHUC, WARD, Someone
from tests.stack import Stack


async def opened(stack: Stack, number: str, by: Someone = LAN, **other: object) -> RecordId:
    return await records.open(stack.by(by), patient(number, **other))


async def found(stack: Stack, words: str = "", by: Someone = NAM, **other: object) -> list[str]:
    """Codes, in the order of the list."""
    return [one.code for one in await records.listing(stack.by(by), narrowed=Search(words, **other))]  # type: ignore[arg-type]


async def test_names_with_their_marks_come_first_then_those_that_only_sound_so(stack: Stack) -> None:
    for number, name in (("81-0001", "Đỗ Quý Đạt"), ("81-0002", "Đỗ Quy Đạt"), ("81-0003", "Do Quy Dat"), ("81-0004", "Đỗ Quỳ Đạt")):
        await opened(stack, number, patient=name)
    assert await found(stack, "Đỗ Quý Đạt") == ["BA-81-0001", "BA-81-0004", "BA-81-0003", "BA-81-0002"]
    assert await found(stack, "đỗ quy đạt") == ["BA-81-0002", "BA-81-0004", "BA-81-0003", "BA-81-0001"]
    everybody = ["BA-81-0004", "BA-81-0003", "BA-81-0002", "BA-81-0001"]
    assert await found(stack, "do quy dat") == everybody
    assert await found(stack, "dat quy") == await found(stack, "quy da") == everybody, "in any order, the last word by its beginning"
    assert await found(stack, "uy dat") == [], "never by the middle of a word"
    assert await found(stack, "  ") == await found(stack), "nothing typed is nothing asked"
    assert await found(stack, "'!&") == []


async def test_pages_go_on_from_one_kind_of_name_into_the_other(stack: Stack) -> None:
    for n, name in enumerate(("Tạ Bích Hà", "Ta Bich Ha", "Tạ Bích Hà", "Tà Bích Hạ", "Tạ Bích Hà"), 1):
        await opened(stack, f"82-000{n}", patient=name)
    seen: list[RecordLine] = []
    while True:
        before = (seen[-1].opened_at, seen[-1].id) if seen else None
        page = await records.listing(stack.by(NAM), before=before, limit=2, narrowed=Search("Tạ Bích Hà"))
        seen += page
        if len(page) < 2:
            break
    assert [one.code[-1] for one in seen] == ["5", "3", "1", "4", "2"]


async def test_codes_whole_by_their_beginning_or_end_and_identity_numbers(stack: Stack) -> None:
    await opened(stack, "83-948371", citizen_id="033170834711")
    for words in ("BA-83-948371", "ba-83-948371", "948371", "83-948371", "BA-83-94", "BN-83-948371", "033170834711"):
        assert await found(stack, words) == ["BA-83-948371"], words
    assert await found(stack, "11") == [], "two digits would find a hundredth of all"
    assert await found(stack, "03317083471") == []
    assert await found(stack, "%948371") == []
    await opened(stack, "cu-mot", citizen_id="033170839911")
    assert await found(stack, "ba-cu-mot") == await found(stack, "BN-cu-mot") == ["BA-cu-mot"], "a code without digits is found whole"
    assert await found(stack, "BA-cu") == []


async def test_days_departments_states_and_diagnosis_codes_together(stack: Stack) -> None:
    came = stack.clock() - timedelta(days=40)
    record = await opened(stack, "84-0001", patient="Kiều Văn Thu", admitted_at=came)
    await opened(stack, "84-0002", patient="Kiều Văn Đông")
    on = came.astimezone().date()
    day: dict[str, Any] = {"admitted_from": on - timedelta(days=1), "admitted_to": on + timedelta(days=1)}
    assert await found(stack, "kieu van", **day) == ["BA-84-0001"]
    assert await found(stack, "kieu van", department=WARD) == ["BA-84-0002", "BA-84-0001"]
    assert await found(stack, "kieu van", department=OUTSIDE) == []
    assert await found(stack, "kieu van", diagnosis="e11") == [], "no code before the discharge"
    await records.discharge(stack.by(LAN), record, replace(BETTER, diagnosis_code="E11.9"))
    for code in ("E11.9", "e119", "E11", "E1"):
        assert await found(stack, "kieu van", diagnosis=code) == ["BA-84-0001"], code
    assert await found(stack, "kieu van", diagnosis="E12") == []
    assert await found(stack, "kieu van", diagnosis="E11", state=RecordState.OPEN) == []
    await refusal(Malformed, found(stack, admitted_from=on, admitted_to=on - timedelta(days=1)))
    await refusal(Malformed, found(stack, diagnosis="%"))


async def test_everybody_finds_only_what_they_reach(stack: Stack) -> None:
    await opened(stack, "85-0001", patient="Mầu Thị Kính")
    assert await found(stack, "Mầu Thị Kính", by=LAN) == ["BA-85-0001"]
    for words in ("Mầu Thị Kính", "BA-85-0001", "033170850001"):
        assert await found(stack, words, by=PHUC) == []
    assert await found(stack, diagnosis="E11", by=PHUC) == []
