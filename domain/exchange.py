"""The record as `HoSoBenhAn` XML (CV 365/TTYQG-GPQLCL III.1.1 d).

Of the Ministry's scheme only the root and the names of its eleven groups are known: all elements inside are hsba's own, in a namespace of
hsba, marked as not verified. No conformity is claimed. The scheme has no place for signatures: the signed PDF goes along.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement, fromstring, indent, register_namespace, tostring

GROUPS = (
    "ThongTinBenhNhan",
    "ThongTinVaoVien",
    "ThongTinDieuTri",
    "YLenhThuocVatTu",
    "PhieuChiDinh",
    "KetQuaChanDoanHinhAnh",
    "KetQuaXetNghiem",
    "GiayChuyenVien",
    "HoSoCapCuu",
    "PhieuThuThuat",
    "PhieuPhauThuat",
)
"""In the order in which CV 365 names them."""
PATIENT, ADMISSION, TREATMENT = GROUPS[:3]
OURS = "urn:hsba:hoso:1"
WORDS = "Phần tử bên trong các nhóm do hsba đặt, chưa được kiểm chứng với lược đồ của Bộ Y tế"
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold (§2.2)."""
register_namespace("hsba", OURS)


@dataclass(frozen=True)
class Exchanged:
    """A document as the XML tells it."""

    group: str
    """One of `GROUPS`."""
    facts: Mapping[str, Any]
    """Form, code, version, path of the signed PDF, SHA-256."""
    data: Mapping[str, Any] | None
    """What the form asked for; None of a ready PDF."""


def exchanged(patient: Mapping[str, Any], admission: Mapping[str, Any], treatment: Mapping[str, Any], papers: Iterable[Exchanged]) -> bytes:
    """UTF-8; a group without content is there and empty."""
    root = Element("HoSoBenhAn", {f"{{{OURS}}}xacMinh": "chua", f"{{{OURS}}}ghiChu": WORDS})
    groups = {name: SubElement(root, name) for name in GROUPS}
    for name, facts in ((PATIENT, patient), (ADMISSION, admission), (TREATMENT, treatment)):
        _fill(groups[name], facts)
    return _written(root, papers)


def supplemented(before: bytes, patient: Mapping[str, Any], papers: Iterable[Exchanged]) -> bytes:
    """The XML of the version before, of the patient as known now, with what came late at the end of its groups.

    Raises: ParseError when it is not what was written.
    """
    root = fromstring(before)
    group = next(one for one in root if one.tag == PATIENT)
    documents = group.findall(f"{{{OURS}}}vanBan")
    group.clear()
    _fill(group, patient)
    group.extend(documents)
    return _written(root, papers)


def data_of(xml: bytes, code: str, version: int) -> dict[str, str]:
    """The plain words of one version's data as the record's XML has them, by the form's own names; lists and groups are left out.

    Raises: ParseError when it is not what was written.
    """
    for one in fromstring(xml).iter(f"{{{OURS}}}vanBan"):
        facts = {each.get("ten"): each.text for each in one.findall(f"{{{OURS}}}muc")}
        data = one.find(f"{{{OURS}}}duLieu")
        if data is not None and (facts.get("MaTraCuu"), facts.get("Ban")) == (code, str(version)):
            return {each.get("ten", ""): each.text or "" for each in data if not len(each)}
    return {}


def _written(root: Element, papers: Iterable[Exchanged]) -> bytes:
    groups = {group.tag: group for group in root}
    for paper in papers:
        one = SubElement(groups[paper.group], f"{{{OURS}}}vanBan")
        _fill(one, paper.facts)
        if paper.data is not None:
            _fill(SubElement(one, f"{{{OURS}}}duLieu"), paper.data)
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _fill(above: Element, facts: Mapping[str, Any]) -> None:
    """Each key an element of the name `muc`, its own name in `ten`: keys are the forms' own, not all of them names of XML."""
    for key, value in facts.items():
        _tell(above, key, value)


def _tell(above: Element, key: str, value: Any) -> None:
    if isinstance(value, list | tuple):
        for one in value:
            _tell(above, key, one)
        return
    if value is None or value == "":
        return
    element = SubElement(above, f"{{{OURS}}}muc", {"ten": _fit(key)})
    if isinstance(value, Mapping):
        _fill(element, value)
    else:
        element.text = _fit(_text(value))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _fit(text: str) -> str:
    return _UNFIT.sub("\ufffd", text)
