"""What each kind of body must do in a year, and by when: one data file a family. Keys: `resources/duties/README.md`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from app import checklist, toml_file
from app.checklist import StateName
from app.errors import AppError
from app.i18n import _
from app.near import near
from app.paths import resources
from app.toml_file import fault

Kind = Literal["law", "advice", "check"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One thing to be done: on a `day` so many `years` after the report year, or when the report is due."""

    id: str
    text: str
    source: str
    kind: Kind = "law"
    day: str = ""
    years: int = 1
    before: int = 0
    levels: tuple[str, ...] = ()
    from_year: int = 0
    state: StateName | None = None
    items: tuple[str, ...] = ()

    def concerns(self, level: str, year: int) -> bool:
        """Whether it is asked of this kind of body for the report of this year."""
        return year >= self.from_year and (not self.levels or level in self.levels)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """The obligations of a family of forms; `remind` are the days before on which a calendar program reminds."""

    title: str
    remind: tuple[int, ...]
    kinds: Mapping[str, str]
    obligations: tuple[Obligation, ...] = field(metadata={"key": "duty"})
    family: str = field(default="", metadata={"key": None})

    def name(self, organization: str, year: int) -> str:
        """What the calendar of a report is called."""
        return self.title.format(organization=organization, year=year)


def load(family: str) -> Plan:
    """The plan of a family. Raises AppError for a family without one, FormFileError for a file with a fault."""
    known = {path.stem: path for path in sorted((resources() / "duties").glob("*.toml"))}
    if family not in known:
        text = _("There is no calendar of duties for the forms “{family}”{hint}. There is one for: {known}.")
        raise AppError(text.format(family=family, hint=near(family, list(known)), known=", ".join(known)))
    return read(known[family])


@lru_cache
def read(path: Path) -> Plan:
    """The plan of one file; its family is the file's name. Raises FormFileError."""
    plan = replace(toml_file.read(path, Plan), family=path.stem)
    _check_title(path, plan)
    for kind in get_args(Kind):
        if kind not in plan.kinds:
            raise fault(path, "kinds", _("the key “{key}” is missing").format(key=kind))
    items = [item.id for item in checklist.load(plan.family).items]
    seen: set[str] = set()
    for one in plan.obligations:
        _check(path, one, items, seen)
        seen.add(one.id)
    return plan


def _check_title(path: Path, plan: Plan) -> None:
    try:
        plan.name("", 0)
    except (LookupError, ValueError) as error:
        raise fault(path, "title", _("there is an unknown place: {error}").format(error=error)) from error


def _check(path: Path, one: Obligation, items: list[str], seen: set[str]) -> None:
    place = f"duty[{one.id}]"
    if one.id in seen:
        raise fault(path, "duty", _("the id “{id}” stands twice").format(id=one.id))
    if one.day and not _is_day(one.day):
        what = _("“{text}” is no month and day of every year, as in 01-31").format(text=one.day)
        raise fault(path, f"{place}.day", what)
    for item in one.items:
        if item not in items:
            what = _("the checklist has no item “{id}”").format(id=item)
            raise fault(path, f"{place}.items", what + near(item, items))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(f"{date.min.year:04}-{text}")
    except ValueError:
        return False
    return True
