"""Rows, percentiles and the drafts that the benches work on."""

import json
import statistics
from dataclasses import replace


def row(name, ours, peer, unit):
    return {"name": name, "ours": ours, "peer": peer, "ratio": ours / peer if peer else None, "unit": unit}


def p99(times):
    return sorted(times)[max(0, int(len(times) * 0.99) - 1)]


median = statistics.median


def sample_draft(year=2023):
    """The filled sample of a year."""
    from app.draft import new_filing, with_values
    from app.paths import samples

    path = next(path for path in samples() if path.stem == str(year))
    read = json.loads(path.read_text(encoding="utf-8"))
    return with_values(new_filing(read["family"], read["organization"], year), read["values"]).draft


def fill(store, count):
    """That many drafts of different bodies; the ids."""
    draft = sample_draft()
    return [store.add(replace(draft, organization=f"清源县第{number}局")) for number in range(count)]
