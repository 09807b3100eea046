# Everything a fresh machine needs: `make run` opens the program, `make test` passes the whole suite.
PYTHON ?= python3
VENV = .venv
CORE = .venv-core
BIN = $(VENV)/bin
PIP = -m pip --disable-pip-version-check --quiet install
OFFSCREEN = QT_QPA_PLATFORM=offscreen
ALL_CORES = --numprocesses auto --dist loadfile

.PHONY: setup run test lint bench soak screenshots translations package try-package bench-package clean

setup: $(VENV)/.ready
	@packaging/debian-packages
	@$(BIN)/python -m app.i18n

$(VENV)/.ready: pyproject.toml packaging/constraints.txt
	$(PYTHON) -c 'import sys; assert sys.version_info >= (3, 11), "Gongkai needs Python 3.11 or newer"'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python $(PIP) --constraint packaging/constraints.txt --editable '.[window,test,dev]'
	touch $@

# The same project where PySide6 is not installed at all: the proof that the core needs no Qt.
$(CORE)/.ready: pyproject.toml packaging/constraints.txt
	$(PYTHON) -m venv $(CORE)
	$(CORE)/bin/python $(PIP) --constraint packaging/constraints.txt --editable '.[test]'
	touch $@

run: setup
	@$(BIN)/gongkai

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@$(BIN)/python packaging/audit.py

test: lint $(CORE)/.ready
	$(OFFSCREEN) $(BIN)/python -m pytest $(ALL_CORES)
	$(CORE)/bin/python -m pytest $(ALL_CORES) -m "not slow" tests/app tests/forms tests/test_architecture.py

bench: setup
	@mkdir -p build
	$(OFFSCREEN) $(BIN)/python tests/bench/bench.py

soak: setup
	GONGKAI_SOAK=1 $(OFFSCREEN) $(BIN)/python -m pytest tests/soak
	$(BIN)/python tests/soak/mutation.py

screenshots: setup
	@mkdir -p build/screenshots
	$(OFFSCREEN) $(BIN)/python tests/ui/screenshots.py build/screenshots

# Brings new texts of the program into the catalogues, to be translated there.
translations: setup
	$(BIN)/python packaging/translations.py

# The .deb, the portable archive, the list of parts and the sums, into dist/; packaging/README.md tells what it needs.
package: setup
	packaging/linux/package

# They are installed on a clean Debian and used there; the photographs come into build/try-out.
try-package:
	packaging/linux/try-out bookworm
	packaging/linux/try-out bullseye

# The packed program against a packed window with nothing in it: size and start.
bench-package: setup
	$(OFFSCREEN) $(BIN)/python tests/bench/packaged.py

clean:
	rm -rf $(VENV) $(CORE) build dist *.egg-info
