"""Where a rule on text begins to ask and where it stops: limits as they are met, what only just is and is not told."""

import pytest

from app.check import check, check_again
from app.draft import new_filing, with_value, with_values
from app.finding import Finding
from app.rules.text.passages import around, bare, beginning, passages, sentences

YEAR, OFFICE = 2024, "清源县教育局"
SIGNS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳"


def told(
    code: str, texts: dict[str, str], last: dict[str, str] | None = None, organization: str = OFFICE, year: int = YEAR
) -> list[Finding]:
    filing = with_values(new_filing("disclosure", organization, year), texts)
    before = with_values(new_filing("disclosure", organization, year - 1), last) if last else None
    return [one for one in check(filing, before).findings if one.code == f"text.{code}"]


def values_in(code: str, text: str, place: str = "overview") -> list[str]:
    """The first value of each finding in a text."""
    return [one.values[0] for one in told(code, {place: text})]


# Years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2022年公开信息。2023年公开信息。", ["2022", "2023"]),
        ("2023年公开信息；2024年公开信息。", ["2023"]),
        ("我局2023年公开信息。", ["2023"]),
        ("我局在2023年公开信息。", ["2023"]),
        ("本局于2023年 公开信息。", ["2023"]),
        ("全年忙碌， 2023年受理申请。", ["2023"]),
        ("2023年度公开信息。", ["2023"]),
        ("截至2023年底，公开信息80条。", ["2023"]),
        ("截止 2023年12月31日，公开信息80条。", ["2023"]),
        ("截止2023年12月31日，较上年公开信息增长。", []),
        ("截至2023年6月，公开信息80条。", []),
        ("2025年受理申请3件。", ["2025"]),
        ("2025年拟受理申请3件。", []),
        ("“2023年公开信息”。", []),
        ("2023年龄段公开信息。", []),
        ("12023年公开信息。", []),
    ],
)
def test_mistake_1_a_year_is_asked_about_where_a_clause_begins_with_it(text, years):
    assert values_in("year", text) == years


def test_mistake_1_the_sentence_is_told_as_it_stands_and_no_other():
    (one,) = told("year", {"overview": "按《规划（2020年）》公开。2023年（试行期）公开信息。收到3件。"})
    assert "“2023年（试行期）公开信息。”" in one.message


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2024年，我局将继续加强培训。", ["2024"]),
        ("2024年我局将继续加强培训。", ["2024"]),
        ("2024年，我局将继续加强培训，2024年完成。", []),
        ("努力做好公开，2024年将继续加强培训。", ["2024"]),
        ("明确2024年将继续加强培训。", []),
        ("2024年，我局加强培训。", []),
        ("2025年，我局受理申请3件。", []),
        ("2023年，我局公开信息。", ["2023"]),
    ],
)
def test_mistake_1_among_problems_the_reports_year_is_asked_about_where_it_is_still_to_come(text, years):
    assert values_in("year", text, "problems") == years


# Last year's text


def sentence(count: int, first: int = 0) -> str:
    return SIGNS[first : first + count] + "。"


@pytest.mark.parametrize(
    ("same", "own", "share"), [(40, 10, ""), (41, 10, ""), (41, 9, "82%"), (39, 0, ""), (40, 0, "100%")]
)
def test_mistake_2_a_text_is_a_copy_from_more_than_four_fifths_and_forty_characters_on(same, own, share):
    text = sentence(same) + (sentence(own, 42) if own else "")
    shares = [one.values[0] for one in told("copied", {"overview": text}, last={"overview": sentence(same)})]
    assert shares == ([share] if share else [])


def test_mistake_2_a_text_is_compared_with_that_of_its_own_section_in_whatever_edition():
    text = {"other": sentence(40)}
    assert told("copied", text, last={"other": sentence(40)}, year=2021)
    assert told("copied", text, last={"overview": sentence(40)}) == []
    assert told("copied", {"preface": sentence(45)}, last={"preface": sentence(45)}) == []
    assert told("copied", {"overview": ""}, last={"overview": sentence(40)}) == []


def test_mistake_2_signs_and_spaces_make_no_other_sentence():
    assert told("copied", {"overview": f"{SIGNS[:20]}，{SIGNS[20:42]}！"}, last={"overview": f" {SIGNS[:42]}。"})


