"""Evidence files for the demo's reports: one PDF page each, the same bytes each time."""

import json

import typst

from signing.sheets import FONTS

PAGE = """
#set page(paper: "a4", margin: 25mm)
#set text(font: "Liberation Serif", size: 13pt, lang: "vi")
#let said = json(bytes(sys.inputs.said))
#align(center)[*BỆNH VIỆN ĐA KHOA TỈNH HƯNG YÊN* \\ #text(size: 10pt)[Dữ liệu trình diễn, không phải văn bản thật]]
#v(10mm)
#align(center, text(size: 15pt, weight: "bold", said.at(0)))
#v(6mm)
#set par(justify: true)
#for line in said.slice(1) [ #par(line) ]
"""


def page(title: str, *paragraphs: str) -> bytes:
    """A page with a title and paragraphs."""
    made: bytes = typst.compile(
        PAGE.encode(),
        format="pdf",
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)]),
        sys_inputs={"said": json.dumps([title, *paragraphs], ensure_ascii=False)},
        timestamp=0,
    )
    return made
