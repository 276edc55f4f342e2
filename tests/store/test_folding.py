"""Vietnamese marks are folded alike in Python and in PostgreSQL, so that what is searched is found."""

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from store.queries.folding import fold
from store.tables.records import FOLDED
from tests.stack import Stack

VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ "


def test_marks_and_the_crossed_d() -> None:
    assert fold("ĐẶNG THỊ ÁNH NGUYỆT") == "dang thi anh nguyet"


async def test_every_letter_is_folded_as_postgresql_does(stack: Stack) -> None:
    words = [VIETNAMESE, VIETNAMESE.upper(), *VIETNAMESE, *VIETNAMESE.upper()]
    assert await folded_there(stack, words) == [fold(word) for word in words]


async def folded_there(stack: Stack, words: list[str]) -> list[str]:
    async with stack.sessions() as session:
        query = text(f"SELECT {FOLDED.format('word')} FROM unnest(CAST(:words AS text[])) WITH ORDINALITY AS t(word, n) ORDER BY n")
        rows = await session.execute(query.bindparams(words=words))
        return [str(one) for one in rows.scalars()]


@settings(max_examples=50)
@given(st.text(VIETNAMESE + VIETNAMESE.upper(), max_size=40))
def test_folding_twice_is_folding_once(word: str) -> None:
    assert fold(fold(word)) == fold(word)
    assert not set(fold(word)) - set("abcdefghijklmnopqrstuvwxyz ")
