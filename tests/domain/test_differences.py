"""Two versions of a regulation beside each other."""

from dataclasses import replace
from time import process_time

from domain.differences import NEAR, Change, Piece, differences, opening, pieces
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


def test_blanks_are_no_change_and_the_later_text_stands_as_it_was_written() -> None:
    earlier, later = "Bác sĩ  kê đơn\nvà ký số.", "Bác sĩ kê đơn\nrồi ký số ngay."
    found = pieces(earlier, later)
    assert "".join(one.words for one in found if one.change is not Change.REMOVED) == later
    assert [one.words for one in found if one.change is Change.REMOVED] == ["và", "số."]
    assert pieces("một  hai", "một hai") == (Piece(Change.SAME, "một hai"),)
    assert len(pieces("một hai", "một\nhai")) > 1, "a new line is one"


def test_the_longest_article_that_may_be_written_is_compared_at_once() -> None:
    """A page waits for it: 100 articles of 8,000 characters are at the limit of what a draft may hold."""
    earlier = " ".join(f"{'khoa'[n % 4 :]} phòng {n % 37} ký" for n in range(600))
    later = " ".join(f"{'khoa'[n % 3 :]} phòng {n % 41} duyệt" for n in range(600))
    began = process_time()
    found = pieces(earlier, later)
    assert process_time() - began < 3
    assert "".join(one.words for one in found if one.change is not Change.REMOVED) == later


def test_an_article_is_looked_for_only_among_those_that_follow_near() -> None:
    moved = tuple(Article(f"Mới {n}", f"Điều mới số {n} nói việc {n * 7}.") for n in range(NEAR))
    alike = replace(FIRST.articles[1], title="Nhật ký")
    near, far = replace(FIRST, articles=(*moved[1:], alike)), replace(FIRST, articles=(*moved, alike))
    only = replace(FIRST, articles=(FIRST.articles[1],))
    assert [one.before for one in differences(only, near) if one.change is Change.CHANGED] == [1]
    assert [one.change for one in differences(only, far)].count(Change.ADDED) == NEAR + 1
