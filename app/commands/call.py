"""What goes into a verb and what comes out: a call, an answer, the verb itself."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from app.errors import AppError
from app.i18n import _
from app.store import Store, open_store

FINE, FINDINGS, FAILED = 0, 1, 2
"""Exit codes: fine; findings that must be mended; could not be done."""


class Call:
    """One call of the command line. The store is opened when it is first asked for: a file can be checked without."""

    def __init__(self, options: Namespace, store_file: Path) -> None:
        self.options = options
        self.store_file = store_file
        self.notices: list[str] = []

    @cached_property
    def store(self) -> Store:
        """The store of drafts. Raises StoreError."""
        return open_store(self.store_file)

    def close(self) -> None:
        """Closes the store, if it was opened."""
        if "store" in vars(self):
            self.store.close()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verb has to say, in words for a clerk and as JSON, and its exit code."""

    text: str
    json: object
    code: int = FINE
    error: str = ""


def together(answers: Sequence[Answer]) -> Answer:
    """The answers about several reports as one: a list in JSON, the gravest exit code."""
    return Answer(
        "\n\n".join(filter(None, (answer.text for answer in answers))),
        [answer.json for answer in answers],
        max(answer.code for answer in answers),
        "\n".join(filter(None, (answer.error for answer in answers))),
    )


def failed(given: str, error: AppError) -> Answer:
    """What is said of one report that could not be read or stored; it never stops the others."""
    said = str(error)
    told = _("{file}: {reason}").format(file=given, reason=said)
    return Answer("", {"file": given, "error": said}, FAILED, said if given in said else told)


@dataclass(frozen=True, slots=True)
class Verb:
    """One word of the command line: what it is for, what it takes, what it does."""

    summary: Callable[[], str]
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Call], Answer]
