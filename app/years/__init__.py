"""Several years of one organization side by side: which figures, what they were, what is said of them."""

from app.years.chart import Chart, Line, Panel, load
from app.years.history import Gap, History, Point, Track, history

__all__ = ["Chart", "Gap", "History", "Line", "Panel", "Point", "Track", "history", "load"]
