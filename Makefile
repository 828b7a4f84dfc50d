# Two commands matter: `make run` opens the app, `make test` checks everything. Both make .venv first.
.DEFAULT_GOAL := help
.PHONY: help run test lint format bench soak fuzz tour lock clean
MAKEFLAGS += --no-print-directory
BOOTSTRAP := @bash scripts/bootstrap.sh
BIN := .venv/bin
ARGS ?=
SECONDS ?= 600

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

run: ## Open the app; without a display, take the tour. ARGS="--data-dir DIR" go to lch
	$(BOOTSTRAP) run
	@if [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	  echo "No display here, so no window can open: taking the tour instead."; $(MAKE) tour; \
	else $(BIN)/lch $(ARGS); fi

test: ## Lint, types, import contracts and every test. ARGS="-k focus" go to pytest
	$(BOOTSTRAP) test
	@$(MAKE) lint
	@echo "Tests ..."
	@bash scripts/run_tests.sh $(ARGS)

lint: ## Style, sizes, types and import contracts
	$(BOOTSTRAP) python
	@echo "Style ..."
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo "Run: make format"; exit 1; }
	@$(BIN)/python scripts/check_sizes.py
	@echo "Types ..."
	@$(BIN)/mypy
	@echo "Import contracts ..."
	@$(BIN)/lint-imports --no-logo

format: ## Rewrite the code in the house style
	$(BOOTSTRAP) python
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format .

bench: ## Measure on 100,000 leads
	$(BOOTSTRAP) python
	@$(BIN)/python -m pytest -q --tb=line -m bench tests/bench $(ARGS)

soak: ## Watch the program wait in the tray for ten minutes. SECONDS=60 for a short look
	$(BOOTSTRAP) test
	@$(BIN)/python -m tests.bench.soak $(SECONDS)

fuzz: ## Feed 20,000 broken files to the importer, kill the root helper at every system call
	$(BOOTSTRAP) python
	@$(BIN)/python -m pytest -q --tb=short -rP -m fuzz tests $(ARGS)

tour: ## Walk through the app and save a picture of every page
	$(BOOTSTRAP) run
	@$(BIN)/python scripts/tour.py $(ARGS)

lock: ## Write requirements.lock anew. ARGS="--upgrade" moves every version to the newest
	$(BOOTSTRAP) lock $(ARGS)

clean: ## Remove everything that make made
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .benchmarks
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
