# KetGUI from its source. `make` alone lists what there is.

PYTHON ?= python3
VENV_PYTHON := .venv/bin/python
EXAMPLE := resources/samples/example-cohort.xlsx
REPORT := example-report

# pyright comes whole with its package; without this it would ask the network for a newer one.
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1

# Tracing would slow them, and the coverage that has a floor stands without them.
UNTRACED := tests/end_to_end tests/packaging tests/rendering tests/session tests/smoke tests/views \
	tests/importing/recognition/test_header_corpus.py tests/importing/test_round_trip.py \
	tests/reporting/checklists/test_item.py tests/reporting/paragraphs/test_sentences.py \
	tests/reporting/r_script/test_folder.py \
	$(addprefix tests/test_,additions.py app.py architecture.py cli_studies.py contracts.py \
	contributing.py every_scale.py figure_numbers.py locale.py mirror.py start.py \
	vocabulary.py words.py)

# What these modules offer differs between systems; a module without them is the same on each.
OF_THE_SYSTEM := ^ *(import|from) (asyncio|ctypes|fcntl|locale|mmap|msvcrt|os|resource|select|shutil|$\
	signal|socket|stat|subprocess|sys|tempfile|time|winreg)\b

.DEFAULT_GOAL := help
.PHONY: help setup run test benchmark package lock format clean

help: ## List these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

setup: ## Make .venv from the lock, and see to Qt's system libraries
	@PYTHON='$(PYTHON)' sh packaging/setup.sh

run: setup ## Open the example (without a display: write its report)
	@if [ "$$(uname)" = Linux ] && [ -z "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
		echo "There is no display here: the window stays closed, and the example's report is written."; \
		QT_QPA_PLATFORM=offscreen $(VENV_PYTHON) main.py report $(EXAMPLE) --output "$(CURDIR)/$(REPORT)"; \
	else \
		$(VENV_PYTHON) main.py --example; \
	fi

test: export QT_QPA_PLATFORM := offscreen
test: setup ## Check style, types, tests and coverage
	@$(VENV_PYTHON) -m ruff check --quiet
	@$(VENV_PYTHON) -m ruff format --check --quiet
	@echo "pyright for Linux, Windows and Darwin, and the tests that are not traced"
	@$(VENV_PYTHON) -m pyright --pythonplatform Linux & linux=$$!; failed=0; \
	for system in Windows Darwin; do \
		grep -rlE '$(OF_THE_SYSTEM)' --include=*.py ketgui packaging main.py | \
			xargs $(VENV_PYTHON) -m pyright --pythonplatform $$system || failed=1; \
	done; \
	$(VENV_PYTHON) -m pytest -q -m 'not benchmark' -n auto $(UNTRACED) || failed=1; \
	wait $$linux || failed=1; exit $$failed
	@$(VENV_PYTHON) -m pytest -q -m 'not benchmark' -n auto --cov --cov-report= \
		$(UNTRACED:%=--ignore=%)
	@$(VENV_PYTHON) packaging/coverage_floor.py

benchmark: setup ## Print the ratios of start and report to bare references
	@$(VENV_PYTHON) -m pip install -qq --disable-pip-version-check --no-input \
		--require-hashes --requirement packaging/requirements-benchmark.txt
	@missed=0; $(VENV_PYTHON) tests/benchmarks/run.py || missed=1; \
		QT_QPA_PLATFORM=offscreen $(VENV_PYTHON) -m pytest -q -m benchmark || missed=1; \
		exit $$missed

package: ## Freeze the program, walk through it, and make this system's installers in dist/
	@PYTHON='$(PYTHON)' sh packaging/package.sh

lock: ## Resolve the dependencies anew into packaging/requirements*.txt
	@PYTHON='$(PYTHON)' sh packaging/lock.sh

format: setup ## Put the source into its format
	@$(VENV_PYTHON) -m ruff check --fix --quiet
	@$(VENV_PYTHON) -m ruff format --quiet

clean: ## Remove what the commands above made
	@rm -rf .venv build dist .pytest_cache .ruff_cache .hypothesis .coverage .coverage.* htmlcov $(REPORT)
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
