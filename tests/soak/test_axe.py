"""Our pages as axe-core finds them in headless Chromium: no violation, on a phone as on a desk.

It needs Debian's `chromium` and the npm package `axe-core` (`npm install --global axe-core`, or GONGKAI_AXE names its
`axe.min.js`); without either the tests are skipped, visibly.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from functools import lru_cache
from html import unescape
from pathlib import Path

import pytest

from app import carrier, layout
from app.blocks import Block
from app.draft import Filing, new_filing, with_values
from app.draft_file import read_draft
from app.paths import samples
from app.report import CopyKind, compose
from app.writers.html import fragment, write_html

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WIDTHS = {"phone": "390,844", "desk": "1280,1024"}
COPIES: tuple[CopyKind, ...] = ("draft", "review", "filing")
RUN = """
<script>
axe.run(document, {resultTypes: ['violations', 'passes']}).then(function (found) {
  var told = document.createElement('pre');
  told.id = 'told';
  told.textContent = JSON.stringify({
    passes: found.passes.map(function (one) { return one.id; }),
    violations: found.violations.map(function (one) { return [one.id, one.help, one.nodes[0].html]; })
  });
  document.body.appendChild(told);
});
</script>
"""
LOOKED_AT = {"td-headers-attr", "th-has-data-cells", "scope-attr-valid", "html-has-lang", "document-title", "region"}
LOOKED_AT |= {"heading-order", "color-contrast", "landmark-one-main", "page-has-heading-one", "meta-viewport"}


@lru_cache
def axe() -> Path | None:
    """The script of axe-core on this computer."""
    given = os.environ.get("GONGKAI_AXE")
    npm = shutil.which("npm")
    if not given and npm:
        root = subprocess.run([npm, "root", "--global"], capture_output=True, text=True, check=False).stdout.strip()
        given = f"{root}/axe-core/axe.min.js"
    return Path(given) if given and Path(given).is_file() else None


@pytest.fixture(autouse=True)
def needs_browser_and_axe() -> None:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (Debian's package chromium)")
    if axe() is None:
        pytest.skip("axe-core is not installed (npm install --global axe-core, or GONGKAI_AXE)")


def found_in(page: str, folder: Path, size: str) -> dict[str, list[str]]:
    """What axe-core says of a page in a window of this size."""
    script = axe()
    assert script is not None
    file = folder / "page.html"
    code = script.read_text(encoding="utf-8").replace("</script", "<\\/script")
    file.write_text(page.replace("</body>", f"<script>{code}</script>{RUN}</body>"), encoding="utf-8")
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    command += [f"--window-size={size}", "--virtual-time-budget=60000", "--dump-dom", file.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=True)
    told = re.search(r'<pre id="told">(.*?)</pre>', done.stdout, re.DOTALL)
    assert told, done.stdout[-500:]
    found = json.loads(unescape(told[1]))
    assert isinstance(found, dict)
    return found


def composed(filing: Filing, copy: CopyKind) -> tuple[Block, ...]:
    return compose(filing, copy, layout.load().mark(copy, "3"))


def page_of(filing: Filing, copy: CopyKind = "filing") -> str:
    return write_html(composed(filing, copy), layout.load(), carrier.identity(filing)).decode()


def test_a_full_report_has_no_violation_on_a_phone_or_on_a_desk(share: Callable[[int], int], tmp_path: Path) -> None:
    cases = [(path, size) for path in samples() for size in WIDTHS.values()]
    for path, size in cases[: share(len(cases))]:
        found = found_in(page_of(read_draft(path)[0]), tmp_path, size)
        assert found["violations"] == [], (path.stem, size)
        assert LOOKED_AT - set(found["passes"]) == set()


def test_a_blank_report_has_no_violation_in_any_copy(share: Callable[[int], int], tmp_path: Path) -> None:
    cases = [(year, copy) for year in (2020, 2023) for copy in COPIES]
    for year, copy in cases[: share(len(cases))]:
        page = page_of(new_filing("disclosure", "某局", year), copy)
        assert found_in(page, tmp_path, WIDTHS["phone"])["violations"] == [], (year, copy)


def test_headings_of_every_level_and_words_without_end_have_no_violation(tmp_path: Path) -> None:
    text = "1.先是三级\n（1）再是四级\n（一）后是二级\n" + "https://" + "x" * 400 + "\n<b>&amp;\"'"
    filing = with_values(new_filing("disclosure", "某局", 2023), {"overview": text, "other": "（1）四级在前\n正文。"})
    assert found_in(page_of(filing), tmp_path, WIDTHS["phone"])["violations"] == []


def test_what_is_pasted_into_a_portal_has_none_of_its_own(tmp_path: Path) -> None:
    pasted = fragment(composed(read_draft(samples()[-1])[0], "filing"), layout.load())
    portal = (
        f'<!DOCTYPE html><html lang="zh-CN"><head><title>门户</title></head><body><main>{pasted}</main></body></html>'
    )
    assert found_in(portal, tmp_path, WIDTHS["desk"])["violations"] == []


def test_a_table_whose_values_point_at_no_label_is_found_out(tmp_path: Path) -> None:
    broken = page_of(read_draft(samples()[-1])[0]).replace('headers="', 'headers="gone', 1)
    assert "td-headers-attr" in [one[0] for one in found_in(broken, tmp_path, WIDTHS["desk"])["violations"]]
