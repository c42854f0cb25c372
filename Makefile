# The commands of a developer; `make` alone lists them.
PYTHON ?= python3
BIN := .venv/bin
TOUR := build/demo

.DEFAULT_GOAL := help
.PHONY: help setup run test check format bench soak pictures lock wheel clean

help:  ## list the commands
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/make \1	\2/p' $(MAKEFILE_LIST) | expand -t 16

setup:  ## make .venv with the locked packages, and see that the system has what Qt needs
	@$(PYTHON) scripts/setup.py

run: setup  ## open the window on the sample project; without a display, run the tour
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		$(BIN)/python -m annotator open --sample; \
	else \
		echo "There is no display (DISPLAY and WAYLAND_DISPLAY are unset), so the tour runs without one." && \
		$(BIN)/python -m annotator demo $(TOUR) && \
		echo "The tour wrote:" && find $(TOUR) -type f | sort; \
	fi

test: setup  ## run the tests
	$(BIN)/python -m pytest

check: setup  ## style, types, and the import order of the rooms
	$(BIN)/python -m ruff check
	$(BIN)/python -m ruff format --check
	$(BIN)/python -m mypy
	$(BIN)/lint-imports --no-logo

format: setup  ## put the code in the project's style
	$(BIN)/python -m ruff check --fix
	$(BIN)/python -m ruff format

bench: setup  ## measure the speeds that docs/benchmarks.md promises
	$(BIN)/python -m tests.benchmarks

soak: setup  ## run the long tests and the properties with many random examples, and keep their figures (takes long)
	ANNOTATOR_HYPOTHESIS_PROFILE=soak ANNOTATOR_RELIABILITY=$(CURDIR)/build/reliability.json \
		$(BIN)/python -m pytest -m "soak or hypothesis" -o faulthandler_timeout=0
	$(BIN)/python -m tests.faults.report

pictures: setup  ## take the tour and keep the README's pictures
	rm -rf $(TOUR)
	env -u DISPLAY -u WAYLAND_DISPLAY $(BIN)/python -m annotator demo $(TOUR)
	mkdir -p docs/pictures
	cp $(TOUR)/*" overlap.png" docs/pictures/desk.png
	cp $(TOUR)/*" dark.png" docs/pictures/dark.png

# --universal: one lock for each Python and machine. UPGRADE=--upgrade takes the newest versions.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-header --no-emit-index-url --no-emit-find-links $(UPGRADE) pyproject.toml

lock: setup  ## lock the dependencies of pyproject.toml: exact versions with hashes
	$(LOCK) --output-file requirements/run.txt
	$(LOCK) --extra dev --constraint requirements/run.txt --output-file requirements/dev.txt

wheel: setup  ## build dist/*.whl for pip, pipx and uv
	rm -rf dist
	$(BIN)/python -m hatchling build --target wheel

clean:  ## remove everything that make has made
	rm -rf .venv build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find annotator scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +
