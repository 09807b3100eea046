"""The Word package: our own template, its parts filled from the layout and the report, zipped in memory."""

import io
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from string import Template
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from app.blocks import Picture
from app.carrier import NAMESPACE, Identity
from app.layout import Face, Layout
from app.paths import resources
from app.typeset import LINE_TO_SIZE, TWIPS_PER_POINT, title_pitch, twips
from app.writers.docx.picture import picture_parts, picture_relations, picture_types
from app.writers.docx.table import borders
from app.writers.docx.text import indent_of

PARTS: Mapping[str, str] = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package_rels.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fontTable.xml",
    "word/theme/theme1.xml": "theme.xml",
    "word/footer_odd.xml": "footer.xml",
    "word/footer_even.xml": "footer.xml",
    "word/header.xml": "header.xml",
    "customXml/item1.xml": "item.xml",
    "customXml/itemProps1.xml": "item_properties.xml",
    "customXml/_rels/item1.xml.rels": "item_rels.xml",
    "docProps/core.xml": "core.xml",
    "docProps/app.xml": "app.xml",
}
"""The parts of the package, in this order, and the template file of each."""

_HEADER = "word/header.xml"
_HEADER_TYPE = (
    '<Override PartName="/word/header.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>'
)
_HEADER_RELATION = (
    '<Relationship Id="rId8" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"'
    ' Target="header.xml"/>'
)
_HEADER_REFERENCE = "".join(f'<w:headerReference w:type="{kind}" r:id="rId8"/>' for kind in ("default", "even"))
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def package(  # noqa: PLR0913
    body: str, title: str, mark: str, layout: Layout, identity: Identity, *, pictures: Sequence[Picture] = ()
) -> bytes:
    """The bytes of the Word file; the same text in the same layout gives the same bytes."""
    texts = {
        "body": body,
        "namespace": NAMESPACE,
        "header_type": (_HEADER_TYPE if mark else "") + picture_types(pictures),
        "header_relation": (_HEADER_RELATION if mark else "") + picture_relations(pictures),
        "header_reference": _HEADER_REFERENCE if mark else "",
    }
    told = {name: getattr(identity, name) for name in Identity.__slots__ if name != "fields"}
    texts |= {name: escape(str(text)) for name, text in (told | {"title": title, "mark": mark}).items()}
    texts["fields"] = "".join(
        f'<field address="{escape(address)}">{escape(text)}</field>' for address, text in identity.fields
    )
    written = {name: part.safe_substitute(texts).encode() for name, part in _parts(layout).items()}
    if not mark:
        del written[_HEADER]
    return _zipped(written | picture_parts(pictures))


@lru_cache(maxsize=8)
def _parts(layout: Layout) -> Mapping[str, Template]:
    """The template's parts with all that the layout says filled in."""
    texts = _set(layout)
    return {
        name: Template(_template(file).safe_substitute(texts | _footer(layout, name))) for name, file in PARTS.items()
    }


@lru_cache(maxsize=32)
def _template(file: str) -> Template:
    return Template((resources() / "templates" / "report" / file).read_text(encoding="utf-8"))


def _set(layout: Layout) -> dict[str, str]:
    """The layout's share of the template's places."""
    page, lines, faces = layout.page, layout.lines, layout.faces
    texts = {f"{name}_face": face_properties(face) for name, face in faces}
    texts |= {f"{name}_pitch": str(round(face.points * TWIPS_PER_POINT * LINE_TO_SIZE)) for name, face in faces}
    texts |= {
        side: str(twips(getattr(page, side)))
        for side in ("width", "height", "top", "bottom", "left", "right", "header")
    }
    is_grid = lines.rule == "grid"
    return texts | {
        "normal_face": face_properties(faces.body, is_spaced=False),
        "pitch": str(lines.pitch),
        "title_pitch": str(title_pitch(layout)),
        "page_number_pitch": str(_page_number_pitch(layout)),
        "spacing": "" if is_grid else f'<w:spacing w:line="{lines.pitch}" w:lineRule="exact"/>',
        "grid": f'<w:docGrid w:type="lines" w:linePitch="{lines.pitch}"/>' if is_grid else "",
        "indent": str(indent_of(layout)),
        "borders": borders(layout),
        "footer": str(_footer_distance(layout)),
    }


def face_properties(face: Face, *, is_spaced: bool = True) -> str:
    """The run properties of a face: every font named, none left to a theme."""
    size = round(face.points * 2)
    bold = "<w:b/><w:bCs/>" if face.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    spacing = f'<w:spacing w:val="{face.spacing}"/>' if face.spacing and is_spaced else ""
    font, latin = escape(face.font), escape(face.latin)
    return (
        f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{font}" w:cs="{latin}"/>{bold}{spacing}'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )


def _page_number_pitch(layout: Layout) -> int:
    return round(layout.faces.page_number.points * TWIPS_PER_POINT * LINE_TO_SIZE)


def _footer_distance(layout: Layout) -> int:
    """From the paper's edge to the footer, such that its dash stands where the layout wants it: in mid line."""
    return twips(layout.page.bottom - layout.page_number.below) - _page_number_pitch(layout) // 2


def _footer(layout: Layout, name: str) -> dict[str, str]:
    """The page number's text and place on odd and on even pages; nothing for a part that is no footer."""
    if "footer" not in name:
        return {}
    number, is_even = layout.page_number, name.endswith("_even.xml")
    before, _place, after = number.text.partition("{page}")
    side = "center" if number.place == "center" else ("left" if is_even else "right")
    free = round(number.indent * layout.faces.page_number.points * TWIPS_PER_POINT)
    indent = "" if side == "center" else f'<w:ind w:{side}="{free}"/>'
    return {"before": escape(before), "after": escape(after), "side": side, "indent": indent}


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a zip that no clock and no computer leaves a trace in."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            entry = ZipInfo(name, _EARLIEST)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 0, 0
            file.writestr(entry, content)
    return out.getvalue()
