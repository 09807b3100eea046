"""The pages of the wizard. A new kind of section is one class, and here one function and one line.

A class is loaded when a page of its kind is first shown: the window opens sooner for it.
"""

from collections.abc import Callable, Mapping

from ui.pages.base import SectionPage


def _fields() -> type[SectionPage]:
    from ui.pages.fields import FieldsPage

    return FieldsPage


def _narrative() -> type[SectionPage]:
    from ui.pages.narrative import NarrativePage

    return NarrativePage


def _table() -> type[SectionPage]:
    from ui.pages.table import TablePage

    return TablePage


PAGE_FOR_KIND: Mapping[str, Callable[[], type[SectionPage]]] = {
    "fields": _fields,
    "narrative": _narrative,
    "table": _table,
}
