"""A plan beside its paper on a page: taken away as a file."""

from html import unescape

from policies.plan_uploads import plan_of_upload
from tests.people import LAN
from tests.rollout import province
from tests.stack import Stack
from tests.web.desk import desk

PAGE = "/plan-papers/hung-yen-2026"


async def test_a_plan_is_taken_away_as_a_file(stack: Stack) -> None:
    there = await province(stack, "wpf", opens=False)
    async with desk(stack, there.officer) as officer:
        await officer.open(PAGE)
        for words, wanted in (("Tải xlsx", "xlsx"), ("Tải PDF", "pdf"), ("Tải YAML", "yaml")):
            assert f'<a href="{PAGE}/export?format={wanted}">{words}</a>' in officer.page
            got = await officer.client.get(f"{PAGE}/export?format={wanted}")
            assert (got.status_code, got.headers["content-disposition"]) == (200, f'attachment; filename="hung-yen-2026.{wanted}"')
            if wanted != "pdf":
                assert plan_of_upload(f"a.{wanted}", got.content) == stack.house.policies.plan("hung-yen-2026")
        await officer.open(f"{PAGE}/export?format=docx")
        assert officer.status == 422


async def test_who_reads_no_plan_takes_none_away(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        await lan.open(f"{PAGE}/export?format=xlsx")
        assert lan.status == 403


async def test_the_page_leaves_nothing_of_the_paper_out(stack: Stack) -> None:
    there = await province(stack, "wpg", opens=False)
    async with desk(stack, there.officer) as officer:
        await officer.open("/plan-papers/dak-nong-2025")
        said = unescape(officer.page)
        for words in (
            "Tôn Thị Ngọc Hạnh",
            "ngày 19 tháng 02 năm 2025",
            "Quyết định này có hiệu lực kể từ ngày ký.",
            "Tra cứu hồ sơ bệnh án nhanh chóng, chính xác.",
            "≥ 01",
            "Tăng cường công tác đào tạo nguồn nhân lực CNTT.",
            "tất cả đơn vị có giường bệnh phải thực hiện lập hồ sơ bệnh án điện tử theo quy định",
            "30/09/2025 (đến hết ngày; kế hoạch tự đặt",
            "Lựa chọn hình thức phù hợp trong việc thuê dịch vụ công nghệ thông tin",
            "Chánh Văn phòng UBND tỉnh; Thủ trưởng các Sở, Ban, ngành",
            "Lưu: VT, KGVX (S)",
            "Sở Y tế tỉnh Lâm Đồng",
        ):
            assert words in said, words
