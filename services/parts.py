"""What the parts of the house are called when one of them is away: Vietnamese, English."""

from collections.abc import Mapping

PARTS: Mapping[str, tuple[str, str]] = {
    "temporal": ("bộ điều phối quy trình", "the workflow engine"),
    "worker": ("bộ xử lý công việc", "the worker"),
    "signer": ("máy ký số", "the signer"),
    "database": ("cơ sở dữ liệu", "the database"),
    "timestamps": ("dịch vụ dấu thời gian", "the time-stamp service"),
    "issuer": ("tổ chức cấp chứng thư số", "the certificate authority"),
    "messenger": ("dịch vụ tin nhắn gửi mã OTP", "the service that sends one-time codes"),
    "archive_copy": ("bản sao thứ hai của kho lưu trữ", "the second copy of the archive"),
    "keeper": ("tiến trình giữ khóa bọc của kho khóa hồ sơ", "the keeper of the key that wraps record keys"),
    "keys": ("một bản sao của kho khóa hồ sơ", "a copy of the key store"),
    "tokens": ("kho thẻ ký dự trữ", "the pool of spare tokens"),
}
