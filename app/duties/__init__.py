"""The calendar of a report: what must be done for it by when, what is done, and as a file for calendar programs."""

from app.duties.appointments import Appointment, appointments
from app.duties.plan import Obligation, Plan, load

__all__ = ["Appointment", "Obligation", "Plan", "appointments", "load"]
