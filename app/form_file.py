"""Reading the editions of the law from `forms/<family>/<edition>.toml`, and choosing the one of a year."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

from app import toml_file
from app.errors import NoEdition
from app.form import Axis, Band, Field, Form, Label, Section
from app.form_rules import check_rules
from app.i18n import _
from app.near import near
from app.paths import form_folders
from app.toml_file import fault

DEFAULT_FAMILY = "disclosure"
_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
_DUE = re.compile(r"[0-9]{2}-[0-9]{2}")
_ANY_YEAR = "2001"
"""A year without a 29 February: a duty falls due in every year."""
_HEAD = 4000
_FIRST_YEAR = re.compile(r"^first_year\s*=\s*(\d+)\s*(?:#.*)?$", re.MULTILINE)
_IDENTITY = ("organization", "year")


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
    """The edition that holds for a report year. Raises NoEdition, naming the years that have one.

    Only that edition is read: the others tell their years in one line.
    """
    known = _first_years(family, form_folders())
    for first, path in reversed(known):
        if first <= year:
            return _loaded(path)
    if not known:
        raise NoEdition(_("There is no form “{family}” on this computer.").format(family=family))
    text = _("There is no edition of the form for {year}; the earliest holds from {first} on. Please check the year.")
    raise NoEdition(text.format(year=year, first=known[0][0]))


@cache
def _editions(family: str, folders: tuple[Path, ...]) -> tuple[Form, ...]:
    files = _files(family, folders)
    forms = sorted((_loaded(path) for path in files.values()), key=lambda form: form.first_year)
    for earlier, later in pairwise(forms):
        if earlier.first_year == later.first_year:
            what = _("the edition {edition} begins in the same year").format(edition=earlier.edition)
            raise fault(files[later.edition], "first_year", what)
    return tuple(forms)


@cache
def _first_years(family: str, folders: tuple[Path, ...]) -> tuple[tuple[int, Path], ...]:
    """The first years of a family's editions with their files, in order."""
    years = ((_first_year(path), path) for path in _files(family, folders).values())
    return tuple(sorted(years, key=lambda found: found[0]))


def _first_year(path: Path) -> int:
    """The first year of an edition, from its line at the head of the file; a file without one is read whole."""
    try:
        head = path.read_text(encoding="utf-8")[:_HEAD]
    except (OSError, UnicodeError):
        head = ""
    found = _FIRST_YEAR.search(head.partition("[[")[0])
    return int(found[1]) if found else _loaded(path).first_year


def _files(family: str, folders: tuple[Path, ...]) -> dict[str, Path]:
    return {path.stem: path for folder in folders for path in sorted((folder / family).glob("*.toml"))}


@cache
def _loaded(path: Path) -> Form:
    """One object as long as the program runs: forms are compared by `is`."""
    return load(path)


def _check(path: Path, form: Form) -> None:
    _unique(path, "section", (section.id for section in form.sections))
    _check_renamed(path, "section", form.sections)
    for section in form.sections:
        _check_section(path, section)
    check_rules(path, form)
    _unique(path, "", [*form.narratives, *form.fields, *(c.address for s in form.sections for c in form.cells_of(s))])


def _check_section(path: Path, section: Section) -> None:
    place = f"section[{section.id}]"
    _check_id(path, place, section.id)
    if section.carry and section.kind != "narrative":
        raise fault(path, f"{place}.carry", _("a narrative alone is offered; fields, rows, columns have their own key"))
    _unique(path, f"{place}.fields", (field.id for field in section.fields))
    _check_renamed(path, f"{place}.fields", section.fields)
    for field in section.fields:
        _check_field(path, f"{place}.fields[{field.id}]", field)
    _check_aspects(path, f"{place}.aspect", section)
    if bool(section.bands) != (section.kind == "table"):
        raise fault(path, place, _("a table section has bands, any other has none"))
    addresses: list[str] = []
    for number, band in enumerate(section.bands, 1):
        _check_band(path, f"{place}.band[{number}]", band)
        addresses += [f"{row.id}/{column.id}" for row in band.row_axis.leaves for column in band.column_axis.leaves]
    _unique(path, place, addresses)
    _unique(path, f"{place}.rule", (rule.code for rule in section.rules))


