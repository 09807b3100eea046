"""Reading the editions of the law from `forms/<family>/<edition>.toml`, and choosing the one of a year."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from string import Formatter

from app import toml_file
from app.errors import NoEdition
from app.form import Axis, Band, Form, Label, Rule, Section
from app.i18n import _
from app.near import near
from app.paths import form_folders
from app.toml_file import fault

DEFAULT_FAMILY = "disclosure"
_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
_MESSAGE_NAMES = {"column", "left", "right", "difference"}


def load(path: Path) -> Form:
    """The form of one file, checked; its family is the folder's name. Raises FormFileError."""
    form = toml_file.read(path, Form, family=path.parent.name)
    if form.edition != path.stem:
        raise fault(path, "edition", _("the edition must be the file's name, “{name}”").format(name=path.stem))
    _check(path, form)
    return form


def editions(family: str = DEFAULT_FAMILY) -> tuple[Form, ...]:
    """The family's editions on hand, oldest first. Raises FormFileError."""
    return _editions(family, form_folders())


def families() -> tuple[str, ...]:
    """The families on hand, the statutory one first."""
    found = {path.parent.name for folder in form_folders() for path in folder.glob("*/*.toml")}
    return tuple(sorted(found, key=lambda name: (name != DEFAULT_FAMILY, name)))


def form_for(family: str, year: int) -> Form:
    """The edition that holds for a report year. Raises NoEdition, naming the years that have one."""
    known = editions(family)
    for form in reversed(known):
        if form.first_year <= year:
            return form
    if not known:
        raise NoEdition(_("There is no form “{family}” on this computer.").format(family=family))
    text = _("There is no edition of the form for {year}; the earliest holds from {first} on. Please check the year.")
    raise NoEdition(text.format(year=year, first=known[0].first_year))


@lru_cache
def _editions(family: str, folders: tuple[Path, ...]) -> tuple[Form, ...]:
    files = {path.stem: path for folder in folders for path in sorted((folder / family).glob("*.toml"))}
    forms = sorted((load(path) for path in files.values()), key=lambda form: form.first_year)
    for earlier, later in pairwise(forms):
        if earlier.first_year == later.first_year:
            what = _("the edition {edition} begins in the same year").format(edition=earlier.edition)
            raise fault(files[later.edition], "first_year", what)
    return tuple(forms)


def _check(path: Path, form: Form) -> None:
    _unique(path, "section", (section.id for section in form.sections))
    for section in form.sections:
        _check_section(path, section)
    _unique(path, "", [*form.narratives, *form.fields, *(c.address for s in form.sections for c in form.cells_of(s))])


def _check_section(path: Path, section: Section) -> None:
    place = f"section[{section.id}]"
    _check_id(path, place, section.id)
    _unique(path, f"{place}.fields", (field.id for field in section.fields))
    for field in section.fields:
        _check_id(path, f"{place}.fields[{field.id}]", field.id)
        _unique(path, f"{place}.fields[{field.id}].choices", (choice.id for choice in field.choices))
    if bool(section.bands) != (section.kind == "table"):
        raise fault(path, place, _("a table section has bands, any other has none"))
    addresses: list[str] = []
    for number, band in enumerate(section.bands, 1):
        _check_band(path, f"{place}.band[{number}]", band)
        addresses += [f"{row.id}/{column.id}" for row in band.row_axis.leaves for column in band.column_axis.leaves]
    _unique(path, place, addresses)
    _check_rules(path, place, section)


def _check_band(path: Path, place: str, band: Band) -> None:
    for name, axis in (("columns", band.column_axis), ("rows", band.row_axis)):
        _check_axis(path, f"{place}.{name}", axis)


def _check_axis(path: Path, place: str, axis: Axis) -> None:
    ids = [label.id for label in axis.labels]
    if not ids:
        raise fault(path, place, _("the list is empty"))
    _unique(path, place, ids)
    open_groups: list[str] = []
    for label in axis.labels:
        _check_id(path, f"{place}[{label.id}]", label.id)
        while open_groups and not label.id.startswith(open_groups[-1] + "."):
            open_groups.pop()
        _check_parent(path, place, label, ids, open_groups)
        open_groups.append(label.id)
        _check_label(path, f"{place}[{label.id}]", axis, label, ids)


def _check_parent(path: Path, place: str, label: Label, ids: list[str], open_groups: list[str]) -> None:
    """A label stands under its parent, and right after it or one of its siblings: only then do the cells tile."""
    parent = label.id.rpartition(".")[0]
    if parent == (open_groups[-1] if open_groups else ""):
        return
    if parent in ids:
        raise fault(path, f"{place}[{label.id}]", _("must stand under “{parent}”").format(parent=parent))
    raise fault(path, f"{place}[{label.id}]", _("“{parent}” does not exist").format(parent=parent) + near(parent, ids))


def _check_label(path: Path, place: str, axis: Axis, label: Label, ids: list[str]) -> None:
    if label.lines and "".join(label.lines) != label.label:
        raise fault(path, f"{place}.lines", _("the lines do not make up the label"))
    for group in label.sum:
        if group not in ids:
            what = _("the sum names “{id}”, which does not exist").format(id=group)
            raise fault(path, f"{place}.sum", what + near(group, ids))
    if label.sum and not axis.entered(label):
        raise fault(path, f"{place}.sum", _("the sum is over nothing"))
    if label.sum and not axis.is_leaf(label):
        raise fault(path, f"{place}.sum", _("a group cannot be a sum"))


def _check_rules(path: Path, place: str, section: Section) -> None:
    _unique(path, f"{place}.rule", (rule.code for rule in section.rules))
    rows = [row.id for band in section.bands for row in band.row_axis.leaves]
    for rule in section.rules:
        here = f"{place}.rule[{rule.code}]"
        for row in (*rule.left, *rule.right):
            if row not in rows:
                what = _("the rule names the row “{id}”, which does not exist").format(id=row)
                raise fault(path, here, what + near(row, rows))
        _check_sides(path, here, section, rule)
        _check_message(path, here, rule.message)
        if rule.right_year not in (0, -1):
            raise fault(path, f"{here}.right_year", _("only 0 and -1 are known"))


def _check_sides(path: Path, place: str, section: Section, rule: Rule) -> None:
    for name, ids in (("left", rule.left), ("right", rule.right)):
        if not ids:
            raise fault(path, f"{place}.{name}", _("the list is empty"))
    compared = {*rule.left, *(() if rule.right_year else rule.right)}
    if not any(compared <= {row.id for row in band.row_axis.leaves} for band in section.bands):
        raise fault(path, place, _("the rows of the rule do not stand in one band"))


def _check_message(path: Path, place: str, message: str) -> None:
    try:
        names = {name for _text, name, _spec, _conversion in Formatter().parse(message) if name is not None}
    except ValueError as error:
        raise fault(path, f"{place}.message", str(error)) from error
    for name in sorted(names - _MESSAGE_NAMES):
        what = _("the message has an unknown place “{name}”").format(name=name)
        raise fault(path, f"{place}.message", what + near(name, sorted(_MESSAGE_NAMES)))
    try:
        message.format(**dict.fromkeys(_MESSAGE_NAMES, ""))
    except (ValueError, LookupError) as error:
        raise fault(path, f"{place}.message", str(error)) from error


def _check_id(path: Path, place: str, id: str) -> None:
    if not _ID.fullmatch(id):
        raise fault(path, place, _("“{id}” is no id: small letters, digits, _ and dots").format(id=id))


def _unique(path: Path, place: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for id in ids:
        if id in seen:
            raise fault(path, place, _("the id “{id}” stands twice").format(id=id))
        seen.add(id)
