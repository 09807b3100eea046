"""How an element of HTML says what it looks like: by its class in our own page, by itself where it is pasted.

Portals take the styles of a page off and leave those of single elements.
"""

from collections.abc import Callable, Mapping

Look = Callable[[str], str]
"""The attribute for an element of this kind, a blank in front; "" where it needs none."""

_CELL = "border:1px solid #4a4a4a;padding:4px;vertical-align:middle;font-weight:normal;"
_INLINE: Mapping[str, str] = {
    "h1": "text-align:center;",
    "p": "text-indent:2em;",
    "mark": "font-weight:bold;",
    "organization": "text-align:right;margin-right:2em;",
    "date": "text-align:right;margin-right:2em;",
    "figure": "margin:1em 0;text-align:center;",
    "picture": "max-width:100%;height:auto;",
    "scroll": "overflow-x:auto;",
    "table": "border-collapse:collapse;width:100%;table-layout:fixed;",
    "dense": "border-collapse:collapse;width:100%;min-width:50em;table-layout:fixed;",
    "left": f"{_CELL}text-align:left;",
    "note": f"{_CELL}text-align:left;font-size:85%;",
    "cell": f"{_CELL}text-align:center;",
    "number": f"{_CELL}text-align:center;",
}
_CLASSES: Mapping[str, str] = {
    "mark": "mark",
    "todo": "todo",
    "later": "later",
    "scroll": "scroll",
    "wide": "scroll wide",
    "dense": "dense",
    "left": "left",
    "note": "left note",
    "band": "band",
    "number": "number",
    "unfilled": "todo",
    "own": "own",
    "lead2": "lead2",
    "piece": "piece",
    "signature": "signature",
    "sealed": "signature sealed",
}


def by_class(kind: str) -> str:
    """The class of an element of our own page."""
    name = _CLASSES.get(kind)
    return f' class="{name}"' if name else ""


def by_itself(shading: str, highlight: str) -> Look:
    """The looks of elements that are pasted elsewhere; the colours are the layout's."""
    styles = {
        **_INLINE,
        "wide": _INLINE["scroll"],
        "band": f"{_INLINE['left']}background-color:#{shading};",
        "unfilled": f"{_INLINE['cell']}background-color:#{highlight};",
        "todo": f"{_INLINE['p']}background-color:#{highlight};",
    }
    return lambda kind: f' style="{styles[kind]}"' if kind in styles else ""
