# Everything a person or the build server does here. `make site` and `make test` need git, make and Python 3.11+ only.
.DEFAULT_GOAL := site
.PHONY: site serve check disclosure addresses keep-addresses test test-release faults lint accept bench lock clean
export NO_MKDOCS_2_WARNING := 1
VENV := .venv
BIN := $(VENV)/bin
FORMAT := text
SIZE := 10000

site: $(VENV)/site.stamp  ## build the council's site into site/
	$(BIN)/register build

serve: $(VENV)/site.stamp  ## preview the site while editing
	$(BIN)/register serve

check: $(VENV)/site.stamp  ## say what is wrong in the records
	$(BIN)/register check --format $(FORMAT)

disclosure: $(VENV)/site.stamp  ## say what is withheld; with SINCE=main, what became public since main
	$(BIN)/register disclosure $(if $(SINCE),--diff "$(SINCE)")

addresses: $(VENV)/site.stamp  ## note the addresses of the site that was built, so that none is lost
	$(BIN)/register addresses

keep-addresses: addresses  ## commit them; the build server does this after publishing
	sh .ci/keep-addresses

test: lint $(VENV)/browser.stamp  ## run all the tests
	$(BIN)/pytest

test-release: lint $(VENV)/browser.stamp  ## run all of every test, an hour; prints what held and for how many
	$(BIN)/pytest --whole --hypothesis-profile=release

faults: $(VENV)/browser.stamp  ## seed faults one by one and see that tests catch each, a quarter of an hour
	$(BIN)/python -u tests/faults/seeded.py

lint: $(VENV)/test.stamp  ## check style, types, layers and workflows
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/zizmor --offline --quiet --pedantic .github

accept: $(VENV)/test.stamp  ## rewrite the expected outputs of tests; review the difference
	$(BIN)/pytest --accept

bench: $(VENV)/test.stamp  ## measure against other generators on SIZE synthetic records; needs node and npm
	$(BIN)/python -m bench --size $(SIZE) $(BENCH_OPTIONS)

lock: $(VENV)/test.stamp  ## bring the locked dependencies up to date
	sh .ci/lock

clean:  ## remove what was built
	rm -rf build dist site .site.publishing .cache .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

$(VENV)/site.stamp: .ci/site.lock pyproject.toml .ci/environment
	sh .ci/environment $(VENV) .ci/site.lock
	touch $@

$(VENV)/test.stamp: .ci/test.lock $(VENV)/site.stamp
	sh .ci/environment $(VENV) .ci/test.lock
	touch $@

$(VENV)/browser.stamp: $(VENV)/test.stamp .ci/browser
	sh .ci/browser
	touch $@
