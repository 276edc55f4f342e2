"""What is said when an act does not fit how a disposal, a council, a grant, an obstacle or a hold stands, and what can be done now."""

from collections.abc import Mapping

Pair = tuple[str, str]
"""Vietnamese and English."""

DISPOSAL: Mapping[str, Pair] = {
    "proposed": (
        "Danh mục tiêu hủy đã chốt, chưa lập hội đồng. Cán bộ lưu trữ hồ sơ lập hội đồng trước.",
        "The list is frozen and there is no council yet. The records office sets it up first.",
    ),
    "council": (
        "Quyết định thành lập hội đồng đang chờ ký. Ký đủ thì hội đồng mới biểu quyết; bị từ chối thì cán bộ lưu trữ hồ sơ lập lại.",
        "The decision that sets up the council is being signed. The vote begins once it is signed; refused, it is drawn up again.",
    ),
    "voting": (
        "Hội đồng đang biểu quyết. Chủ tịch hội đồng kết thúc biểu quyết rồi mới làm việc này được.",
        "The council is voting. Its chair closes the vote before this can be done.",
    ),
    "minutes": (
        "Hội đồng đã biểu quyết xong, không sửa phiếu hoặc hội đồng nữa; biên bản đang chờ ký. Ký đủ rồi mới lập quyết định hủy.",
        "The vote is closed: neither ballots nor council change. The minutes are being signed; the decision comes after them.",
    ),
    "reviewed": (
        "Hội đồng đã xét xong danh mục, hoặc cơ sở không lập hội đồng. Cán bộ lưu trữ hồ sơ lập quyết định hủy, hoặc rút lại đề nghị.",
        "The council is done with the list, or none is asked. The records office draws up the decision, or withdraws the proposal.",
    ),
    "decision": (
        "Quyết định hủy đang chờ ký nên danh mục không đổi được nữa. Muốn dừng thì cán bộ lưu trữ hồ sơ hoặc giám đốc rút lại đề nghị.",
        "The decision is being signed, so the list stays as it is. To stop it the records office or the director withdraws the proposal.",
    ),
    "waiting": (
        "Quyết định hủy đã ký, đang trong thời gian chờ hủy. Muốn dừng thì cán bộ lưu trữ hồ sơ hoặc giám đốc rút lại đề nghị; "
        "muốn giữ riêng một hồ sơ thì đặt lệnh giữ lại.",
        "The decision is signed and the waiting term runs. To stop it the records office or the director withdraws the proposal; "
        "to keep one record place a hold on it.",
    ),
    "destroyed": (
        "Hồ sơ trong danh mục đã hủy hoặc đang hủy, không dừng lại được nữa. Việc còn lại là ký biên bản hủy.",
        "Records of the list were or are being destroyed, which nothing stops. What is left is to sign the certificate.",
    ),
    "closed": (
        "Đợt tiêu hủy này đã kết thúc. Hồ sơ khác hết thời hạn thì đề nghị một đợt tiêu hủy mới.",
        "This disposal is over. Propose another one for other records whose term has ended.",
    ),
    "withdrawn": (
        "Đề nghị tiêu hủy này đã rút lại, không hồ sơ nào bị hủy. Vẫn cần hủy thì đề nghị một đợt mới.",
        "This proposal was withdrawn and nothing was destroyed. If it is still needed, propose another one.",
    ),
    **dict.fromkeys(
        ("taken_out", "voted_out", "fell_out"),
        (
            "Hồ sơ này đã ra khỏi danh mục, không phải đưa ra lần nữa. Trang của đợt tiêu hủy ghi vì sao.",
            "This record has left the list already; nothing more is to be done. The page of the disposal says why.",
        ),
    ),
}
APPRAISAL: Mapping[str, Pair] = {
    "evidence": (
        "Thẩm định đang nhận minh chứng, chưa có hội đồng. Nộp đủ minh chứng rồi quản trị bệnh viện lập hội đồng.",
        "Evidence is still brought and there is no council. Bring all of it, then the administrator calls the council.",
    ),
    "voting": (
        "Hội đồng đã lập và đang biểu quyết. Chủ tịch hội đồng kết thúc biểu quyết rồi mới làm việc này được.",
        "The council was called and is voting. Its chair closes the vote before this can be done.",
    ),
    "council": (
        "Quyết định thành lập hội đồng đang chờ ký. Ký đủ thì hội đồng mới biểu quyết; bị từ chối thì lập lại từ trang thẩm định.",
        "The decision that sets up the council is being signed. The vote begins once it is signed; refused, it is drawn up again.",
    ),
    "reviewed": (
        "Biên bản đã ký đủ, còn chờ quyết định về kết quả thẩm định: không sửa phiếu, hội đồng nữa.",
        "The minutes are signed and the decision on the verdict is awaited: neither votes nor council change any more.",
    ),
    "minutes": (
        "Hội đồng đã biểu quyết xong, biên bản đang chờ ký: không lập lại hội đồng và không sửa phiếu nữa.",
        "The vote is closed and the minutes are being signed: neither council nor votes change any more.",
    ),
    "closed": (
        "Thẩm định này đã kết thúc. Cần thẩm định lại thì đề nghị một thẩm định mới.",
        "This appraisal is over. To judge anew ask for another one.",
    ),
}
GRANT: Mapping[str, Pair] = {
    "asked": (
        "Phiếu này đang chờ duyệt. Cán bộ lưu trữ hồ sơ hoặc giám đốc duyệt trước.",
        "This request waits for its decision. The records office or the director decides it first.",
    ),
    "granted": (
        "Phiếu này đã được duyệt và đang cho xem. Muốn dừng thì trả lại hoặc thu hồi; cần khác thì lập phiếu mới.",
        "This request was granted and is open. To stop it give it back or recall it; for something else ask anew.",
    ),
    "refused": (
        "Phiếu này đã không được duyệt. Vẫn cần xem thì lập phiếu mới và nêu rõ lý do.",
        "This request was refused. If it is still needed ask anew, with its reason.",
    ),
    "withdrawn": (
        "Người đề nghị đã rút phiếu này. Vẫn cần xem thì lập phiếu mới.",
        "Whoever asked took this request back. If it is still needed ask anew.",
    ),
    "ended": (
        "Thời hạn xem của phiếu này đã hết, không phải trả hay thu hồi. Cần xem tiếp thì lập phiếu mới.",
        "The time of this grant is over; nothing is to be given back. To go on reading ask anew.",
    ),
    "returned": (
        "Phiếu này đã được trả. Cần xem lại thì lập phiếu mới.",
        "This loan was given back. To read again ask anew.",
    ),
    "recalled": (
        "Phiếu này đã bị thu hồi. Vẫn cần xem thì hỏi cán bộ lưu trữ hồ sơ, rồi lập phiếu mới.",
        "This grant was recalled. Speak with the records office, then ask anew.",
    ),
    "reviewed": (
        "Lần phá kính này đã được xem xét. Kết luận ghi ở trang của phiếu và không đổi nữa.",
        "This emergency was reviewed. Its page says what was found, and that stays.",
    ),
    **dict.fromkeys(
        ("loan", "outsider", "patient", "receiving"),
        (
            "Chỉ lần mở hồ sơ khẩn cấp (phá kính) mới phải xem xét; phiếu này thì duyệt, trả hoặc thu hồi.",
            "Only what was broken open in an emergency is reviewed; this one is decided, given back or recalled.",
        ),
    ),
}
OBSTACLE: Mapping[str, Pair] = {
    "asked": (
        "Vướng mắc này đang chờ Sở Y tế trả lời. Có trả lời rồi mới xác nhận hoặc nêu lại; không cần nữa thì rút.",
        "This obstacle waits for the department's answer. Confirm or raise it again once that is there; withdraw it if it is over.",
    ),
    "passed": (
        "Vướng mắc này đã chuyển cấp trên. Sở Y tế ghi trả lời của cấp trên kèm văn bản, rồi mới xác nhận hoặc nêu lại.",
        "This obstacle was passed up. The department notes the answer with its paper before it is confirmed or raised again.",
    ),
    "answered": (
        "Vướng mắc này đã có trả lời. Đơn vị xác nhận đã gỡ, hoặc nêu lại nếu trả lời chưa giúp được.",
        "This obstacle was answered. Whoever raised it confirms that it is lifted, or raises it again.",
    ),
    "resolved": (
        "Đơn vị đã xác nhận vướng mắc này được gỡ. Vướng lại thì nêu vướng mắc mới.",
        "Whoever raised this obstacle confirmed that it is lifted. If it is back raise another one.",
    ),
    "closed": (
        "Sở Y tế đã đóng vướng mắc này kèm văn bản. Vẫn còn vướng thì đơn vị nêu lại.",
        "The department closed this obstacle with a paper. If it still stands in the way, the unit raises it again.",
    ),
    "withdrawn": (
        "Vướng mắc này đã được rút. Vẫn còn vướng thì nêu vướng mắc mới.",
        "This obstacle was withdrawn. If it still stands in the way raise another one.",
    ),
}
VISIT: Mapping[str, Pair] = {
    "planned": (
        "Đợt kiểm tra này chưa ghi biên bản. Ghi biên bản và kết quả trước, rồi mới giao việc khắc phục.",
        "This visit has no minutes yet. Record it first, then give remedial tasks.",
    ),
    "recorded": (
        "Đợt kiểm tra này đã ghi biên bản, không đổi ngày, hủy hoặc ghi lại nữa. Việc phát sinh thì giao thêm việc khắc phục.",
        "This visit is recorded: it is neither moved, called off nor recorded again. Give a remedial task for what comes up.",
    ),
    "called_off": (
        "Đợt kiểm tra này đã hủy. Vẫn cần kiểm tra thì lập đợt mới.",
        "This visit was called off. If it is still needed plan another one.",
    ),
}
REMEDY: Mapping[str, Pair] = {
    "open": (
        "Việc khắc phục này chưa được báo cáo xong. Có báo cáo rồi mới xác nhận hoặc trả lại.",
        "This remedial task is not reported done. It is accepted or sent back once it is.",
    ),
    "reported": (
        "Việc khắc phục này đã báo cáo, đang chờ Sở Y tế xác nhận.",
        "This remedial task is reported and waits for the department.",
    ),
    "accepted": (
        "Việc khắc phục này đã được xác nhận xong.",
        "This remedial task is accepted as done.",
    ),
}
PROCUREMENT: Mapping[str, Pair] = {
    "open": (
        "Gói này đang ở một bước khác. Mở lại trang của gói để xem bước đang chờ.",
        "This purchase is at another step. Open its page again to see what it waits for.",
    ),
    "returned": (
        "Gói này đã bị trả lại. Sửa danh mục nếu cần rồi lập tờ trình mới.",
        "This purchase was sent back. Edit its items if need be, then draw up a new proposal.",
    ),
    "accepted": (
        "Gói này đã nghiệm thu xong; chỉ còn ghi nhận thanh toán.",
        "This purchase is accepted; only payments are entered now.",
    ),
    "stopped": (
        "Gói này đã dừng. Vẫn cần mua, thuê thì lập gói mới.",
        "This purchase was stopped. If it is still needed open another one.",
    ),
    "proposed": (
        "Tờ trình của gói này đã ký, danh mục không sửa nữa. Cần sửa thì cơ quan thẩm định trả lại, hoặc dừng gói và lập gói mới.",
        "The proposal is signed, its items stay. To change them whoever judges sends it back, or it is stopped and opened anew.",
    ),
    "signing": (
        "Văn bản của bước này đang được ký. Chờ ký xong, hoặc người lập rút văn bản, rồi làm tiếp.",
        "The paper of this step is being signed. Wait until it is signed, or have its author take it back.",
    ),
    "appraised": (
        "Hội đồng đang thẩm định đề xuất này, kết luận của hội đồng tự chuyển gói đi tiếp. Chờ hội đồng kết thúc.",
        "A council is appraising this proposal; its verdict moves the purchase by itself. Wait until the council is done.",
    ),
    **dict.fromkeys(
        ("proposal", "appraisal", "opinion", "approval", "selection", "clauses", "contract", "delivery", "acceptance", "paid", "delivered"),
        (
            "Bước này không ghi nhận bằng cách đó. Mở lại trang của gói và dùng ô ghi nhận của bước đang chờ.",
            "This step is not entered so. Open the page of the purchase again and use the form of the step it waits for.",
        ),
    ),
    **dict.fromkeys(
        ("opened", "edited", "signed", "struck"),
        (
            "Chỉ hủy được lần ghi nhầm: ý kiến, phê duyệt, chọn nhà thầu, hợp đồng, giao hàng, thanh toán. Văn bản đã ký thì không hủy.",
            "Only what was typed is taken back: an opinion, an approval, supplier, contract, delivery, payment. What is signed stays.",
        ),
    ),
    "verdict": (
        "Kết luận này theo văn bản đã ký của hội đồng nên không hủy ghi nhận. "
        "Bước sau không đồng ý thì trả lại đề xuất, hội đồng thẩm định lại từ đầu.",
        "This verdict stands in the council's signed paper and is not taken back. Whoever judges next may send the proposal back to it.",
    ),
    "before": (
        "Đã có việc làm tiếp sau lần trả lại này, nên không hủy được nữa. Làm tiếp theo lần trình đang chạy.",
        "Somebody went on since the purchase was sent back, so this is not taken back. Go on with the proposal as it runs.",
    ),
}
REGULATION: Mapping[str, Pair] = {
    "drafting": (
        "Quy chế này đang soạn. Lấy ý kiến, kiểm tra pháp lý xong mới trình ký được.",
        "This regulation is being drafted. It is submitted after comments and the legal check.",
    ),
    "commenting": (
        "Quy chế này đang lấy ý kiến khoa, phòng. Kết thúc lấy ý kiến rồi mới sửa, kiểm tra hoặc trình ký.",
        "Departments are being asked about this regulation. End the round before it is changed, checked or submitted.",
    ),
    "round_over": (
        "Đã hết hạn góp ý cho dự thảo này. Còn ý kiến thì trao đổi với người soạn.",
        "The last day for comments is over. Speak with whoever drafts it.",
    ),
    "checked": (
        "Quy chế này đã đạt kiểm tra pháp lý: trình ký, hoặc sửa thành bản mới rồi kiểm tra lại.",
        "This regulation passed the legal check: submit it, or change it and have it checked again.",
    ),
    "signing": (
        "Quy chế này đang trình ký. Muốn sửa hoặc rút thì rút văn bản đang ký trước.",
        "This regulation is being signed. To change or give it up, withdraw the paper first.",
    ),
    "issued": ("Quy chế này đã ban hành, không sửa nữa. Cần đổi thì soạn bản mới thay thế.", "This regulation is issued. Draft another."),
    "in_force": ("Quy chế này đang có hiệu lực.", "This regulation is in force."),
    "superseded": ("Quy chế này đã được bản khác thay thế.", "This regulation was superseded."),
    "repealed": ("Quy chế này đã bãi bỏ.", "This regulation was repealed."),
    "withdrawn": ("Dự thảo này đã rút. Vẫn cần thì soạn bản mới.", "This draft was given up. Begin another if it is needed."),
}
SUBJECTS: Mapping[str, Mapping[str, Pair]] = {
    "procurement": PROCUREMENT,
    "disposal": DISPOSAL,
    "appraisal": APPRAISAL,
    "grant": GRANT,
    "obstacle": OBSTACLE,
    "visit": VISIT,
    "remedy": REMEDY,
    "regulation": REGULATION,
}
"""What the act is about → its state → where it stands and what can be done."""


def stands(facts: tuple[str, ...]) -> Pair | None:
    """Of `WrongState`: act, state, and of a hold the day it was lifted and by whom; None for what tells nothing of its own."""
    act, state, since, by = (*facts, "", "", "", "")[:4]
    if act.startswith("hold."):
        return (
            f"Lệnh giữ lại này đã được thôi giữ{since and f' ngày {since}'}{by and f', do {by}'}. Vẫn cần giữ thì đặt lệnh mới.",
            f"This hold was lifted{since and f' on {since}'}{by and f' by {by}'}. If the records are still to be kept, place another.",
        )
    return SUBJECTS.get(act.partition(".")[0], {}).get(state)
