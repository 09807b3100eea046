"""What the tests let pass: every small change of the checks, one at a time, against the tests that reach it.

`python tests/soak/mutation.py [--minutes N] [--children N] [--every N] [NAME …]`, a name being a pattern like
`app.rules.size.*`. All of them take hours; `--every 10` tries each tenth, a sample of every function alike.
It works in a copy of the tree, as `[tool.mutmut]` in pyproject.toml says. Those left over, with what each
changes, stand in build/mutation.txt.
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
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from itertools import takewhile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "build" / "mutation.txt"
BESIDE_TESTS = Path(__file__).with_name("mutation_conftest.py")
VERDICTS: Mapping[int | None, str] = {
    None: "not tried",
    0: "survived",
    1: "killed",
    2: "not tried",  # the time was up while its tests ran
    3: "killed",
    5: "reached by no test",
    33: "reached by no test",
}
"""By pytest's ending, or mutmut's own; any other is a test that hung, grew or fell over, so the change was noticed."""

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
    with tempfile.TemporaryDirectory(prefix="gongkai-mutation-") as folder:
        tree = Path(folder) / "tree"
        copy_tree(tree)
        ending = run_mutmut(tree, asked, sampled(tree, asked) if asked.every > 1 else asked.names)
        mutants = [one for one in mutants_in(tree) if one.verdict != "not tried"]
        if not mutants:
            print("No mutant was tried: see mutmut's own words above; more minutes may be needed.")
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


def sampled(tree: Path, asked: argparse.Namespace) -> list[str]:
    """Each Nth of the mutants that the names call for; mutmut makes them when the first is tried."""
    run_mutmut(tree, asked, [FIRST])
    named = [one.name for one in mutants_in(tree) if not asked.names or any(fnmatch(one.name, n) for n in asked.names)]
    return named[:: asked.every]


def run_mutmut(tree: Path, asked: argparse.Namespace, names: list[str]) -> int:
    """mutmut's ending; when the time is up it is asked to stop, and keeps what it has found."""
    mutmut = Path(sys.executable).with_name("mutmut")
    command = [str(mutmut), "run", "--max-children", str(asked.children), *names]
    running = subprocess.Popen(command, cwd=tree, env=surroundings(), process_group=0)
    try:
        return running.wait(timeout=asked.minutes * 60)
    except subprocess.TimeoutExpired:
        running.send_signal(signal.SIGINT)
        return running.wait(timeout=60)
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)


def surroundings() -> dict[str, str]:
    """CI makes the property tests try the same each time; the corpus is not beside the copy."""
    corpus = os.environ.get("GONGKAI_CORPUS") or str(ROOT.parent / "shared" / "corpus")
    return {**os.environ, "CI": "1", "GONGKAI_CORPUS": corpus, "QT_QPA_PLATFORM": "offscreen"}


def mutants_in(tree: Path) -> Iterator[Mutant]:
    for kept in sorted((tree / "mutants").rglob("*.py.meta")):
        module = kept.relative_to(tree / "mutants").with_suffix("").as_posix()
        endings = json.loads(kept.read_text(encoding="utf-8"))["exit_code_by_key"]
        yield from (Mutant(module, name, VERDICTS.get(ending, "hung")) for name, ending in endings.items())


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
