"""What a rule of a form file must say: each kind has its own keys, and speaks of rows and columns that are there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from app.form import Band, Form, Rule, RuleKind, Section
from app.i18n import _
from app.near import near
from app.toml_file import fault


@dataclass(frozen=True, slots=True)
class _Keys:
    """The keys of a kind: all of `needed`, one of `either` where there are some, and what may stand besides.

    `said` are the words that its message may hold.
    """

    needed: tuple[str, ...]
    said: tuple[str, ...]
    either: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ("only",)


_WHERE = ("place", "row", "column")
_RECKONED = _Keys(
    ("left",),
    (*_WHERE, "left", "right", "last", "add", "subtract", "difference"),
    either=("last", "add"),
    allowed=("subtract", "only"),
)
_KEYS: Mapping[RuleKind, _Keys] = {
    "equal": _Keys(("left", "right"), ("column", "left", "right", "difference"), allowed=("right_year",)),
    "follows": _RECKONED,
    "at_most": _RECKONED,
    "at_least": _RECKONED,
    "zero": _Keys(("left",), (*_WHERE, "left")),
    "share": _Keys(("left", "right", "percent"), (*_WHERE, "left", "right", "share"), allowed=("only", "least")),
    "jump": _Keys(
        ("left",),
        (*_WHERE, "left", "last", "difference"),
        either=("percent", "times"),
        allowed=("only", "least", "least_from_zero"),
    ),
    "amount": _Keys(
        ("left", "smaller"),
        (*_WHERE, "left", "last", "smaller"),
        either=("most", "times"),
        allowed=("only", "least"),
    ),
    "same_numbers": _Keys(("least",), ("table", "count"), allowed=("left",)),
    "spoken_of": _Keys(("left", "narrative", "words"), (*_WHERE, "left", "narrative")),
}
_OWN = tuple(dict.fromkeys(key for one in _KEYS.values() for key in (*one.needed, *one.either, *one.allowed)))
"""The keys that belong to some kinds only."""


def check_rules(path: Path, form: Form) -> None:
    """Raises FormFileError for the first rule that says too little, too much, or names what is not there."""
    for section in form.sections:
        for rule in section.rules:
            place = f"section[{section.id}].rule[{rule.code}]"
            _check_keys(path, place, rule)
            _check_ids(path, place, section, rule)
            _check_message(path, place, rule)
            _check_conditions(path, place, form, rule)
            _check_cause(path, place, section, rule)


def _check_keys(path: Path, place: str, rule: Rule) -> None:
    keys = _KEYS[rule.kind]
    own = (*keys.needed, *keys.either, *keys.allowed)
    for key in _OWN:
        if getattr(rule, key) and key not in own:
            what = _("a rule of the kind “{kind}” has no such key; it has: {keys}")
            raise fault(path, f"{place}.{key}", what.format(kind=rule.kind, keys=", ".join(own)))
        if isinstance(getattr(rule, key), int) and getattr(rule, key) < 0 and key != "right_year":
            raise fault(path, f"{place}.{key}", _("a number of 0 or more is expected"))
    for key in keys.needed:
        if not getattr(rule, key):
            what = _("the list is empty") if getattr(rule, key) == () else _("the key “{key}” is missing")
            raise fault(path, f"{place}.{key}", what.format(key=key))
    if keys.either and not any(getattr(rule, key) for key in keys.either):
        what = _("one of these keys is needed: {keys}")
        raise fault(path, place, what.format(keys=", ".join(keys.either)))
    if rule.right_year not in (0, -1):
        raise fault(path, f"{place}.right_year", _("only 0 and -1 are known"))


def _check_ids(path: Path, place: str, section: Section, rule: Rule) -> None:
    if rule.kind == "equal":
        _check_rows(path, place, section, rule)
    elif rule.kind == "same_numbers":
        _known(path, place, rule.left, [id for band in section.bands for ids in _leaves(band) for id in ids])
    else:
        _check_lines(path, place, section, rule)


def _check_rows(path: Path, place: str, section: Section, rule: Rule) -> None:
    rows = [row.id for band in section.bands for row in band.row_axis.leaves]
    for row in (*rule.left, *rule.right):
        if row not in rows:
            what = _("the rule names the row “{id}”, which does not exist").format(id=row)
            raise fault(path, place, what + near(row, rows))
    compared = {*rule.left, *(() if rule.right_year else rule.right)}
    if not any(compared <= {row.id for row in band.row_axis.leaves} for band in section.bands):
        raise fault(path, place, _("the rows of the rule do not stand in one band"))


def _check_lines(path: Path, place: str, section: Section, rule: Rule) -> None:
    named = (*rule.left, *rule.right, *rule.last, *rule.add, *rule.subtract)
    axes = [pair for band in section.bands for pair in (_leaves(band), _leaves(band)[::-1])]
    _known(path, place, named, [id for along, _across in axes for id in along])
    lines = [across for along, across in axes if set(named) <= set(along)]
    if not lines:
        raise fault(path, place, _("what the rule names does not stand along one side of one band"))
    _known(path, f"{place}.only", rule.only, [id for across in lines for id in across])


def _leaves(band: Band) -> tuple[list[str], list[str]]:
    return [row.id for row in band.row_axis.leaves], [column.id for column in band.column_axis.leaves]


def _known(path: Path, place: str, named: Iterable[str], known: Iterable[str]) -> None:
    ids = list(dict.fromkeys(known))
    for id in named:
        if id not in ids:
            what = _("the rule names “{id}”, which is no row and no column with values").format(id=id)
            raise fault(path, place, what + near(id, ids))


def _check_message(path: Path, place: str, rule: Rule) -> None:
    known = _KEYS[rule.kind].said
    try:
        names = {name for _text, name, _spec, _conversion in Formatter().parse(rule.message) if name is not None}
    except ValueError as error:
        raise fault(path, f"{place}.message", str(error)) from error
    for name in sorted(names - set(known)):
        what = _("the message has an unknown place “{name}”").format(name=name)
        raise fault(path, f"{place}.message", what + near(name, sorted(known)))
    try:
        rule.message.format(**dict.fromkeys(known, ""))
    except (ValueError, LookupError) as error:
        raise fault(path, f"{place}.message", str(error)) from error


def _check_conditions(path: Path, place: str, form: Form, rule: Rule) -> None:
    for address, accepted in rule.when.items():
        asked = form.fields.get(address)
        if asked is None:
            what = _("“{address}” is no field of this form").format(address=address)
            raise fault(path, f"{place}.when", what + near(address, form.fields))
        choices = [choice.id for choice in asked.choices]
        for value in accepted if choices else ():
            if value and value not in choices:
                what = _("“{value}” is not one of: {choices}").format(value=value, choices=", ".join(choices))
                raise fault(path, f"{place}.when", what + near(value, choices))
    if rule.narrative and rule.narrative not in form.narratives:
        what = _("the rule names the narrative “{id}”, which does not exist").format(id=rule.narrative)
        raise fault(path, f"{place}.narrative", what + near(rule.narrative, form.narratives))
    if not all(rule.words):
        raise fault(path, f"{place}.words", _("a word may not be empty: it is looked for"))


def _check_cause(path: Path, place: str, section: Section, rule: Rule) -> None:
    """The cause is another rule of the section, and no circle leads back."""
    codes = {one.code: one for one in section.rules}
    if rule.cause and rule.cause not in codes:
        what = _("the rule names the rule “{code}”, which does not exist").format(code=rule.cause)
        raise fault(path, f"{place}.cause", what + near(rule.cause, codes))
    if rule.cause in _causes(codes, rule):
        raise fault(path, f"{place}.cause", _("the causes lead back to the rule itself"))


def _causes(codes: Mapping[str, Rule], rule: Rule) -> Iterator[str]:
    """The codes of all rules that have this one among their causes, itself first."""
    found = {rule.code}
    yield rule.code
    while more := {one.code for one in codes.values() if one.cause in found} - found:
        found |= more
        yield from more
