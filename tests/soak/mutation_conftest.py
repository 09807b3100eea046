"""Beside the tests while the checks are mutated: none lives on what an earlier one left, quick ones come first."""

import sys

import pytest

MUTATED = ("app.check", "app.rules", "app.facts")


def pytest_collection_modifyitems(items):
    """Most mutants are noticed by the first tests; those that take seconds are then never run."""
    items.sort(key=lambda item: "corpus" in item.fixturenames or hasattr(item.obj, "hypothesis"))


def caches():
    """The caches of the modules that are mutated."""
    modules = [module for name, module in sys.modules.items() if name.startswith(MUTATED)]
    found = [one for module in modules for one in vars(module).values() if hasattr(one, "cache_clear")]
    return {id(one): one for one in found}.values()


@pytest.fixture(autouse=True)
def fresh():
    """Else mutmut would not know which tests reach a function: only the first would."""
    for one in caches():
        one.cache_clear()
