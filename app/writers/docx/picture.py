"""The XML of a picture: as large as it is told, in words for who cannot see it, above its caption."""

from collections.abc import Sequence
from html import escape

from app.blocks import Paragraph, Picture
from app.writers.docx.text import HINT, paragraph, run

_EMU_PER_MM = 36_000
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_FIRST = 101
"""Relations of pictures begin behind those that the template has."""


def picture(block: Paragraph, number: int) -> str:
    """The picture of a paragraph, the number-th of the file from 0, with its caption on the same page."""
    if block.picture is None:
        return ""
    centred = '<w:ind w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="center"/>'
    free = '<w:spacing w:line="240" w:lineRule="auto"/>'  # of an exact height Word would show one line of it
    drawn = f"<w:r>{_drawing(block.picture, number)}</w:r>"
    caption = paragraph("BodyText", run(block.text, HINT), centred) if block.text else ""
    return paragraph("BodyText", drawn, ("<w:keepNext/>" if caption else "") + free + centred) + caption


def picture_parts(pictures: Sequence[Picture]) -> dict[str, bytes]:
    """The parts of the package that hold the pictures."""
    return {f"word/{_target(number)}": one.content for number, one in enumerate(pictures)}


def picture_types(pictures: Sequence[Picture]) -> str:
    """What the package says of these parts."""
    return "".join(
        f'<Override PartName="/word/{_target(number)}" ContentType="image/png"/>' for number in range(len(pictures))
    )


def picture_relations(pictures: Sequence[Picture]) -> str:
    """Where the text finds them."""
    return "".join(
        f'<Relationship Id="rId{_FIRST + number}" Type="{_RELATION}" Target="{_target(number)}"/>'
        for number in range(len(pictures))
    )


def _target(number: int) -> str:
    return f"media/picture{number + 1}.png"


def _drawing(shown: Picture, number: int) -> str:
    wide, high = shown.width * _EMU_PER_MM, shown.height * _EMU_PER_MM
    name = f'id="{_FIRST + number}" name="{_target(number).rpartition("/")[2]}" descr="{escape(shown.alt)}"'
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:docPr {name}/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="rId{_FIRST + number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )
