"""The order in which Tab goes through widgets that were not made in it."""

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtWidgets import QWidget


def set_tab_order(widgets: Iterable[QWidget]) -> None:
    """Has Tab go from each of the widgets to the next; all of them stand in one window."""
    for one, other in pairwise(widgets):
        QWidget.setTabOrder(one, other)
