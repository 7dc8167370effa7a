# make demo        an example school site on http://127.0.0.1:8000/ (PORT=8080 for another port)
# make demo-setup  the same, without serving it
# make test        under six minutes: linters and the tests that tell most (FAST=1: the default host only, no browser)
# make accept      what .ci/run runs on SQLite: all tests but the thorough ones, on all hosts, with a browser
# make nightly     all of everything: thorough tests, real stylesheets, printing, other packages, advisories, mutants,
#                  kills, load, and every version that there is here
# make matrix      all tests, without a browser, on every version that the interpreters here allow; prints a table
#                  (ROW=py311-django52-wagtail74: that row only; the rows are in pyproject.toml)
# make lint        linters only
# make lint-types  the types of them only
# make lint-layout the rest of them only
# make stylesheets measures our pages under the stylesheets of real sites, from npm; writes the table in docs/themes.md
# make docs        the documentation as a site, in var/docs; a warning is an error
# make coverage    which share of the code the quick tests on the default host run
# make bench       bytes, queries and processor time of each page, beside a bare page
# make journeys  goes the ways of those who need help, tap by tap, and prints how far it is to somebody who answers
#                  (PICTURES=folder keeps what is on the screen at each step)
# make checkers  has three checkers of accessibility and one of HTML look at every page, everything opened, in three
#                languages
# make audit       asks the database of advisories about what is installed; says so when it gave no answer
# make mutations   switches off in turn what keeps readers safe, and says which tests notice
# make release   builds, checks and tags; stops at open points of docs/before-release.md unless OPEN_POINTS=said is given
# make clean       removes what the targets above made
#
# PYTHON=... picks the interpreter, VENV=... the folder of the environment.

VENV ?= .venv
PORT ?= 8000
FAST ?=
ROW ?=
OPEN_POINTS ?=
PICTURES ?=
# For `make coverage`.
TESTS ?= tests

# The first interpreter that runs, is new enough and can make an environment. It is started
# to find out: a name on the PATH may be a shim without an interpreter behind it.
ifndef PYTHON
PYTHON := $(shell for name in python3.13 python3.12 python3.11 python3; do \
	$$name -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	&& { echo $$name; break; }; done)
endif

BIN := $(VENV)/bin
MANAGE := $(BIN)/python example_site/manage.py

# All that Django reads; what Jinja2 reads has rules of its own.
TEMPLATES = $(shell find gripwagtail example_site tests -path '*/templates/*' -name '*.html')

# Interpreters that pyenv has but no PATH shows.
PYENV_PATH = $(shell for name in $$(pyenv versions --bare 2>/dev/null); do printf ':%s/bin' "$$(pyenv prefix $$name)"; done)

.PHONY: demo demo-setup test accept nightly matrix lint lint-types lint-layout docs stylesheets coverage bench journeys checkers audit mutations release clean

demo: demo-setup
	@echo
	@echo "The example school:  http://127.0.0.1:$(PORT)/"
	@echo "Its admin:           http://127.0.0.1:$(PORT)/admin/"
	@echo "Name and password:   above, in what plant_school says (DEMO_PASSWORD=... make demo sets another)"
	@echo "Stop with Ctrl+C."
	@echo
	$(MANAGE) runserver 127.0.0.1:$(PORT) --noreload

demo-setup: $(VENV)/.demo
	$(MANAGE) migrate --noinput --verbosity 0
	$(MANAGE) plant_school

test: lint
	$(BIN)/python -m tests.run $(if $(FAST),--fast,--test)

accept: lint
	$(BIN)/python -m tests.run --accept

# Each part runs also when one before it failed, and any failure is one of the whole.
nightly: lint
	@echo "Nightly: everything there is. Left out: nothing but what this machine cannot run, which each part says."
	@failed=; \
	part() { echo; echo "=== $$1"; shift; "$$@" || failed="$$failed $$*;"; }; \
	part "stylesheets and scripts" .ci/styles; \
	part "all tests on all hosts, with a browser" env GRIP_INDEXED=1 $(BIN)/python -m tests.run; \
	if command -v npm >/dev/null; then \
	part "the stylesheets of real sites" make stylesheets VENV="$(VENV)" PYTHON="$(PYTHON)"; \
	else echo "No npm: our pages are not measured under the stylesheets of real sites."; fi; \
	part "coverage" make coverage VENV="$(VENV)" PYTHON="$(PYTHON)"; \
	part "all hostile texts with nh3, too" env GRIP_SANITIZER=nh3 $(BIN)/python -m pytest -q tests/test_sanitize.py \
		tests/test_vectors.py tests/browser/test_vectors.py; \
	part "checkers of accessibility" $(BIN)/python -m tests.tools.checkers; \
	part "what is in a language that its reader may not read" $(BIN)/python -m tests.tools.foreign_letters; \
	part "what is printed, in two browsers" $(BIN)/python -m tests.tools.prints; \
	part "ways to somebody who answers" $(BIN)/python -m tests.tools.journeys; \
	part "sites with other packages" $(BIN)/python -m tests.tools.companions; \
	part "advisories" make audit VENV="$(VENV)" PYTHON="$(PYTHON)"; \
	part "mutants" make mutations VENV="$(VENV)" PYTHON="$(PYTHON)"; \
	part "kills" $(BIN)/python -m tests.tools.kills; \
	if tests/tools/with_postgres true; then \
	part "kills on PostgreSQL" env GRIP_DB=postgres tests/tools/with_postgres $(BIN)/python -m tests.tools.kills; \
	part "load" $(BIN)/python -m tests.tools.cluster; \
	part "what visitors get while something is down" $(BIN)/python -m tests.tools.down; \
	else echo "No PostgreSQL: no kills on it, no load, and nothing is taken down."; fi; \
	part "all versions, the newest Wagtail among them" make matrix VENV="$(VENV)" PYTHON="$(PYTHON)"; \
	if [ -n "$$failed" ]; then echo; echo "Failed:$$failed"; exit 1; fi; echo; echo "All parts passed."

