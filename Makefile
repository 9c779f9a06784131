# Each target makes what it needs, from a fresh machine with Python 3.11 or newer and make.
#   make demo                     a simulated market, on http://localhost:8000
#   make demo TIERCEL_PORT=9000   the same on another port
#   make PYTHON=python3.12 …      with another Python
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
TIERCEL_PORT ?= 8000
TEST_PROCESSES ?= 2
TESTS ?=
VENV := .venv
CLIENTS := .venv/clients
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
export TIERCEL_PORT

CHECKS := check-types check-style check-contracts check-migrations check-translations
.PHONY: help install demo test check bench docs lock clean $(CHECKS)

help: ## this list
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|' 2>/dev/null \
		|| sed -nE 's/^([a-z]+):.*## (.*)/  make \1   \2/p' $(MAKEFILE_LIST)

install: $(VENV)/.run-installed ## what the product runs on, into .venv

demo: $(VENV)/.run-installed ## a simulated market, imported, learned, proposed and served
	@$(BIN)/python -m compileall -q src
	@$(BIN)/tiercel demo

test: $(VENV)/.test-installed $(CLIENTS)/.installed ## every test; TESTS=tests/core for some
	$(BIN)/pytest -n $(TEST_PROCESSES) --dist loadgroup $(TESTS)

check: $(VENV)/.test-installed ## format, lint, types, contracts, migrations, translations
	@$(MAKE) --no-print-directory --jobs=2 $(CHECKS)

# The longest first: the others run beside it.
check-types:
	$(BIN)/mypy
check-style:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
check-contracts:
	$(BIN)/lint-imports
check-migrations:
	$(BIN)/python .ci/check_migrations.py
check-translations:
	$(BIN)/python .ci/check_translations.py

bench: $(VENV)/.test-installed ## how fast, against what others do; results in bench-results/
	$(BIN)/python -m bench

docs: $(VENV)/.test-installed ## the documentation, into docs/_build/html
	$(BIN)/sphinx-build -W --keep-going -q -b html docs docs/_build/html
	@echo "The documentation is at docs/_build/html/index.html"

clean: ## takes away what make made, never a workspace
	rm -rf $(VENV) docs/_build docs/reference/generated bench-results .mypy_cache .pytest_cache .ruff_cache .hypothesis

# ── the environment ────────────────────────────────────────────────────────────────────────────────────────────────

ifneq ($(UV),)
MAKE_VENV = $(UV) venv --quiet --clear --python $(PYTHON) $(VENV)
INSTALL = $(UV) pip install --quiet --python $(BIN)/python --compile-bytecode
else
MAKE_VENV = $(PYTHON) -m venv --clear $(VENV) \
	|| { echo "Python's venv is missing. On Debian and Ubuntu: apt install python3-venv"; rm -rf $(VENV); exit 1; }
# pip compiles what it installs; an environment that uv made has no pip yet.
INSTALL = { $(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip --default-pip >/dev/null; } \
	&& $(BIN)/python -m pip install --quiet --disable-pip-version-check --compile
endif

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Tiercel needs Python 3.11 or newer; name one with make PYTHON=…"; exit 1; }
	$(MAKE_VENV)

$(VENV)/.run-installed: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Tiercel runs on (once: under a minute with uv, some three minutes with pip)"
	$(INSTALL) --require-hashes -r requirements/run.txt
	$(INSTALL) --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/.test-installed: requirements/test.txt $(VENV)/.run-installed
	@echo "Installing what tests and checks add"
	$(INSTALL) --require-hashes -r requirements/test.txt
	@touch $@

# Other people's clients, which tests send events with: apart from ours, for they want other versions of the same things.
$(CLIENTS)/.installed: requirements/clients.txt | $(VENV)/.test-installed
	@echo "Installing the clients that tests send events with"
	$(BIN)/python -m venv --without-pip $(CLIENTS)
	$(if $(UV),$(UV) pip install --quiet --python $(CLIENTS)/bin/python,$(BIN)/python -m pip --python $(CLIENTS)/bin/python \
		install --quiet --disable-pip-version-check) --require-hashes -r requirements/clients.txt
	@touch $@

# ── the locks ──────────────────────────────────────────────────────────────────────────────────────────────────────

# Versions and hashes for every platform, and no host name: whoever installs chooses where packages come from.
LOCK = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links

lock: ## the locks anew, from requirements/*.in (needs uv); UPGRADE=--upgrade for newer versions
	@test -n "$(UV)" || { echo "make lock needs uv"; exit 1; }
	$(LOCK) $(UPGRADE) requirements/run.in -o requirements/run.txt
	$(LOCK) $(UPGRADE) -c requirements/run.txt requirements/test.in -o requirements/test.txt
	$(LOCK) $(UPGRADE) requirements/clients.in -o requirements/clients.txt
