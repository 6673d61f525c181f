# Needs GNU make and Python 3.11 or later. Everything else is installed into .venv, from lock files with hashes.
#
#   make serve     everything in one: database, content, search, API; says where it answers
#   make test      all tests
#   make check     style, types, imports between rooms, migrations, the OpenAPI document
#   make bench     measure throughput beside FastAPI's hello-world: DOCUMENTS="20000 100000", see docs/performance.md
#   make bench-search   measure search on test sets: CORPUS=folder ENGINE=postgresql, see docs/benchmarks.md
#   make bench-lag      measure how soon what is published is found: ENGINE=postgresql, see docs/benchmarks.md
#   make bench-plans    measure plan tracking on a generated plan: TASKS=5000 YEARS=8, see docs/benchmarks.md
#   make openapi   write openapi/openapi.json anew
#   make lock      resolve the packages anew (after a change in pyproject.toml)
#   make clean     remove .venv and what tests and tools have left; var/, with the data, stays

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help serve test check bench bench-search bench-lag bench-plans openapi lock clean runtime development python

BIN := .venv/bin
PYTHON ?=
TESTS ?= tests
JOBS ?= 2
ENGINE ?= postgresql
DOCUMENTS ?= 20000 100000
SECONDS ?= 5
QUERIES ?= 1000

help:
	@sed -n 's/^#   //p' Makefile

# The first Python of the system that is recent enough. PYTHON=… names another.
FIND = for one in $(PYTHON) python3.13 python3.12 python3.11 python3.14 python3 python; do \
	command -v "$$one" >/dev/null 2>&1 || continue; \
	"$$one" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && found="$$one" && break; \
	done; \
	if [ -z "$$found" ]; then echo "nhanquyen: no Python 3.11 or later was found. Install one, or name it: make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; exit 2; fi

runtime:
	@$(FIND); exec "$$found" app/cli/environment.py requirements.lock

development:
	@$(FIND); exec "$$found" app/cli/environment.py requirements-dev.lock

serve: runtime
	@exec $(BIN)/python -m app.cli serve

test: development
	@mkdir -p build
	@exec $(BIN)/python -m pytest -n $(JOBS) --dist loadgroup --junitxml=build/tests.xml $(TESTS)

check: development
	$(BIN)/ruff check app benchmarks tests migrations
	$(BIN)/ruff format --check app benchmarks tests migrations
	$(BIN)/mypy --strict app benchmarks
	$(BIN)/lint-imports
	$(BIN)/python -m app.cli db check --scratch
	$(BIN)/python -m app.cli openapi --check

bench: development
	@exec $(BIN)/python -m benchmarks.throughput --documents $(DOCUMENTS) --seconds '$(SECONDS)' --queries '$(QUERIES)' \
		--output '$(or $(OUTPUT),build/bench.json)'

bench-search: development
	@exec $(BIN)/python -m benchmarks --engine '$(ENGINE)' --output '$(or $(OUTPUT),build/bench-search.json)' $(if $(CORPUS),--corpus '$(CORPUS)') \
		$(foreach folder,$(BESIDE),--beside '$(folder)') $(if $(PASSAGES),--passages '$(PASSAGES)') $(if $(AMID),--amid '$(AMID)')

bench-lag: development
	@exec $(BIN)/python -m benchmarks.lag --engine '$(ENGINE)' $(if $(PASSAGES),--passages '$(PASSAGES)')

bench-plans: development
	@exec $(BIN)/python -m benchmarks.plans --output '$(or $(OUTPUT),build/bench-plans.json)' \
		$(if $(TASKS),--tasks '$(TASKS)') $(if $(YEARS),--years '$(YEARS)') $(if $(REQUESTS),--requests '$(REQUESTS)')

openapi: development
	@exec $(BIN)/python -m app.cli openapi

lock: development
	$(BIN)/uv pip compile pyproject.toml --extra embedded $(LOCKING) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra embedded --extra dev -c requirements.lock $(LOCKING) -o requirements-dev.lock

LOCKING := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate

clean:
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info
	find app benchmarks tests migrations -name __pycache__ -type d -prune -exec rm -rf {} +
