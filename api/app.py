"""Assembly of the JSON interface: routers, limits, errors, and what OpenAPI says of it."""

from fastapi import FastAPI

from api import (
    appraisals,
    archive,
    authorities,
    batches,
    behind,
    certificate_requests,
    codes,
    comments,
    communications,
    copies,
    courses,
    cutovers,
    declarations,
    digests,
    disposals,
    documents,
    editions,
    errors,
    facilities,
    facts,
    feeds,
    golive,
    grants,
    holds,
    inbox,
    incidents,
    indicators,
    issuing,
    letters,
    levels,
    obstacles,
    orders,
    outages,
    patients,
    people,
    plan_editions,
    plan_papers,
    plans,
    procurement,
    progress_reports,
    readiness,
    records,
    referrals,
    regulations,
    results,
    retention,
    security,
    sessions,
    sheets,
    signatures,
    staffing,
    surveys,
    tracks,
    visits,
)
from api.headers import Headers
from api.limits import Limit
from services.context import House

ABOUT = """
Giao diện lập trình của hsba, bộ máy quy trình hồ sơ bệnh án điện tử. · The programming interface of hsba.

- **Phiên**: `POST /sessions` rồi gửi `Authorization: Bearer …`; chọn vị trí bằng `X-Position`.
- **Mã yêu cầu**: mọi việc (POST) cần `request` trong nội dung hoặc `Idempotency-Key`; gửi lại cùng mã là cùng một việc.
- **Lỗi**: RFC 9457 `application/problem+json`, có `detail` tiếng Việt, `detail_en` tiếng Anh và tên `refusal`.
- **Thời điểm**: ISO 8601 có múi giờ.
"""
TAGS = (
    ("sessions", "Đăng nhập, đăng xuất, vị trí đang dùng · Signing in and out"),
    ("people", "Người và khoa phòng của cơ sở · People and departments"),
    ("staffing", "Ký thay, lịch trực, chức vụ · Substitutions, duty list, posts"),
    ("records", "Hồ sơ bệnh án: một đợt khám chữa bệnh · Records: one episode of care"),
    ("retention", "Thời hạn lưu trữ: đề nghị, xác nhận, điều chỉnh, vì sao · Retention: proposed, confirmed, corrected, why"),
    ("incidents", "Hồ sơ sự cố y khoa · Files of medical incidents"),
    ("orders", "Chỉ định và từng dòng dịch vụ · Orders and their lines"),
    ("results", "Kết quả từ khoa xét nghiệm hoặc LIS · Results"),
    ("sheets", "Biểu mẫu, và phiếu lập theo biểu mẫu · Forms, and sheets drawn up by them"),
    ("codes", "Mã OTP gửi đến điện thoại người bệnh, người đại diện · One-time codes"),
    ("documents", "Văn bản, các bản và bản in · Documents, versions, sheets"),
    ("copies", "Bản sao cho người bệnh: cấp, trao, thu hồi · Copies for patients"),
    ("patients", "Người bệnh: số định danh, nhập, tách · Patients: identity, joined, taken apart"),
    ("grants", "Mượn, cho xem hồ sơ, phá kính · Grants: who else sees a record"),
    ("referrals", "Chuyển cơ sở khám bệnh, chữa bệnh: gói hồ sơ, tiếp nhận · Transfers to other facilities"),
    ("holds", "Giữ lại hồ sơ, không cho hủy · Holds, which keep records from disposal"),
    ("disposals", "Tiêu hủy hồ sơ hết thời hạn lưu trữ · Disposal of expired records"),
    ("outages", "Gián đoạn hệ thống: in sẵn, khai báo, nhập bù, xác nhận · Outages"),
    ("archive", "Kho lưu trữ: kiểm tra, bằng chứng, gia hạn · The archive: readings, evidence, renewals"),
    ("comments", "Bình luận bên văn bản · Comments beside documents"),
    ("signatures", "Ký số và từ chối ký · Signing and refusing"),
    ("batches", "Ký một tập văn bản đã xem bằng một mã PIN · Signing a reviewed set"),
    ("inbox", "Việc đang chờ người hỏi · What waits for whoever asks"),
    ("chains", "Trình tự ký: đang áp dụng, phiên bản của cơ sở · Signature chains, a facility's own editions"),
    ("regulations", "Quy chế của cơ sở: soạn, góp ý, kiểm tra, trình ký · A facility's regulations"),
    ("issuing", "Sổ đăng ký văn bản đi · The register of outgoing papers"),
    ("plan-editions", "Bản kế hoạch, đổi hạn · Editions of plans, days that are moved"),
    ("plans", "Kế hoạch của tỉnh và bảng theo dõi · A province's plan and its board"),
    ("letters", "Công văn đôn đốc các đơn vị quá hạn · Letters that remind late units"),
    ("behind", "Ai đang chậm, chậm việc gì, vì sao · Who is behind and on what"),
    ("progress-reports", "Báo cáo tiến độ, kỳ báo cáo · Progress reports and how often they are made"),
    ("plan-papers", "Kế hoạch cạnh bản giấy, điều chưa rõ và mâu thuẫn · Plans beside their papers, what is unclear and contradicts"),
    ("indicators", "Chỉ tiêu của kế hoạch: số liệu từng nguồn · A plan's indicators"),
    ("authorities", "Công an tỉnh, các sở, bảo hiểm, báo chí có việc trong kế hoạch · Other units of the province"),
    ("facilities", "Cơ sở trực thuộc và Sở Y tế khác: thêm, tài khoản đầu tiên, xóa khi nhập nhầm · Facilities that are brought in"),
    ("declarations", "Khai báo lại bằng sổ xlsx, tổng hợp của đơn vị và của kế hoạch · Declarations by workbook, summaries"),
    ("tracks", "Lộ trình của từng cơ sở: khai báo, báo cáo, nghiệm thu, văn bản · A facility's track"),
    ("surveys", "Khảo sát hiện trạng: trả lời, xem xét, tồn tại, đề xuất đầu tư · Surveys of the present state"),
    ("feeds", "Lịch (ICS) bằng địa chỉ bí mật · Calendar feeds"),
    ("digests", "Thư tóm tắt: địa chỉ, lịch gửi, đã gửi · Mail digests"),
    ("obstacles", "Vướng mắc: nêu, trả lời, chuyển cấp trên, gỡ · What stands in a track's way"),
    ("procurement", "Mua sắm, thuê dịch vụ: tờ trình, thẩm định, hợp đồng, nghiệm thu, số tiền · Purchases"),
    ("visits", "Kiểm tra: đợt, biên bản, việc khắc phục · Inspection visits and their remedial tasks"),
    ("facts", "Số liệu hệ thống tự đếm về một cơ sở · What hsba itself counts of a facility"),
    ("readiness", "Sẵn sàng: kết nối và trao đổi, diễn tập khôi phục · Readiness, connections, restore drills"),
    ("levels", "Mức phần mềm cơ sở tự công bố (HIS) · Levels a facility declares"),
    ("communications", "Truyền thông, lễ công bố: kế hoạch và minh chứng · Communication and ceremony: plan and proofs"),
    ("security", "An toàn thông tin: cấp độ, rà soát, điểm yếu, danh mục · Security of a facility"),
    ("certificates", "Chứng thư số: ai cần, danh sách đề nghị, cấp, bàn giao, ký thử, mất · Certificates in the rollout"),
    ("courses", "Tập huấn, điểm danh có chữ ký, trình độ nhân viên · Courses, signed attendance, degrees"),
    ("appraisals", "Thẩm định: minh chứng, hội đồng, biểu quyết, biên bản · Appraisals"),
    ("golive", "Thay giấy: điều kiện, quyết định, từng khoa, theo dõi, quay lại · Going live"),
    ("cutovers", "Khoa thay giấy: hồ sơ đang điều trị ghi ở đâu · Cut-over of a department"),
)
"""name, description."""
CARE = (
    *(records, patients, retention, incidents, orders, results, sheets, codes, documents),
    *(comments, copies, grants, referrals, holds, disposals, outages, signatures, batches),
)
ROLLOUT = (
    *(plans, behind, letters, progress_reports, plan_papers, plan_editions, indicators, authorities, facilities, declarations),
    *(tracks, surveys, obstacles, procurement, visits, readiness, levels, communications, security, certificate_requests, courses),
    *(feeds, digests, facts, appraisals, golive, cutovers),
)
ROUTERS = (sessions, people, staffing, *CARE, archive, inbox, editions, regulations, issuing, *ROLLOUT)
PROBLEM = {"description": "Từ chối, lỗi · Refusal or fault", "content": {"application/problem+json": {}}}


def build(house: House) -> FastAPI:
    """The application, to be mounted at `/api`."""
    app = FastAPI(
        title="hsba",
        version="1",
        description=ABOUT,
        openapi_tags=[{"name": name, "description": words} for name, words in TAGS],
        # The pages of Swagger and ReDoc load scripts from elsewhere, which the house's content policy forbids.
        docs_url=None,
        redoc_url=None,
        responses={"default": PROBLEM},
    )
    app.state.house = house
    for noun in ROUTERS:
        app.include_router(noun.router)
    app.add_middleware(Limit)
    errors.install(app)
    app.add_middleware(Headers)
    return app
