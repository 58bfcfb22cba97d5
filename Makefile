# `make help` lists the targets. Each works alone, on a machine with make and python3 (3.11 or later, with venv).

PYTHON ?= python3
ARGS ?=
ONLY ?=

venv := .venv
bin := $(venv)/bin
pip := $(bin)/python -m pip --disable-pip-version-check --no-input -qq
sam := SAM_CLI_TELEMETRY=0 $(venv)/sam/bin/sam
emulated := $(venv)/.sam $(venv)/.runtime
show := $(if $(shell command -v npm),$(venv)/.show,without-npm)
# To standard error: what `make talk ARGS=--json` prints is for a program to read.
say = echo "--- $(1)" >&2

export PIP_ROOT_USER_ACTION = ignore

.DEFAULT_GOAL := setup
.PHONY: setup talk page test transcripts check package smoke bench soak trace lock readme drawings screens screenshots clean help without-npm build-CoachFunction

setup: $(venv)/.laptop  ## set up .venv, nothing else (the default)

talk: $(venv)/.laptop  ## talk to the coach in this terminal; ARGS="--fast --screen ..."
	@$(bin)/heel-stretches talk $(ARGS)

page: $(venv)/.laptop $(show)  ## the same in a browser, with sound; ARGS="--port 8081 --no-browser ..."
	@$(bin)/heel-stretches serve --page $(ARGS)

# The whole suite, and a folder of it, runs in one process for each processor; --no-loadscope-reorder begins with the
# folders that take longest. A file stays in one process: its tests share engines, servers and Chromium.
# Not so for what names a file, a test, or tests by their words, or wants the terminal: a second process would have to
# start and to collect the tests as well, which takes longer than they do. ARGS may choose for itself: -n 4, -n 0.
in_one_process = $(filter -k% -m% -n% -p -s --pdb --lf --last-failed --sw --co %.py,$(ARGS))$(findstring ::,$(ARGS))
test: $(venv)/.development $(show)  ## run the tests; ARGS=tests/contract, ARGS="-k pause ..."
	@$(bin)/python -m pytest $(if $(in_one_process),,-n auto --dist loadfile --no-loadscope-reorder) $(ARGS)

transcripts: $(venv)/.development  ## write tests/conversation/transcripts anew, from how whole routines sound now
	@$(bin)/python -m tests.conversation.whole_routines

check: $(venv)/.development $(venv)/.sam  ## lint, format, types, layers, template, model and messages
	@$(call say,ruff: lint)
	@$(bin)/ruff check --quiet
	@$(call say,ruff: format)
	@$(bin)/ruff format --quiet --diff
	@$(call say,mypy: strict types)
	@$(bin)/mypy --no-error-summary
	@$(call say,import-linter: the layers)
	@found=$$($(bin)/lint-imports --no-logo --cache-dir .cache/import-linter) || { echo "$$found"; exit 1; }
	@$(call say,cfn-lint and sam: template.yaml)
	@$(bin)/cfn-lint template.yaml
	@found=$$($(sam) validate --lint --region eu-west-1 2>&1) || { echo "$$found"; exit 1; }
	@$(call say,heel-stretches check: model and messages)
	@$(bin)/heel-stretches check
	@$(call say,all checks passed)

package: $(venv)/.development $(venv)/.sam  ## make what `sam deploy` and `ask deploy` take; ARGS="--endpoint ARN --site URL"
	@$(call say,sam build: the function)
	@found=$$($(sam) build 2>&1) || { echo "$$found"; exit 1; }; echo "$$found" | grep '^function '
	@$(call say,build/skill-package: the skill)
	@$(bin)/python -m deployment.skill_package $(ARGS)

# `sam build` calls this: template.yaml names BuildMethod: makefile.
build-CoachFunction: $(venv)/.development
	@$(bin)/python -m deployment.function "$(ARTIFACTS_DIR)"

smoke: $(venv)/.development $(emulated)  ## hold a conversation with the packaged function, in Lambda's emulator
	@$(bin)/python -m pytest tests/smoke $(ARGS)

# Each runs to its end: a target missed in one does not hide what the others measure.
benchmarks := recognition costs counting routine verification load client turns show cold_start
bench: $(venv)/.development $(if $(filter cold_start,$(or $(ONLY),$(benchmarks))),$(emulated)) $(if $(filter show,$(or $(ONLY),$(benchmarks))),$(show))  ## measure all; ONLY=costs runs one, ONLY=recognition ARGS="--corpus FILE"
	@$(if $(ONLY),,$(if $(ARGS),$(error ARGS are for one benchmark: name it, ONLY=recognition or ONLY=costs)))
	@status=0; for name in $(or $(ONLY),$(benchmarks)); do \
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

trace: $(venv)/.laptop  ## list the files that "next exercise", "pause" and "what did I do today" pass
	@$(bin)/python -m tools.trace

readme: $(venv)/.laptop  ## rewrite README's table of what to say from the model
	@$(bin)/python -c "from tools.checks.phrase_table import write_readme; write_readme()"

screenshots: $(venv)/.development  ## take the pictures of the page in docs/ anew
	@$(bin)/python -m tests.browser.screenshots

screens: $(venv)/.development $(show)  ## draw every screen of an Echo Show anew, on one sheet in docs/
	@$(bin)/python -m tests.browser.screens $(ARGS)

drawings: $(venv)/.development  ## draw the pictures of docs/ anew; ARGS="--cards FOLDER" draws cards for the app
	@$(bin)/python -m tools.drawings $(ARGS)

clean:  ## remove all that make made, .venv too
	rm -rf $(venv) .cache .aws-sam build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*##  */\1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r name what; do \
		printf 'make %-11s %s\n' "$$name" "$$what"; done

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

# Amazon's renderer, which draws an Echo Show's screen (docs/adr/0021). Only CI cannot do without.
$(venv)/.show: $(venv)/.made simulator/show/package-lock.json
	@$(call say,fetching what draws the screen of an Echo Show (once; 6 MB))
	@mkdir -p $(venv)/show
	@cp simulator/show/package.json simulator/show/package-lock.json simulator/show/.npmrc $(venv)/show
	@if (cd $(venv)/show && npm ci --silent); then touch $@; \
		else $(call say,it could not be fetched: the pretend Show goes without its picture); test -z "$$CI"; fi

without-npm:
	@$(call say,no npm here: the pretend Show goes without its picture (on Debian: apt install npm))

# AWS's tool asks for another boto3 than the skill, and is installed by uv: pip 23 cannot do it by hash.
$(venv)/.sam: $(venv)/.development $(r)/sam.txt
	@$(call say,installing what reads template.yaml as AWS does (once; some 210 MB))
	@$(bin)/python -m uv venv --quiet --clear --python $(bin)/python $(venv)/sam
	@$(bin)/python -m uv pip install --quiet --require-hashes --python $(venv)/sam -r $(r)/sam.txt
	@touch $@

# What Lambda itself brings, in a Python of the function's own version.
$(venv)/.runtime: $(venv)/.development $(r)/runtime-client.txt template.yaml
	@$(call say,installing what plays Lambda (once; some 5 MB))
	@python=$$($(bin)/python -m deployment.runtime) && \
		$(bin)/python -m uv venv --quiet --clear --python "$$python" $(venv)/runtime
	@$(bin)/python -m uv pip install --quiet --require-hashes --python $(venv)/runtime -r $(r)/runtime-client.txt
	@touch $@
