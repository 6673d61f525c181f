"""The plan 3432/KH-UBND with reports, evidence and measurements that are made up for tests, and say so in their text."""

import json
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from app.plans.outputs.contents import (
    AgencyCalendar,
    Evidence,
    GroupText,
    IndicatorText,
    Narrative,
    Office,
    PlanContents,
    PlanHead,
    Signer,
    TaskText,
    YearlyReport,
)
from app.plans.rules.facts import Extension, Facts, Key, MeasurementFact, ReportFact, TaskStateFact
from app.plans.rules.indicators import Condition, Indicator, assess
from app.plans.rules.periods import year_period
from app.plans.rules.progress import owed_by
from app.plans.rules.status import states
from app.plans.rules.tasks import task_state
from tests.plans.rules.facts import (
    BAN_CHI_DAO,
    CONG_AN,
    HUYEN,
    SEED,
    SO_CONG_THUONG,
    SO_NGOAI_VU,
    SO_TTTT,
    TASKS,
    a_report,
    at,
    the_obligations,
)

HERE = timezone(timedelta(hours=7))
AS_OF, KNOWN_AT = date(2020, 6, 30), datetime(2020, 7, 1, 8, 30, tzinfo=HERE)
TEST = "[Dữ liệu thử nghiệm]"

HEAD = PlanHead(
    "3432-kh-ubnd",
    "triển khai thực hiện Đề án “Nâng cao hiệu quả công tác tuyên truyền về quyền con người ở Việt Nam” trên địa bàn tỉnh Cao Bằng",
    "3432/KH-UBND",
    date(2018, 10, 25),
    "Ủy ban nhân dân tỉnh Cao Bằng",
)
GROUPS = (
    GroupText(
        "1",
        "Xây dựng, tổ chức thực hiện các văn bản quy phạm pháp luật, cơ chế, chính sách thúc đẩy công tác tuyên truyền về quyền con người",
    ),
    GroupText("2", "Đào tạo, bồi dưỡng đội ngũ phóng viên, biên tập viên, tuyên truyền viên các cấp"),
    GroupText("3", "Tăng cường thông tin, tuyên truyền về nhân quyền trên môi trường Internet"),
    GroupText("4", "Sản xuất, phổ biến các xuất bản phẩm tuyên truyền, tổ chức các hoạt động sự kiện trong và ngoài tỉnh"),
)
_TITLES = {
    "1.1": "Xây dựng cơ chế phối hợp thông tin giữa các thành viên Ban Chỉ đạo về Nhân quyền của tỉnh",
    "1.2": "Tổ chức theo dõi, tổng hợp dư luận báo chí trong tỉnh về tình hình nhân quyền của các sở, ban, ngành địa phương",
    "1.3": "Nâng cao hiệu quả cơ chế Hội nghị cung cấp thông tin cho báo chí về công tác nhân quyền",
    "1.4": "Nghiên cứu, triển khai xây dựng cơ sở dữ liệu bằng tiếng Việt và tiếng nước ngoài",
    "1.5": "Tổ chức điểm báo, điểm dư luận trong và ngoài tỉnh về nhân quyền Việt Nam",
    "1.6": "Hệ thống hóa đề xuất phương án thông tin, tuyên truyền về các nội dung liên quan về nhân quyền mà Chính phủ Việt Nam đã cam kết trong các hiệp định thương mại tự do thế hệ mới",
    "1.7": "Xây dựng và triển khai nhiệm vụ “Đấu tranh phản bác các thông tin sai lệch về nhân quyền Việt Nam”",
    "1.8": "Tổ chức khảo sát, kiểm tra, đánh giá công tác tuyên truyền về nhân quyền trong tỉnh",
    "2.1": "Xây dựng và triển khai nhiệm vụ chuyên môn “Nâng cao chất lượng đội ngũ phóng viên, biên tập viên, tuyên truyền viên về nhân quyền”",
    "2.2": "Xây dựng và triển khai nhiệm vụ chuyên môn “Xây dựng hệ thống tài liệu tuyên truyền định hướng báo chí và dư luận về công tác nhân quyền”",
    "2.3": "Tập huấn, bồi dưỡng kiến thức về nhân quyền và kỹ năng truyền thông cho cán bộ các sở, ngành, các huyện, thành phố",
    "3.1": "Tổ chức tin, bài trên báo chí, mạng xã hội giải thích, làm rõ các thông tin sai lệch về Cao Bằng trong lĩnh vực nhân quyền",
    "3.2": "Định kỳ tuyên truyền, phổ biến thông tin về nội dung và kết quả triển khai thực hiện quyền con người trên hệ thống trang thông tin điện tử, cổng thông tin điện tử",
    "4.1": "Xây dựng và duy trì trang nhanquyen.vn bằng tiếng Việt và tiếng nước ngoài trên Cổng thông tin điện tử đối ngoại tỉnh.",
    "4.2": "Sản xuất các sản phẩm (phim, xuất bản phẩm in truyền thống và điện tử...) phục vụ tuyên truyền trong và ngoài tỉnh",
}
_LEADS = {
    SO_TTTT: "Sở Thông tin và Truyền thông",
    SO_NGOAI_VU: "Sở Ngoại vụ",
    SO_CONG_THUONG: "Sở Công thương",
    CONG_AN: "Công an tỉnh",
    BAN_CHI_DAO: "Ban Chỉ đạo về Nhân quyền của tỉnh",
    HUYEN: "Ủy ban nhân dân các huyện, thành phố",
}
TEXTS = tuple(
    TaskText(
        one,
        _TITLES[one.number],
        tuple(_LEADS.get(code, "Các Sở, ngành") for code in one.leads),
        () if one.number == "4.1" else ("Công an tỉnh", "Sở Ngoại vụ", "các cơ quan báo chí địa phương"),
    )
    for one in TASKS
)