# Problems


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("错误较多更新不及时。", "empty"),
        ("错误较多，更新还不及时。", "vague"),
        ("网站有待完善，认识有待提高。", ""),
        ("网站有待完善，认识有待提高，内容不够丰富。", "vague"),
        ("第3季度重视不够，2024年重视不够。", "vague"),
        ("重视不够，已有5 年没有进展可言。", "vague"),
        ("重视不够，按国办函〔2024〕30号执行不严。", "vague"),
        ("（1）重视不够，群众期待较高。\n 2.认识模糊，群众不满意。", "vague"),
        ("重视不够，共有3处错漏没有改正。", ""),
        ("本年度暂无其他需要报告的问题及改进情况。", "empty"),
        ("本年度暂无其他需要报告的问题及改进情况，但群众期待较高。", "vague"),
    ],
)
def test_mistake_3_what_says_nothing_is_empty_and_what_fits_every_office_is_vague(text, code):
    found = {name: told(name, {"problems": text}) for name in ("empty", "vague")}
    assert [name for name, ones in found.items() if ones] == ([code] if code else [])


# Aspects and length


@pytest.mark.parametrize(("count", "aspects"), [(99, 0), (100, 3)])
def test_mistake_16_aspects_are_missed_from_a_hundred_characters_on(count, aspects):
    text = ("全年公开信息612条，维护网站专栏。" * 10)[:count]
    assert len(told("aspect", {"overview": text})) == aspects


# The period and dates


@pytest.mark.parametrize(
    "text",
    [
        "2024年1月1日至2025年12月31日",
        "2023年1月1日至2024年12月31日",
        "2024年11月1日至12月31日",
        "2024年1月2日至12月31日",
        "2024年1月1日至12月30日",
        "2024年1月至11月",
    ],
)
def test_mistake_23_any_other_days_are_asked_about_with_those_of_the_year(text):
    (one,) = told("period", {"preface": f"统计期限为{text}。"})
    assert one.values == (text, "2024年1月1日至12月31日")


@pytest.mark.parametrize(
    "text",
    [
        "2024年01月01日-12月31日",
        "2024年度1月1日起至2024年12月31日",
        "2024年1月1日开始到12月31日",
        "2024 年 1 月 1 日——2024 年 12 月 31 日",
    ],
)
def test_mistake_23_the_days_of_the_year_may_be_written_in_any_way(text):
    assert told("period", {"preface": f"统计期限为{text}。"}) == []


def test_mistake_23_each_sentence_on_the_days_must_be_right():
    text = "统计期限为2024年1月1日至12月31日；数据期限为2023年1月1日至12月31日。"
    assert [one.values[0] for one in told("period", {"preface": text})] == ["2023年1月1日至12月31日"]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2月29日。2月30日。", ["2月30日"]),
        ("2024年13月5日。", ["2024年13月"]),
        ("2024年2月30日开始，经过逐级审核，各股室汇总，直到2024年2月31日结束。", ["2024年2月30日", "2024年2月31日"]),
        ("2023年2月29日。", ["2023年2月29日"]),
        ("2024 年 2 月 30 号。", ["2024 年 2 月 30 号"]),
        ("12024年2月30日。", ["2月30日"]),
        ("3月32日起公开。", ["3月32日"]),
        ("12月5日，2024年2月29号，4月30日。", []),
    ],
)
def test_mistake_22_each_date_that_is_none_is_told_once(text, dates):
    assert values_in("date", text) == dates


# Titles and signatures


@pytest.mark.parametrize(
    ("title", "count"),
    [
        ("关于清源县教育局2024年政府信息公开工作年度报告", 0),
        ("清源县教育局2023—2024年政府信息公开工作年度报告", 0),
        ("清源县教育局（本级）2024年政府信息公开工作年度报告", 0),
        ("县局2024年政府信息公开工作年度报告", 0),
        ("局2024年政府信息公开工作年度报告", 1),
        ("教育清源2024年政府信息公开工作年度报告", 1),
        ("清源县教育局22024年政府信息公开工作年度报告", 1),
    ],
)
def test_mistake_19_a_name_is_known_by_its_characters_in_their_order(title, count):
    assert len(told("title", {"cover/title": title})) == count


