PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help build test lint serve golden docs bench scorecard

help: ## Show this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

# A folder that a failed install left behind has no stamp, so it is made again.
$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@

build: $(READY) ## Build the contracts in specs/ and show what came out
	@$(BIN)/contractgen build
	@$(BIN)/contractgen list

test: $(READY) ## Run every test and checker (LONG=1: tests/long too, an hour)
	$(BIN)/python -m pytest -n auto
	$(if $(LONG),$(BIN)/python -m tests.long all)

lint: $(READY) ## Run ruff, mypy and pyright alone
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pyright

serve: $(READY) ## Serve examples/jobs_service on http://127.0.0.1:8000
	$(BIN)/python -m examples.jobs_service

golden: $(READY) ## Write what the tests expect anew: cases, errors, snapshots
	$(BIN)/python -m tests.golden
	$(BIN)/python -m pytest -q --snapshot-update tests/unit/test_snapshots.py tests/unit/read

docs: $(READY) ## Write docs/diagnostics and docs/reference from the code
	$(BIN)/python -m tests.reference

bench: $(READY) ## Time the compiler and the generated service on this machine
	$(BIN)/python -m benchmarks

scorecard: $(READY) ## Measure everything and write docs/scorecard.md
	$(BIN)/python -m benchmarks.scorecard
