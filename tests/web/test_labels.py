"""Where a fault told above a form leads to."""

from web.labels import led

FAULT = '<a href="#reason" data-fault>Lý do: cần nêu lý do</a>'


def test_to_its_field() -> None:
    assert led(f'{FAULT}<input id="reason">').startswith('<a href="#reason">')


def test_to_the_words_beside_it_when_two_forms_have_the_name_or_none_has() -> None:
    wrong = '<span id="reason-wrong"></span>'
    assert led(f'{FAULT}<input id="reason">{wrong}<input id="reason">').startswith('<a href="#reason-wrong">')
    assert led(FAULT + wrong).startswith('<a href="#reason-wrong">')


def test_to_nothing_that_is_not_there() -> None:
    assert led(FAULT) == "Lý do: cần nêu lý do"
    assert led('<a href="#main">Đến nội dung</a>') == '<a href="#main">Đến nội dung</a>'
