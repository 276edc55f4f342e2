"""Pictures and scans that come from outside: measured before they are opened, and made anew, so that nothing but what is seen gets in.

A drawing becomes a PNG, a scanned picture a JPEG. A scanned PDF keeps its bytes, and is refused when it is locked or does anything.
"""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError
from pyhanko.pdf_utils.reader import PdfFileReader

from domain.enclosures import JPEG, LARGEST_FILE, LARGEST_PICTURE, PDF, PNG
from domain.errors import Malformed
from signing.foreign import looked_through
from signing.inspection import HOSTILE
from signing.revisions import pages_of

TAKEN = ("PNG", "JPEG")
MOST_PIXELS = 40_000_000
"""Of a picture as it comes: more would fill the memory."""
DRAWN = (1600, 1600)
SCANNED = (2480, 3508)
"""Largest width and height as it is kept; the second is A4 at 300 dots an inch."""
Made = tuple[bytes, str, int, int]
"""Bytes, media type, width, height."""


def drawing(content: bytes) -> Made:
    """A drawn signature or a fingerprint as a PNG on white. Raises: Malformed, also for one on which nothing is drawn."""
    if len(content) > LARGEST_PICTURE:
        raise Malformed("hình lớn hơn 2 MB / the picture is larger than 2 MB")
    picture = _opened(content)
    picture.thumbnail(DRAWN)
    low, high = picture.convert("L").getextrema()
    if low == high:
        raise Malformed("hình trống, chưa có nét nào / nothing is drawn")
    return (*_saved(picture, "PNG", optimize=True), *picture.size)


def scan(content: bytes) -> Made:
    """A scanned paper: the PDF as it is, or the picture as a JPEG. Raises: Malformed."""
    if len(content) > LARGEST_FILE:
        raise Malformed("tệp lớn hơn 10 MB / the file is larger than 10 MB")
    if content.startswith(b"%PDF-"):
        _check_pdf(content)
        return content, PDF, 0, 0
    picture = _opened(content)
    picture.thumbnail(SCANNED)
    return (*_saved(picture, "JPEG", quality=85), *picture.size)


def _opened(content: bytes) -> Image.Image:
    """The picture upright on white, without anything that was written beside its pixels."""
    try:
        with Image.open(BytesIO(content), formats=TAKEN) as found:
            if found.width * found.height > MOST_PIXELS or min(found.size) < 1:
                raise Malformed("hình quá lớn, hãy chụp nhỏ lại / too many pixels")
            found.load()
            upright = ImageOps.exif_transpose(found).convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as wrong:
        raise Malformed("không đọc được hình; hãy dùng PNG hoặc JPEG / no PNG or JPEG that can be read") from wrong
    white = Image.new("RGBA", upright.size, "white")
    white.alpha_composite(upright)
    return white.convert("RGB")


def _saved(picture: Image.Image, kind: str, **how: object) -> tuple[bytes, str]:
    made = BytesIO()
    picture.save(made, kind, **how)
    return made.getvalue(), PNG if kind == "PNG" else JPEG


def _check_pdf(content: bytes) -> None:
    """By the eyes that look through every ready PDF; scanners write less strictly than is asked of a file to be signed."""
    try:
        reader = PdfFileReader(BytesIO(content), strict=False)
        if "/Encrypt" in reader.trailer_view:
            raise Malformed("PDF có mật khẩu; hãy bỏ khoá rồi gửi lại / the PDF is locked")
        pages_of(reader.root)
        held = looked_through(reader)
    except Malformed as no:
        raise Malformed(no.facts[0].removeprefix("pdf: ")) from no
    except HOSTILE as wrong:
        raise Malformed("không đọc được PDF; hãy quét lại / a PDF that cannot be read") from wrong
    if held:
        raise Malformed("PDF có tệp khác kèm theo; hãy quét lại thành PDF thường / the PDF carries other files")
