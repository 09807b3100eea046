"""How each rule on text is told to a clerk, in Chinese: the whole message, why, and what to do next."""

import pytest

from app.check import check
from app.draft import new_filing, with_values
from app.finding import Finding

YEAR, OFFICE, GOVERNMENT = 2024, "清源县教育局", "清源县人民政府"
USUAL = "清源县教育局2024年政府信息公开工作年度报告"
ENOUGH = "全年公开信息612条，收到申请3件，审核公文公开属性，维护网站专栏，检查栏目4次并培训1次。" * 3
SLOW, THIN = (
    "一是栏目更新慢，37件文件没有按时公开，家长和群众查找很不方便。",
    "二是答复书说理不够，1件没有写明救济途径，被复议机关纠正并通报。",
)


def told(
    code: str, texts: dict[str, str], last: dict[str, str] | None = None, organization: str = OFFICE
) -> list[Finding]:
    """The findings of a rule, those of its table in the vocabulary that bear this code."""
    filing = with_values(new_filing("disclosure", organization, YEAR), texts)
    before = with_values(new_filing("disclosure", organization, YEAR - 1), last) if last else None
    return [one for one in check(filing, before).findings if one.code == f"text.{code}"]


TITLES = [
    (
        "清源县教育局政府信息公开工作年度报告",
        "标题“清源县教育局政府信息公开工作年度报告”没有写年度，报告年度是2024年。",
        (),
    ),
    (
        "清源县教育局 2023年政府信息公开工作年度报告",
        "标题“清源县教育局2023年政府信息公开工作年度报告”写的是别的年度，而报告年度是2024年。",
        (USUAL,),
    ),
    (
        "清源县教育局2022至2023年政府信息公开工作年度报告",
        "标题“清源县教育局2022至2023年政府信息公开工作年度报告”写的是别的年度，而报告年度是2024年。",
        (),
    ),
    ("2024年政府信息公开工作年度报告", "标题“2024年政府信息公开工作年度报告”没有写单位名称“清源县教育局”。", ()),
    (
        "清源县教育局2024年政府信息公开工作报告",
        "标题“清源县教育局2024年政府信息公开工作报告”没有以“政府信息公开工作年度报告”结尾。",
        (),
    ),
    (
        "清源县教育局2024年度政府信息公开工作年度报告",
        "标题“清源县教育局2024年度政府信息公开工作年度报告”中“年度”写了两次。",
        (USUAL,),
    ),
]


@pytest.mark.parametrize(("title", "message", "meant"), TITLES)
def test_a_title_is_told_with_what_is_wrong_in_it_and_the_usual_one(title, message, meant):
    (one,) = told("title", {"cover/title": title})
    assert one.message == message
    assert one.mend == f"请写“{USUAL}”，或者留空：标题由单位全称和年度自动生成。"
    assert one.source == "通行的审核口径：标题写单位全称、年度和“政府信息公开工作年度报告”。"
    assert (one.rule, one.addresses, one.values) == ("M19", ("cover/title",), (title, *meant))


def test_each_fault_of_a_title_is_a_question_of_its_own_whatever_the_title_becomes():
    found = told("title", {"cover/title": "2022年总结"})
    assert [one.message.partition("”")[2] for one in found] == [
        "写的是别的年度，而报告年度是2024年。",
        "没有写单位名称“清源县教育局”。",
        "没有以“政府信息公开工作年度报告”结尾。",
    ]
    assert len({one.key for one in found}) == 3
    assert [one.key for one in told("title", {"cover/title": "2021年总结"})] == [one.key for one in found]


def test_a_signature_is_told_with_both_names():
    (one,) = told("signature", {"cover/signed_by": "清源县 民政局"}, organization="清源县 教育局")
    assert one.message == "落款是“清源县民政局”，而报告单位是“清源县教育局”。"
    assert one.mend == "如果写错了字，或者仍是旧名称，请改为“清源县教育局”。"
    assert one.source == "《党政机关公文格式》（GB/T 9704—2012）：发文机关署名用全称或者规范化简称。"
    assert (one.rule, one.addresses, one.values) == ("M20", ("cover/signed_by",), ("清源县 民政局", "清源县 教育局"))


PLACES = {"preface": "前言", "overview": "一、总体情况", "problems": "五、存在的主要问题及改进情况"}
PLACES["other"] = "六、其他需要报告的事项"