def _check_field(path: Path, place: str, field: Field) -> None:
    _check_id(path, place, field.id)
    if field.carry and (field.id in _IDENTITY or field.type == "year"):
        raise fault(path, f"{place}.carry", _("organization and year are the draft's own and are not carried over"))
    _unique(path, f"{place}.choices", (choice.id for choice in field.choices))
    for choice in field.choices:
        if choice.due and not _is_due(choice.due):
            what = _("“{text}” is no month and day of every year, as in 01-31").format(text=choice.due)
            raise fault(path, f"{place}.choices[{choice.id}].due", what)


def _is_due(text: str) -> bool:
    try:
        date.fromisoformat(f"{_ANY_YEAR}-{text}")
    except ValueError:
        return False
    return bool(_DUE.fullmatch(text))


def _check_aspects(path: Path, place: str, section: Section) -> None:
    if section.aspects and section.kind != "narrative":
        raise fault(path, place, _("a narrative alone speaks of aspects"))
    _unique(path, place, (aspect.id for aspect in section.aspects))
    parents = [aspect.id for aspect in section.aspects if "." not in aspect.id]
    for aspect in section.aspects:
        _check_id(path, f"{place}[{aspect.id}]", aspect.id)
        if not all((aspect.label, *aspect.words)):
            raise fault(path, f"{place}[{aspect.id}]", _("label and words may not be empty: they are looked for"))
        parent = aspect.id.rpartition(".")[0]
        if parent and parent not in parents:
            what = _("“{parent}” does not exist").format(parent=parent)
            raise fault(path, f"{place}[{aspect.id}]", what + near(parent, parents))


def _check_renamed(path: Path, place: str, entries: Sequence[Section | Field | Label]) -> None:
    """An earlier id is that of one thing, and not of one that the form still has under it."""
    ids, taken = {one.id for one in entries}, set[str]()
    for one in entries:
        here = f"{place}[{one.id}].renamed"
        for old in one.renamed:
            _check_id(path, here, old)
            if old in ids:
                raise fault(path, here, _("“{id}” stands in this form: it was not renamed").format(id=old))
            if old in taken:
                raise fault(path, here, _("“{id}” is already the earlier id of another").format(id=old))
            taken.add(old)


def _check_band(path: Path, place: str, band: Band) -> None:
    axes = {"columns": band.column_axis, "rows": band.row_axis}
    for name, axis in axes.items():
        _check_axis(path, f"{place}.{name}", axis)
        for label in axis.labels:
            _check_carry(path, f"{place}.{name}[{label.id}].carry", name, axis, label)
    if all(any(label.carry for label in axis.labels) for axis in axes.values()):
        raise fault(path, place, _("either rows or columns are carried over: no cell has two figures"))


def _check_carry(path: Path, place: str, name: str, axis: Axis, label: Label) -> None:
    if label.carry is None:
        return
    if label.sum or not axis.is_leaf(label):
        raise fault(path, place, _("nothing is carried over to a total or a group: their figures are not entered"))
    if not label.carry.last:
        raise fault(path, f"{place}.last", _("the list is empty"))
    leaves = {leaf.id: leaf for leaf in axis.leaves}
    for key, ids in asdict(label.carry).items():
        _unique(path, f"{place}.{key}", ids)
        for id in ids:
            if id not in leaves:
                what = _("“{id}” is none of the {axis} that have values").format(id=id, axis=name)
                raise fault(path, f"{place}.{key}", what + near(id, leaves))
            if key != "last" and label in axis.entered(leaves[id]):
                raise fault(path, f"{place}.{key}", _("the figure would rest on itself"))


def _check_axis(path: Path, place: str, axis: Axis) -> None:
    ids = [label.id for label in axis.labels]
    if not ids:
        raise fault(path, place, _("the list is empty"))
    _unique(path, place, ids)
    _check_renamed(path, place, axis.labels)
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
    if label.renamed and not axis.is_leaf(label):
        what = _("a group has no place of its own; write the earlier ids at the labels below it")
        raise fault(path, f"{place}.renamed", what)


def _check_id(path: Path, place: str, id: str) -> None:
    if not _ID.fullmatch(id):
        raise fault(path, place, _("“{id}” is no id: small letters, digits, _ and dots").format(id=id))


def _unique(path: Path, place: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for id in ids:
        if id in seen:
            raise fault(path, place, _("the id “{id}” stands twice").format(id=id))
        seen.add(id)
