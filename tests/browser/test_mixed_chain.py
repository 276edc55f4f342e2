"""A mixed chain in Chromium by six people: a confirmation, two of three beside each other, a substitute, the facility's key."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from playwright.async_api import Browser, Page, expect

from domain.names import DepartmentId, DocumentId
from domain.roles import Role
from domain.steps import Method
from services import editions, orders, results, signatures
from signing.revocation import Revocation
from signing.trust import Trust, der
from signing.verification import verify
from store.writes import people as writes
from tests.browser.browser import DESK, complaints, page, picture, served
from tests.browser.test_signing import take_over
from tests.care import glucose, newcomer, order_of, until
from tests.own_rules import OwnRules, own_rules
from tests.people import PIN, Someone
from tests.stack import Stack
from web.app import build

STAGES = """
  - {name: performed, title: Người thực hiện, who: {named: [performer]}, reason: Thực hiện xét nghiệm, method: confirmed}
  - {name: approved, title: Bác sĩ duyệt, who: {role: doctor, department: performing}, needed: 2, reason: Duyệt kết quả,
     differs_from: [performed]}
  - {name: headed, title: Trưởng khoa xét nghiệm, who: {role: head, department: performing}, reason: Xác nhận kết quả, substitutable: true}
  - {name: sealed, title: Văn thư, who: {role: clerk}, reason: Ký số của cơ quan, method: organisation}
