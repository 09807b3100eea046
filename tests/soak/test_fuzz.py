"""Files torn and shuffled at random: read with doubts or refused in words, never a crash, never a total invented."""

import random
import time

from app.draft_file import write_draft
from app.errors import AppError
from app.intake import take_in
from app.paths import samples

FILES = 2000
TABLE = """{name}2023年政府信息公开工作年度报告
一、总体情况
2023年，本局主动公开信息。
二、主动公开政府信息情况
第二十条第（一）项
信息内容\t本年制发件数\t本年废止件数\t现行有效件数
规章\t0\t0\t0
行政规范性文件\t3\t2\t10
三、收到和处理政府信息公开申请情况
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\t申请人情况
自然人\t法人或其他组织\t总计
商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他
一、本年新收政府信息公开申请数量\t12\t1\t0\t0\t0\t0\t13
二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0
四、结转下年度继续办理\t1\t0\t0\t0\t0\t0\t1
五、存在的主要问题及改进情况
还有不足。
六、其他需要报告的事项
无。
"""


def test_torn_text_is_read_or_refused_in_words(tmp_path, share):
    chance = random.Random(11)
    path = tmp_path / "report.txt"
    slowest = 0.0
    for _file in range(share(FILES)):
        path.write_bytes(torn(TABLE.format(name="某局"), chance))
        begun = time.perf_counter()
        read(path)
        slowest = max(slowest, time.perf_counter() - begun)
    assert slowest < 5


def test_torn_data_files_are_read_or_refused_in_words(tmp_path, share):
    chance = random.Random(12)
    path = tmp_path / "report.json"
    whole = write_draft(take_in(samples()[-1]).filing)
    for _file in range(share(FILES)):
        path.write_bytes(torn(whole, chance))
        read(path)


def read(path):
    try:
        filing = take_in(path, organization="某局", year=2023).filing
    except AppError:
        return
    totals = {cell.address for cell in filing.form.cells.values() if cell.is_total}
    assert not totals & filing.draft.values.keys()


def torn(text, chance):
    lines = text.splitlines(keepends=True)
    for _cut in range(chance.randrange(1, 6)):
        place = chance.randrange(len(lines))
        act = chance.choice(["drop", "double", "swap", "cut", "tabs", "noise"])
        if act == "drop" and len(lines) > 3:
            del lines[place]
        elif act == "double":
            lines.insert(place, lines[place])
        elif act == "swap":
            other = chance.randrange(len(lines))
            lines[place], lines[other] = lines[other], lines[place]
        elif act == "cut":
            lines[place] = lines[place][: chance.randrange(len(lines[place]) + 1)]
        elif act == "tabs":
            lines[place] = lines[place].replace("\t", chance.choice([" ", "", "|", "\t\t"]))
        else:
            lines[place] += "".join(chr(chance.randrange(1, 0x3000)) for _letter in range(5)) + "\n"
    content = "".join(lines).encode("utf-8", "ignore")
    if chance.random() < 0.2:
        start = chance.randrange(len(content))
        content = content[:start] + bytes(chance.randrange(256) for _byte in range(3)) + content[start:]
    return content
