"""What a verification finds, in sentences a person reads; the code is for machines.

A signature is called by the title of its stage on the sheet, and by its field where the file tells no title.
"""

from dataclasses import dataclass

SENTENCES: dict[str, tuple[str, str]] = {
    "not_pdf": ("Tệp này không phải PDF.", "This file is not a PDF."),
    "broken": (
        "Tệp bị hỏng hoặc bị cắt phần cuối, không đọc được trọn vẹn.",
        "The file is damaged or its end is missing; it cannot be read wholly.",
    ),
    "no_signature": ("Tệp không có chữ ký số nào.", "The file has no digital signature."),
    "bytes_changed": (
        "Nội dung mà chữ ký “{0}” của {1} bảo vệ đã bị sửa.",
        "Bytes covered by signature “{0}” of {1} were changed.",
    ),
    "stamp_broken": ("Dấu thời gian của chữ ký “{0}” không đúng.", "The time stamp of signature “{0}” is not valid."),
    "archive_stamp_broken": ("Dấu thời gian lưu trữ thứ {0} không đúng.", "Archive time stamp number {0} is not valid."),
    "not_covered": (
        "Chữ ký “{0}” không bao phủ trọn phiên bản của nó.",
        "Signature “{0}” does not cover the whole of its revision.",
    ),
    "page_changed": ("Trang {0} bị thay đổi sau khi ký.", "Page {0} was changed after it was signed."),
    "object_changed": (
        "Tệp bị thay đổi sau khi ký (đối tượng {0}).",
        "The file was changed after it was signed (object {0}).",
    ),
    "added_after": ("Có dữ liệu nối thêm sau chữ ký cuối cùng.", "Data was appended after the last signature."),
    "untrusted": (
        "Chứng thư của {1} (chữ ký “{0}”) do tổ chức không được tin cậy cấp.",
        "The certificate of {1} (signature “{0}”) comes from an untrusted issuer.",
    ),
    "stamp_untrusted": (
        "Dấu thời gian của chữ ký “{0}” do tổ chức không được tin cậy cấp.",
        "The time stamp of signature “{0}” comes from an untrusted issuer.",
    ),
    "other_name": (
        "Chữ ký “{0}” ghi tên {1} nhưng chứng thư là của {2}.",
        "Signature “{0}” names {1} but the certificate belongs to {2}.",
    ),
    "revoked": (
        "Chứng thư của {1} (chữ ký “{0}”) đã bị thu hồi từ {2}, trước khi ký.",
        "The certificate of {1} (signature “{0}”) was revoked at {2}, before it signed.",
    ),
    "expired": (
        "Chứng thư của {1} (chữ ký “{0}”) không còn hiệu lực lúc ký.",
        "The certificate of {1} (signature “{0}”) was not valid when it signed.",
    ),
    "status_unknown": (
        "Không xác định được tình trạng chứng thư của {1} (chữ ký “{0}”).",
        "The status of the certificate of {1} (signature “{0}”) is not known.",
    ),
    "revision_removed": (
        "Chuỗi cần {0} chữ ký, còn đúng {1}; còn thiếu: {2}.",
        "The chain needs {0} signatures, {1} still hold; missing: {2}.",
    ),
    "confirmation_missing": (
        "Chưa có xác nhận của bước: {0} (xác nhận nằm trong chữ ký số tiếp theo).",
        "No confirmation of: {0} (it stands in the digital signature that follows).",
    ),
    "not_in_chain": (
        "Chữ ký “{0}” của {1} không thuộc chuỗi ký của phiếu.",
        "Signature “{0}” of {1} does not belong to the chain of the sheet.",
    ),
    "not_preserved": (
        "Phiếu phải được bảo toàn (B-LTA) nhưng tệp chỉ ở mức {0}: chưa được bảo toàn dài hạn, hoặc dấu thời gian lưu trữ đã bị gỡ.",
        "The sheet is to be preserved (B-LTA), but the file has level {0}: not preserved yet, or its archive time stamp was removed.",
    ),
    "evidence_malformed": ("Tệp này không phải bản ghi chứng cứ (RFC 4998).", "This file is not an evidence record (RFC 4998)."),
    "evidence_other_document": (
        "Dấu thời gian lưu trữ thứ {0} không phải của tài liệu này, hoặc tài liệu đã bị sửa.",
        "Archive time stamp number {0} is not of this document, or the document was changed.",
    ),
    "evidence_chain_changed": (
        "Lần gia hạn bằng cây băm ở dấu thời gian lưu trữ thứ {0} không khớp: các dấu trước nó đã bị gỡ, thêm hoặc sửa.",
        "The hash-tree renewal at archive time stamp number {0} does not fit: those before it were removed, added to or changed.",
    ),
    "evidence_link_broken": (
        "Dấu thời gian lưu trữ thứ {0} không bao phủ dấu trước nó: có dấu đã bị gỡ, đổi chỗ hoặc sửa.",
        "Archive time stamp number {0} does not cover the one before it: one was removed, swapped or changed.",
    ),
    "evidence_tree_broken": (
        "Cây băm của dấu thời gian lưu trữ thứ {0} không dẫn tới giá trị đã đóng dấu.",
        "The hash tree of archive time stamp number {0} does not lead to what was stamped.",
    ),
    "evidence_algorithm": (
        "Dấu thời gian lưu trữ thứ {0} dùng thuật toán băm khác với chuỗi của nó, hoặc bản ghi không nêu thuật toán ấy.",
        "Archive time stamp number {0} uses another digest algorithm than its chain, or one that the record does not name.",
    ),
    "evidence_stamp_broken": ("Dấu thời gian lưu trữ thứ {0} đã bị sửa.", "Archive time stamp number {0} was changed."),
    "evidence_stamp_untrusted": (
        "Dấu thời gian lưu trữ thứ {0} do tổ chức không được tin cậy cấp, hoặc hết hiệu lực trước khi gia hạn.",
        "Archive time stamp number {0} comes from an untrusted issuer, or ended before it was renewed.",
    ),
    "evidence_time_order": (
        "Dấu thời gian lưu trữ thứ {0} sớm hơn dấu trước nó.",
        "Archive time stamp number {0} is earlier than the one before it.",
    ),
    "evidence_status_unknown": (
        "Bản ghi không mang theo tình trạng chứng thư của dấu thời gian lưu trữ thứ {0}.",
        "The record does not carry the certificate status of archive time stamp number {0}.",
    ),
    "foreign": (
        "Tệp không phải phiếu của hsba: không biết cần bao nhiêu chữ ký.",
        "The file is not a sheet of hsba: how many signatures it needs is not known.",
    ),
}
"""Code → Vietnamese, English."""
REMARKS = frozenset({"not_preserved", "foreign", "status_unknown", "evidence_status_unknown"})
"""These say what is not known or not yet done; they make nothing invalid."""


@dataclass(frozen=True)
class Finding:
    """One thing found."""

    code: str
    facts: tuple[str, ...] = ()
    field: str = ""
    """The signature it is about."""

    @property
    def vi(self) -> str:
        return SENTENCES[self.code][0].format(*self.facts)

    @property
    def en(self) -> str:
        return SENTENCES[self.code][1].format(*self.facts)

    @property
    def fatal(self) -> bool:
        return self.code not in REMARKS