"""
WHY = "Mẫu tán huyết, đề nghị chạy lại"


class Laboratory:
    """The people of the laboratory of a hospital with rules of its own."""

    def __init__(self, here: OwnRules, stack: Stack) -> None:
        self.here, self.stack = here, stack
        self.place = DepartmentId(f"{here.facility}/XN")

    async def found(self) -> None:
        here, stack = self.here, self.stack
        async with stack.sessions.begin() as session:
            await writes.department(session, self.place, here.facility, "Khoa Xét nghiệm")
        self.thu = await self._one("ktv.thu", "Đoàn Thị Thu", Role.TECHNICIAN)
        self.binh = await self._one("bs.binh", "Kiều Thanh Bình", Role.DOCTOR)
        self.chi = await self._one("bs.chi", "Lục Mai Chi", Role.DOCTOR)
        self.dat = await self._one("bs.dat", "Quách Tiến Đạt", Role.DOCTOR)
        self.em = await self._one("tk.em", "Ninh Văn Êm", Role.HEAD)
        self.gam = await newcomer(stack, f"vt.gam.{here.facility}", "Tống Thị Gấm", Role.CLERK, here.facility)
        await here.enrol(here.linh, self.thu, self.binh, self.chi, self.dat, self.em, self.gam)
        await stack.house.signer.enrol_organisation(here.facility, here.name, "organisation")

    async def _one(self, login: str, name: str, role: Role) -> Someone:
        return await newcomer(self.stack, f"{login}.{self.here.facility}", name, role, self.here.facility, self.place)

    async def result(self) -> DocumentId:
        """An order of the ward, answered by the technician."""
        stack, record = self.stack, await self.here.record()
        order = await orders.place(stack.by(self.here.hao), record, order_of(self.place, doctor=self.here.hao))
        document, _ = await results.deliver(stack.by(self.thu), order, glucose(stack, performer=self.thu))
        return document


@pytest.fixture
async def lab(stack: Stack) -> Laboratory:
    made = Laboratory(await own_rules(stack), stack)
    await made.found()
    text = made.here.text(form="lab-result", stages=STAGES).replace(
        "  - {name: written, title: Bác sĩ điều trị, who: {author: true}, reason: Ghi tờ điều trị}\n", ""
    )
    which = await editions.propose(stack.by(made.here.anh), text)
    await editions.approve(stack.by(made.here.linh), which, made.here.today(), PIN)
    return made


@pytest.fixture
async def at(stack: Stack, browser: Browser) -> AsyncIterator[Page]:
    async with build(stack.house, https=False, production=False) as app, served(app) as address:
        async with page(browser, address, DESK) as one:
            yield one
        app.state.broker.close()


async def opened(at: Page, one: Someone, document: DocumentId, version: int) -> None:
    await take_over(at, one)
    await at.goto(f"/documents/{document}/{version}")


async def signs(at: Page, one: Someone, document: DocumentId, version: int) -> None:
    await opened(at, one, document, version)
    await at.locator("#pin").fill(PIN)
    await at.keyboard.press("Enter")
    await expect(at.locator("#pin")).to_have_count(0)


async def names_a_substitute(at: Page, lab: Laboratory) -> None:
    """The head is away from today on; a doctor of the department stands in."""
    await take_over(at, lab.em)
    await at.goto("/substitutions")
    await at.get_by_label("Người ký thay").select_option(str(lab.dat.id))
    await at.get_by_label("Đến hết ngày").fill((lab.here.today() + timedelta(days=3)).isoformat())
    await at.get_by_label("Số văn bản").fill("12/UQ-BV")
    await at.get_by_role("button", name="Phân công").click()
    await expect(at.get_by_role("region", name="Đang có hiệu lực")).to_contain_text(f"{lab.dat.name} ký thay {lab.em.name}")


async def refuses(at: Page, one: Someone, document: DocumentId) -> None:
    await opened(at, one, document, 1)
    await at.get_by_text("Từ chối ký", exact=True).click()
    await at.locator("#reason_code").select_option("other")
    await at.locator("#reason").fill(WHY)
    await at.get_by_role("button", name="Từ chối và trả lại người lập").click()
    await expect(at.locator("#reading")).to_contain_text("bị từ chối")


async def makes_it_again(at: Page, one: Someone, document: DocumentId) -> None:
    await opened(at, one, document, 1)
    await expect(at.locator("#reading")).to_contain_text(WHY)
    await at.get_by_role("link", name="Làm lại phiếu").click()
    await at.get_by_label("Đã sửa gì so với bản trước").fill("Chạy lại mẫu mới")
    await at.get_by_role("button", name="Trả kết quả và trình ký").click()
    await expect(at.get_by_role("heading", level=1)).to_contain_text("Glucose")


async def test_six_people_sign_a_mixed_chain_after_a_refusal(stack: Stack, at: Page, lab: Laboratory) -> None:
    said = complaints(at)
    document = await lab.result()
    await signs(at, lab.thu, document, 1)
    await expect(at.locator("#reading .steps")).to_contain_text("xác nhận bằng mã PIN, không phải chữ ký số")
    await refuses(at, lab.chi, document)
    await makes_it_again(at, lab.thu, document)
    for one in (lab.thu, lab.binh, lab.chi):
        await signs(at, one, document, 2)
    await names_a_substitute(at, lab)
    await signs(at, lab.dat, document, 2)
    await signs(at, lab.gam, document, 2)
    steps = at.locator("#reading .steps")
    for words in (lab.thu.name, lab.binh.name, lab.chi.name, f"{lab.dat.name} (ký thay {lab.em.name})", lab.gam.name, "đã xác nhận"):
        await expect(steps).to_contain_text(words)
    await picture(at, "mixed-chain")
    assert said == []
    await _judged(stack, lab, document)


async def _judged(stack: Stack, lab: Laboratory, document: DocumentId) -> None:
    """Every name and capacity is in the file, which is preserved and holds."""

    async def newest() -> str:
        return (await signatures.read(stack.by(lab.em), document)).newest.state

    await until(newest, lambda state: state == "preserved")
    chain = (await signatures.read(stack.by(lab.em), document)).newest.chain
    assert [made.method for made in chain.signatures] == [Method.CONFIRMED, *[Method.DIGITAL] * 3, Method.ORGANISATION]
    trust = Trust([der(stack.authority.root)], [der(stack.authority.issuing)])
    revocation = Revocation(trust)
    verdict = await verify(await signatures.pdf(stack.by(lab.em), document, 2), trust, revocation)
    await revocation.close()
    assert (verdict.level, verdict.valid, verdict.findings) == ("B-LTA", True, ())
    first, second, third, fourth = verdict.signatures
    assert [told.name for told in first.confirmed] == [lab.thu.name]
    assert {first.name, second.name} == {lab.binh.name, lab.chi.name}
    assert (third.name, third.reason.partition(", giấy")[0]) == (lab.dat.name, f"Xác nhận kết quả (ký thay {lab.em.name}")
    assert fourth.name == lab.here.name
