"""The wrapping key in parts: all of them make it, fewer tell nothing, and a slip of the pen is named before anything is made."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.components import Component, combined, founded, read, typed, written
from domain.errors import Malformed
from domain.wrapped import mark_of

VALUE = st.binary(min_size=32, max_size=32)
VALUES = st.lists(VALUE, min_size=2, max_size=5, unique=True)
ONE, TWO = bytes(range(32)), bytes(range(32, 64))


@given(VALUES)
def test_whoever_has_all_components_has_the_key(values: list[bytes]) -> None:
    parts = founded(values)
    key = combined([read(one.text()) for one in reversed(parts)])
    assert len(key) == 32
    assert {one.mark for one in parts} == {mark_of(key)}


@given(VALUE, VALUE, VALUE)
def test_all_but_one_fit_every_key_there_is(known: bytes, key: bytes, other: bytes) -> None:
    """Whatever the key is, a missing component makes it of the known one: knowing one rules no key out."""
    for wanted in (key, other):
        missing = bytes(a ^ b for a, b in zip(known, wanted, strict=True))
        if missing != known:
            assert combined(founded([known, missing])) == wanted


@given(VALUE, st.data())
def test_one_wrong_digit_is_noticed(value: bytes, data: st.DataObject) -> None:
    words = written(value)
    assert typed(words.lower().replace(" ", ""), 1) == value
    place = data.draw(st.sampled_from([at for at, digit in enumerate(words) if digit != " "]))
    digit = data.draw(st.sampled_from(sorted(set("0123456789ABCDEF") - {words[place]})))
    with pytest.raises(Malformed, match="thành phần 7"):
        typed(words[:place] + digit + words[place + 1 :], 7)


def test_a_component_of_another_key_makes_no_key() -> None:
    ours, theirs = founded([ONE, TWO]), founded([TWO, bytes(32)])
    with pytest.raises(Malformed, match="khóa khác"):
        combined([ours[0], theirs[1]])
    with pytest.raises(Malformed, match="khóa khác"):
        combined([ours[0], replace(theirs[1], mark=ours[0].mark)])


@pytest.mark.parametrize("numbers", [(), (0,), (0, 0), (0, 1, 1)])
def test_each_component_is_needed_once(numbers: tuple[int, ...]) -> None:
    parts = founded([ONE, TWO, bytes(32)])
    with pytest.raises(Malformed, match=r"thành phần 1 đến \d"):
        combined([parts[number] for number in numbers])


@pytest.mark.parametrize("text", ["", "key: 00", "component: 1 of 2\nkey: 0011223344556677\n", "AGE-SECRET-KEY-1"])
def test_another_file_is_no_component(text: str) -> None:
    with pytest.raises(Malformed, match="không phải thành phần"):
        read(text)


@pytest.mark.parametrize("words", ["", "0" * 71, "0" * 73, "G" * 72])
def test_what_is_no_component_is_never_repeated(words: str) -> None:
    with pytest.raises(Malformed) as refused:
        typed(words, 1)
    assert words == "" or words not in str(refused.value)


def test_a_component_shows_itself_to_nobody() -> None:
    (one, _) = founded([ONE, TWO])
    assert repr(one) == "Component(1 of 2)"
    assert isinstance(one, Component)


@pytest.mark.parametrize("values", [[ONE], [ONE, ONE], [ONE, b"short"]])
def test_a_key_has_two_different_components_or_more(values: list[bytes]) -> None:
    with pytest.raises(ValueError, match="two or more"):
        founded(values)