def day(month: int, number: int) -> date:
    return date(2020, month, number)


REPORTS = (
    a_report("1.4", "2019", SO_TTTT, ("submitted", day(1, 10)), ("accepted", day(1, 20))),
    a_report("1.3", "2019", SO_TTTT, ("submitted", day(2, 3)), ("accepted", day(2, 10))),
    a_report("1.5", "2019", SO_TTTT, ("submitted", day(2, 5))),
    a_report("1.8", "2019", SO_TTTT, ("submitted", day(1, 9)), ("returned", day(1, 14))),
    a_report("2.1", "2019", SO_TTTT, ("draft", day(1, 9))),
    a_report("2.3", "2019", SO_TTTT, ("submitted", day(2, 20)), ("accepted", day(2, 28))),
    a_report("4.1", "2019", SO_NGOAI_VU, ("submitted", day(1, 8)), ("accepted", day(1, 15))),
    a_report("1.7", "2019", CONG_AN, ("submitted", day(1, 14))),
    a_report("3.2", "2019", "ubnd-huyen-trung-khanh", ("submitted", day(1, 14)), ("accepted", day(1, 22))),
)
EXTENSIONS = (
    Extension(Key("2.3", "2019", SO_TTTT), day(2, 28), "lùi lớp tập huấn do dịch bệnh", at(2020, 1, 13)),
    Extension(Key("1.6", "2019", SO_CONG_THUONG), day(7, 31), "chờ hướng dẫn của Bộ Công Thương", at(2020, 1, 14)),
)
STATEMENTS = (
    TaskStateFact("1.4", "done", day(1, 10), at(2020, 1, 20), "Báo cáo của Sở Thông tin và Truyền thông"),
    TaskStateFact("4.1", "under_way", day(1, 8), at(2020, 1, 15)),
)
FACTS = Facts(REPORTS, STATEMENTS, (), EXTENSIONS)

_SITE = Evidence(f"{TEST} Trang thông tin điện tử về quyền con người", "https://example.org/vi/documents/0190-site")
_DIGEST = Evidence(f"{TEST} Tổng hợp điểm báo năm 2019", "https://example.org/vi/documents/0190-diem-bao")
NARRATIVES = (
    Narrative(
        "1.3", "2019", SO_TTTT, f"{TEST} Đã tổ chức hội nghị cung cấp thông tin cho báo chí.", day(2, 10), evidence=(_DIGEST,)
    ),
    Narrative(
        "1.4",
        "2019",
        SO_TTTT,
        f"{TEST} Đã hoàn thành việc khảo sát nhu cầu và lựa chọn phương án xây dựng cơ sở dữ liệu.\n"
        "Cơ sở dữ liệu có giao diện tiếng Việt và tiếng Anh; nội dung do các sở, ngành cung cấp, có ghi nguồn.",
        day(1, 20),
        2,
        None,
        (_SITE, _DIGEST),
    ),
    Narrative("2.3", "2019", SO_TTTT, None, day(2, 28)),
    Narrative(
        "3.2",
        "2019",
        "ubnd-huyen-trung-khanh",
        f"{TEST} Đã đăng tin, bài trên trang thông tin điện tử của huyện.",
        day(1, 22),
    ),
    Narrative(
        "4.1",
        "2019",
        SO_NGOAI_VU,
        f"{TEST} Trang nhanquyen được duy trì bằng tiếng Việt và tiếng nước ngoài.",
        day(1, 15),
        1,
        "tiếng Anh",
        (_SITE,),
    ),
)

_REPORTERS = Indicator("reporters", (Condition("trained", "percent", "ratio", "increase", Decimal(100)),), frozenset({SO_TTTT}))
_OFFICIALS = Indicator(
    "officials",
    (
        Condition("trained", "percent", "ratio", "increase", Decimal(100)),
        Condition("equipped", "percent", "ratio", "increase", Decimal(100), Decimal(20)),
    ),
    frozenset({SO_TTTT, SO_NGOAI_VU}),
)