def test_mistake_19_a_title_may_have_the_short_name():
    texts = {"cover/title": "区管委会2024年政府信息公开工作年度报告"}
    assert told("title", texts, organization="平川新区经济发展局")
    assert told("title", texts | {"cover/short_name": " 区 管委会"}, organization="平川新区经济发展局") == []


@pytest.mark.parametrize(
    ("signed", "count"),
    [
        ("清源县教育局办公室", 0),
        ("清源县教育局机关", 0),
        ("清源县 教育局", 0),
        ("县教育局办公室", 0),
        ("清源县教育局（代章）", 0),
        ("办公室", 1),
        ("清源县民政局办公室", 1),
    ],
)
def test_mistake_20_an_office_of_the_offices_own_may_sign(signed, count):
    assert len(told("signature", {"cover/signed_by": signed})) == count


def test_mistake_20_the_short_name_may_sign():
    texts = {"cover/signed_by": "教体委"}
    assert told("signature", texts)
    assert told("signature", texts | {"cover/short_name": "教体委"}) == []


# Numbers of persons


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "身份证110101199003071233，卡6222021234567890128，电话13800138000",
            {"110…1233", "622…0128", "138…8000"},
        ),
        ("6222 0212 3456 7890 128", {"622…0128"}),
        ("电话 138-0013-8000", {"138…8000"}),
        ("申请编号以及联系人的电话13800138000", {"138…8000"}),
        ("编号：13800138000，电话13900139000", {"139…9000"}),
        ("案号为 13800138000。", set()),
        ("备案号: 13800138000", set()),
        ("https://www.example.cn/110101199003071233", set()),
    ],
)
def test_mistake_25_each_number_is_told_by_its_ends_and_what_has_a_number_of_its_own_is_not(text, numbers):
    assert set(values_in("personal", text)) == numbers


def test_mistake_25_only_a_telephone_may_stand_in_the_preface_or_be_the_offices():
    text = "联系电话13800138000、13900139000，身份证110101199003071233。"
    assert values_in("personal", text, "preface") == ["110…1233"]
    cover = {"overview": text, "cover/phone": "138-0013-8000"}
    assert [one.values[0] for one in told("personal", cover)] == ["110…1233", "139…9000"]


# Brackets


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("（一）公开。）", ["）"]),
        ("《条例》（2019）”", ["”"]),
        ("“公开”“", ["“"]),
        ("甲〔2024】", ["〔", "】"]),
        ("】甲〔2024", ["】", "〔"]),
        ("【甲】】", ["】"]),
        ("一）公开（甲）", []),
        ("(甲）乙（丙)", []),
        ("公开（甲\n乙）", []),
    ],
)
def test_mistake_22_brackets_are_paired_over_the_whole_text_each_with_its_like(text, signs):
    assert values_in("bracket", text) == signs


# Kinds of organizations


def test_mistake_33_a_report_is_that_of_one_office_by_its_kind_or_by_its_name():
    texts = {"problems": "多数部门更新不及时。"}
    assert told("general", texts, organization="清源县城关镇")
    assert told("general", texts, organization="清源县教育局（县语委）") == []
    assert told("general", texts | {"cover/level": "department"}, organization="清源县人民政府办公室")


def test_mistake_20_all_that_an_office_is_called_is_its_name():
    texts = {"overview": "我局主动公开信息80条。"}
    assert told("office", texts, organization="平川新区管理委员会")
    assert told("office", texts | {"cover/signed_by": "平川新区财政局"}, organization="平川新区管理委员会") == []
    assert told("office", texts, organization="") == []


# What else a rule reads


