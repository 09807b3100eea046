"""What was talked of before says what a bare figure counts: each with = where it agrees, ≠ where it differs, else ?."""

import pytest

from app.draft import new_filing, with_values
from app.facts import State, facts

PERSON, BUSINESS = "applicant.natural_person", "applicant.organization.business"
TABLE = {
    f"applications/received/{PERSON}": "40",
    f"applications/received/{BUSINESS}": "10",
    f"applications/brought_forward/{PERSON}": "3",
    f"applications/results.granted/{PERSON}": "20",
    f"applications/results.granted/{BUSINESS}": "3",
    f"applications/results.partial/{PERSON}": "5",
    f"applications/results.refused.third_party/{PERSON}": "6",
    f"applications/results.other.rest/{PERSON}": "15",
    f"applications/carried_forward/{PERSON}": "4",
    "disputes/cases/review.upheld": "3",
    "disputes/cases/review.corrected": "1",
    "disputes/cases/review.other": "1",
    "disputes/cases/litigation.direct.upheld": "1",
    "disputes/cases/litigation.direct.pending": "1",
    "disputes/cases/litigation.after_review.upheld": "2",
    "proactive/normative/issued": "6",
    "proactive/normative/repealed": "2",
    "proactive/normative/in_force": "30",
    "proactive/licensing/decisions": "1200",
    "proactive/penalty/decisions": "35",
}
"""新收 50, 上年结转 3, 办结 49 (自然人 46), 予以公开 23 (自然人 20); 复议 5, 诉讼 4, of which none 纠正."""

SIGNS = {State.EQUAL: "=", State.DIFFERENT: "≠", State.UNKNOWN: "?"}
FORM = new_filing("disclosure", "清源县教育局", 2023).form
EMPTY = {address: "0" for address in FORM.addresses if address in FORM.cells}


