"""A policy file as text, as data, and as lines an officer can find again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from policies.faults import Fault, PoliciesRefused

DEEPEST = 30
"""Levels of nesting; no policy has more than eight."""
LARGEST = 2_000_000
"""Bytes of one file; the largest plan has 60 thousand."""
_Base: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """A day that is in no calendar (31/6) stays a word, so that whoever reads the shape says where it stands."""

    def construct_yaml_timestamp(self, node: Any) -> Any:
        try:
            return super().construct_yaml_timestamp(node)
        except ValueError:
            return node.value


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_yaml_timestamp)


@dataclass(frozen=True)
class Sheet:
    """One parsed file."""

    file: str
    data: Any
    """Plain data: dict, list, str, int, float, bool, date or None."""
    lines: Mapping[str, int]
    """Path inside the file → line, counted from 1."""
    cells: Mapping[str, str] = field(default_factory=dict)
    """Of a workbook: path → page and cell."""

    @property
    def folder(self) -> str:
        return self.file.split("/")[0]

    def fault(self, path: str, vi: str, en: str, doubles: str = "", lacks: str = "") -> Fault:
        """A fault at the path, with the line or the cell of the nearest place that is really in the file."""
        line, cell = self.lines.get(_near(path, self.lines)), self.cells.get(_near(path, self.cells), "")
        return Fault(self.file, path, line, vi, en, cell, doubles, lacks)


def _near(path: str, known: Mapping[str, object]) -> str:
    while path and path not in known:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return path


def parse(file: str, text: str) -> Sheet:
    """Raises: PoliciesRefused when the text is no YAML, repeats a key or uses aliases."""
    try:
        _refuse_events(file, yaml.parse(text, Loader=_Loader))
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            places = list(_places(node, "")) if node else []
            data = loader.construct_document(node) if node else None
        finally:
            loader.dispose()
    except (yaml.YAMLError, ValueError) as error:
        raise PoliciesRefused([_broken(file, error, text)]) from error
    _refuse_repeats(file, places)
    return Sheet(file, data, dict(places))


def read(folder: Path, path: Path) -> Sheet:
    """Raises: PoliciesRefused."""
    file = path.relative_to(folder).as_posix()
    if (size := path.stat().st_size) > LARGEST:
        vi, en = f"tệp {size} byte, lớn hơn {LARGEST}: chia nhỏ", f"{size} bytes, more than {LARGEST}: split the file"
        raise PoliciesRefused([Fault(file, "", None, vi, en)])
    return parse_bytes(file, path.read_bytes())


def parse_bytes(file: str, content: bytes) -> Sheet:
    """Raises: PoliciesRefused, for what is no UTF-8 too."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PoliciesRefused([_broken(file, error, content)]) from error
    return parse(file, text)


def _refuse_events(file: str, events: Iterable[yaml.Event]) -> None:
    """Before anything is built: aliases, and a nesting that would bring the whole process down."""
    depth = 0
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.AliasEvent):
            raise PoliciesRefused([Fault(file, "", line, "không dùng bí danh YAML (&, *)", "YAML aliases (&, *) are not used here")])
        if depth > DEEPEST:
            raise PoliciesRefused([Fault(file, "", line, f"lồng nhau sâu hơn {DEEPEST} tầng", f"nested deeper than {DEEPEST} levels")])


def _places(node: yaml.Node, path: str) -> Iterator[tuple[str, int]]:
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            below = f"{path}.{key.value}" if path else str(key.value)
            yield from ((p, key.start_mark.line + 1) if p == below else (p, line) for p, line in _places(value, below))
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _places(item, f"{path}[{number}]")


def _refuse_repeats(file: str, places: list[tuple[str, int]]) -> None:
    seen: set[str] = set()
    repeated = [(path, line) for path, line in places if path in seen or seen.add(path)]  # type: ignore[func-returns-value]
    if repeated:
        raise PoliciesRefused(Fault(file, path, line, "khóa viết hai lần", "key written twice") for path, line in repeated)


WHY = {
    "tab character": "có dấu Tab: thụt dòng bằng dấu cách",
    "mapping values are not allowed": "thừa dấu hai chấm: đặt cả câu trong ngoặc kép",
    "could not find expected ':'": "thiếu dấu hai chấm sau tên khóa",
    "did not find expected key": "thụt dòng không thẳng, hoặc thiếu ngoặc kép",
    "expected <block end>": "thụt dòng không thẳng, hoặc thiếu ngoặc kép",
    "unexpected end of stream": "thiếu dấu đóng ngoặc",
    "did not find expected ',' or": "thiếu dấu phẩy hoặc dấu đóng ngoặc",
    "cannot start any token": "dòng bắt đầu bằng dấu lạ: đặt cả câu trong ngoặc kép",
    "control characters": "có ký tự điều khiển: xóa đi rồi gõ lại",
    "codec can't decode": "chữ không phải UTF-8: lưu lại tệp dạng UTF-8",
    "another document": "có hai văn bản trong một tệp (dòng '---')",
}
"""What the parser says, in part → in an office's words."""


def _broken(file: str, error: Exception, content: str | bytes) -> Fault:
    """The line is counted where the parser tells only a position."""
    mark = getattr(error, "problem_mark", None)
    at = getattr(error, "position", None) if mark is None else None
    if isinstance(error, UnicodeDecodeError):
        at = error.start
    before = content[:at] if at is not None else None
    newline: Any = b"\n" if isinstance(content, bytes) else "\n"
    line = mark.line + 1 if mark else before.count(newline) + 1 if before is not None else None
    what = " ".join(str(getattr(error, "problem", None) or error).split())
    why = next((vi for en, vi in WHY.items() if en in what), "")
    return Fault(file, "", line, "không đọc được như YAML" + (f" ({why})" if why else ""), f"cannot be read as YAML ({what})")
