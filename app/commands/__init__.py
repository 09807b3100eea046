"""The command line: the same core as the window, and Qt is never imported.

`gongkai [--store PATH] VERB …`, with `--json` for other programs. Keys may be added, never removed:

- `new`: `{"id"}`
- `list`: a list of `{"id", "family", "edition", "organization", "year", "state", "saved", "filled"}`
- `show`: `{"id", "family", "edition", "organization", "year", "state", "values", "figures", "notes", "verdict",
  "blanks", "findings"}`; `id` and `state` are "" for a file, `figures` are the totals that have a number
- `set`: `{"id", "address", "value", "findings"}`, the findings that speak of the address
- `check`: `{"file", "verdict", "blanks", "findings"}`, a list of them for several reports
- `import`: a list of `{"file", "id", "edition", "read", "told", "findings"}`
- `export`: `{"file", "copy"}`; refused: `{"error", "findings"}`
- `forms`: a list of `{"family", "edition", "first_year", "name", "source", "sections"}`
- a finding: `{"code", "rule", "severity", "addresses", "message", "values", "difference", "source", "mend", "cause"}`
- what could not be done: `{"error"}`, within a list `{"file", "error"}`

Exit codes: 0 fine; 1 findings that must be mended (`set`, `check`, a refused `export`); 2 could not be done.
"""

from app.commands.run import VERBS, main

__all__ = ["main", "VERBS"]
