# make demo: set up, bring in the example articles, open the console
# make test: set up, lint, check types, run the tests
# make test-slow: run the tests that take seconds each: kill, fill up, damage
# make messages: bring templates/languages up to date with the words of the templates
# make weights, floors, quality: fit, pin and show how good the answers are (JUDGED=folder of judged sets)
# make load: run the bot for a minute near Telegram's limits, with faults (make load ARGS=--kill)
# make bench: measure Kutip, and others beside it (make bench SIZE=10000 in under a minute)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := .demo
SIZE ?= 10000,100000,1000000
JUDGED ?= ../shared/data
CACHE ?= .vectors
# A process for each core; beyond eight, starting them takes longer than they save.
SIDE_BY_SIDE := --numprocesses auto --maxprocesses 8 --dist worksteal

.PHONY: demo test test-slow lint messages load bench weights floors quality pictures clean

demo: $(VENV)/ready
	@KUTIP_DATA=$(DEMO) $(BIN)/kutip add examples/articles
	@KUTIP_DATA=$(DEMO) $(BIN)/kutip embed
	@KUTIP_DATA=$(DEMO) $(BIN)/kutip console

test: $(VENV)/ready-for-tests lint
	$(BIN)/python -m pytest $(SIDE_BY_SIDE)

test-slow: $(VENV)/ready-for-tests
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) -m slow

load: $(VENV)/ready-for-tests
	$(BIN)/python -m tools.load $(ARGS)

lint: $(VENV)/ready-for-tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# What is translated stays; what is new is empty until somebody translates it.
messages: $(VENV)/ready-for-tests
	$(BIN)/python -m tools.catalogues

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Kutip needs Python 3.11 or newer; this is $$($(PYTHON) --version). Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/ready: $(VENV)/made pyproject.toml constraints.txt
	$(BIN)/python -m pip install --disable-pip-version-check --constraint constraints.txt --editable ".[semantic,web]"
	@touch $@

$(VENV)/ready-for-tests: $(VENV)/made pyproject.toml constraints.txt
	$(BIN)/python -m pip install --disable-pip-version-check --constraint constraints.txt --editable ".[test,semantic,web]"
	@touch $@ $(VENV)/ready

$(VENV)/ready-for-bench: $(VENV)/made pyproject.toml constraints.txt
	$(BIN)/python -m pip install --disable-pip-version-check --constraint constraints.txt --editable ".[bench]"
	@touch $@ $(VENV)/ready

# The page and the plot in docs/benchmarks; sizes that are not measured keep their numbers.
bench: $(VENV)/ready-for-bench
	$(BIN)/python -m tools.bench --sizes $(SIZE) --out docs/benchmarks

# index/ranking/weights.json: some 20 minutes, and an hour more for the vectors the first time.
weights: $(VENV)/ready-for-tests
	$(BIN)/python -m tools.quality ranking --judged $(JUDGED) --cache $(CACHE)
	$(BIN)/python -m tools.quality confidence --judged $(JUDGED) --cache $(CACHE)

# tests/quality/floors.json, just below what is reached now: say why in the commit.
floors: $(VENV)/ready-for-tests
	$(BIN)/python -m tools.quality floors --judged $(JUDGED) --cache $(CACHE)

# docs/quality.md and its plot: some 20 minutes, and an hour more for the vectors the first time.
quality: $(VENV)/ready-for-tests $(VENV)/ready-for-bench
	$(BIN)/python -m tools.quality page --judged $(JUDGED) --cache $(CACHE) --most 400

# The pictures of the README, from what the program says.
pictures: $(VENV)/ready-for-tests $(VENV)/ready-for-bench
	$(BIN)/python -m tools.pictures

clean:
	rm -rf $(VENV) $(DEMO) .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
