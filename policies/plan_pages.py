"""What a plan's workbook looks like: its pages, their columns, and where each stands in a plan's data."""

from policies import plan_terms as terms
from policies.plan_clarity import SIX
from policies.plan_columns import (
    CODE,
    CODES,
    DATE,
    ITS_PART,
    LINES,
    PART,
    TASK,
    TERM,
    YES,
    Column,
    Page,
    certainty,
    due,
    quote,
    role,
)
from policies.plan_money_pages import MONEY_PAGES

CLEAR = {one: one for one in SIX}
"""The `6 rõ`, proposed where one is named."""

GENERAL = Page(
    "Thông tin chung",
    "",
    "Mỗi dòng một mục: điền vào cột Nội dung.",
    (
        Column("Mã kế hoạch", "code", "Tên ngắn không dấu, ví dụ hung-yen-2026", CODE, True),
        Column("Ấn bản", "edition", "1, 2 …: dời một hạn là một ấn bản mới", needed=True),
        Column("Tên kế hoạch", "title", "Trích yếu, không có chữ Kế hoạch", needed=True),
        Column("Tỉnh, thành phố", "province", "Tên tỉnh", needed=True),
        Column("Cơ quan ban hành", "issuer", "Như trên văn bản", needed=True),
        Column("Số, ký hiệu", "number", "Để trống khi văn bản chưa có số"),
        Column("Dòng số trên văn bản", "number_words", "Chép đúng từng chữ, ví dụ Số: /KH-UBND"),
        Column("Dòng ngày trên văn bản", "dated_words", "Chép đúng từng chữ"),
        Column("Ngày ban hành", "issued_on", "Để trống khi văn bản chưa có ngày", DATE),
        Column("Loại nguồn", "sort", "Kế hoạch, quyết định kèm kế hoạch, bài báo", TERM, True, terms.SORTS),
        Column("Người ký", "signer", "Thẩm quyền, chức vụ, họ tên như trên văn bản"),
        Column("Nơi đọc được", "basis", "Đọc ở bản nào", needed=True),
        Column("Mức chắc chắn", "certainty", "Bản đọc được có đúng là bản đã ban hành", TERM, True, terms.CERTAINTIES),
        Column("Mở được từ ngày", "effective_from", "Ngày ban hành; chưa có thì ngày sớm nhất có thể", DATE, True),
        Column("Đến hết ngày", "effective_until", "Ngày cuối của kế hoạch", DATE, True),
        Column("Các mục", "sections", "Số La Mã các mục, ngăn bằng dấu phẩy", CODES),
    ),
)

