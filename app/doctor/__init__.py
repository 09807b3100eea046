"""What a look at this computer finds: all that the program needs is good, worth a note, or bad; and what to do."""

from app.doctor.computer import Computer
from app.doctor.examine import examine, in_words, worst
from app.doctor.result import Health, Result, name_of

__all__ = ["Computer", "Health", "Result", "examine", "in_words", "name_of", "worst"]