@pytest.mark.parametrize(
    ("code", "texts", "place", "value"),
    [
        ("personal", {"overview": "电话13800138000。"}, "cover/phone", "138-0013-8000"),
        ("office", {"overview": "我委公开信息。"}, "cover/short_name", "县教委"),
        ("office", {"overview": "我委公开信息。"}, "cover/signed_by", "县教委"),
        ("general", {"problems": "多数部门更新不及时。"}, "cover/level", "county"),
        ("general", {"problems": "多数部门更新不及时。"}, "cover/organization", "清源县人民政府"),
        ("title", {"cover/title": "区管委会2024年政府信息公开工作年度报告"}, "cover/short_name", "区管委会"),
        ("title", {"cover/title": "清源县民政局2024年政府信息公开工作年度报告"}, "cover/organization", "清源县民政局"),
        ("signature", {"cover/signed_by": "区管委会"}, "cover/short_name", "区管委会"),
        ("period", {"preface": "根据《条例》编制。"}, "overview", "统计期限为2024年1月1日至12月31日。"),
    ],
)
def test_a_finding_goes_when_what_settles_it_is_entered_in_another_place(code, texts, place, value):
    filing = with_values(new_filing("disclosure", OFFICE, YEAR), texts)
    checked = check(filing)
    assert [one for one in checked.findings if one.code == f"text.{code}"]
    again = check_again(checked, with_value(filing, place, value), [place])
    assert [one for one in again.findings if one.code == f"text.{code}"] == []


def test_mistake_17_a_duty_is_asked_about_when_the_kind_of_the_organization_is_entered():
    text = "全年公开信息612条，收到申请3件，审核公文公开属性，维护网站专栏，监督培训1次。" * 3
    filing = with_values(new_filing("disclosure", "清源县人民政府", YEAR), {"overview": text})
    checked = check(filing)
    first, second = (
        [one for one in check_again(checked, with_values(filing, values), [*values]).findings if one.rule == "M17"]
        for values in ({"cover/level": "county"}, {"cover/level": "county", "overview": f"{text}年度考核。"})
    )
    assert [one.rule for one in checked.findings if one.rule == "M17"] == []
    assert first[0].mark
    assert first[0].key != second[0].key


# Passages


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (["全市共向社会主动公开政府信息共计十八万余条", "其中市级三万条。"], 1),
        (["全市共向社会主动公开政府信息计十八万余条", "其中市级三万条。"], 1),
        (["全市共向社会主动公开政府信息十八万余条", "其中市级三万条。"], 2),
        (["全市共向社会主动公开政府信息共计十八万余条。", "其中市级三万条。"], 2),
        (["全市共向社会主动公开政府信息共计十八万余条：", "其中市级三万条。"], 2),
        (["全市共向社会主动公开政府信息共计十八万余条", "（二）市级三万条。"], 2),
        (["全市共向社会主动公开政府信息共计十八万余条", "2.市级三万条。"], 2),
        (["全市共向社会主动公开政府信息共计十八万余条", "2.5万条在市级。"], 1),
        (["全市共向社会主动公开政府信息共计十八万余条", "二是市级三万条。"], 2),
        (["全市共向社会主动公开政府信息共计十八万余条", "其中市级三万条", "其余在县级。"], 2),
        (
            [
                "全市共向社会主动公开政府信息共计十八万余条",
                "其中市级的条数比上一年度要多出一万多条左右",
                "其余在县级。",
            ],
            1,
        ),
    ],
)
def test_a_line_that_is_long_and_ends_without_a_sign_goes_on_in_the_next(lines, count):
    found = passages("\n".join(lines))
    assert len(found) == count
    assert "".join(found) == "".join(lines)


def test_sentences_end_with_their_signs_and_quotes():
    text = "“公开！”他说。收到3件；办结？！（完。）余下"
    assert sentences(text) == ("“公开！”", "他说。", "收到3件；", "办结？！", "（完。）", "余下")


@pytest.mark.parametrize(
    ("start", "end", "most", "words"),
    [
        (20, 21, 9, SIGNS[16:25]),
        (20, 22, 9, SIGNS[17:26]),
        (0, 1, 9, SIGNS[:9]),
        (49, 50, 9, SIGNS[45:54]),
        (10, 30, 9, SIGNS[10:30]),
    ],
)
def test_the_words_around_a_place_are_so_many_and_never_less_than_stand_there(start, end, most, words):
    assert around(SIGNS, start, end, most) == words


def test_the_beginning_of_a_text_is_cut_only_where_it_is_longer():
    assert beginning(f" {SIGNS[:24]}\n") == SIGNS[:24]
    assert beginning(SIGNS[:25]) == SIGNS[:24] + "…"
    assert beginning("“甲”乙", 2) == "‘甲…"
    assert bare("甲，“乙” 1%！") == "甲乙1"