PAGES = (
    Page("Ghi chú", "notes", "Điều người đọc nên biết về nguồn.", (Column("Ghi chú", "", "Mỗi điều một dòng", width=100),)),
    Page(
        "Đơn vị",
        "units",
        "Mọi cơ quan, đơn vị được nêu ở các trang khác.",
        (
            Column("Mã", "code", "Tên ngắn không dấu, ví dụ so-y-te", CODE, True),
            Column("Tên", "name", "Như kế hoạch gọi", needed=True, width=45),
            Column("Loại", "kind", "Để trống là Khác", TERM, terms=terms.UNITS, width=26),
            Column("Có từ ngày", "valid_from", "Ngày đầu mang tên này", DATE, width=12),
            Column("Đến hết ngày", "valid_until", "Ngày cuối còn tồn tại", DATE, width=12),
            Column("Đơn vị kế tục", "successor", "Mã đơn vị nối tiếp", CODE, names="Đơn vị!Mã"),
            Column("Căn cứ", "basis", "Văn bản lập hoặc kết thúc: số, điều", width=45),
            certainty(),
        ),
    ),
    Page(
        "Căn cứ",
        "cites",
        "Văn bản mà kế hoạch căn cứ hoặc nhắc đến.",
        (
            Column("Số, ký hiệu", "number", "Để trống khi kế hoạch không nêu số", width=20),
            Column("Ngày", "dated", "Ngày nêu trong kế hoạch", DATE, width=12),
            Column("Về việc", "title", "Ngắn gọn", needed=True, width=45),
            quote(),
            Column("Là căn cứ", "ground", "không: chỉ nhắc đến. Để trống là có", YES, width=10),
        ),
    ),
    Page(
        "Phần chung",
        "passages",
        "Lời của văn bản ngoài các nhiệm vụ: điều của quyết định, mục đích, yêu cầu, địa điểm.",
        (Column("Mục", "place", "Ví dụ I.1 hoặc Điều 2", needed=True, width=12), quote()),
    ),
    Page(
        "Nhiệm vụ",
        "tasks",
        "Mỗi nhiệm vụ của kế hoạch một dòng, theo đúng thứ tự.",
        (
            Column("Số", "code", "Số của kế hoạch, ví dụ 3.3b; không có số thì -1, -2 …", CODE, True, width=10),
            Column("Mục", "section", "Ví dụ II.3.3 b", width=12),
            Column("Tên nhiệm vụ", "title", "Như kế hoạch ghi", needed=True, width=50),
            Column("Có số", "numbered", "không: số do người chép đặt. Để trống là có", YES, width=9),
            *role("Chủ trì", "lead"),
            *role("Thực hiện", "carries_out"),
            *role("Chủ ngữ của câu", "subject"),
            Column("Nghiệm thu", "accepted_by", "Mã đơn vị nghiệm thu", CODE, names="Đơn vị!Mã", width=16),
            certainty("accepted_certainty", "Ai nghiệm thu: mức chắc chắn"),
            *role("Phối hợp", "coordinate"),
        ),
    ),
    Page("Lời văn", "words", "Lời của kế hoạch quanh các đầu việc.", (Column("Nguyên văn", "", "Chép đúng từng chữ", width=100),), (TASK,)),
    Page(
        "Chưa rõ",
        "unclear",
        "Điều kế hoạch để ngỏ, do người đọc thấy.",
        (
            Column("Điều rõ", "aspect", "Một trong 6 rõ", needed=True, terms=CLEAR, width=16),
            Column("Chưa rõ điều gì", "sentence", "Một câu", needed=True, width=90),
        ),
        (TASK,),
    ),
    Page(
        "Đầu việc",
        "parts",
        "Mỗi việc phải làm ra của một nhiệm vụ một dòng.",
        (
            Column("Mã", "code", "Duy nhất trong kế hoạch, ví dụ 3.5-1", CODE, True, width=10),
            Column("Tên đầu việc", "title", "Ngắn gọn", needed=True, width=45),
            Column("Loại việc", "kind", "Chọn", TERM, True, terms.KINDS, width=24),
            Column("Phạm vi", "scope", "Việc của ai", TERM, True, terms.SCOPES, width=26),
            *role("Chủ trì", "lead"),
            *role("Thực hiện", "carries_out"),
            Column("Nghiệm thu", "accepted_by", "Khi khác nhiệm vụ", CODE, names="Đơn vị!Mã", width=16),
            Column("Sản phẩm", "deliverable", "Để trống khi kế hoạch không nêu", width=30),
            Column("Hệ thống", "level.system", "HIS, LIS, RIS-PACS, EMR", needed=True, width=11),
            Column("Mức", "level.level", "Như kế hoạch ghi, ví dụ 7 hoặc nâng cao", needed=True, width=10),
            Column("Tối thiểu", "level.at_least", "Kế hoạch ghi 'tối thiểu'", YES, width=10),
            Column("Đếm gì", "indicator", "Lời của kế hoạch về số phải đạt", width=30),
            Column("Cơ sở nêu tên", "facilities", "Của phạm vi 'Cơ sở nêu tên'", LINES, width=30),
            quote(),
        ),
        (TASK,),
    ),
    Page("Thời hạn", "dues", "Hạn của nhiệm vụ, hoặc hạn riêng của một đầu việc; hạn ghi trước là hạn áp dụng.", due(), (TASK, ITS_PART)),
    Page(
        "Việc đi trước",
        "after",
        "Đầu việc nào phải chờ đầu việc nào.",
        (
            Column("Chờ đầu việc", "part", "Mã đầu việc đi trước", CODE, True, names="Đầu việc!Mã", width=14),
            Column("Vì sao", "why", "Lời của kế hoạch hoặc lý do", needed=True, width=70),
            certainty(),
        ),
        (PART,),
    ),
    Page(
        "Chỉ tiêu",
        "indicators",
        "Số kế hoạch muốn đạt.",
        (
            Column("Mã", "code", "Tên ngắn không dấu", CODE, True),
            Column("Tên chỉ tiêu", "title", "", needed=True, width=40),
            Column("Tử số", "numerator", "Đếm gì", width=35),
            Column("Mẫu số", "denominator", "Trên tổng nào", width=35),
            Column("Chỉ tiêu", "target", "Kèm dấu, ví dụ 100%", width=10),
            Column("Ngày đạt", "day", "Để trống khi kế hoạch không nêu", DATE, width=12),
            Column("Nguồn số liệu", "source", "", width=35),
            Column(
                "hsba đếm",
                "counts",
                "Mã đầu việc mà hsba tự đếm; thường để trống",
                CODES,
                width=24,
            ),
            quote(),
        ),
    ),
    *MONEY_PAGES,
    Page(
        "Báo cáo",
        "reports",
        "Báo cáo mà kế hoạch đòi.",
        (
            Column("Ai báo cáo", "reporter", "Mã đơn vị", CODE, True, names="Đơn vị!Mã"),
            Column("Gửi ai", "receiver", "Mã các đơn vị nhận; để trống khi kế hoạch không nêu", CODES, width=24),
            Column("Bao lâu một lần", "every", "Lời của kế hoạch; để trống khi không nêu", width=30),
            quote(),
        ),
    ),
    Page(
        "Trách nhiệm",
        "duties",
        "Phần Tổ chức thực hiện: việc của từng đơn vị.",
        (
            Column("Đơn vị", "unit", "Mã đơn vị", CODE, True, names="Đơn vị!Mã"),
            Column("Mục", "place", "Ví dụ V.1", width=10),
            Column("Chủ trì", "lead", "Lời văn ghi 'chủ trì'", YES, width=9),
            Column("Qua đơn vị", "through", "Đơn vị được giao chỉ đạo việc này", CODE, names="Đơn vị!Mã"),
            quote(),
            Column("Phục vụ nhiệm vụ", "about", "Số các nhiệm vụ", CODES, width=20),
        ),
    ),
    Page("Nơi nhận", "recipients", "Như trên văn bản.", (Column("Nơi nhận", "", "Mỗi nơi một dòng", width=80),)),
    Page(
        "Mục tiêu",
        "goals",
        "Điều kế hoạch hứa kèm ngày, ngoài các nhiệm vụ.",
        (
            Column("Loại việc", "kind", "Chọn", TERM, True, terms.KINDS, width=24),
            Column("Phạm vi", "scope", "Của ai", TERM, True, terms.SCOPES, width=26),
            *due("due."),
            quote(),
        ),
    ),
    Page(
        "Quy chế",
        "regulations",
        "Danh sách quy chế mà kế hoạch đòi: mỗi quy chế là một đầu việc loại Quy chế, quy định.",
        (
            Column("Nhiệm vụ", "task", "Số của nhiệm vụ", CODE, True, names="Nhiệm vụ!Số", width=12),
            Column("Danh sách đóng", "closed", "không: kết thúc bằng dấu ba chấm", YES, True, width=14),
            quote(),
        ),
    ),
    Page(
        "Cách viết",
        "spellings",
        "Tên viết nhiều cách trong kế hoạch.",
        (Column("Các cách viết", "forms", "", LINES, True, width=50), Column("Nên viết", "sentence", "Một câu", needed=True, width=80)),
    ),
    Page(
        "Mâu thuẫn",
        "conflicts",
        "Hai chỗ của kế hoạch không hợp nhau, do người đọc thấy.",
        (
            Column("Điều rõ", "aspect", "Một trong 6 rõ", needed=True, terms=CLEAR, width=16),
            Column("Cứng", "hard", "có: không thể cùng đúng", YES, True, width=8),
            Column("Chỗ thứ nhất", "places.0", "Mục", width=14),
            Column("Nguyên văn thứ nhất", "quotes.0", "", width=45),
            Column("Chỗ thứ hai", "places.1", "Mục", width=14),
            Column("Nguyên văn thứ hai", "quotes.1", "", width=45),
            Column("Không hợp ở đâu", "sentence", "Một câu", needed=True, width=60),
            Column("Nên viết", "mend", "", width=50),
        ),
    ),
    Page("Báo mà thiếu", "announced", "Mục, phụ lục, biểu mẫu kế hoạch nhắc mà không kèm.", (Column("Nguyên văn", "", "", width=100),)),
    Page(
        "Phục hồi dấu",
        "restored",
        "Của bản chữ nhận dạng sai: câu như bản chữ và câu đọc lại có dấu.",
        (Column("Như bản chữ", "words", "", needed=True, width=70), Column("Đọc là", "reads", "", needed=True, width=70)),
    ),
)
"""In the order of the data; what others belong to comes before them."""

GUIDE, LISTS = "Hướng dẫn", "Danh mục"
"""Pages that are for people only."""
