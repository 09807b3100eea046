"""Clean-up of a text as proposals: each says what would stand where, and of which kind it is. Nothing is done here."""

from app.tidy.kinds import Kind, kind_name
from app.tidy.proposals import Proposal, applied, tidied

__all__ = ["Kind", "Proposal", "applied", "kind_name", "tidied"]
