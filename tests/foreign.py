"""Ready PDFs as other systems make them, written by hand: good ones, and each fault for which one is turned away."""

from collections.abc import Sequence


def pdf(*pages: str, root: str = "", more: Sequence[str] = (), trailer: str = "") -> bytes:
    """A PDF 1.4 with a line of text on each page; `root` is added to its catalogue, `more` are objects from number 4 on."""
    lines = pages or ("Ket qua hoi chan",)
    first = 4 + len(more)
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(lines)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {root} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(lines)} /MediaBox [0 0 595 842] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *more,
    ]
    for n, line in enumerate(lines):
        shown = f"BT /F1 18 Tf 72 760 Td ({line}) Tj ET"
        objects.append(f"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /Contents {first + 2 * n + 1} 0 R >>")
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream")
    return _written(objects, trailer)


def _written(objects: Sequence[str], trailer: str) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1")
    table = "".join(f"{at:010} 00000 n \n" for at in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return bytes(out + end.encode())


def stream(dictionary: str, content: str) -> str:
    return f"<< {dictionary} /Length {len(content)} >>\nstream\n{content}\nendstream"


RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PDFA = "http://www.aiim.org/pdfa/ns/id/"
XMP = (
    f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}"><rdf:Description rdf:about="" xmlns:pdfaid="{PDFA}" '
    'pdfaid:part="2" pdfaid:conformance="B"/></rdf:RDF></x:xmpmeta>'
)
CLAIMING = pdf(root="/Metadata 4 0 R", more=[stream("/Type /Metadata /Subtype /XML", XMP)])
ATTACHING = pdf(
    root="/Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >>",
    more=["<< /Type /Filespec /F (du-lieu.xml) /EF << /F 5 0 R >> >>", stream("/Type /EmbeddedFile", "<a/>")],
)
TURNED_AWAY = {
    "JavaScript": pdf(root="/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"),
    "JavaScript ": pdf(root="/Names << /JavaScript << /Names [(a) 4 0 R] >> >>", more=["<< /S /JavaScript /JS (1) >>"]),
    "lệnh mở chương trình": pdf(root="/OpenAction << /S /Launch /F (calc.exe) >>"),
    "XFA": pdf(root="/AcroForm << /Fields [] /XFA 4 0 R >>", more=[stream("", "<xdp/>")]),
    "nội dung đa phương tiện": pdf(root="/OpenAction 4 0 R", more=["<< /S /Rendition >>"]),
    "mật khẩu": pdf(trailer="/Encrypt << /Filter /Standard /V 1 /R 2 /O (a) /U (b) /P -4 >>"),
    "không phải PDF": b"<html>lab result</html>",
    "bị hỏng": pdf()[:300],
    "bị hỏng ": pdf().replace(b"/Type /Pages", b"/Type /Pagos").replace(b"/Kids", b"/Kinds"),
    "cấm thêm chữ ký": pdf(
        root="/Perms << /DocMDP 4 0 R >>",
        more=["<< /Type /Sig /Reference [<< /TransformMethod /DocMDP /TransformParams << /P 1 >> >>] >>"],
    ),
    "tách thành nhiều phiếu": pdf(*["a"] * 4),
}
"""Words of the refusal → a file that is refused with them, when at most three pages are taken."""
