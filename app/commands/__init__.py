"""The command line: the same core as the window, and Qt is never imported.

`gongkai [--store PATH] VERB …`, with `--json` for other programs. Keys may be added, never removed:

- `new`: `{"id", "carried"}`, the places taken over from an earlier report
- `list`: a list of `{"id", "family", "edition", "organization", "year", "state", "saved", "filled", "blank",
  "deleted"}`; `blank` is -1 where it is not known, `deleted` "" for a draft that is not in the recycle bin
- `search`: a list of `{"id", "address", "text", "start", "end", "organization", "year"}`
- `show`: `{"id", "family", "edition", "organization", "year", "state", "values", "figures", "notes", "verdict",
  "blanks", "findings"}`; `id` and `state` are "" for a file, `figures` are the totals that have a number
- `set`: `{"id", "address", "value", "findings"}`, the findings that speak of the address
- `carry`: `{"id", "last": {"organization", "year"}, "carried": [{"address", "value", "note"}]}`
- `check`: `{"file", "verdict", "blanks", "findings"}`, a list of them for several reports
- `compare`: see `app.commands.compare`
- `years`: `{"ids", "organization", "years", "doubtful", "lines": [{"id", "label", "points": [{"year", "figure", "part",
  "whole", "gap"}]}]}`; a figure is "" where `gap` says why there is none: `none blank absent few odd`
- `duties`: `{"organization", "year", "id", "duties": [{"id", "kind", "day", "weekend", "days_left", "done", "text",
  "source"}]}`; `id` is "" where no draft is begun, `done` and `day` are "" where there is none
- `read`: a list, see `app.commands.reading`
- `import`: a list of `{"file", "id", "edition", "read", "told", "findings"}`, with `--into` also `"taken": [{"address",
  "old", "new"}]`; of a file handed over `{"file", "drafts": [{"id", "organization", "year", "relation", "left"}]}`,
  relation one of `new same older newer conflict`
- `export`: `{"file", "copy"}`; refused: `{"error", "findings"}`
- `state`: `{"id", "state", "history": [{"at", "state", "by", "remark"}]}`
- `sign-off`: `{"file", "id", "version", "checksum"}`; `version` is 0 where none could be kept
- `versions`: a list of `{"number", "made", "reason", "name", "filled"}`
- `restore`: `{"id", "number", "saved", "before"}`; `before` is the version with what gave way, 0 where nothing did
- `delete`, `undelete`: `{"id"}`
- `backup`: `{"file", "made", "drafts", "bytes", "reason", "new", "second"}`; `backups`: a list of the first five
- `recover`: `{"file", "whole", "partial", "lost", "missing"}`, with `--from` `{"file", "from"}`; `file` is the one set
  aside
- `handover`: `{"file", "drafts"}`
- `doctor`: a list of `{"subject", "health", "said", "advice"}`, health one of `good note bad`
- `forms`: a list of `{"family", "edition", "first_year", "name", "source", "sections"}`
- a finding: `{"code", "rule", "severity", "addresses", "message", "values", "difference", "source", "mend", "cause"}`
- what could not be done: `{"error"}`, within a list `{"file", "error"}`

Exit codes: 0 fine; 1 something is left for the clerk: findings that must be mended (`set`, `check`, a refused
`export`), doubts about what was read (`read`), a duty that is late (`duties`), conflicts not taken (`import`), drafts
recovered in part (`recover`), notes (`doctor`); 2 could not be done, or something is bad (`doctor`).
"""

from app.commands.run import VERBS, main

__all__ = ["main", "VERBS"]