IN_A_TEXT = [
    (
        "year",
        "overview",
        "2023年，我局“主动公开”政府信息80条。",
        "“2023年，我局‘主动公开’政府信息80条。”写的是2023年，而报告年度是2024年。",
        "如果是上一年度报告留下的，请改为2024年，并核对这句话的内容和数字。",
    ),
    (
        "year",
        "problems",
        "2024年，我局将继续加强信息公开培训。",
        "“2024年，我局将继续加强信息公开培训。”把2024年写成以后的打算，而2024年就是报告年度。",
        "如果指的是下一年，请改为2025年。",
    ),
    (
        "empty",
        "problems",
        "无“大”问题",
        "只写了“无‘大’问题”，没有写存在的问题和改进情况。",
        "请写明哪里做得不好（具体的栏目、件数），怎样改进，何时完成。",
    ),
    (
        "vague",
        "problems",
        "一些同志的认识有待提高，主动意识也还需培养。",
        "没有数字和实例，并有1处哪个单位都能用的套话：“有待提高”",
        "请写具体：哪个栏目、哪件答复、有多少。",
    ),
    (
        "vague",
        "problems",
        "机制有待完善，认识有待提高，机制有待完善。下一步，加强领导。",
        "没有数字和实例，并有3处哪个单位都能用的套话：“有待完善”、“有待提高”、“加强领导”",
        "请写具体：哪个栏目、哪件答复、有多少。",
    ),
    (
        "vague",
        "problems",
        "干部的主动意识不强，与群众的期待有距离。",
        "没有数字，也没有实例，看不出是本单位的情况。",
        "请写具体：哪个栏目、哪件答复、有多少。",
    ),
    (
        "fee",
        "other",
        "承办建议25件。",
        "没有写明是否收取信息处理费。",
        "请写明是否收取信息处理费、收取多少；这一部分的“常用语句”里，各种情形都有现成的一句。",
    ),
    (
        "fee",
        "other",
        "无“其他”。",
        "只写了“无‘其他’。”，没有写收取信息处理费的情况。",
        "请写明是否收取信息处理费、收取多少；这一部分的“常用语句”里，各种情形都有现成的一句。",
    ),
    (
        "aspect",
        "overview",
        ENOUGH.replace("审核公文公开属性，", ""),
        "没有写到“政府信息管理”。",
        "请补写一段；正文旁边的提纲可以把小标题放到应有的位置。",
    ),
    (
        "part",
        "problems",
        "一是栏目更新存在问题。" * 12,
        "没有写到“改进情况”，这是这一部分应有的内容。",
        "请补写一段；正文旁边的提纲可以把小标题放到应有的位置。",
    ),
    (
        "long",
        "overview",
        "公" * 1234,
        "共1234字，比“原则上不超过”的1000字多234字。",
        "请压缩篇幅，突出重点；表格里已有的数据不必逐项重述。",
    ),
    (
        "office",
        "overview",
        "全年工作顺利。我委主动公开信息80条。",
        "“全年工作顺利。我委主动公开信息80条。”中自称“我委”，而报告单位是“清源县教育局”。",
        "如果这句话来自其他单位的报告，请按本单位的情况改写。",
    ),
    ("typo", "overview", "全年“不子公开”2件。", "“全年‘不子公开’2件。”中的“不子”应为“不予”。", "改为“不予”。"),
    ("doubled", "overview", "学习全会精神精神，", "“学习全会精神精神，”中的“精神精神”重复了。", "改为“精神”。"),
    (
        "bracket",
        "overview",
        "学习《条例》（试行的规定都已按期落实。",
        "（ 不成对：“学习《条例》（试行的规定都已按期”。",
        "补上缺少的另一半，或者删去这一个。",
    ),
    (
        "punctuation",
        "overview",
        "公开信息,答复申请。",
        "有1处标点不合规范，第一处“,”应为“，”：“公开信息,答复申请。”。",
        "用“整理文字”可以逐处查看并一并改正。",
    ),
    (
        "punctuation",
        "overview",
        "公开信息,答复申请;办结。国办函【2021】30号。",
        "有3处标点不合规范，第一处“,”应为“，”：“公开信息,答复申请;办结。国办函”。",
        "用“整理文字”可以逐处查看并一并改正。",
    ),
    (
        "date",
        "overview",
        "6月31日召开“公开日”会议。",
        "“6月31日”不是正确的日期：“6月31日召开‘公开日’会议。”。",
        "请把年、月、日写对、写全。",
    ),
    (
        "period",
        "preface",
        "统计期限为2023年1月1日至12月31日。",
        "统计期限“2023年1月1日至12月31日”不是2024年全年。",
        "请写“2024年1月1日至12月31日”。",
    ),
    (
        "period",
        "preface",
        "根据《条例》\n编制本报告。",
        "没有写明所列数据的统计期限：“根据《条例》编制本报告。”",
        "请补写统计期限（2024年1月1日至12月31日）；前言的“常用语句”里有现成的一句。",
    ),
    (
        "link",
        "overview",
        "网址：https//www.example.cn。",
        "“https//”处网址写法有误：“网址：https//www.example.cn”。",
        "请写出完整的网址（包括https://），并确认能够打开。",
    ),
    (
        "secret",
        "overview",
        "本件秘密★1年。",
        "“秘密★”是涉密或者内部资料的标注：“本件秘密★1年。”。",
        "请删去，并在公开以前再作审查。",
    ),
    (
        "general",
        "problems",
        "部分地区重视不够。",
        "“部分地区”泛指各地各单位，而这是一个单位的报告：“部分地区重视不够。”。",
        "请写本单位做了什么，或者哪里做得不够。",
    ),
    (
        "outdated",
        "overview",
        "开展党史学习教育。",
        "“党史学习教育”是以前年度的提法：“开展党史学习教育。”。",
        "请核对这个提法在报告年度是否仍然适用。",
    ),
    (
        "leftover",
        "overview",
        "公开&nbsp;信息",
        "“&nbsp;”像是网页、模板或者其他程序的残留：“公开&nbsp;信息”。",
        "请删去；Word和网页留下的残余，可以用“整理文字”一并去掉。",
    ),
    (
        "personal",
        "overview",
        "申请人身份证号110101199003071233。",
        "110…1233是居民身份证号码。",
        "请在公开以前删去。",
    ),
    ("personal", "overview", "联系人电话13800138000。", "138…8000像是手机号码。", "请在公开以前删去。"),
    ("personal", "overview", "退款账号6222021234567890128。", "622…0128像是银行卡号。", "请在公开以前删去。"),
]


