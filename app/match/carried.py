"""What a file of ours says of itself, set against its print: the print counts, and where it is silent the file does.

Title and 落款 are printed from fields that may be blank (the form's own title, the organization's name). Where they
stand exactly as these fields print them, nobody has changed them, and the fields are what they were.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.blocks import Block, Paragraph, Table
from app.carrier import Identity, checksum
from app.draft import ORGANIZATION, YEAR, Draft, Filing, Note, with_values
from app.errors import NoEdition
from app.form import Address
from app.form_file import families, form_for
from app.i18n import _
from app.match.reading import Reading
from app.report import SIGNED_BY, SIGNED_ON, TITLE, compose

_FIRST = 15
"""Among so many blocks at the beginning the title is looked for."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What is left of a document when the title and the 落款 that are as exported are off, and which of them were."""

    blocks: Sequence[Block]
    identity: Identity | None = None
    has_title: bool = False
    has_signature: bool = False


def carried(blocks: Sequence[Block], identity: Identity | None) -> Carried:
    """The document with what it carries; as it is where it carries nothing, or what we do not know."""
    exported = _exported(identity) if identity is not None else None
    if exported is None:
        return Carried(blocks)
    printed = [one for one in compose(exported) if isinstance(one, Paragraph)]
    title = next(one.text for one in printed if one.role == "title")
    body = _without_title(blocks, _plain(title))
    signature = [_plain(one.text) for one in printed if one.role in ("organization", "date")]
    end = len(body) - len(signature)
    has_signature = bool(signature) and [_plain_block(block) for block in body[end:]] == signature
    return Carried(body[:end] if has_signature else body, identity, len(body) < len(blocks), has_signature)


def restored(filing: Filing, found: Carried) -> Filing:
    """An empty filing with the cover fields that the print does not show, or shows as they were exported."""
    if found.identity is None:
        return filing
    shown = {TITLE: found.has_title, SIGNED_BY: found.has_signature, SIGNED_ON: found.has_signature}
    shown |= {ORGANIZATION: False, YEAR: False}
    fields = filing.form.fields
    kept = {a: text for a, text in found.identity.fields if a in fields and shown.get(fields[a].id, True)}
    return with_values(filing, kept)


def lost(found: Carried, reading: Reading) -> Iterator[Note]:
    """A doubt for a title and a 落款 that were exported and are found no more."""
    exported = {asked.id: address for address, asked in reading.form.fields.items()}
    if found.identity is None:
        return
    if not found.has_title and reading.title is None and TITLE in exported:
        text = _(
            "No title was found in the file. What stands before the first heading was read as text; please check it."
        )
        yield Note("doubt", exported[TITLE], text)
    signed = [exported[id_] for id_ in (SIGNED_BY, SIGNED_ON) if id_ in exported]
    was_signed = any(address in dict(found.identity.fields) for address in signed)
    if was_signed and not found.has_signature and not any(address in reading.texts for address in signed):
        text = _(
            "The file was exported with a signature and a date at its end, which are no longer found there. Please "
            "check the end of the report."
        )
        yield Note("doubt", signed[0], text)


def export_told(filing: Filing, identity: Identity | None) -> tuple[str, ...]:
    """Whether a file of ours still says what it said when it was exported; nothing for other files.

    It does where the values are the same and nothing is to be noted: totals and labels are no values.
    """
    if identity is None:
        return ()
    own, then = filing.draft, (identity.organization, identity.year, identity.checksum)
    if (own.organization, own.year, checksum(filing)) == then and not own.notes:
        return (_("The file says what it said when this program exported it."),)
    return (_("The file was changed after this program had exported it; what it says now was read."),)


def _exported(identity: Identity) -> Filing | None:
    """The filing as far as the file's fields tell it."""
    if identity.family not in families() or not identity.organization:
        return None
    try:
        form = form_for(identity.family, identity.year)
    except NoEdition:
        return None
    fields: Mapping[Address, str] = {a: text for a, text in identity.fields if a in form.fields}
    return Filing(form, Draft(identity.family, identity.organization, identity.year, fields))


def _without_title(blocks: Sequence[Block], title: str) -> Sequence[Block]:
    """The blocks without those that make the title, one or several on end."""
    for first in range(min(len(blocks), _FIRST)):
        text = ""
        for last in range(first, len(blocks)):
            text += _plain_block(blocks[last])
            if text == title:
                return [*blocks[:first], *blocks[last + 1 :]]
            if not title.startswith(text):
                break
    return blocks


def _plain_block(block: Block) -> str:
    return "\t" if isinstance(block, Table) else _plain(block.text)


def _plain(text: str) -> str:
    """A text without white space: where a title is broken has no meaning."""
    return "".join(text.split())
