"""Strict reading of TOML into dataclasses: every fault names its file and place. The only user of tomllib."""

import dataclasses
import tomllib
import types
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from app.errors import FormFileError
from app.i18n import _
from app.near import near

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")
_NONE: Mapping[str, object] = MappingProxyType({})


def read(path: Path, cls: type[T], **given: object) -> T:
    """The file as an instance of the dataclass, with the values that the caller gives for fields without a key.

    A field's key in the file is its name, or `metadata["key"]`; None for a field that does not come from the file.

    Raises FormFileError for a file that is missing or no TOML, an unknown key (with the nearest known one), a missing
    key, and a value of another type.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FormFileError(_("{file}: cannot be read: {reason}").format(file=path, reason=error)) from error
    return _Reader(path).table(table, cls, "", given)


def fault(path: Path, place: str, what: str) -> FormFileError:
    """A fault of a data file, in one line."""
    where = _("{file}, at {place}: {what}") if place else _("{file}: {what}")
    return FormFileError(where.format(file=path, place=place, what=what))


class _Reader:
    """Turns TOML values into the types that dataclasses ask for."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def table(self, table: object, cls: type[T], place: str, given: Mapping[str, object] = _NONE) -> T:
        if not isinstance(table, dict):
            raise fault(self.path, place, _("a table is expected"))
        fields = {_key(field): field for field in dataclasses.fields(cls) if _key(field)}
        self._refuse_unknown(table, list(fields), place)
        hints = _hints(cls)
        values = dict(given)
        for key, field in fields.items():
            if key in table:
                values[field.name] = self.value(table[key], hints[field.name], _join(place, key))
            elif _is_needed(field):
                raise fault(self.path, place, _("the key “{key}” is missing").format(key=key))
        return cls(**values)

    def value(self, value: object, hint: Any, place: str) -> Any:
        origin = get_origin(hint)
        if origin in (Union, types.UnionType):
            return self.value(value, next(arg for arg in get_args(hint) if arg is not type(None)), place)
        if origin is Literal:
            return self._one_of(value, [str(arg) for arg in get_args(hint)], place)
        if origin is tuple:
            return self._list(value, get_args(hint)[0], place)
        if origin is not None and issubclass(origin, Mapping):
            return self._mapping(value, get_args(hint)[1], place)
        if isinstance(hint, type) and dataclasses.is_dataclass(hint):
            return self.table(value, hint, place)
        if type(value) is not hint:
            kind = {str: _("text"), int: _("a whole number"), bool: _("true or false")}.get(hint, hint.__name__)
            raise fault(self.path, place, _("{kind} is expected").format(kind=kind))
        return value

    def _refuse_unknown(self, table: dict[str, object], known: list[str], place: str) -> None:
        for key in table:
            if key not in known:
                raise fault(self.path, place, _("unknown key “{key}”").format(key=key) + near(key, known))

    def _one_of(self, value: object, choices: list[str], place: str) -> object:
        if value not in choices:
            what = _("“{value}” is not one of: {choices}").format(value=value, choices=", ".join(choices))
            raise fault(self.path, place, what + near(str(value), choices))
        return value

    def _list(self, value: object, hint: Any, place: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise fault(self.path, place, _("a list is expected"))
        return tuple(self.value(one, hint, f"{place}[{_name(one, i)}]") for i, one in enumerate(value, 1))

    def _mapping(self, value: object, hint: Any, place: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise fault(self.path, place, _("a table is expected"))
        return {key: self.value(one, hint, _join(place, key)) for key, one in value.items()}


@lru_cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _key(field: "dataclasses.Field[Any]") -> str:
    return str(field.metadata.get("key", field.name) or "")


def _is_needed(field: "dataclasses.Field[Any]") -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _join(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


def _name(value: object, number: int) -> str:
    """How a list's member is called in a place: by its id where it has one, otherwise by its number."""
    own = value.get("id") or value.get("code") if isinstance(value, dict) else None
    return str(own or number)
