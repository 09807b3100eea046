"""Models over the session; they hold no values."""
