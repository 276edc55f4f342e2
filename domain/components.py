"""The wrapping key in parts that people keep apart: each part alone, and all but one together, tell nothing of the key.

Every component is 32 random bytes, the key is their XOR (NIST SP 800-57 part 1: split knowledge). On paper a component is 16
groups of four hex digits and two more that check them, so that a slip of the pen is named before anything is made.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from hashlib import sha256

from domain.errors import Malformed
from domain.faults import both
from domain.wrapped import mark_of

LENGTH = 32
"""Bytes of a component and of the key (AES-256)."""
CHECK = 4
"""Bytes of a component's check value: the begin of the SHA-256 of `component` and its bytes."""
FEWEST = 2
TITLE = ("# Thành phần khóa bọc của hsba: giữ riêng, niêm phong", "# A component of hsba's wrapping key: keep it apart, sealed")
LINE = re.compile(r"^(key|component|value):(.*)$", re.MULTILINE)
COUNT = re.compile(r"(\d{1,2}) of (\d{1,2})")


@dataclass(frozen=True)
class Component:
    """One part, as its keeper has it on paper or in a file."""

    number: int
    of: int
    value: bytes
    mark: bytes
    """Check value of the whole key."""

    def __repr__(self) -> str:
        return f"Component({self.number} of {self.of})"

    def text(self) -> str:
        """What its file holds."""
        lines = (f"component: {self.number} of {self.of}", f"key: {self.mark.hex()}", f"value: {written(self.value)}")
        return "\n".join((*TITLE, *lines, ""))


def written(value: bytes) -> str:
    """A component for a pen: hex digits in groups of four, its check value at the end."""
    digits = (value + _check(value)).hex().upper()
    return " ".join(digits[n : n + 4] for n in range(0, len(digits), 4))


def typed(words: str, number: int) -> bytes:
    """What was written, typed again; blanks and case do not matter. Raises: Malformed naming the component, never what was typed."""
    digits = re.sub(r"[\s-]", "", words)
    if not re.fullmatch(rf"[0-9A-Fa-f]{{{2 * (LENGTH + CHECK)}}}", digits):
        raise Malformed(
            both(f"thành phần {number}: phải là 18 nhóm 4 chữ số thập lục phân", f"component {number}: 18 groups of 4 hex digits")
        )
    whole = bytes.fromhex(digits)
    if _check(whole[:LENGTH]) != whole[LENGTH:]:
        raise Malformed(
            both(
                f"thành phần {number}: sai số kiểm tra, đã chép hoặc gõ nhầm; hãy so lại từng nhóm",
                f"component {number}: the check value is wrong, a digit was miswritten or mistyped: compare group by group",
            )
        )
    return whole[:LENGTH]


def read(text: str) -> Component:
    """The component of a file. Raises: Malformed."""
    found = {name: said.strip() for name, said in LINE.findall(text)}
    count = COUNT.fullmatch(found.get("component", ""))
    if count is None or not re.fullmatch(r"[0-9a-f]{16}", found.get("key", "")) or "value" not in found:
        raise Malformed("tệp này không phải thành phần khóa bọc của hsba / this file is no component of a wrapping key")
    return Component(int(count[1]), int(count[2]), typed(found["value"], int(count[1])), bytes.fromhex(found["key"]))


def founded(values: Sequence[bytes]) -> tuple[Component, ...]:
    """The components of a new key from as many times 32 random bytes. Raises: ValueError for fewer than two, or equal ones."""
    if len(values) < FEWEST or len(set(values)) != len(values) or any(len(one) != LENGTH for one in values):
        raise ValueError("components: two or more different ones of 32 bytes")
    mark = mark_of(_xor(values))
    return tuple(Component(number, len(values), one, mark) for number, one in enumerate(values, 1))


def combined(components: Sequence[Component]) -> bytes:
    """The key. Raises: Malformed when one is missing or named twice, or when they are not of one key."""
    numbers, counts = sorted(one.number for one in components), {one.of for one in components}
    if len(counts) != 1 or numbers != list(range(1, max(counts) + 1)):
        wanted = max(counts, default=FEWEST)
        raise Malformed(
            both(f"cần đủ thành phần 1 đến {wanted}, mỗi thành phần một lần", f"components 1 to {wanted} are needed, each of them once")
        )
    key = _xor([one.value for one in components])
    if {one.mark for one in components} != {mark_of(key)}:
        raise Malformed(
            "các thành phần không hợp thành một khóa: có cái của khóa khác / the components do not make one key: one is of another"
        )
    return key


def _xor(values: Sequence[bytes]) -> bytes:
    return reduce(lambda one, other: bytes(a ^ b for a, b in zip(one, other, strict=True)), values)


def _check(value: bytes) -> bytes:
    return sha256(b"component" + value).digest()[:CHECK]
