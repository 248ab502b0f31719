# Two commands do all the set-up: `make run` and `make test`.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8501
BIN := .venv/bin

.PHONY: run test check still check-office bench bench-peers browser requirements help

help: ## say what each command does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

run: .venv/app ## start the dashboard on http://localhost:8501 (PORT=8600 for another port)
	$(BIN)/python -m streamlit run dashboard.py --server.port $(PORT) $(if $(ADDRESS),--server.address $(ADDRESS))

test: still browser ## everything: format, lint, types, contracts, unit, app and browser tests
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

check: still ## the fast half: format, lint, types, contracts, doctests, unit tests
	$(BIN)/python -m pytest data geo tests/unit tests/docs

still: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check-office: .venv/app ## open the template in LibreOffice, where there is one, and save it again
	@sh tests/intake/check_office.sh $(BIN)/python

bench: .venv/dev browser ## measure speed and memory (PARTS="bytes script" for some, SOAK=1 for one minute)
	$(BIN)/python -m tests.bench $(PARTS) $(if $(SOAK),--soak $(SOAK))

bench-peers: .venv/dev .venv-peers/peers browser ## the same screen in this dashboard, the tutorial way, Dash, Shiny and Panel, in turn
	$(BIN)/python -m tests.bench.compare

browser: ## make sure that a Chrome or Chromium is here; Debian's is installed where none is
	@sh tests/browser/find_chromium.sh > /dev/null

requirements: .venv/dev ## pin again what requirements.in and requirements-dev.in ask for
	$(BIN)/python -m pip install --quiet uv
	for name in requirements requirements-dev tests/bench/peers/requirements-peers; do \
		$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
			--no-header --no-emit-index-url --no-emit-find-links $$name.in -o $$name.txt || exit 1; \
	done

.venv/app: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/dev: .venv/app requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# An environment of its own. What cannot be installed is named in the table, which is printed all the same.
.venv-peers/peers: tests/bench/peers/requirements-peers.txt
	test -x .venv-peers/bin/python || $(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $< \
		&& touch $@ || echo "the peers are not all installed: the table says which cannot run"
