# Two commands: `make run` sets everything up and serves; `make test` sets everything up and tests.
PY ?= python3
export UV_PYTHON_DOWNLOADS = never
export PYTHONDONTWRITEBYTECODE =
BIN := .venv/bin
MESSAGES := $(wildcard tsunagari/locale/*/LC_MESSAGES/*.po)

.PHONY: run setup test check bench messages lock format clean

run: setup
	@$(BIN)/tsunagari demo --serve

setup: .venv/.stamp .venv/.messages

test: .venv/.stamp-dev .venv/.messages check
	@$(BIN)/python -m tests

check: .venv/.stamp-dev
	@$(BIN)/ruff format --check --quiet . || (echo "→ make format"; exit 1)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/python -m mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/djade --check $$(git ls-files '*.html')

bench: .venv/.stamp-dev .venv/.messages
	@$(BIN)/python -m bench

format: .venv/.stamp-dev
	@$(BIN)/ruff format --quiet . && $(BIN)/ruff check --fix --quiet .
	@$(BIN)/djade $$(git ls-files '*.html') || true

.venv/bin/uv:
	@echo "準備しています（はじめは1〜3分）… / Setting up (1–3 minutes the first time)…"
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || (echo "Python 3.11 以上が必要です。/ Python 3.11 or newer is needed."; exit 1)
	@$(PY) -m venv .venv 2>/dev/null || $(PY) -m venv --without-pip .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check uv==0.13.9 2>/dev/null || $(PY) -m pip --python $(BIN)/python install -q uv==0.13.9

.venv/.stamp: requirements/run.txt | .venv/bin/uv
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements/run.txt
	@$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation --offline -e .
	@touch $@

.venv/.stamp-dev: requirements/dev.txt .venv/.stamp | .venv/bin/uv
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@

.venv/.messages: $(MESSAGES) .venv/.stamp
	@$(BIN)/python -m tsunagari.locale
	@touch $@

messages: .venv/.stamp-dev
	@$(BIN)/python -m tsunagari.locale --collect

lock: | .venv/bin/uv
	@$(BIN)/uv pip compile -q pyproject.toml --universal --generate-hashes --no-header --no-annotate --group build -o requirements/run.txt
	@$(BIN)/uv pip compile -q pyproject.toml --universal --generate-hashes --no-header --no-annotate --group build --group dev -c requirements/run.txt -o requirements/dev.txt

clean:
	@rm -rf .venv data static-built
