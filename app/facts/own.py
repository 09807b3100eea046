"""The names by which a report may call its own organization; what bears another name is not the whole report's."""

import re
from collections.abc import Iterator
from functools import lru_cache

from app.draft import Filing

_PLACE = re.compile(r"[省市县区州旗盟镇乡道]")
_GOVERNMENT = ("人民政府", "政府")
_SHORTEST = 3


def own_names(filing: Filing) -> tuple[str, ...]:
    """The full name, the short one, and the name without what stands before a province, a city or a county."""
    short = [
        filing.value(place) for place, asked in filing.form.fields.items() if asked.id in ("short_name", "signed_by")
    ]
    return _names((filing.draft.organization, *short))


@lru_cache(maxsize=64)
def _names(given: tuple[str, ...]) -> tuple[str, ...]:
    names = dict.fromkeys(one for name in given if name for one in (name, *_shortened(name)))
    return tuple(names)


def _shortened(name: str) -> Iterator[str]:
    """淮安市教育局 as 市教育局 and 教育局, 某区某街道办事处 as 某街道.

    A 市政府 may be a part of what 淮安市人民政府 reports, so it is never the whole.
    """
    place = re.sub(r"(?:人民政府|办事处|管理委员会)$", "", name)
    for said in (name, place) if _PLACE.search(place[-1:] or "道镇乡") else (name,):
        if len(said) >= _SHORTEST and said != name:
            yield said
        for found in _PLACE.finditer(said):
            shorter = (one.replace(*_GOVERNMENT) for at in found.span() for one in (said[at:],))
            yield from (one for one in shorter if len(one) >= _SHORTEST and not one.endswith("政府"))
