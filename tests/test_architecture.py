"""The *never* list of the design: which way imports flow, where a library lives, and what code may not know."""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatch
from functools import lru_cache
from graphlib import TopologicalSorter
from itertools import pairwise
from pathlib import Path

import pytest

from app.form_file import editions, families

ROOT = Path(__file__).resolve().parent.parent
FORMATS = ["app.readers", "app.writers"]
DOCUMENTS = ["docx", "lxml", "openpyxl", "olefile", "pdfplumber", "xlrd", "xlsxwriter", "bs4", "pypdf"]
ROOMS = {
    "tomllib": ["app.toml_file"],
    "sqlite_utils": ["app.store"],
    "sqlite3": ["app.store"],
    "babel.numbers": ["app.numbers"],
    "rapidfuzz": ["app.match", "app.compare"],
    **dict.fromkeys(DOCUMENTS, FORMATS),
}
"""The rooms that a library is listed for."""

NEVER = {
    "app": ["ui", "PySide6", "shiboken6"],
    "app.rules": ["app.store", "app.report", "app.writers", "docx"],
    "app.facts": ["app.store", "app.report", "app.writers", "docx"],
    "app.check": ["app.store", "app.report", "app.writers", "docx"],
    "app.report": ["app.writers", "docx"],
    "ui.pages": ["app.store", "app.writers", "docx"],
    "ui.models": ["app.store", "app.writers", "docx"],
}
"""What a room never imports."""

FLOW = [
    ["form", "draft", "figures", "rules", "check", "desk"],
    ["form", "grid", "figures", "facts", "check"],
    ["form", "report", "writers"],
    ["grid", "report"],
    ["figures", "report"],
    ["blocks", "report"],
    ["blocks", "readers"],
    ["form", "match"],
    ["grid", "match"],
    ["draft", "match"],
    ["blocks", "match"],
    ["draft", "store"],
]
"""One way: what stands before never imports, not even by way of others, what stands behind it."""

FOLDERS = {"app", "ui", "resources", "tests", "packaging"}
FILES = {"pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile"}


def modules(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (ROOT / room).rglob("*.py"))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


CODE = modules("app", "ui")
each_module = pytest.mark.parametrize("path", CODE, ids=shown)


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(source: str) -> Iterator[str]:
    """Every name imported, also inside functions: `a.b` for `import a.b`, `a.b` for `from a import b`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and "import" in ast.unparse(node.func) and node.args:
            yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str))


@lru_cache
def imported(path: Path) -> tuple[str, ...]:
    return tuple(imports(path.read_text(encoding="utf-8")))


def within(name: str, rooms: Iterable[str]) -> bool:
    return any(name == room or name.startswith(room + ".") for room in rooms)


@lru_cache
def graph() -> Mapping[str, frozenset[str]]:
    """The rooms of the core, each with the other rooms that it imports."""
    rooms: dict[str, set[str]] = {}
    for path in modules("app"):
        room = (*module_name(path).split("."), "app")[1]
        names = {name.split(".")[1] for name in imported(path) if name.startswith("app.")}
        rooms.setdefault(room, set()).update(names - {room})
    return {room: frozenset(names & rooms.keys()) for room, names in rooms.items()}


def reached(room: str) -> set[str]:
    """The rooms that a room imports, also by way of others."""
    found, open_rooms = set[str](), [room]
    while open_rooms:
        new = graph().get(open_rooms.pop(), frozenset()) - found
        found |= new
        open_rooms += new
    return found


# Imports


def test_an_import_is_seen_wherever_it_stands() -> None:
    source = "import a.b\nfrom c import d\ndef f():\n    from e.f import g\n    import_module('h')\n"
    assert set(imports(source)) == {"a.b", "c.d", "e.f.g", "h"}


def test_the_code_is_seen_at_all() -> None:
    assert {"app.form", "app.rules.equal", "ui.session", "ui.pages.table"} <= {module_name(path) for path in CODE}
    assert reached("desk") >= {"check", "rules", "figures", "draft", "form"}


@each_module
def test_a_module_imports_nothing_that_its_room_must_not(path: Path) -> None:
    forbidden = [name for room, names in NEVER.items() if within(module_name(path), [room]) for name in names]
    assert [name for name in imported(path) if within(name, forbidden)] == []


@each_module
def test_a_library_stays_in_its_room(path: Path) -> None:
    outside = [library for library, rooms in ROOMS.items() if not within(module_name(path), rooms)]
    assert [name for name in imported(path) if within(name, outside)] == []


@each_module
def test_imports_are_absolute_and_name_what_they_take(path: Path) -> None:
    assert [name for name in imported(path) if name.startswith(".") or name.endswith("*")] == []


@pytest.mark.parametrize(("earlier", "later"), sorted({pair for line in FLOW for pair in pairwise(line)}))
def test_imports_flow_one_way(earlier: str, later: str) -> None:
    assert later not in reached(earlier)


def test_the_rooms_of_the_core_form_no_circle() -> None:
    assert tuple(TopologicalSorter(graph()).static_order())


def test_the_form_imports_nothing_of_ours() -> None:
    assert graph()["form"] == frozenset()


@pytest.mark.parametrize("room", ["rules", "facts", "check"])
def test_what_judges_reaches_no_store_and_no_report(room: str) -> None:
    assert reached(room) & {"store", "report", "writers", "readers"} == set()


# What code may not know


def constants(path: Path) -> Iterator[int | str]:
    """The numbers and texts in the code; docstrings are no code."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    spoken = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and type(node.value) in (int, str) and id(node) not in spoken:
            yield node.value


