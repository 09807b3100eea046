"""The pages of the wizard. A new kind of section is one class and one line here."""

from collections.abc import Mapping

from ui.pages.base import SectionPage
from ui.pages.fields import FieldsPage
from ui.pages.narrative import NarrativePage
from ui.pages.table import TablePage

PAGE_FOR_KIND: Mapping[str, type[SectionPage]] = {"fields": FieldsPage, "narrative": NarrativePage, "table": TablePage}
