"""The verb that looks at this computer: what the program needs, how it is, what to do."""

from argparse import ArgumentParser

from app.commands.call import FAILED, FINDINGS, FINE, Answer, Call, Verb
from app.i18n import _


def _arguments(parser: ArgumentParser) -> None:
    """The verb takes none."""


def _doctor(call: Call) -> Answer:
    """Exit code 1 where something is worth a note, 2 where something is bad; the answer is whole in each case."""
    from app.doctor import Health, examine, in_words, worst
    from app.doctor.computer import without_window

    results = examine(without_window(call.store_file))
    shapes = [
        {"subject": one.subject, "health": one.health.value, "said": one.said, "advice": one.advice} for one in results
    ]
    codes = {Health.GOOD: FINE, Health.NOTE: FINDINGS, Health.BAD: FAILED}
    return Answer(in_words(results), shapes, codes[worst(results)])


DOCTOR = Verb(lambda: _("look whether this computer has all that the program needs"), _arguments, _doctor)
