# Two commands for a newcomer: `make report` and `make test`. CI runs these, check, test-all and what it needs (.ci/run).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: report test test-all check bench prove reproduce robust schema browser office locales clean

# The report: verified, rendered, and where to look.
report: $(INSTALLED)
	$(BIN)/vexas-evidence verify
	$(BIN)/vexas-evidence render

# A file of tests stays with one worker, so that what it makes is made once.
PYTEST := $(BIN)/python -m pytest -n auto --dist loadfile

# What one module does, what the data and commands must do, and what renders give.
test: $(INSTALLED)
	@echo "unit, spec and render tests: about 3 minutes on two quiet cores"
	$(PYTEST) tests/unit tests/spec tests/render

# These, and then the tests that need a browser, an office or another program.
test-all: test
	@echo "browser and client tests: about 2 minutes more on two quiet cores"
	$(PYTEST) tests/browser tests/clients

# Debian's Chromium, which the tests in tests/browser drive; they are not collected where it is absent.
browser:
	@command -v chromium >/dev/null || { \
	  root=$$(test "$$(id -u)" = 0 || echo sudo); $$root apt-get update -qq && \
	  $$root apt-get install --yes --quiet --no-install-recommends chromium; }

# Debian's LibreOffice without windows, and letters as wide as Arial's, for the documents in tests/clients; not collected
# where it is absent.
office:
	@command -v soffice >/dev/null || { \
	  root=$$(test "$$(id -u)" = 0 || echo sudo); $$root apt-get update -qq && \
	  $$root apt-get install --yes --quiet --no-install-recommends libreoffice-writer-nogui libreoffice-impress-nogui \
	  fonts-liberation; }

# Lint and types.
check: $(INSTALLED)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

# The share of branches that the unit, spec and render tests take; fails below the floor in pyproject.toml.
.PHONY: coverage
coverage: $(INSTALLED)
	$(BIN)/python -m pytest -n auto --dist loadfile --cov --cov-report term tests/unit tests/spec tests/render

bench: $(INSTALLED)
	$(BIN)/python bench/bench.py

# Errors planted one at a time, and how many of them the checks catch; writes data/detection.json.
prove: $(INSTALLED)
	$(BIN)/python bench/prove.py

# Articles read from PDF and measured against their JATS; writes data/accuracy.json for those of the default folder.
.PHONY: accuracy
accuracy: $(INSTALLED)
	$(BIN)/python bench/accuracy.py $(ARTICLES)

# The modules that read and derive numbers, changed one thing at a time; fails where tests notice too few changes.
.PHONY: mutants
mutants: $(INSTALLED)
	$(BIN)/python bench/mutants.py

# Debian's sources of locales, of which `make reproduce` compiles one that differs from the system's.
locales:
	@test -e /usr/share/i18n/locales/tr_TR || { \
	  root=$$(test "$$(id -u)" = 0 || echo sudo); $$root apt-get update -qq && \
	  $$root apt-get install --yes --quiet --no-install-recommends locales; }

# The report rendered twice, in two folders, time zones, locales and hash seeds; fails where a byte differs.
reproduce: $(INSTALLED) locales
	$(BIN)/python bench/reproduce.py

# Renders killed at fifty random moments; none may leave a broken output.
robust: $(INSTALLED)
	$(BIN)/python bench/robust.py

# The JSON Schemas by which editors complete and check the data files.
schema: $(INSTALLED)
	$(BIN)/vexas-evidence schema --write data/schema

clean:
	rm -rf $(VENV) _site dist build

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[quarto,review,dev]'
	@touch $@
