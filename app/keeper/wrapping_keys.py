"""Wrapping keys of a token: made, brought back from components, and removed once they wrap nothing."""

import os
from collections.abc import Iterable
from datetime import datetime, timedelta

from domain.errors import Incomplete, Malformed, NotFound
from domain.faults import both
from domain.wrapped import MARK, mark_of
from signing.wrapping_token import WrappingToken
from store.key_places import KeyPlaces

WAIT = timedelta(days=1)
"""Between a key's retirement and its end: longer than anything it wrapped is on its way into the store."""


def refuse_to_hide(token: WrappingToken, places: KeyPlaces, masters: Iterable[bytes] = ()) -> None:
    """Where keys of records are wrapped, and neither this token nor one of these master keys has done it, no new key is made.

    Raises: NotFound("wrapping_key").
    """
    marks = places.marks()
    if marks and not marks.keys() & {*token.marks(), *(mark_of(one) for one in masters)}:
        raise NotFound("wrapping_key", token.serial)


def make_inside(token: WrappingToken) -> bytes:
    """A new key that the token makes and nobody ever sees; its mark is dice. It wraps from the next start or rotation on."""
    mark = os.urandom(MARK)
    token.add(mark, _next(token))
    return mark


def bring_in(token: WrappingToken, key: bytes) -> bytes:
    """A new key from its components, which wraps from the next start or rotation on; its mark."""
    token.add(mark_of(key), _next(token), key)
    return mark_of(key)


def refuse_strange(key: bytes, places: KeyPlaces) -> None:
    """Raises: Malformed when keys of records are at hand and none of them was wrapped by this key."""
    marks = places.marks()
    if marks and mark_of(key) not in marks:
        known = ", ".join(sorted(mark.hex() for mark in marks))
        raise Malformed(
            both(
                f"khóa {mark_of(key).hex()} không bọc khóa hồ sơ nào trong kho khóa (HSBA_KEY_STORE); ở đó có dấu {known}",
                f"the key {mark_of(key).hex()} wraps no record key of the store (HSBA_KEY_STORE), where the marks are {known}",
            )
        )


def bring_back(token: WrappingToken, key: bytes, places: KeyPlaces) -> bool:
    """The key as it was. It wraps in an empty token; beside newer keys it opens only. False when it was there already.

    Where it was retired it is so no more: to forget it takes a day anew.
    """
    marks = token.marks()
    if mark_of(key) in marks:
        return False
    places.take_back(mark_of(key))
    token.add(mark_of(key), 0 if any(marks.values()) else 1, key)
    return True


def forget(token: WrappingToken, mark: bytes, places: KeyPlaces, now: datetime) -> datetime | None:
    """Retires a key that wraps nothing any more, and destroys it when that is a day ago and it still wraps nothing.

    A count takes minutes and misses what is laid down behind it. So the key is retired after the first one: no process lays down
    what it wrapped, whatever its keeper believes. What was on its way then is found by the second. None when it is destroyed, else
    from when on that may be. Raises: Malformed, Incomplete, Unavailable when a place of the store is away.
    """
    if mark not in token.marks():
        held = ", ".join(one.hex() for one in sorted(token.marks(), key=token.marks().__getitem__))
        vi = f"thẻ không có khóa bọc {mark.hex()}; trong thẻ có {held} (sau cùng là khóa đang bọc), hãy gõ lại giá trị kiểm tra của khóa cũ"
        en = f"the token holds no wrapping key {mark.hex()}, but {held} (the last one wraps): type the older key's check value again"
        raise Malformed(both(vi, en))
    if mark == token.newest():
        vi = f"{mark.hex()} là khóa đang bọc, không hủy được; nêu giá trị kiểm tra của khóa cũ, ghi trên phong bì của khóa đó"
        raise Incomplete(both(vi, f"{mark.hex()} is the key that wraps and stays: name the older key by the check value on its envelopes"))
    _refuse_used(mark, places)
    end = places.retire(mark, now) + WAIT
    if now < end:
        return end
    token.remove(mark)
    return None


def _refuse_used(mark: bytes, places: KeyPlaces) -> None:
    """Raises: Incomplete while it wraps something, Unavailable when a place is away, also one that goes amid the count."""
    places.demand()
    count = places.marks()[mark]
    places.demand()
    if count:
        raise Incomplete(
            both(
                f"{count} tệp của kho khóa còn do {mark.hex()} bọc: chạy `hsba keys rotate` trước",
                f"{count} files of the key store are still wrapped by {mark.hex()}: run `hsba keys rotate` first",
            )
        )


def _next(token: WrappingToken) -> int:
    return max(token.marks().values(), default=0) + 1
