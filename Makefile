# Two commands matter to a newcomer: `make demo` and `make test`.
PYTHON ?= python3
export PYTHON
BIN := .venv/bin

.PHONY: help demo serve test check bench screenshots lock clean

help:  ## show this
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo:  ## install what airdate needs and print the brief of the sample dossier
	@scripts/setup run
	@$(BIN)/airdate demo

serve:  ## install what the site needs and serve the sample dossier to a browser on this machine
	@scripts/setup web
	@$(BIN)/airdate serve --demo

test:  ## install what the tests need and run them all
	@scripts/setup test
	@$(BIN)/python -m pytest -n 2

check:  ## all that a change must pass: style, types, imports, tests, quality floors
	@scripts/setup test
	@scripts/check
	@$(MAKE) --no-print-directory test

bench:  ## measure speed and quality beside named peers and limits
	@scripts/setup test
	@$(BIN)/python -m evaluation.bench

screenshots:  ## take pictures of every page of the site, into build/screenshots (needs chromium)
	@scripts/setup test
	@$(BIN)/python -m tests.web.screenshots build/screenshots

lock:  ## take up what pyproject.toml asks for into the locked requirements (needs uv)
	@scripts/lock $(if $(UPGRADE),--upgrade)

clean:  ## remove the environment and all caches
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
