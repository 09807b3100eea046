"""All that is looked at, in the order in which a clerk wants to know it."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from app.doctor import keeping, program, system
from app.doctor.computer import Computer
from app.doctor.result import Health, Result, name_of
from app.errors import AppError
from app.i18n import _

Examination = Callable[[Computer], Iterable[Result]]

EXAMINATIONS: tuple[Examination, ...] = (
    keeping.store,
    keeping.place,
    keeping.backups,
    keeping.disk,
    system.input_method,
    system.fonts,
    system.screen,
    program.resources,
    program.libreoffice,
    program.versions,
)
"""Every look. A new one is one line here."""


def examine(computer: Computer) -> tuple[Result, ...]:
    """What is seen of the computer; reads the whole store, so not for the window's own thread."""
    return tuple(result for look in EXAMINATIONS for result in _seen(look, computer))


def worst(results: Iterable[Result]) -> Health:
    """The gravest of what was seen."""
    order = list(Health)
    return max((result.health for result in results), key=order.index, default=Health.GOOD)


def in_words(results: Sequence[Result]) -> str:
    """What was seen as text, to be printed or passed on."""
    lines = []
    for one in results:
        lines.append(
            _("[{health}] {subject}: {said}").format(health=name_of(one.health), subject=one.subject, said=one.said)
        )
        if one.advice:
            lines.append("    " + _("What to do: {advice}").format(advice=one.advice))
    return "\n".join(lines)


def _seen(look: Examination, computer: Computer) -> Iterator[Result]:
    """What a look sees; one that the world refuses is told and does not end the others."""
    try:
        yield from look(computer)
    except (AppError, OSError) as error:
        text = _("could not be looked at ({reason})").format(reason=error)
        yield Result(_("Examination"), Health.BAD, text, _("Look again; if it stays so, restart the computer."))
