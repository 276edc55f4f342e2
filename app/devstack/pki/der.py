"""DER by hand, as far as a time stamp needs it (ITU-T X.690): quicker by an order than any object model."""

from typing import NamedTuple

INTEGER, BIT_STRING, OCTETS, NULL, OID, UTF8, TIME = 0x02, 0x03, 0x04, 0x05, 0x06, 0x0C, 0x18
SEQUENCE, SET = 0x30, 0x31
TRUE = b"\x01\x01\xff"


class Malformed(ValueError):
    """Bytes that are not the DER expected."""


class Element(NamedTuple):
    """One tag-length-value: its tag, its content and the whole of it."""

    tag: int
    content: bytes
    whole: bytes


def wrap(tag: int, *parts: bytes) -> bytes:
    """A tag, the length of the parts, the parts."""
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def sequence(*parts: bytes) -> bytes:
    return wrap(SEQUENCE, *parts)


def set_of(*parts: bytes) -> bytes:
    """SET OF: DER wants its elements sorted."""
    return wrap(SET, *sorted(parts))


def integer(value: int) -> bytes:
    """A non-negative INTEGER."""
    return wrap(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def oid(dotted: str) -> bytes:
    first, second, *rest = map(int, dotted.split("."))
    return wrap(OID, b"".join(map(_base128, (first * 40 + second, *rest))))


def _base128(arc: int) -> bytes:
    digits = [arc & 0x7F]
    while arc := arc >> 7:
        digits.append(0x80 | (arc & 0x7F))
    return bytes(reversed(digits))


def elements(data: bytes) -> list[Element]:
    """Every element that stands side by side in `data`. Raises Malformed."""
    found = []
    while data:
        element = _first(data)
        found.append(element)
        data = data[len(element.whole) :]
    return found


def inside(data: bytes, tag: int = SEQUENCE) -> list[Element]:
    """The elements inside the single element of this tag that `data` must be. Raises Malformed."""
    only = elements(data)
    if len(only) != 1 or only[0].tag != tag:
        raise Malformed(f"one element of tag {tag:#04x} expected")
    return elements(only[0].content)


def _first(data: bytes) -> Element:
    if len(data) < 2:
        raise Malformed("cut short")
    size, start = data[1], 2
    if size >= 0x80:
        start += size & 0x7F
        if size == 0x80 or start > min(len(data), 6):
            raise Malformed("length")
        size = int.from_bytes(data[2:start], "big")
    if start + size > len(data):
        raise Malformed("cut short")
    return Element(data[0], data[start : start + size], data[: start + size])
