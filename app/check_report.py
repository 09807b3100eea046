"""What the checks say of one report or of many: the table of verdicts, and a page for whoever has no program.

The page is one file of HTML without script and without anything from elsewhere: to be mailed, printed and read aloud.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from string import Template
from typing import Literal

from app.causes import Group, grouped
from app.check import Checked, blank_places, check
from app.confirm import Confirmed
from app.dates import shown_moment
from app.draft import Filing
from app.figures import blanks
from app.finding import Finding, Verdict, VerdictState, verdict
from app.form import Severity
from app.i18n import _
from app.naming import name_of
from app.paths import resources
from app.rules.notes import note_behind
from app.wording import verdict_in_words

Standing = VerdictState | Literal["unreadable"]
UNREADABLE: Literal["unreadable"] = "unreadable"
_CLEANED = "text.punctuation"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChecked:
    """One report with what the checks say of it, or `error`: why it could not be read.

    `given` is how it was asked for, `told` what its reader had to say, `last` where last year's report was found;
    `blanks` is the number of places that are blank, `blank` the findings that name them.
    """

    given: str
    checked: Checked | None = None
    blanks: int = 0
    blank: tuple[Finding, ...] = ()
    told: tuple[str, ...] = ()
    last: str = ""
    error: str = ""

    @property
    def filing(self) -> Filing | None:
        """The report; None where it could not be read."""
        return self.checked.filing if self.checked else None

    @property
    def verdict(self) -> Verdict | None:
        """Whether it can be filed, as the window says it."""
        return verdict(self.checked.findings, self.blanks) if self.checked else None

    @property
    def standing(self) -> Standing:
        """The state of the verdict, or that it could not be read."""
        result = self.verdict
        return result.state if result else UNREADABLE

    @property
    def groups(self) -> tuple[Group, ...]:
        """What is open, by cause; blank places are told apart."""
        return grouped(self.checked.filing, self.checked.findings) if self.checked else ()


def report_checked(  # noqa: PLR0913
    given: str,
    filing: Filing,
    last: Filing | None = None,
    *,
    told: tuple[str, ...] = (),
    compared: str = "",
    is_print: bool = False,
) -> ReportChecked:
    """The report with all that the checks say of it, its blank places included.

    Of one that `is_print`, read from a document, what no report prints is not asked for: the fields of the cover. A
    text that is missing there is no work in progress but a fault: it must be mended.
    """
    unprinted = filing.form.fields.keys() if is_print else ()
    missing = filing.form.narratives if is_print else ()
    blank = [one for one in blank_places(filing, last) if not unprinted or not set(one.addresses).issubset(unprinted)]
    faults = tuple(one for one in blank if set(one.addresses).issubset(missing))
    checked = check(filing, last)
    return ReportChecked(
        given=given,
        checked=replace(checked, findings=(*checked.findings, *faults)),
        blanks=sum(address not in unprinted and address not in missing for address in blanks(filing)),
        blank=tuple(one for one in blank if one not in faults),
        told=told,
        last=compared,
    )


def overview(reports: Iterable[ReportChecked]) -> tuple[tuple[str, ...], ...]:
    """The table of verdicts: its heads, then a row for each report."""
    heads = (
        _("File"), _("Organization"), _("Year"), _("Verdict"), _("Must mend"), _("To verify"), _("Hints"),
        _("Blank"), _("First to be mended"),
    )  # fmt: skip
    return (heads, *map(_row, reports))


def summary(reports: Sequence[ReportChecked]) -> str:
    """How many of the reports stand how, in one line: first those with faults, which may have blanks as well."""
    counted = Counter(report.standing for report in reports)
    counted[VerdictState.BLOCKED] = sum(bool(report.verdict and report.verdict.errors) for report in reports)
    words = _standings()
    told = (_("{word}: {count}").format(word=words[one], count=counted[one]) for one in words if counted[one])
    return _("{count} reports. {told}").format(count=len(reports), told=_("; ").join(told))


def page(reports: Sequence[ReportChecked], made: datetime) -> str:
    """The whole page: the table of verdicts, then for each report what is to be done."""
    template = Template((resources() / "templates" / "checks" / "page.xml").read_text(encoding="utf-8"))
    return template.substitute(
        language=_language(),
        title=escape(_("Check of annual reports")),
        made=escape(_("Made {time}").format(time=shown_moment(made))),
        summary=escape(summary(reports)),
        overview=_table(reports),
        reports="\n".join(_section(number, report) for number, report in enumerate(reports, 1)),
    )


def _language() -> str:
    return _("en")  # the language of the interface, as the lang of HTML names it


def _standings() -> Mapping[Standing, str]:
    return {
        VerdictState.BLOCKED: _("To be mended"),
        VerdictState.INCOMPLETE: _("Not filled yet"),
        VerdictState.REVIEW: _("To be verified"),
        VerdictState.READY: _("Ready for filing"),
        UNREADABLE: _("Could not be read"),
    }


def _row(report: ReportChecked) -> tuple[str, ...]:
    word, result, filing = _standings()[report.standing], report.verdict, report.filing
    if result is None or filing is None:
        error = " ".join(report.error.split()).removeprefix(report.given).lstrip("：: ")
        return (report.given, "–", "–", word, *("–" for _count in range(4)), error)
    counts = (result.errors, result.warnings, result.infos, result.blanks)
    draft = filing.draft
    return (report.given, draft.organization, str(draft.year), word, *map(str, counts), _first(report))


def _first(report: ReportChecked) -> str:
    """What is to be done first: a fault, what is blank, a question; "" where there is nothing but hints."""
    titles: Mapping[Severity, list[str]] = {"error": [], "warning": [], "info": []}
    for group in report.groups:
        titles[group.severity].append(group.whole_title)
    blank = (finding.message for finding in report.blank)
    return next(iter((*titles["error"], *blank, *titles["warning"])), "")


# HTML


def _table(reports: Sequence[ReportChecked]) -> str:
    heads, *rows = overview(reports)
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "\n".join(_line(number, *pair) for number, pair in enumerate(zip(reports, rows, strict=True), 1))
    caption = escape(_("All reports"))
    return f"<table>\n<caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _line(number: int, report: ReportChecked, row: Sequence[str]) -> str:
    file, organization, year, word, *counts, first = map(escape, row)
    cells = (
        f'<th scope="row"><a href="#report-{number}">{file}</a></th>',
        f"<td>{organization}</td><td>{year}</td>",
        f'<td class="{report.standing}">{word}</td>',
        *(f'<td class="number">{count}</td>' for count in counts),
        f"<td>{first}</td>",
    )
    return f"<tr>{''.join(cells)}</tr>"


def _section(number: int, report: ReportChecked) -> str:
    back = escape(_("Back to the top"))
    parts = [
        f'<section class="report" aria-labelledby="report-{number}">',
        f'<h2 id="report-{number}">{escape(_name(report))}</h2>',
        _paragraph("faint", report.given),
        *(_paragraph("faint", text) for text in report.told),
        *_compared(report),
        *_body(report),
        f'<nav><a href="#">{back}</a></nav>',
        "</section>",
    ]
    return "\n".join(filter(None, parts))


def _name(report: ReportChecked) -> str:
    if report.filing is None:
        return report.given
    draft = report.filing.draft
    return _("{organization}, report for {year}").format(organization=draft.organization, year=draft.year)


def _compared(report: ReportChecked) -> Iterator[str]:
    if report.last:
        yield _paragraph("faint", _("Compared with last year's report: {file}").format(file=report.last))


def _body(report: ReportChecked) -> Iterator[str]:
    result = report.verdict
    if report.checked is None or result is None:
        yield _paragraph("verdict unreadable", report.error)
        return
    yield _paragraph(f"verdict {report.standing}", verdict_in_words(result))
    headings: Mapping[Severity, str] = {
        "error": _("Must be mended"), "warning": _("To be verified"), "info": _("Hints"),
    }  # fmt: skip
    everything = report.groups
    for severity, heading in headings.items():
        groups = [group for group in everything if group.severity == severity]
        yield from _list(heading, (_finding(report.checked.filing, group) for group in groups), bool(groups))
    blank = (f'<li class="finding">{escape(one.message)}</li>' for one in report.blank)
    yield from _list(_("Blank"), blank, bool(report.blank))
    settled = (_confirmed(one) for one in report.checked.confirmed if not one.finding.cause)
    yield from _list(_("Confirmed"), settled, bool(report.checked.confirmed))


def _list(heading: str, lines: Iterable[str], is_there: bool) -> Iterator[str]:
    if is_there:
        yield f"<h3>{escape(heading)}</h3>"
        yield "\n".join(("<ol>", *lines, "</ol>"))


def _confirmed(one: Confirmed) -> str:
    reason = _("Reason: {reason}").format(reason=one.reason or _("none given"))
    return f'<li class="finding">{escape(one.finding.message)}{_paragraph("faint", reason)}</li>'


def _finding(filing: Filing, group: Group) -> str:
    """One cause: what, the words that found no place, where with both numbers, why, how, what follows from it."""
    told = (
        (_("Why"), escape(group.why)),
        (_("How to mend"), escape(_how(filing, group))),
        (_("What follows"), escape(_("; ").join(one.message for one in group.follow))),
    )
    first = _one_place(group) if group.count == 1 else ()
    terms = "".join(f"<dt>{escape(name)}</dt><dd>{text}</dd>" for name, text in (*first, *told) if text)
    several = _members(filing, group) if group.count > 1 else ""
    extra = _paragraph("", group.text) if group.text else ""
    return f'<li class="finding"><h4>{escape(group.whole_title)}</h4>{extra}{several}<dl>{terms}</dl></li>'


def _how(filing: Filing, group: Group) -> str:
    """What to do; nothing where that is done with this program alone, of which the reader of the page has none."""
    is_settled = group.severity != "error" and note_behind(filing, group.finding) is not None
    return "" if is_settled or group.finding.code == _CLEANED else group.how


def _one_place(group: Group) -> tuple[tuple[str, str], ...]:
    """Where a finding is with what stands there, what it compares, by how much that differs."""
    places = (" ".join(filter(None, (_named(place.name), place.said))) for place in group.places)
    return (
        (_("Where"), escape(_("; ").join(places))),
        (_("Numbers"), escape(_numbers(group.finding))),
        (_("Differs by"), escape(_difference(group.finding))),
    )


def _members(filing: Filing, group: Group) -> str:
    """A line for each place of a cause that shows in several."""
    heads = "".join(f'<th scope="col">{escape(text)}</th>' for text in (_("Where"), _("Numbers"), _("Differs by")))
    rows = (
        f'<tr><th scope="row">{escape(_where(filing, one))}</th><td class="number">{escape(_numbers(one))}</td>'
        f'<td class="number">{escape(_difference(one))}</td></tr>'
        for one in group.members
    )
    caption = escape(_("{count} places").format(count=group.count))
    return f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _where(filing: Filing, finding: Finding) -> str:
    return _("; ").join(_named(name_of(filing.form, address)) for address in finding.addresses)


def _named(name: str) -> str:
    """The name of a place; the whole table where its only row has none."""
    return name.replace("“”", "").strip()


def _numbers(finding: Finding) -> str:
    """What was compared, left before right."""
    if finding.difference and len(finding.values) == 2:
        left, right = finding.values
        return _("{left} against {right}").format(left=left, right=right)
    return _("; ").join(finding.values)


def _difference(finding: Finding) -> str:
    return finding.difference.replace("-", "−")


def _paragraph(role: str, text: str) -> str:
    return f'<p class="{role}">{escape(text)}</p>' if role else f"<p>{escape(text)}</p>"