# Without PostgreSQL its rows are left out. The tables come also when a row failed, and the failure stays one. A run of
# one row prints them with what earlier runs left in var/matrix, and leaves the page in docs/ alone.
matrix: $(VENV)/.matrix
	@export PATH="$$PATH$(PYENV_PATH)" with=tests/tools/with_postgres; \
	$$with true || { export TOX_SKIP_ENV=postgres; with=; echo "The rows on PostgreSQL are left out."; }; \
	$$with $(BIN)/python -m tox run $(if $(ROW),-e $(ROW)); code=$$?; \
	$(BIN)/python -m tests.tools.compatibility $(if $(ROW),,--write); exit $$code

# Reading the types takes as long as all else together, so they go side by side.
lint: $(VENV)/.test
	@$(MAKE) --no-print-directory --jobs=2 lint-types lint-layout

lint-types:
	$(BIN)/mypy gripwagtail

lint-layout:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet gripwagtail/templates example_site
	@echo djade and djhtml: the layout of the templates
	@$(BIN)/djade --check --target-version 5.2 $(TEMPLATES)
	@$(BIN)/djhtml --check --tabwidth 2 $(TEMPLATES)
	$(BIN)/python -m tests.tools.minify --check

docs: $(VENV)/.docs
	$(BIN)/python -m sphinx --quiet --fail-on-warning --fresh-env docs var/docs
	@echo "The documentation: var/docs/index.html"

# The table comes also when a page failed, and the failure stays one.
stylesheets: $(VENV)/.test
	$(BIN)/python -m tests.tools.stylesheets var/stylesheets/npm
	@rm -f var/stylesheets/*.json
	@GRIP_STYLESHEETS=var/stylesheets/npm GRIP_REQUIRE_STYLESHEETS=1 \
	$(BIN)/python -m pytest -q tests/browser/test_stylesheets.py; code=$$?; \
	$(BIN)/python -m tests.tools.themes_table --write >/dev/null && exit $$code

# The tests are those of `python -m tests.run --fast`, in as many processes; each leaves what it saw beside var/coverage.
coverage: $(VENV)/.test
	@rm -f var/coverage var/coverage.*
	@marks="$$($(BIN)/python -c 'from tests.run import SLICES, both; print(both("not browser", SLICES["fast"].marks))')"; \
	$(BIN)/python -m coverage run -m pytest -q --numprocesses=auto --dist=worksteal -m "$$marks" $(TESTS); code=$$?; \
	$(BIN)/python -m coverage combine --quiet && $(BIN)/python -m coverage report && exit $$code

bench: $(VENV)/.test
	$(BIN)/python -m tests.tools.bench

journeys: $(VENV)/.test
	$(BIN)/python -m tests.tools.journeys $(if $(PICTURES),--pictures "$(PICTURES)")

checkers: $(VENV)/.test
	$(BIN)/python -m tests.tools.checkers

audit: $(VENV)/.audit
	$(BIN)/python -m tests.tools.audit

# By hand, and made of every condition that decides by a right, a restriction, a validity, a site or a language.
mutations: $(VENV)/.test
	$(BIN)/python -m tests.tools.mutations
	$(BIN)/python -m tests.tools.conditions --record
	$(BIN)/python -m tests.tools.conditions --continue
	$(BIN)/python -m tests.tools.conditions --check
	DJANGO_SETTINGS_MODULE=tests.hosts.localize.settings $(BIN)/python -m tests.tools.conditions --check

release: $(VENV)/.release
	OPEN_POINTS="$(OPEN_POINTS)" $(BIN)/python -m tests.tools.release

# The environment. A stamp is newer than the files it was made from, so a second run installs nothing.
$(VENV)/.python:
ifeq ($(PYTHON),)
	@echo "No Python 3.11 or newer with venv was found." >&2
	@echo "Install one (Debian, Ubuntu: apt-get install python3-venv) or name it: make PYTHON=/path/to/python3" >&2
	@exit 1
endif
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -qq --upgrade 'pip>=25.1'
	@touch $@

$(VENV)/.demo: $(VENV)/.python pyproject.toml setup.cfg
	$(BIN)/python -m pip install -qq --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.demo
	$(BIN)/python -m pip install -qq --group test
	@touch $@

$(VENV)/.docs: $(VENV)/.python pyproject.toml
	$(BIN)/python -m pip install -qq --group docs
	@touch $@

$(VENV)/.release: $(VENV)/.test
	$(BIN)/python -m pip install -qq --group release
	@touch $@

$(VENV)/.audit: $(VENV)/.test
	$(BIN)/python -m pip install -qq --group audit
	@touch $@

$(VENV)/.matrix: $(VENV)/.test
	$(BIN)/python -m pip install -qq --group matrix
	@touch $@

clean:
	rm -rf $(VENV) .tox build dist *.egg-info var example_site/var test-results htmlcov
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find gripwagtail tests example_site -name __pycache__ -type d -prune -exec rm -rf {} +
