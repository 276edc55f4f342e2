"""A document's page: the count follows the signature, and the clerk knows what the PIN does before giving it."""

import re
from dataclasses import replace

from domain.names import PersonId, Sha256, id_of
from domain.roles import Role
from domain.signatures import Chain, Method, Step
from services import errands, signatures
from store.queries.signatures import Version
from tests.care import delivered, newcomer, reviewed
from tests.people import DUC, HUNG, LAB, MAI, PIN, THUY
from tests.services.test_staffing import moves_to_the_centre
from tests.stack import Stack
from tests.web.desk import desk
from web.chains import by_signing


def told(page: str) -> int:
    """The count that a piece brings beside itself."""
    found = re.search(r'id="open-tasks" data-count="(\d+)"[^>]* hx-swap-oob="true"', page)
    assert found
    return int(found[1])


async def test_the_count_goes_down_with_the_signature_itself(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    before = await errands.count(stack.by(MAI))
    async with desk(stack, MAI) as mai:
        await mai.open(f"/documents/{seen.document}/1")
        assert 'data-count=""' in mai.page, "a page that does not count is told by its stream"
        read = mai.hidden("read")
        mai.client.headers |= {"hx-request": "true"}
        await mai.send(f"/documents/{seen.document}/1/signatures", {"read": read, "pin": PIN})
        assert mai.status == 200
        assert told(mai.page) == before - 1
        brought = mai.page.partition('<hx-partial hx-target="#happened"')[2]
        assert re.search(rf"Ký\s.*{MAI.name}", brought, re.DOTALL), "the page's own timeline follows the act"


async def test_who_is_in_no_stage_is_told_so(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    read = (await reviewed(stack, DUC, seen.document)).content
    async with desk(stack, HUNG) as hung, desk(stack, DUC) as duc:
        await hung.send(f"/documents/{seen.document}/1/signatures", {"read": read, "pin": PIN})
        assert "không có tên trong chuỗi ký" in hung.told()
        await duc.send(f"/documents/{seen.document}/1/signatures", {"read": read, "pin": PIN})
        assert "Văn bản sẽ vào hộp việc khi đến lượt" in duc.told()


async def test_the_clerk_reads_that_the_pin_takes_a_number(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    version = (await signatures.read(stack.by(MAI), seen.document)).newest

    def of(method: Method, series: str | None = None, number: int | None = None) -> Version:
        step = Step("issued", "Văn thư", "", frozenset({PersonId(id_of("person", "oanh"))}), method=method)
        return replace(version, chain=Chain("regulation", "2026-01", (step,), Sha256("c" * 64), 1), series=series, issue_number=number)

    assert "lấy số tiếp theo của ký hiệu QĐ-BV" in by_signing(of(Method.ORGANISATION, "QĐ-BV"), str)
    assert "lấy số" not in by_signing(of(Method.ORGANISATION, "QĐ-BV", 5), str)
    assert "chữ ký số của cơ sở" in by_signing(of(Method.ORGANISATION), str)
    assert by_signing(of(Method.DIGITAL, "QĐ-BV"), str) == ""


async def test_the_page_says_in_the_words_of_the_notice_that_nobody_is_left_to_sign(stack: Stack) -> None:
    gone = await newcomer(stack, "ktv.vang", "Âu Thị Vắng", Role.TECHNICIAN, department=LAB)
    _, _, seen = await delivered(stack, gone)
    async with desk(stack, THUY) as head:
        await head.open(f"/documents/{seen.document}")
        assert (f"Đang chờ {gone.name} ký." in head.page, "hông còn ai ký được bước" in head.page) == (True, False)
        await moves_to_the_centre(stack, gone)
        await head.open("/")
        said = re.search("Không còn ai ký được bước “[^”]+”: [^<]+", head.page)
        assert said, head.page
        assert said[0].endswith("(bước này không ký thay được)"), "who performed cannot be stood in for"
        await head.open(f"/documents/{seen.document}")
        assert said[0] in head.page
        assert "không còn ai ký được bước này" in head.page
        assert f"Đang chờ {gone.name} ký." not in head.page
