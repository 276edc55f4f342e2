# hsba. `make` prints what can be done. Every target sets up what it needs and is safe to repeat.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test check fix bench bench-signing bench-archive bench-rollout evidence clean

BIN := .venv/bin

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile

run: ## start everything on this machine and serve it at http://127.0.0.1:8000 (HSBA_DATA, HSBA_PORT)
	@bin/setup run
	@exec $(BIN)/hsba up

test: check ## check, then every test
	@bin/tests

check: ## read-only: style, types, imports between rooms, house rules
	@bin/setup test
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/pytest -q tests/house

fix: ## mend style where a tool can
	@bin/setup test
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

bench: ## measure whole lifecycles with real parts
	@bin/setup run
	@$(BIN)/python -m bench

bench-signing: ## measure the signing room alone, and sets of 500 documents by one PIN
	@bin/setup run
	@$(BIN)/python -m bench.signing

bench-archive: ## measure a million archived records, and the archive's files
	@bin/setup run
	@$(BIN)/python -m bench.archive

bench-rollout: ## measure a plan for 1,500 facilities: opening, board, reports, rehearsal
	@bin/setup run
	@$(BIN)/python -m bench.rollout

evidence: ## judge what hsba makes with outside validators
	@bin/setup test
	@evidence/run

clean: ## stop the stack in .hsba and remove its data, all outputs and caches
	@if [[ -x $(BIN)/hsba && -d .hsba ]]; then $(BIN)/hsba down --forget --data .hsba; fi
	@rm -rf .hsba demo-out evidence-out bench-out .build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
