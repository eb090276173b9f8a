# Works from any folder (make -C …), as root and as an ordinary user, with nothing but Python 3.11 on the machine.
PROJECT := $(patsubst %/,%,$(dir $(abspath $(lastword $(MAKEFILE_LIST)))))
VENV := $(PROJECT)/.venv
BIN := $(VENV)/bin
PYTHON ?= $(shell command -v python3.11 || command -v python3)
INSTALLED := $(VENV)/.installed
PEERS := $(PROJECT)/build/peers
IN_TWO := --numprocesses 2 --dist loadfile --no-loadscope-reorder

# Behind a proxy that signs anew, the machine's own certificates are the ones to trust; pip does so by itself.
export UV_SYSTEM_CERTS ?= true
# Airflow, dbt and Great Expectations are thousands of modules: without bytecode each process compiles them anew, for
# ten seconds and more.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install run test test-all lint bench match-bench faults up down clean lock
# Recipes run in the project, wherever make was called from.
.ONESHELL:
SHELL := bash
.SHELLFLAGS := -euo pipefail -c

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' '$(PROJECT)/Makefile' | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 16

install: $(INSTALLED) ## the virtual environment, from the lock

# pip installs uv alone, by its hashes in the lock; uv the rest, in seconds where pip takes minutes.
$(INSTALLED): $(PROJECT)/requirements.lock $(PROJECT)/pyproject.toml
	@cd '$(PROJECT)'
	[ -x '$(BIN)/python' ] || '$(PYTHON)' -m venv '$(VENV)'
	if ! '$(BIN)/uv' --version >/dev/null 2>&1; then
	    awk '/^[^ #]/ { ours = /^uv==/ } ours' requirements.lock > '$(VENV)/uv.txt'
	    '$(BIN)/python' -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r '$(VENV)/uv.txt'
	fi
	export VIRTUAL_ENV='$(VENV)'
	'$(BIN)/uv' pip sync --quiet --require-hashes requirements.lock
	'$(BIN)/uv' pip install --quiet --no-deps --no-build-isolation --editable .
	touch '$@'

run: $(INSTALLED) ## the whole pipeline once, on this machine, from an empty disk: sample data unless connections are set
	@cd '$(PROJECT)' && exec '$(BIN)/naukograd' run

up: $(INSTALLED) ## the stack in the background: Airflow's page, schedules, a port for BI tools
	@cd '$(PROJECT)' && exec '$(BIN)/naukograd' up

down: ## end what `up` started
	@cd '$(PROJECT)'
	[ ! -x '$(BIN)/naukograd' ] || exec '$(BIN)/naukograd' down

test: $(INSTALLED) ## the tests that every change must pass
	@cd '$(PROJECT)' && exec '$(BIN)/pytest' $(IN_TWO)

test-all: $(INSTALLED) ## those, and the thorough ones: every rule broken, killed at every point, releases computed elsewhere
	@cd '$(PROJECT)' && exec '$(BIN)/pytest' $(IN_TWO) -m ''

lint: $(INSTALLED) ## style, types, layers, SQL, schema of the compose file
	@cd '$(PROJECT)'
	'$(BIN)/ruff' check
	'$(BIN)/ruff' format --check
	'$(BIN)/mypy'
	'$(BIN)/lint-imports'
	'$(BIN)/sqlfluff' lint --processes 2 dbt_project
	'$(BIN)/check-jsonschema' --builtin-schema vendor.compose-spec docker-compose.yaml

bench: $(INSTALLED) $(PEERS)/.installed ## speed as ratios: loading, gate, builds, years of months, other loaders beside
	@cd '$(PROJECT)' && exec '$(BIN)/python' -m benchmarks

$(PEERS)/.installed: $(INSTALLED) $(PROJECT)/benchmarks/peers/requirements.lock
	@cd '$(PROJECT)'
	'$(BIN)/uv' venv --quiet --clear --python '$(BIN)/python' '$(PEERS)'
	VIRTUAL_ENV='$(PEERS)' '$(BIN)/uv' pip sync --quiet --require-hashes benchmarks/peers/requirements.lock
	touch '$@'

match-bench: $(INSTALLED) ## how well owners' names find participants, on labelled names
	@cd '$(PROJECT)' && exec '$(BIN)/python' -m benchmarks.matching

faults: $(INSTALLED) ## damage good data in every way of the corpus, and show where each is caught
	@cd '$(PROJECT)' && exec '$(BIN)/python' -m faults

lock: $(INSTALLED) ## resolve requirements.txt anew into requirements.lock
	@cd '$(PROJECT)'
	for folder in . benchmarks/peers; do
	    '$(BIN)/uv' pip compile --quiet --upgrade --python-version 3.11 --generate-hashes \
	        "$$folder/requirements.txt" -o "$$folder/requirements.lock"
	done

clean: down ## what the tools and the installation leave behind; never the archive
	@cd '$(PROJECT)'
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build dbt_project/target dbt_project/logs
	find include tests dags benchmarks -name __pycache__ -prune -exec rm -rf {} +
	rm -rf '$(VENV)' include/*.egg-info
