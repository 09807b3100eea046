"""The list of parts of a packed folder, as CycloneDX: `sbom.py MADE --root FOLDER --output DIST`.

MADE holds what the spec made; FOLDER is the system in which it was packed, `/` where that is this one.
"""

import argparse
import json
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path

import stamp
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from parts import Part, System, parts

_licences = LicenseFactory()


def component(part: Part) -> Component:
    """A part as CycloneDX has it."""
    return Component(
        type=ComponentType.LIBRARY,
        name=part.name,
        version=part.version,
        bom_ref=f"{part.kind}:{part.name}@{part.version}",
        purl=PackageURL(part.kind, "debian" if part.kind == "deb" else None, part.name, part.version),
        licenses=[_licences.make_from_string(part.licence)] if part.licence else (),
    )


def bom(made: Path, system: System) -> Bom:
    """The list of parts; the same sources give the same list."""
    told = json.loads((made / "version.json").read_text(encoding="utf-8"))
    listed = parts(made, system)
    list_of_parts = Bom(
        components=[component(part) for part in listed],
        serial_number=uuid.uuid5(uuid.NAMESPACE_OID, json.dumps([told, [str(part) for part in listed]])),
    )
    list_of_parts.metadata.timestamp = datetime.fromtimestamp(stamp.epoch(), UTC)
    list_of_parts.metadata.component = Component(
        type=ComponentType.APPLICATION,
        name="gongkai",
        version=told["version"],
        bom_ref="gongkai",
        licenses=[_licences.make_from_string("MIT")],
        properties=[Property(name="commit", value=told["commit"]), Property(name="date", value=told["date"])],
    )
    list_of_parts.register_dependency(list_of_parts.metadata.component, list_of_parts.components)
    return list_of_parts


def main(argv: list[str]) -> None:
    """Writes `gongkai-VERSION.cdx.json`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("made", type=Path)
    parser.add_argument("--root", type=Path, default=Path("/"))
    parser.add_argument("--output", type=Path, default=Path("dist"))
    asked = parser.parse_args(argv)
    made = bom(asked.made, System(asked.root))
    version = made.metadata.component.version if made.metadata.component else ""
    target = asked.output / f"gongkai-{version}.cdx.json"
    target.write_text(JsonV1Dot6(made).output_as_string(indent=1) + "\n", encoding="utf-8")
    print(f"{target}: {len(made.components)} parts")


if __name__ == "__main__":
    main(sys.argv[1:])
