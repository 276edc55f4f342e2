"""Two versions of a regulation beside each other."""

from dataclasses import replace

from domain.differences import Change, differences, opening, pieces
from domain.regulation_drafts import Article, Draft

FIRST = Draft(
    "Quy chế",
    ("Căn cứ Luật",),
    (
        Article("Phạm vi", "Áp dụng cho mọi khoa.", "Quy định chung"),
        Article("Ghi vết", "Mọi lượt xem được ghi vết và giữ mười năm."),
        Article("Xử lý", "Theo nội quy."),
    ),
)


def changes(later: Draft) -> list[tuple[Change, int | None, int | None]]:
    return [(one.change, one.before, one.after) for one in differences(FIRST, later)]


def test_nothing_changed() -> None:
    assert {change for change, _, _ in changes(FIRST)} == {Change.SAME}
    assert {one.change for one in opening(FIRST, FIRST)} == {Change.SAME}


def test_an_article_with_other_words_is_changed_and_its_words_are_marked() -> None:
    later = replace(
        FIRST, articles=(FIRST.articles[0], replace(FIRST.articles[1], text="Mọi lượt xem được ghi vết và giữ 20 năm."), FIRST.articles[2])
    )
    assert changes(later)[1] == (Change.CHANGED, 2, 2)
    marked = [(one.change, one.words) for one in differences(FIRST, later)[1].text if one.change is not Change.SAME]
    assert marked == [(Change.REMOVED, "mười"), (Change.ADDED, "20")]


def test_an_article_with_another_title_and_like_words_is_the_same_article() -> None:
    renamed = replace(FIRST.articles[1], title="Nhật ký")
    assert changes(replace(FIRST, articles=(FIRST.articles[0], renamed, FIRST.articles[2])))[1] == (Change.CHANGED, 2, 2)


def test_articles_come_and_go_where_they_stand() -> None:
    new = Article("Giải thích từ ngữ", "BN là người bệnh.")
    assert changes(replace(FIRST, articles=(FIRST.articles[0], new, *FIRST.articles[1:])))[1] == (Change.ADDED, None, 2)
    assert changes(replace(FIRST, articles=FIRST.articles[:2]))[2] == (Change.REMOVED, 3, None)


def test_a_text_that_is_wholly_new_or_gone() -> None:
    assert [(one.change, one.words) for one in pieces("", "mới")] == [(Change.ADDED, "mới")]
    assert [(one.change, one.words) for one in pieces("cũ", "")] == [(Change.REMOVED, "cũ")]