@pytest.mark.parametrize(("code", "place", "text", "message", "mend"), IN_A_TEXT)
def test_what_stands_in_a_text_is_told_with_its_place_its_words_and_what_to_do(code, place, text, message, mend):
    (one,) = told(code, {place: text})
    assert one.message == f"{PLACES[place]}：{message}"
    assert one.mend == mend
    assert one.addresses == (place,)


WHY = {
    "year": "通行的审核口径：正文写报告年度的情况，",
    "empty": "条例第五十条第（四）项：",
    "vague": "国办公开办函〔2021〕30号 一（五）：“此项内容重在实事求是",
    "fee": "国办公开办函〔2021〕30号 一（六）：“各行政机关依据",
    "aspect": "国办公开办函〔2021〕30号 一（一）：“主要包括",
    "part": "条例第五十条第（四）项：",
    "long": "国办公开办函〔2021〕30号 一（一）：“篇幅",
    "office": "通行的审核口径：正文里不留其他单位",
    "typo": "通行的审核口径：常见的错别字。",
    "doubled": "通行的审核口径：词语重复。",
    "bracket": "《标点符号用法》（GB/T 15834—2011）：书名号",
    "punctuation": "《标点符号用法》（GB/T 15834—2011）；",
    "date": "《党政机关公文格式》（GB/T 9704—2012）：年、月、日",
    "period": "通行的审核口径：前言写明",
    "link": "通行的审核口径：网址应当完整",
    "secret": "条例第十四条、第十六条、第十七条：",
    "general": "通行的审核口径：报告写本机关的情况。",
    "outdated": "通行的审核口径：不留以前年度的提法。",
    "leftover": "通行的审核口径：不留网页、模板",
    "personal": "条例第十五条：“涉及商业秘密、个人隐私",
}


@pytest.mark.parametrize(("code", "place", "text"), [one[:3] for one in IN_A_TEXT])
def test_it_is_said_which_law_or_practice_asks_for_it(code, place, text):
    (one,) = told(code, {place: text})
    assert one.source.startswith(WHY[code])


MARKED = [one[:3] for one in IN_A_TEXT if one[0] not in ("empty", "vague", "fee", "long", "punctuation")]


@pytest.mark.parametrize(("code", "place", "text"), MARKED)
def test_a_finding_is_known_by_its_words_so_that_a_settled_one_stays_settled(code, place, text):
    (one,) = told(code, {place: text})
    (again,) = told(code, {place: f"{text}\n其他工作照常进行。"})
    assert one.mark
    assert again.key == one.key


def test_signs_are_counted_over_all_lines_and_the_first_is_told_with_its_line():
    (one,) = told("punctuation", {"overview": "收到来信 3封,答复3封。\n网站维护,栏目更新。"})
    assert one.message == "一、总体情况：有2处标点不合规范，第一处“,”应为“，”：“收到来信 3封,答复3封。”。"
    assert one.values == (",", ",")


def test_a_fault_of_a_title_that_an_older_program_wrote_down_is_still_the_same():
    marks = {title: [one.mark for one in told("title", {"cover/title": title})] for title in ("2022年总结", "总结")}
    assert marks["2022年总结"] == ["title-bb827337", "title-9ac885cb", "title-1413d44f"]
    assert marks["总结"][0] == "title-bdfb1203"
    assert [one.mark for one in told("title", {"cover/title": TITLES[-1][0]})] == ["title-a8b252d7"]


