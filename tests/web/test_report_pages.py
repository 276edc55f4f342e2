"""An imaging report on its page: ordered as imaging, delivered by the form's own fields, nothing typed is lost."""

from tests.people import LAB, LAN, MAI
from tests.stack import Stack
from tests.web.desk import desk, minute
from tests.web.test_record_pages import opened


async def test_a_technician_delivers_a_report_for_its_line(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, MAI) as mai:
        record = await opened(lan, "WEB-0701")
        fields = {"service-1": "Chụp X-quang ngực thẳng", "department-1": LAB, "kind-1": "imaging", "diagnosis": "Theo dõi viêm phổi"}
        await lan.send(f"{record}/orders", fields | {"kind-1": ""})
        assert lan.status == 422
        assert "Chọn loại của dịch vụ 1" in lan.page, "nothing is preset"
        await lan.send(f"{record}/orders", fields)
        order = lan.address
        assert order.startswith("/orders/"), lan.told()
        await mai.open(order)
        assert f'href="{order}/reports/new"' in mai.page
        await mai.open(f"{order}/reports/new")
        assert 'value="Chụp X-quang ngực thẳng"' in mai.page
        said = {"line": ["1"], "service": "Chụp X-quang ngực thẳng", "taken_at": minute(stack), "accession_number": "CR-WEB-1"}
        said |= {"study_uid": "1.2.840.01", "description": "Đám mờ thùy dưới.", "conclusion": "Viêm phổi."}
        await mai.send(f"{order}/reports", said)
        assert mai.status == 422
        assert "Phải là mã DICOM UID" in mai.page
        assert "Đám mờ thùy dưới." in mai.page
        await mai.send(f"{order}/reports", said | {"study_uid": "1.2.840.113619.2.55.3"})
        document = mai.address.split("/")[2]
        assert mai.address == f"/documents/{document}/1", mai.told()
        assert "CR-WEB-1" in mai.page
        anew = f'href="{order}/results/new?again={document}"'
        assert anew in mai.page, "a new version, before anybody signed"
        await mai.open(order)
        assert anew in mai.page
        assert f'href="{order}/reports/new"' not in mai.page, "no line waits for a sheet"
        await lan.open(f"/documents/{document}")
        assert anew not in lan.page
        await mai.open(f"/documents/{document}/1")
        await mai.send(f"/documents/{document}/1/withdrawal", {"read": mai.hidden("read"), "why": "Gõ nhầm"})
        await mai.open(f"{order}/results/new?again={document}")
        assert mai.address == f"{order}/reports/new"
        assert 'value="CR-WEB-1"' in mai.page, "made again from what it said"
        await mai.send(f"{order}/reports", said | {"study_uid": "1.2.840.113619.2.55.3", "again": document, "why": "Sửa"})
        assert mai.address == f"/documents/{document}/2", mai.told()
