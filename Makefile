# `make help` lists the targets. Each works alone, on a machine with make and python3 (3.11 or later, with venv).

PYTHON ?= python3
ARGS ?=
ONLY ?=

venv := .venv
bin := $(venv)/bin
pip := $(bin)/python -m pip --disable-pip-version-check --no-input -qq
# To standard error: what `make talk ARGS=--json` prints is for a program to read.
say = echo "--- $(1)" >&2

export PIP_ROOT_USER_ACTION = ignore

.DEFAULT_GOAL := setup
.PHONY: setup talk test check bench soak lock readme clean help

setup: $(venv)/.laptop  ## set up .venv, nothing else (the default)

talk: $(venv)/.laptop  ## talk to the coach in this terminal; ARGS="--fast --screen ..."
	@$(bin)/heel-stretches talk $(ARGS)

test: $(venv)/.development  ## run the tests; ARGS="-k pause ..."
	@$(bin)/python -m pytest $(ARGS)

check: $(venv)/.development  ## lint, format, types, layers, template, model and catalogue
	@$(call say,ruff: lint)
	@$(bin)/ruff check --quiet
	@$(call say,ruff: format)
	@$(bin)/ruff format --quiet --diff
	@$(call say,mypy: strict types of skill and simulator)
	@$(bin)/mypy --no-error-summary
	@$(call say,import-linter: the layers)
	@found=$$($(bin)/lint-imports --no-logo --cache-dir .cache/import-linter) || { echo "$$found"; exit 1; }
	@$(call say,cfn-lint: template.yaml)
	@$(bin)/cfn-lint template.yaml
	@$(call say,heel-stretches check: model and catalogue)
	@$(bin)/heel-stretches check
	@$(call say,all checks passed)

# Each runs to its end: a target missed in one does not hide what the others measure.
bench: $(venv)/.development  ## measure recognition, costs, the web service; ONLY=costs runs one, ONLY=recognition ARGS="--corpus FILE"
	@$(if $(ONLY),,$(if $(ARGS),$(error ARGS are for one benchmark: name it, ONLY=recognition or ONLY=costs)))
	@status=0; for name in $(or $(ONLY),recognition costs counting verification load client); do \
		$(call say,bench: $$name); $(bin)/python -m benchmarks.$$name $(ARGS) || status=1; done; exit $$status

soak: $(venv)/.development  ## let 1,000 conversations go wrong, count what is lost; ARGS="--seed 7 ..."
	@$(bin)/python -m tests.soak $(ARGS)

# Development is locked first: it holds everything, and the others take its versions.
compile = $(bin)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock"
r := requirements

lock: $(venv)/.development  ## rewrite requirements/*.txt from *.in; ARGS=--upgrade takes newer versions
	@$(call say,locking $(r)/development.txt laptop.txt web.txt runtime.txt sam.txt runtime-client.txt)
	@$(compile) $(ARGS) $(r)/runtime.in $(r)/web.in $(r)/laptop.in $(r)/development.in -o $(r)/development.txt
	@$(compile) -c $(r)/development.txt $(r)/runtime.in $(r)/web.in $(r)/laptop.in -o $(r)/laptop.txt
	@$(compile) -c $(r)/development.txt $(r)/runtime.in $(r)/web.in -o $(r)/web.txt
	@$(compile) -c $(r)/development.txt $(r)/runtime.in -o $(r)/runtime.txt
	@$(compile) $(ARGS) $(r)/sam.in -o $(r)/sam.txt
	@$(compile) $(ARGS) $(r)/runtime-client.in -o $(r)/runtime-client.txt

readme: $(venv)/.laptop  ## rewrite README's table of what to say from the model
	@$(bin)/python -c "from skill.checks.sayings import write_readme; write_readme()"

clean:  ## remove all that make made, .venv too
	rm -rf $(venv) .cache build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*##  */\1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r name what; do \
		printf 'make %-8s %s\n' "$$name" "$$what"; done

# --- how .venv comes about ---
# A stamp file for each layer, newer than the lock it was installed from: nothing is installed twice.

define need_python
command -v $(PYTHON) >/dev/null || { \
	echo "Needs Python 3.11 or later, and finds no $(PYTHON). On Debian: apt install python3 python3-venv"; exit 1; }; \
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	echo "Needs Python 3.11 or later; $$($(PYTHON) --version) is too old. Name another: make PYTHON=python3.12"; exit 1; }; \
$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	echo "Python's venv module is missing. On Debian: apt install python3-venv"; exit 1; }
endef

$(venv)/.made:
	@$(need_python)
	@$(call say,making $(venv) with $$($(PYTHON) --version))
	@$(PYTHON) -m venv --clear $(venv)
	@touch $@

# The project goes in as a link to this folder, without its dependencies (just installed, by hash) and without build
# isolation, which would download a build backend that no hash pins: setuptools is in the lock instead.
$(venv)/.laptop: $(venv)/.made $(r)/laptop.txt pyproject.toml
	@$(call say,installing what the laptop needs (once; some 50 MB))
	@$(pip) install --require-hashes -r $(r)/laptop.txt
	@$(pip) install --no-deps --no-build-isolation --editable .
	@touch $@

$(venv)/.development: $(venv)/.laptop $(r)/development.txt
	@$(call say,installing what tests and checks need (once; some 150 MB))
	@$(pip) install --require-hashes -r $(r)/development.txt
	@touch $@