def test_what_a_section_has_once_only_is_known_by_its_place_alone():
    assert [one.key for one in told("fee", {"other": "无。"})] == ["text.fee:other"]
    assert [one.key for one in told("empty", {"problems": "无。"})] == ["text.empty:problems"]


def test_a_text_that_is_too_long_is_told_with_its_length_and_the_limit():
    (one,) = told("long", {"overview": "公" * 1234})
    assert (one.values, one.difference) == (("1234", "1000"), "234")


def test_fees_that_are_spoken_of_elsewhere_are_a_hint_where_they_belong():
    (one,) = told("fee", {"other": "无。", "overview": "没有收取信息处理费。"})
    assert one.message == "六、其他需要报告的事项：信息处理费写在别的部分，应当在这里专门报告。"
    assert (one.severity, one.addresses) == ("info", ("other",))


def test_what_a_government_does_not_say_of_its_bodies_is_told_in_one():
    texts = {"overview": ENOUGH.replace("检查栏目4次并培训1次", "培训1次"), "cover/level": "county"}
    (one,) = told("duty", texts, organization=GOVERNMENT)
    aspects = "“工作考核”“社会评议”“责任追究结果”"
    assert one.message == f"一、总体情况：没有写到{aspects}，各级人民政府的报告应当包括。"
    assert one.mend == "请补写一段；正文旁边的提纲可以把小标题放到应有的位置。"
    assert one.source.startswith("条例第五十条：“各级人民政府的")


def test_problems_that_were_last_years_are_told_with_the_sentences_that_are_the_same():
    (one,) = told("copied", {"problems": SLOW + THIN}, last={"problems": SLOW + THIN})
    assert one.message == (
        "五、存在的主要问题及改进情况：问题和改进与上一年度雷同，100%的文字逐字相同：\n"
        "“一是栏目更新慢，37件文件没有按时公开，家长和群…”\n“二是答复书说理不够，1件没有写明救济途径，被复议…”"
    )
    assert one.mend == "请写明上一年的问题解决了哪些，今年又有哪些问题；写出具体的栏目、时间和数字。"
    assert one.source.startswith("国办公开办函〔2021〕30号 一（五）：“改进举措要有实效性")
    assert (one.addresses, one.values) == (("problems",), ("100%", SLOW, THIN))


def test_a_text_of_which_most_was_last_years_is_told_with_the_share_that_is_the_same():
    own = "三是新写一句话。"
    (one,) = told("copied", {"overview": SLOW + THIN + own}, last={"overview": SLOW + THIN})
    assert one.message == (
        "一、总体情况：89%的文字与上一年度报告逐字相同：\n"
        "“一是栏目更新慢，37件文件没有按时公开，家长和群…”\n“二是答复书说理不够，1件没有写明救济途径，被复议…”"
    )
    assert one.mend == "请改写成今年的情况，或者删去。"
    assert one.source.startswith("通行的审核口径：与上一年度报告雷同的文字应当重写。")
    assert one.values == ("89%", SLOW, THIN)


def test_no_more_than_a_dozen_of_the_same_sentences_are_shown():
    same = "".join(f"第{n}项工作照旧推进，没有变化。" for n in "甲乙丙丁戊己庚辛壬癸子丑寅卯")
    (one,) = told("copied", {"overview": same}, last={"overview": same})
    assert len(one.message.split("\n")) == 1 + 12
    assert len(one.values) == 1 + 14


def test_a_contradiction_is_told_with_both_places_and_both_sentences():
    texts = {"overview": "共收到政府信息公开申请3件。", "other": "全年未收到政府信息公开申请。"}
    (one,) = told("contradiction", texts)
    assert one.message == (
        "申请前后矛盾：六、其他需要报告的事项写“全年未收到政府信息公开申请。”，"
        "一、总体情况写“共收到政府信息公开申请3件。”。"
    )
    assert one.mend == "请保留符合实际的一处，并与表格保持一致。"
    assert one.source.startswith("通行的审核口径：正文前后一致。")
    assert one.addresses == ("other", "overview")
    assert one.mark


def test_a_contradiction_within_one_section_has_one_place_and_long_sentences_are_shortened():
    none = "经与各股室核对，全年未收到政府信息公开申请，也没有需要转办、移送或者补正以后再行答复的其他申请事项。"
    some = "全年通过网上申报、来信和当面递交等三种渠道，共收到政府信息公开申请3件，均已按照规定的期限逐件答复申请人。"
    (one,) = told("contradiction", {"overview": some + none})
    assert one.addresses == ("overview",)
    assert f"“{none[:40]}…”" in one.message
    assert f"“{some[:40]}…”" in one.message
