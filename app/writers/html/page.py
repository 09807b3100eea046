"""The page around a report: title, looks on screen and phone, and on paper as the layout has it."""

from functools import lru_cache
from html import escape
from string import Template

from app.carrier import Identity
from app.layout import Face, Layout
from app.paths import resources
from app.typeset import TWIPS_PER_POINT, title_pitch
from app.writers.words import words

_SONG, _FALLBACK = "SimSun", "serif"


def page(content: str, title: str, layout: Layout, identity: Identity) -> str:
    """The whole page; the same text in the same layout gives the same page."""
    told = {"title": escape(title), "author": escape(identity.organization), "content": content}
    return _page(layout).safe_substitute(told)


@lru_cache(maxsize=8)
def _page(layout: Layout) -> Template:
    """The template with all that the layout says filled in."""
    path = resources() / "templates" / "published" / "page.xml"
    return Template(Template(path.read_text(encoding="utf-8")).safe_substitute(_set(layout)))


def _set(layout: Layout) -> dict[str, str]:
    """The layout's share of the template's places."""
    paper, look = layout.page, layout.table
    texts = {f"{name}_face": _face(face) for name, face in layout.faces}
    return texts | {
        "page_margins": f"{paper.top}mm {paper.right}mm {paper.bottom}mm {paper.left}mm",
        "page_numbers": _page_numbers(layout),
        "pitch": f"{layout.lines.pitch / TWIPS_PER_POINT:g}pt",
        "title_pitch": f"{title_pitch(layout) / TWIPS_PER_POINT:g}pt",
        "after": f"{look.after}pt",
        "shading": escape(look.shading),
        "highlight": escape(look.highlight),
        "hint": _quoted(words().hint),
    }


def _face(face: Face) -> str:
    names = ", ".join(f'"{_quoted(name)}"' for name in dict.fromkeys((face.latin, face.font, _SONG)))
    bold = " font-weight: bold;" if face.bold else " font-weight: normal;"
    spacing = f" letter-spacing: {face.spacing / TWIPS_PER_POINT:g}pt;" if face.spacing else ""
    return f"font-family: {names}, {_FALLBACK}; font-size: {face.points:g}pt;{bold}{spacing}"


def _page_numbers(layout: Layout) -> str:
    """The page number in the margin, on the outer side or in the middle; browsers that know no margins leave it out."""
    number = layout.page_number
    before, _place, after = number.text.partition("{page}")
    inner = f'content: "{_quoted(before)}" counter(page) "{_quoted(after)}"; {_face(layout.faces.page_number)}'
    if number.place == "center":
        return f"@page {{ @bottom-center {{ {inner} }} }}"
    return f"@page :right {{ @bottom-right {{ {inner} }} }} @page :left {{ @bottom-left {{ {inner} }} }}"


def _quoted(text: str) -> str:
    """The text as it may stand between quotes in a style sheet, and in XML."""
    return "".join(c if c.isalnum() or c in " _-—.（），。" else f"\\{ord(c):x} " for c in text)
