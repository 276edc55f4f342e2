"""An archived record as whoever opens its folder finds it: its name, and the words that explain it."""

README = """HỒ SƠ BỆNH ÁN LƯU TRỮ

Thư mục này là một hồ sơ bệnh án điện tử đã lưu trữ: số hồ sơ {code}, cơ sở {facility}.
Nó theo chuẩn OCFL 1.1 (https://ocfl.io/1.1/spec/). Không cần phần mềm hsba để đọc.

1. TỆP NÀO NẰM Ở ĐÂU
   inventory.json (ở thư mục gốc của hồ sơ) ghi mỗi tệp nằm ở đâu và mã băm SHA-256 của nó. Tệp thật nằm trong v1/content, v2/content …
   Bản v2 trở đi là phần bổ sung sau khi lưu trữ; tệp của bản trước giữ nguyên từng byte.

   README.txt                        tệp này, không mã hóa
   manifest.json                     danh mục, không mã hóa: văn bản, số bản, số chữ ký, mã băm của bản rõ
   policies.json.age                 các phiên bản chính sách đã áp dụng: nhóm và thời hạn lưu trữ, biểu mẫu, trình tự ký
   documents/<mẫu>-<mã>/v<n>.pdf.age              văn bản đã ký (PDF/A-3, chữ ký số trong tệp, dữ liệu JSON đính kèm)
   documents/<mẫu>-<mã>/v<n>.json.age             dữ liệu của văn bản, để cạnh tệp PDF
   documents/<mẫu>-<mã>/v<n>.validation.json.age  báo cáo kiểm tra chữ ký vào ngày lưu trữ
   documents/<mẫu>-<mã>/v<n>.renewed-<k>.pdf.age  cùng văn bản, thêm dấu thời gian lưu trữ lần k (gia hạn); tệp cũ giữ nguyên
   evidence/certificates, evidence/ocsp, evidence/crl   chứng thư và dữ liệu thu hồi, lấy từ chính các tệp PDF
   contents.pdf.age                  mục lục, số trang
   record.json.age                   toàn bộ điều hệ thống biết về hồ sơ; "record.patient" là người bệnh lúc lưu trữ,
                                     "patient" là người bệnh theo bản này, "moves" là các lần chuyển hồ sơ giữa hai người bệnh,
                                     "came_from" là cơ sở đã chuyển người bệnh đến, "referrals" là các lần chuyển người bệnh đi
   timeline.json.age                 nhật ký: ai làm gì, khi nào, kể cả việc xem
   HoSoBenhAn.xml.age                hồ sơ theo 11 nhóm của công văn 365/TTYQG-GPQLCL; phần tử bên trong nhóm do hsba đặt, chưa kiểm chứng
   comments/, copies/                ý kiến trao đổi; bản đã cấp cho người bệnh
   evidence/documents/<mẫu>-<mã>/v<n>.pdf.er      chỉ có trong bản trích: hồ sơ bằng chứng (RFC 4998) của từng tệp PDF, tự nó đủ chứng minh

2. MỞ TỆP ĐÃ MÃ HÓA
   Mọi tệp .age được mã hóa bằng khóa riêng của hồ sơ, dạng age (https://age-encryption.org/v1). Khóa là một dòng AGE-SECRET-KEY-1…
   Ghi dòng ấy vào tệp khoa.txt rồi gõ (gói "age" của Debian, hoặc rage):
       age --decrypt --identity khoa.txt --output v1.pdf v1.pdf.age
   Không có khóa thì không ai đọc được nữa, kể cả cơ sở: tiêu hủy hồ sơ chính là hủy khóa này.

3. KIỂM TRA
   Toàn vẹn:     sha256sum <tệp>      rồi so với inventory.json (tệp .age) hoặc manifest.json (tệp đã mở)
   Đọc:          bất kỳ phần mềm đọc PDF nào
   Dữ liệu:      pdfdetach -saveall v1.pdf      (gói poppler-utils) lấy dữ liệu JSON đính kèm
   Chữ ký:       pdfsig v1.pdf, hoặc phần mềm kiểm tra chữ ký PAdES (EU DSS, Adobe Acrobat). Mỗi chữ ký có dấu thời gian;
                 chứng thư, trả lời OCSP và danh sách thu hồi nằm sẵn trong tệp (PAdES B-LTA), không cần mạng.
   Có từ khi nào: tệp .er của bản trích chứng minh tệp PDF đã có và không đổi từ dấu thời gian đầu tiên trong đó.
                 Mở bằng phần mềm đọc hồ sơ bằng chứng ERS, RFC 4998 (ví dụ EU DSS): đưa vào tệp PDF đã mở và tệp .er của nó.

In English: an archived electronic medical record as an OCFL 1.1 object. Files ending in .age are encrypted with the record's own age key
(age --decrypt --identity key.txt). manifest.json lists documents, versions, signatures and SHA-256 of the plain bytes; the PDFs are
PAdES B-LTA with their validation data inside; v2 and later are supplements. A copy that was handed out has for each PDF its evidence record
(evidence/documents/<mẫu>-<mã>/v<n>.pdf.er with the form, the document's code and the version; RFC 4998): it proves by itself that the PDF
existed, unchanged, since the first time stamp in it.
"""


def object_id(key: str) -> str:
    """OCFL id of the object that is sealed with this key, `record/<uuid>`: no name, nothing clinical."""
    return f"urn:hsba:{key.replace('/', ':')}"


def evidence_path(document: str) -> str:
    """Where a copy of an archived PDF has its evidence record beside it: `evidence/<path>.er`."""
    return f"evidence/{document.removesuffix('.age')}.er"


def renewed_path(document: str, number: int) -> str:
    """Where the object holds an archived PDF with its further archive time stamps; the file of before stays as it is."""
    return f"{document.removesuffix('.pdf.age')}.renewed-{number}.pdf.age"


def readme(code: str, facility: str) -> str:
    return README.format(code=code, facility=facility)


LOST = "TEP-HONG.txt"
"""File of a copy that names what could not be copied."""
LOST_WORDS = "Các tệp sau trong kho lưu trữ bị hỏng hoặc mất, không trích được · damaged or gone in the archive, not copied:"
