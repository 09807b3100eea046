"""The core of Gongkai: forms as data, drafts as values, everything else read off the two. No Qt here."""

__version__ = "0.7.0"
