"""Beside the tests while the checks are mutated.

First mutmut asks here which tests reach which function. Then one pytest collects all of them, and each mutant is
tried in a fork of it (`GONGKAI_MUTANTS` names the file that has them), by the tests that reach it: those first that
have noticed most, then the quick ones. What became of it is added to the file `GONGKAI_ENDINGS` at once, so that
nothing is lost when the time is up.
"""

import gc
import json
import os
import resource
import signal
import sys
from collections import Counter
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from app import intake
from app.errors import AppError

MUTATED = ("app.check", "app.rules", "app.facts")
NOTICED, FELL_OVER, NO_TEST = 1, 3, 33
"""What mutation.py is told of a mutant: pytest's endings, and mutmut's where no test reaches it."""

SECONDS, BYTES = 60, 6 * 2**30
"""More than any mutant needs that does not run for ever, or grow for ever."""

if "GONGKAI_MUTANTS" in os.environ:
    intake.take_in = cache(intake.take_in)


def pytest_collection_modifyitems(items):
    """Most mutants are noticed by the first tests; those that take seconds are then never run."""
    items.sort(key=lambda item: "corpus" in item.fixturenames or hasattr(item.obj, "hypothesis"))


# Which tests reach a function


def caches():
    """The caches of the modules that are mutated."""
    modules = [module for name, module in sys.modules.items() if name.startswith(MUTATED)]
    found = [one for module in modules for one in vars(module).values() if hasattr(one, "cache_clear")]
    return {id(one): one for one in found}.values()


def empty_caches():
    for one in caches():
        one.cache_clear()


@pytest.fixture(autouse=True)
def fresh():
    """Each test starts anew: else mutmut would not know which reach a function, for only the first would."""
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        empty_caches()


# Trying the mutants


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session):
    """Instead of one run of all tests, one for each mutant."""
    if "GONGKAI_MUTANTS" not in os.environ:
        return None
    read_published(Path(os.environ["GONGKAI_CORPUS"]))
    gc.freeze()  # or every fork would copy what the collector touches
    reaching, noticed = tests_of_functions(session.items), Counter()
    with Path(os.environ["GONGKAI_ENDINGS"]).open("a", buffering=1, encoding="utf-8") as kept:
        for name in Path(os.environ["GONGKAI_MUTANTS"]).read_text(encoding="utf-8").split():
            tests = sorted(reaching.get(name.rpartition("__mutmut_")[0], ()), key=lambda test: -noticed[test.nodeid])
            ending, by = tried(session, name, tests) if tests else (NO_TEST, "")
            noticed[by] += 1
            kept.write(f"{name} {ending}\n")
    return True


def read_published(corpus):
    """Reads what is published once for all forks: reading is not what is mutated, and takes seconds."""
    for path in sorted(corpus.rglob("*.*")):
        with suppress(AppError):
            intake.take_in(path)


def tests_of_functions(items):
    """For each function the tests that reach it, the quick ones first."""
    known = json.loads(Path("mutmut-stats.json").read_text(encoding="utf-8"))
    seconds = known["duration_by_test"]
    in_order = sorted(items, key=lambda item: seconds.get(item.nodeid, 0))
    reached = {name: set(tests) for name, tests in known["tests_by_mangled_function_name"].items()}
    return {name: [item for item in in_order if item.nodeid in tests] for name, tests in reached.items()}


def tried(session, name, tests):
    """How the tests ended in a fork, a signal's number below 0, and the test that noticed the mutant."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        with suppress(BaseException):
            os._exit(try_mutant(session, name, tests, writing))
        os._exit(FELL_OVER)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as told:
        by = told.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), by


def try_mutant(session, name, tests, writing):
    """pytest's ending in this process, which tries one mutant and nothing else."""
    os.environ["MUTANT_UNDER_TEST"] = name
    signal.alarm(SECONDS)
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    empty_caches()
    for test, following in zip(tests, [*tests[1:], None], strict=True):
        test.config.hook.pytest_runtest_protocol(item=test, nextitem=following)
        if session.testsfailed:
            os.write(writing, test.nodeid.encode())
            return NOTICED
    return 0