def measured(indicator: str, condition: str, agency: str, numerator: int, denominator: int) -> MeasurementFact:
    return MeasurementFact(
        indicator,
        condition,
        "2019",
        agency,
        date(2019, 12, 31),
        at(2020, 1, 20),
        "percent",
        f"{TEST} Báo cáo tập huấn",
        None,
        Decimal(numerator),
        Decimal(denominator),
    )


MEASUREMENTS = (
    measured("reporters", "trained", SO_TTTT, 7, 8),
    measured("officials", "trained", SO_TTTT, 30, 30),
    measured("officials", "trained", SO_NGOAI_VU, 12, 12),
    measured("officials", "equipped", SO_TTTT, 21, 30),
)


def indicator_texts() -> tuple[IndicatorText, ...]:
    return (
        IndicatorText(
            _REPORTERS,
            assess(MEASUREMENTS, _REPORTERS, AS_OF, KNOWN_AT),
            "100% phóng viên, nhà báo chuyên viết về công tác nội chính, đối ngoại được đào tạo, tập huấn về công tác nhân quyền;",
            {"trained": "Tỷ lệ phóng viên, nhà báo được đào tạo, tập huấn"},
        ),
        IndicatorText(
            _OFFICIALS,
            assess(MEASUREMENTS, _OFFICIALS, AS_OF, KNOWN_AT),
            "100% cán bộ làm công tác nhân quyền và công tác quản lý báo chí của tỉnh được tập huấn và trang bị các tài liệu tuyên "
            "truyền, định hướng báo chí và dư luận về nhân quyền;",
            {"trained": "Tỷ lệ cán bộ được tập huấn", "equipped": "Tỷ lệ cán bộ được trang bị tài liệu"},
        ),
    )


def agency_names(language: str = "vi") -> dict[str, str]:
    rows = [json.loads(line) for line in SEED.read_text("utf-8").splitlines()]
    return {row["code"]: next(n["name"] for n in row["names"] if n["language"] == language) for row in rows}


def the_contents(
    reports: tuple[ReportFact, ...] = REPORTS, extensions: tuple[Extension, ...] = EXTENSIONS, language: str = "vi"
) -> PlanContents:
    """The year 2019 of the plan, as it stood on 30 June 2020."""
    facts = Facts(reports, STATEMENTS, (), extensions)
    owed = the_obligations(extensions=extensions, until=date(2019, 12, 31), as_of=AS_OF, known_at=KNOWN_AT)
    found = states([one for one in owed if one.period.code == "2019"], facts, AS_OF, KNOWN_AT)
    return PlanContents(
        HEAD,
        AS_OF,
        KNOWN_AT,
        GROUPS,
        TEXTS,
        found,
        tuple(task_state(one, found, facts, AS_OF, KNOWN_AT) for one in TASKS),
        indicator_texts(),
        agency_names(language),
        NARRATIVES,
    )


OFFICE = Office("Sở Ngoại vụ", "Ủy ban nhân dân tỉnh Cao Bằng", "SNgV", "Cao Bằng")
BASES = (
    (
        "Căn cứ Quyết định số 16/QĐ-TTg ngày 02 tháng 3 năm 2018 của Thủ tướng Chính phủ phê duyệt Đề án “Nâng cao hiệu quả công tác "
        "tuyên truyền về quyền con người ở Việt Nam”;"
    ),
    "Kế hoạch số 3432/KH-UBND ngày 25 tháng 10 năm 2018 của Ủy ban nhân dân tỉnh Cao Bằng",
)


def the_report(contents: PlanContents | None = None) -> YearlyReport:
    """The report on 2019, as an office would begin it: number, day and signer are not known yet."""
    recipients = ("Ủy ban nhân dân tỉnh (b/c)", "Ban Chỉ đạo về Nhân quyền của tỉnh", "Các sở, ban, ngành tỉnh", "Lãnh đạo Sở")
    return YearlyReport(contents or the_contents(), year_period(2019), OFFICE, BASES, recipients=recipients, kept="VT, TTĐN")


def signed() -> Signer:
    return Signer("PHÓ GIÁM ĐỐC", "Nguyễn Văn Thử Nghiệm", "KT. GIÁM ĐỐC")


def the_calendar(agency: str = SO_TTTT, extensions: tuple[Extension, ...] = EXTENSIONS, language: str = "vi") -> AgencyCalendar:
    """What an agency owes for 2018 and 2019."""
    owed = the_obligations(extensions=extensions, until=date(2019, 12, 31), as_of=AS_OF, known_at=KNOWN_AT)
    own = owed_by(states(owed, FACTS, AS_OF, KNOWN_AT), agency)
    titles = {one.number: one.title for one in TEXTS}
    mine = tuple(one.obligation for one in own)
    return AgencyCalendar(HEAD, agency, KNOWN_AT, mine, extensions, titles, agency_names(language))
