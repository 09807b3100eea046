"""What goes to a child and comes back: an order, a reply. A form stays at home, it is compared by identity."""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from app import i18n
from app.blocks import Block, Spot
from app.draft import Draft, Note, filing_of
from app.errors import AppError
from app.form import Address
from app.intake import Intake

_OURS = "GONGKAI_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A file to be taken in, and what the child has to know of its parent: language, folder, settings."""

    path: Path
    organization: str
    year: int | None
    family: str
    seconds: float
    memory: int
    with_blocks: bool
    language: str
    folder: str
    settings: Mapping[str, str]

    @classmethod
    def of(  # noqa: PLR0913
        cls,
        path: Path,
        *,
        organization: str,
        year: int | None,
        family: str,
        seconds: float,
        memory: int,
        with_blocks: bool,
    ) -> "Order":
        """The order with what holds here and now."""
        return cls(
            path=path,
            organization=organization,
            year=year,
            family=family,
            seconds=seconds,
            memory=memory,
            with_blocks=with_blocks,
            language=i18n.language(),
            folder=_folder(path),
            settings={name: value for name, value in os.environ.items() if name.startswith(_OURS)},
        )

    def settle(self) -> None:
        """Makes language, folder and settings those of the parent."""
        i18n.use_language(self.language)
        if self.folder:
            os.chdir(self.folder)
        for name in [name for name in os.environ if name.startswith(_OURS) and name not in self.settings]:
            del os.environ[name]
        os.environ.update(self.settings)


def _folder(path: Path) -> str:
    """The folder from which a relative path begins; "" where none is needed, or it is gone."""
    with suppress(OSError):
        return "" if path.is_absolute() else str(Path.cwd())
    return ""


@dataclass(frozen=True, slots=True)
class Read:
    """A file taken in, in parts that can be sent."""

    family: str
    organization: str
    year: int
    values: Mapping[Address, str]
    notes: tuple[Note, ...]
    edition: str
    counts: Mapping[str, int]
    told: tuple[str, ...]
    blocks: tuple[Block, ...]
    origins: Mapping[Address, tuple[Spot, ...]]

    @classmethod
    def of(cls, intake: Intake, with_blocks: bool) -> "Read":
        """The parts of what was taken in."""
        draft = intake.filing.draft
        return cls(
            draft.family,
            draft.organization,
            draft.year,
            dict(draft.values),
            draft.notes,
            intake.edition,
            dict(intake.read),
            intake.told,
            intake.blocks if with_blocks else (),
            dict(intake.origins) if with_blocks else {},
        )

    def intake(self) -> Intake:
        """The whole again, with the form of this process."""
        draft = Draft(self.family, self.organization, self.year, MappingProxyType(dict(self.values)), self.notes)
        counts, origins = MappingProxyType(dict(self.counts)), MappingProxyType(dict(self.origins))
        return Intake(filing_of(draft), self.edition, counts, self.told, self.blocks, origins)


@dataclass(frozen=True, slots=True)
class Refusal:
    """An AppError raised in the child; one that is spent can read no further file."""

    kind: type[AppError]
    words: str
    is_spent: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of ours, with where in the program it is."""

    trace: str


Reply = Read | Refusal | Fault
