"""What the tests let pass: every small change of the checks, one at a time, against the tests that reach it.

`python tests/soak/mutation.py [--minutes N] [--children N] [--every N] [NAME …]`, a name being a pattern like
`app.rules.size.*`. All of them take an hour or so; `--every 10` tries each tenth, a sample of every function
alike. It works in a copy of the tree: mutmut makes the mutants and learns which tests reach them, as `[tool.mutmut]`
in pyproject.toml says; mutation_conftest.py tries them. Those left over, with what each changes, stand in
build/mutation.txt.
"""

import argparse
import ast
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from itertools import takewhile
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "build" / "mutation.txt"
BESIDE_TESTS = Path(__file__).with_name("mutation_conftest.py")
VERDICTS: Mapping[int, str] = {0: "survived", 1: "killed", 3: "killed", 33: "reached by no test"}
"""By the endings that mutation_conftest.py keeps; any other is a test that hung or grew, so the change was noticed."""

AROUND = 40
FIRST = "app.check.x_check__mutmut_1"
LEFT_OVER = ("survived", "reached by no test")
CAUGHT = ("killed", "hung")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one function, as mutmut names it, and how its tests ended."""

    module: str
    name: str
    verdict: str


def main() -> int:
    """0 where it ran, however many are left over; mutmut's own ending where it did not come to a mutant."""
    asked = arguments()
    until = time.monotonic() + asked.minutes * 60
    with tempfile.TemporaryDirectory(prefix="gongkai-mutation-") as folder:
        tree = Path(folder) / "tree"
        copy_tree(tree)
        ending = ended(make_mutants(tree), until)
        try_mutants(tree / "mutants", sampled(tree, asked), asked.children, until)
        mutants = list(mutants_in(tree))
        if not mutants:
            print("No mutant was tried; more minutes may be needed. The words of mutmut stand above, pytest's here:")
            print(*(one.read_text(encoding="utf-8") for one in sorted((tree / "mutants").glob("said-*.txt"))))
            return ending or 1
        tell(tree, mutants)
    return 0


def arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--minutes", type=float, default=float(os.environ.get("GONGKAI_MUTATION_MINUTES", "120")))
    asked.add_argument("--children", type=int, default=os.cpu_count() or 1)
    asked.add_argument("--every", type=int, default=1)
    asked.add_argument("names", nargs="*", metavar="NAME")
    return asked.parse_args()