def words(value: object) -> Iterator[str]:
    """Every text of a form that a clerk reads, also deep inside; ids and the citations of the law are none."""
    if isinstance(value, list):
        for one in value:
            yield from words(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key in STATUTORY and isinstance(one, str):
                yield one
            elif isinstance(one, dict | list):
                yield from words(one)


STATUTORY = {"name", "title", "short", "label", "corner", "guidance", "law", "mistake", "example", "message", "mend"}


@lru_cache
def statutory_sentences() -> frozenset[str]:
    files = sorted((ROOT / "resources" / "forms").glob("*/*.toml"))
    texts = [text for path in files for text in words(tomllib.loads(path.read_text(encoding="utf-8")))]
    pieces = [piece.strip() for text in texts for piece in (text, *re.split(r"[。；\n]", text))]
    return frozenset(piece for piece in pieces if len(piece) >= 8)


def test_a_sentence_of_the_law_is_seen() -> None:
    sentences = statutory_sentences()
    assert "二、主动公开政府信息情况" in sentences
    assert "2.没有现成信息需要另行制作" in sentences
    assert "没有相应职权的，行仍然保留，填0" in sentences


@each_module
def test_no_year_and_no_edition_is_named_in_code(path: Path) -> None:
    forms = [form for family in families() for form in editions(family)]
    years = {form.first_year for form in forms}
    names = re.compile("|".join(rf"(?<!\d){name}(?!\d)" for form in forms for name in (form.edition, form.first_year)))
    found = [one for one in constants(path) if one in years or (isinstance(one, str) and names.search(one))]
    assert found == []


@pytest.mark.parametrize("path", [*CODE, *sorted((ROOT / "resources" / "translations").rglob("*.po"))], ids=shown)
def test_no_sentence_of_the_law_stands_in_code_or_catalogue(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [sentence for sentence in statutory_sentences() if sentence in text] == []


@each_module
def test_no_title_of_a_section_is_named_in_code(path: Path) -> None:
    titles = {s.title for family in families() for form in editions(family) for s in form.sections if "、" in s.title}
    assert [one for one in constants(path) if one in titles] == []


# Sizes


@each_module
def test_no_function_is_longer_than_forty_lines(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    assert {name: lines for name, lines in lengths.items() if lines > 40} == {}


@each_module
def test_no_module_is_longer_than_four_hundred_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


# Folders


def test_the_top_level_holds_what_the_design_lists_and_nothing_else() -> None:
    ignored = [line.rstrip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()]
    names = [path.name for path in ROOT.iterdir() if not path.name.startswith(".")]
    kept = {name for name in names if not any(fnmatch(name, pattern) for pattern in ignored)}
    assert kept - FOLDERS - FILES == set()
    assert {name for name in FOLDERS if (ROOT / name).is_dir()} == FOLDERS


def test_packaging_hides_no_other_package() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_the_folders_of_the_tests_hide_no_package() -> None:
    assert [shown(path) for path in (ROOT / "tests").rglob("__init__.py")] == []


def test_resources_hold_no_code() -> None:
    assert [shown(path) for path in (ROOT / "resources").rglob("*.py")] == []