def told(text: str) -> str:
    filing = with_values(new_filing("disclosure", "清源县教育局", 2023), {**EMPTY, **TABLE, "overview": text})
    return " ".join(f"{fact.text}{SIGNS[fact.state]}" for fact in facts(filing))


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("行政复议方面，结果维持3件，结果纠正1件；行政诉讼方面，结果纠正1件。", "3件= 1件= 1件≠"),
        ("行政复议方面，结果维持3件。结果纠正1件。", "3件= 1件="),
        ("行政复议案件中，结果维持2件。", "2件≠"),
        ("行政复议5件；行政诉讼方面，结果维持3件，结果纠正1件。", "5件= 3件= 1件≠"),
        ("行政复议5件，结果纠正1件；行政诉讼4件，结果纠正1件。", "5件= 1件= 4件= 1件≠"),
        ("行政复议5件，行政诉讼4件，其中结果维持6件。", "5件= 4件= 6件="),
        ("行政复议5件，行政诉讼4件，其中结果维持5件。", "5件= 4件= 5件≠"),
        ("行政复议5件。行政诉讼4件。其中结果维持6件。", "5件= 4件= 6件="),
        ("行政复议5件，结果维持3件。结果纠正1件。行政诉讼4件，结果纠正1件。", "5件= 3件= 1件= 4件= 1件≠"),
        ("行政诉讼4件，其中未经复议直接起诉2件，尚未审结1件。", "4件= 2件= 1件="),
        ("行政诉讼4件，受理行政复议6件，结果纠正1件。", "4件= 6件? 1件?"),
        ("行政复议方面，行政诉讼4件，其中结果纠正1件。", "4件= 1件≠"),
        ("行政复议方面，行政复议5件，行政诉讼4件，其中结果维持6件。", "5件= 4件= 6件="),
        ("行政复议结果维持3件，行政诉讼结果维持3件，结果纠正1件。", "3件= 3件= 1件="),
        ("行政复议5件，培训120人次。行政诉讼4件，其中结果维持6件。", "5件= 120人次? 4件= 6件="),
        ("结果维持3件。", "3件?"),
    ],
)
def test_results_belong_to_the_disputes_that_were_last_named(text: str, figures: str) -> None:
    assert told(f"我局扎实推进政府信息公开。{text}") == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("自然人新收40件，予以公开20件。", "40件= 20件="),
        ("自然人新收40件，予以公开21件。", "40件= 21件≠"),
        ("自然人新收40件，办结46件。", "40件= 46件≠"),
        ("自然人新收40件，办结情况，予以公开20件。", "40件= 20件≠"),
        ("自然人新收40件，办结49件，予以公开20件。", "40件= 49件= 20件≠"),
        ("收到50件，办结49件，其中自然人89件。", "50件= 49件= 89件≠"),
        ("自然人新收40件。予以公开20件。", "40件= 20件≠"),
        ("新收50件，自然人40件。", "50件= 40件="),
        ("新收50件，予以公开23件，自然人40件。", "50件= 23件= 40件="),
        ("新收50件，办结49件，其中自然人46件。", "50件= 49件= 46件="),
        ("新收50件，办结49件，其中自然人86件。", "50件= 49件= 86件="),
        ("新收50件，办结49件，其中自然人47件。", "50件= 49件= 47件≠"),
        ("新收50件。认真办理行政复议，自然人40件。", "50件= 40件="),
        ("新收50件，培训120人次，办结49件。", "50件= 120人次? 49件="),
        ("新收50件（比上年有所增加，办理建议11件），予以公开24件。", "50件= 11件? 24件≠"),
        ("新收：电子邮件60件。", "60件?"),
        ("新收51件", "51件≠"),
        ("，新收51件。", "51件≠"),
        ("新收50件，行政复议5件，自然人40件，结果维持3件。", "50件= 5件= 40件= 3件="),
        ("新收50件，行政复议5件，结果维持3件，自然人40件。", "50件= 5件= 3件= 40件="),
    ],
)
def test_applicants_belong_to_what_was_counted_and_stay_until_the_sentence_ends(text: str, figures: str) -> None:
    assert told(f"认真办理政府信息公开申请。{text}") == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("予以公开、部分公开分别为23件。共5件。", "23件= 5件?"),
        ("予以公开、部分公开、不予公开分别为23件、5件、6件。", "23件= 5件= 6件="),
        ("予以公开、部分公开、不予公开分别为23件、5件、7件。", "23件= 5件= 7件≠"),
        ("予以公开、部分公开、不予公开分别为23件、5件，办结49件。", "23件= 5件= 49件="),
        ("新收申请中，自然人、法人或其他组织、商业企业分别为40件、10件、10件。", "40件= 10件= 10件="),
        ("新收自然人、商业企业分别为40件、10件。", "40件= 10件="),
        ("新收分别为50件、3件。", "50件= 3件?"),
        ("予以公开和部分公开28件。", "28件="),
        ("予以公开和部分公开29件。", "29件≠"),
        ("予以公开部分公开28件。", "28件?"),
        ("予以公开部分公开不予公开34件。", "34件?"),
        ("予以公开、部分公开均为5件。", "5件?"),
        ("新收自然人和商业企业50件。", "50件="),
        ("新收自然人商业企业51件。", "51件?"),
        ("新收自然人商业企业科研机构51件。", "51件?"),
        ("新收（上年结转在内）60件。", "60件?"),
        ("全年，新收50件、上年结转（含跨年）3件。", "50件= 3件="),
        ("不予公开答复6件。", "6件="),
        ("不予公开答复7件。", "7件≠"),
    ],
)
def test_several_names_share_a_figure_or_have_one_each(text: str, figures: str) -> None:
    assert told(f"认真办理政府信息公开申请。{text}") == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("作出行政许可决定1201件。", "1201件≠"),
        ("培训3次，作出行政许可决定1201件。", "3次? 1201件?"),
        ("培训3次。作出行政许可决定1201件。", "3次? 1201件≠"),
        ("培训120人次，作出行政许可决定1201件。", "120人次? 1201件?"),
        ("办理建议11件，作出行政许可决定1201件。", "11件? 1201件?"),
        ("办理政府信息公开申请，培训120人次，办结48件。", "120人次? 48件≠"),
        ("满意率99%，作出行政许可决定1201件。", "99%? 1201件≠"),
        ("公开行政处罚决定48件、行政许可决定1201件。", "48件? 1201件?"),
        ("公开行政处罚决定48件。作出行政许可决定1201件。", "48件? 1201件≠"),
        ("作出行政处罚决定35件、行政许可决定1201件。", "35件= 1201件≠"),
        ("50件新收依申请公开件。", "50件="),
        ("公开60件新收的政府信息公开申请。", "60件?"),
        ("规范性文件7件。", "7件?"),
        ("规范性文件7件，其中废止3件。", "7件? 3件?"),
        ("制发规范性文件6件，其中废止3件。", "6件= 3件≠"),
        ("受理政府信息公开行政复议6件，结果维持4件。", "6件? 4件?"),
        ("累计收到政府信息公开申请90件，自然人80件。", "90件? 80件?"),
    ],
)
def test_after_a_figure_that_is_not_certain_what_follows_in_the_sentence_is_not_either(text: str, figures: str) -> None:
    assert told(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("去年收到政府信息公开申请40件，办结39件。", "40件? 39件?"),
        ("上年收到政府信息公开申请40件。新收51件。", "40件? 51件≠"),
        ("办结政府信息公开申请49件，去年收到40件，办结39件，本年度办结48件。", "49件= 40件? 39件? 48件?"),
        ("2022年，收到政府信息公开申请40件。2023年，新收51件。", "40件? 51件≠"),
        ("去年没有政府信息公开申请。", ""),
        ("（二）依申请公开情况\n办理建议11件。新收51件。", "11件? 51件≠"),
        ("（二）依申请公开情况\n办理建议11件，新收51件。", "11件? 51件?"),
        ("（二）政务宣传情况\n办理建议11件。新收51件。", "11件? 51件?"),
        ("办理政府信息公开申请。收到信访件9件，办结48件。", "9件? 48件?"),
        ("办理政府信息公开申请。我局办理信访，办结48件。", "48件?"),
        ("办理政府信息公开申请。我局狠抓落实，办结48件。", "48件≠"),
    ],
)
def test_another_time_and_another_matter_last_until_the_sentence_or_the_report_comes_back(
    text: str, figures: str
) -> None:
    assert told(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("全年无政府信息公开申请。", "全年无政府信息公开申请≠"),
        ("全年无依申请公开事宜，无信访事项。", "全年无依申请公开事宜≠"),
        ("没有政府信息公开行政复议和行政诉讼。", "没有政府信息公开行政复议和行政诉讼≠"),
        ("没有政府信息公开行政诉讼结果纠正的情况。", "没有政府信息公开行政诉讼结果纠正的情况="),
        ("没有自然人的政府信息公开申请。", ""),
    ],
)
def test_a_none_is_that_of_what_it_names(text: str, figures: str) -> None:
    assert told(text) == figures


def test_a_figure_that_a_line_end_breaks_stands_in_its_first_line() -> None:
    lines = ["概况。", "（二）依申请公开情况", "全年收到政府信息公开申请共计51", "件，办结48件。", "特此报告。"]
    text = "\n".join(lines)
    filing = with_values(new_filing("disclosure", "清源县教育局", 2023), {**EMPTY, **TABLE, "overview": text})
    first, second = facts(filing)
    assert (first.paragraph, lines[2][first.start : first.end], first.text) == (2, "51", "51")
    assert (second.paragraph, lines[3][second.start : second.end], second.text) == (3, "48件", "48件")
    assert first.words == "全年收到政府信息公开申请共计51件"