def copy_tree(tree: Path) -> None:
    """All files of the project that are no product, as they are now."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tree / name)
    shutil.copy2(BESIDE_TESTS, tree / "tests" / "app" / "conftest.py")


def make_mutants(tree: Path) -> subprocess.Popen[bytes]:
    """mutmut at work: it makes all mutants and learns which tests reach them before it tries the first."""
    mutmut = str(Path(sys.executable).with_name("mutmut"))
    return start([mutmut, "run", "--max-children", "1", FIRST], tree)


def sampled(tree: Path, asked: argparse.Namespace) -> list[str]:
    """Each Nth of the mutants that the names call for."""
    named = [name for name in modules_of(tree) if not asked.names or any(fnmatch(name, one) for one in asked.names)]
    return named[:: asked.every]


def try_mutants(tree: Path, names: list[str], children: int, until: float) -> None:
    """Tries them in as many processes, until the time is up; what became of each is kept in a file at once."""
    running = []
    for number in range(children):
        mutants, endings, said = (tree / f"{one}-{number}.txt" for one in ("mutants", "endings", "said"))
        mutants.write_text("\n".join(names[number::children]), encoding="utf-8")
        files = {"GONGKAI_MUTANTS": str(mutants), "GONGKAI_ENDINGS": str(endings)}
        with said.open("wb") as words:
            running.append(start([sys.executable, "-m", "pytest", *options(tree)], tree, files, words))
    for one in running:
        ended(one, until)


def options(tree: Path) -> list[str]:
    """pytest's options: the tests that matter, and nothing said of why one failed."""
    settings = tomllib.loads((tree / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    chosen = [*settings["pytest_add_cli_args_test_selection"], *settings["pytest_add_cli_args"]]
    return ["--rootdir=.", "--quiet", "--tb=no", "--assert=plain", *chosen]


def start(
    command: list[str], folder: Path, files: Mapping[str, str] | None = None, words: IO[bytes] | None = None
) -> subprocess.Popen[bytes]:
    """A process at the head of a group of its own; its words go to the screen or a file."""
    variables = {**surroundings(), **(files or {})}
    return subprocess.Popen(command, cwd=folder, env=variables, stdout=words, process_group=0)


def ended(running: subprocess.Popen[bytes], until: float) -> int:
    """Its ending; 1 where the time was up, and it and all its children were killed."""
    try:
        return running.wait(timeout=max(until - time.monotonic(), 0))
    except subprocess.TimeoutExpired:
        return 1
    finally:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def surroundings() -> dict[str, str]:
    """CI makes the property tests try the same each time; the corpus is not beside the copy."""
    corpus = os.environ.get("GONGKAI_CORPUS") or str(ROOT.parent / "shared" / "corpus")
    return {**os.environ, "CI": "1", "GONGKAI_CORPUS": corpus, "QT_QPA_PLATFORM": "offscreen"}


def modules_of(tree: Path) -> dict[str, str]:
    """The names of all mutants, each with its module."""
    found = {}
    for kept in sorted((tree / "mutants").rglob("*.py.meta")):
        module = kept.relative_to(tree / "mutants").with_suffix("").as_posix()
        names = json.loads(kept.read_text(encoding="utf-8"))["exit_code_by_key"]
        found.update(dict.fromkeys(names, module))
    return found


def mutants_in(tree: Path) -> Iterator[Mutant]:
    """The mutants that were tried; a line that was being written when the time was up is none."""
    modules = modules_of(tree)
    for kept in sorted((tree / "mutants").glob("endings-*.txt")):
        for line in kept.read_text(encoding="utf-8").rpartition("\n")[0].splitlines():
            name, ending = line.split()
            yield Mutant(modules[name], name, VERDICTS.get(int(ending), "hung"))


def tell(tree: Path, mutants: list[Mutant]) -> None:
    """The shares on the screen; with those left over in the file."""
    shares = "\n".join(lines_of(mutants))
    left = [f"\n{one.name}: {one.verdict}\n{change(tree, one)}" for one in mutants if one.verdict in LEFT_OVER]
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text("\n".join([shares, *left, ""]), encoding="utf-8")
    print(shares, f"Those left over: {REPORT}", sep="\n")


def lines_of(mutants: list[Mutant]) -> Iterator[str]:
    """A line a module and one for all: tried, caught in a test, hung, left over, the share that was noticed."""
    yield f"{'tried':>6}{'killed':>8}{'hung':>6}{'survived':>10}{'no test':>9}{'noticed':>9}"
    for module in sorted({one.module for one in mutants}):
        yield line_of(module, [one for one in mutants if one.module == module])
    yield line_of("all", mutants)


def line_of(name: str, mutants: list[Mutant]) -> str:
    count = Counter(one.verdict for one in mutants)
    noticed = sum(count[verdict] for verdict in CAUGHT) / len(mutants)
    numbers = f"{len(mutants):6}{count['killed']:8}{count['hung']:6}"
    return f"{numbers}{count['survived']:10}{count['reached by no test']:9}{noticed:9.1%}  {name}"


def change(tree: Path, mutant: Mutant) -> str:
    """What the change takes out and puts in, with a little of what stands around."""
    bodies = functions_of(tree / "mutants" / mutant.module)
    name = mutant.name.rpartition(".")[2]
    before, after = bodies[f"{name.rpartition('_')[0]}_orig"], bodies[name]
    start = alike(before, after)
    end = alike(before[start:][::-1], after[start:][::-1])
    first, last = max(start - AROUND, 0), max(end - AROUND, 0)
    return f"- {before[first : len(before) - last]}\n+ {after[first : len(after) - last]}"


def alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def functions_of(path: Path) -> dict[str, str]:
    """The statements of every function below its name, however they were laid out."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
    return {one.name: " ⏎ ".join(line.strip() for line in lines_in(one)) for one in functions}


def lines_in(function: ast.FunctionDef) -> list[str]:
    return [line for part in function.body for line in ast.unparse(part).splitlines()]


if __name__ == "__main__":
    raise SystemExit(main())
