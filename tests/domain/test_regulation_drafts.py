"""What a draft says, what is still to be filled in, and the paper it becomes."""

from dataclasses import replace
from datetime import date

import pytest

from domain.errors import Incomplete, Malformed
from domain.regulation_drafts import Article, Draft, of_paper, paper_of

DRAFT = Draft(
    "Quy chế ký số",
    ("Căn cứ Luật Giao dịch điện tử",),
    (Article("Phạm vi", "Mọi người ký.", "Quy định chung"), Article("PIN", "Đủ số."), Article("Thu hồi", "Ngay.", "Chứng thư")),
    recipients=("Các khoa", " "),
)


def test_blanks_are_found_where_they_stand_and_stop_it() -> None:
    open_ = replace(DRAFT, bases=("Căn cứ [điền: luật]",), articles=(*DRAFT.articles, Article("Hạn", "[ĐIỀN: số] ngày, [điền: ai].")))
    assert open_.blanks == ((0, "[điền: luật]"), (4, "[ĐIỀN: số]"), (4, "[điền: ai]"))
    with pytest.raises(Incomplete, match="Điều 4"):
        open_.check_filled()
    DRAFT.check_filled()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (replace(DRAFT, title=" "), "title"),
        (replace(DRAFT, bases=(" ",)), "bases"),
        (replace(DRAFT, articles=()), "articles"),
        (replace(DRAFT, articles=DRAFT.articles * 34), "100 điều"),
        (replace(DRAFT, articles=(Article("Phạm vi", " "),)), "Điều 1"),
        (replace(DRAFT, articles=(Article("Phạm vi", "x" * 8001),)), "quá dài"),
    ],
)
def test_what_is_wrong_is_told(wrong: Draft, told: str) -> None:
    with pytest.raises(Malformed, match=told):
        wrong.check()


def test_the_paper_says_from_when_and_whom_it_replaces() -> None:
    said = paper_of(replace(DRAFT, effective_from=date(2026, 12, 1)), "Quyết định số 45/QĐ-BV ngày 15/01/2026")
    assert said["articles"][1] == (
        "Quyết định này có hiệu lực thi hành kể từ ngày 01/12/2026 và thay thế Quyết định số 45/QĐ-BV ngày 15/01/2026."
    )
    assert paper_of(DRAFT)["articles"][1] == "Quyết định này có hiệu lực thi hành kể từ ngày ban hành."
    assert [(one["title"], len(one["articles"])) for one in said["chapters"]] == [("Quy định chung", 2), ("Chứng thư", 1)]
    assert said["recipients"] == ["Các khoa"]


def test_a_paper_drawn_up_at_once_is_read_back() -> None:
    assert of_paper(paper_of(DRAFT)).articles == DRAFT.articles
