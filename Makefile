# Two commands: `make demo` and `make test` do all set-up themselves.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: demo test check bench catalogues lock clean help

help:  ## Show these commands.
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Mingcha needs Python 3.11 or newer")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

demo: $(READY)  ## Run one week of a simulated county, end to end.
	$(BIN)/mingcha demo $(ARGS)

test: $(READY)  ## Run all tests, on SQLite and PostgreSQL.
	$(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder $(ARGS)

check: $(READY)  ## Lint and check types.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(READY)  ## Measure: speed against the floor in the same run, coverage, unpredictability.
	$(BIN)/python -m bench

catalogues: $(READY)  ## Bring the texts in all languages up to the source (docs/languages.md).
	$(BIN)/python -m tests.languages.renew $(ARGS)

lock: $(READY)  ## Renew requirements.lock and requirements.run.lock (needs uv).
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
		--extra dev --extra drand --custom-compile-command "make lock" pyproject.toml --output-file requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
		--extra drand --constraint requirements.lock --custom-compile-command "make lock" pyproject.toml \
		--output-file requirements.run.lock

clean:  ## Remove what was installed and built.
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
