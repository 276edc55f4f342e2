"""Mends asn1crypto 1.5.1, whose `dump` stalls for seconds on some lengths (wbond/asn1crypto #249).

It takes a definite length whose last byte is 0x80 (`30 82 18 80`) for an indefinite one and re-encodes the value, which
is exponential in its depth: 3.5 % of time-stamp sizes cost 8–16 s. The functions below are the library's own with the test
put right and the contents of each level encoded once. They belong to that version only; `mend` refuses another.
"""

from typing import Any

import asn1crypto
from asn1crypto import core

VERSION = "1.5.1"


def ends_indefinite(header: bytes | None) -> bool:
    """Whether the innermost tag and length in `header` (explicit tags come first) has an indefinite length."""
    at, indefinite = 0, False
    while header and at < len(header):
        if header[at] & 0x1F == 0x1F:
            at += 1
            while header[at] & 0x80:
                at += 1
        length = header[at + 1]
        indefinite = length == 0x80
        at += 2 + (length & 0x7F if length > 0x80 else 0)
    return indefinite


def _value(self: Any, force: bool = False) -> bytes:
    contents = self.contents
    if self._header is None or force or ends_indefinite(self._header):
        if isinstance(self, core.Constructable) and self._indefinite:
            self.method = 0
            contents = self.contents
        header = core._dump_header(self.class_, self.method, self.tag, contents)
        for class_, tag in self.explicit or ():
            header = core._dump_header(class_, 1, tag, header + contents) + header
        self._header, self._trailer = header, b""
    return bytes(self._header + contents + self._trailer)


def _choice(self: Any, force: bool = False) -> bytes:
    force = force or ends_indefinite(self._header)
    self._contents = self.chosen.dump(force=force)
    if self._header is None or force:
        self._header = b""
        for class_, tag in self.explicit or ():
            self._header = core._dump_header(class_, 1, tag, self._header + self._contents) + self._header
    return bytes(self._header + self._contents)


def _primitive(self: Any, force: bool = False) -> bytes:
    if force or ends_indefinite(self._header):
        native = self.native
        self.contents = None
        self.set(native)
    return _value(self)


def _sequence(self: Any, force: bool = False) -> bytes:
    without_spec = self._fields == [] and self.__class__ is core.Sequence
    if (force or ends_indefinite(self._header)) and not without_spec:
        self._set_contents(force=True)
    if self._fields and self.children is not None:
        for child, (name, _, how) in zip(self.children, self._fields, strict=False):
            if child is core.VOID and not ("default" in how or "optional" in how):
                raise ValueError(f'Field "{name}" is missing from structure')
    return _value(self)


def _sequence_of(self: Any, force: bool = False) -> bytes:
    if force or ends_indefinite(self._header):
        self._set_contents(force=True)
    return _value(self)


def mend() -> None:
    """Puts the functions above in place; safe to repeat. Raises RuntimeError on another version of asn1crypto."""
    if asn1crypto.__version__ != VERSION:
        raise RuntimeError(f"signing/asn1.py mends asn1crypto {VERSION}, found {asn1crypto.__version__}")
    core.Asn1Value.dump = _value
    core.Choice.dump = _choice
    core.Primitive.dump = _primitive
    core.Sequence.dump = _sequence
    core.SequenceOf.dump = _sequence_of
