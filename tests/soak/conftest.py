"""What takes long: the suite runs a short share of each, `make soak` (GONGKAI_SOAK=1) all of it."""

import os

import pytest


@pytest.fixture
def share():
    """How many of `most` to try: all in a soak, one in twenty in the suite."""
    return lambda most: most if os.environ.get("GONGKAI_SOAK") else max(1, most // 20)
