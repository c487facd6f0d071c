# The commands of the project; CONTRIBUTING.md tells when to use which.

SHELL := /bin/bash
export PATH := $(or $(CARGO_HOME),$(HOME)/.cargo)/bin:$(PATH)
TARGET := $(or $(CARGO_TARGET_DIR),target)
NPM := npm --prefix static --no-audit --no-fund --loglevel=error
# The sample organisation lives in a folder and a database of its own.
SAMPLE := env -u ZICHA_DATABASE_URL -u ZICHA_DATABASE_URL_FILE \
	ZICHA_DATA_DIR=$${ZICHA_DATA_DIR:-$(if $(filter 0,$(shell id -u)),/var/lib/zicha-demo,.local/demo)}
FRONT := $(shell find static \( -name node_modules -o -name dist \) -prune -o -type f -print)

.PHONY: help run test check bench release front pictures sqlx setup
.DELETE_ON_ERROR:

help:
	@echo "make run      the portal at http://127.0.0.1:8080, with a database of its own"
	@echo "make run DEMO=1   the same with a sample organisation to try things on"
	@echo "make test     every test"
	@echo "make check    format, lints, .sqlx, dependencies"
	@echo "make bench    how quick and how small it is, measured (UNITS and ISSUES say on how much)"
	@echo "make sqlx     write .sqlx anew after a change of a query or a migration"
	@echo "make pictures  every page as a picture in target/pictures, and those of README.md anew"
	@echo "make front    the styles and scripts in static/dist"
	@echo "make release  the optimised binary"
	@echo "make setup    install what the tasks need"

run:
	@scripts/setup run
	@$(MAKE) --no-print-directory --silent front
	cargo build --bin zicha
	@$(if $(DEMO),$(SAMPLE) $(TARGET)/debug/zicha demo && $(SAMPLE) )$(TARGET)/debug/zicha serve

# Tests make their own databases in a cluster that is there for this run only.
test:
	@scripts/setup test
	@$(MAKE) --no-print-directory --silent front
	cargo build --workspace
	cargo test --workspace --doc --quiet
	@$(TARGET)/debug/local-postgres exec --throwaway --data-dir $(TARGET)/postgres-test -- cargo nextest run --workspace

check:
	@scripts/setup check
	@$(MAKE) --no-print-directory --silent front
	cargo fmt --all --check
	scripts/sqlx $(TARGET)/sqlx
	diff --recursive .sqlx $(TARGET)/sqlx
	cargo clippy --workspace --all-targets -- -D warnings
	cargo deny check --hide-inclusion-graph bans licenses sources
	cargo machete
	@if cargo deny fetch db >/dev/null 2>&1; then cargo deny check advisories; \
	else echo "advisories: not checked, their database cannot be reached"; fi
	@if npm audit --prefix static --json >$(TARGET)/npm-audit.json 2>/dev/null; then echo "npm audit ok"; \
	elif grep -q auditReportVersion $(TARGET)/npm-audit.json; then npm audit --prefix static; \
	else echo "npm audit: not checked, the registry does not answer it"; fi

# Both databases are filled first; with all 1,000,000 issues that takes some minutes.
bench: release
	cargo build --release --package zicha-bench --package local_postgres
	@$(TARGET)/release/local-postgres exec --throwaway --data-dir $(TARGET)/postgres-bench -- \
		$(TARGET)/release/zicha-bench run --zicha $(TARGET)/release/zicha --report $(TARGET)/bench.json \
		--units $(or $(UNITS),10000) --issues $(or $(ISSUES),1000000)

# What README.md shows is taken from the samples of the pages, by the browser of the tests.
pictures:
	@scripts/setup test
	@$(MAKE) --no-print-directory --silent front
	cargo build --workspace
	@$(TARGET)/debug/local-postgres exec --throwaway --data-dir $(TARGET)/postgres-test -- \
		cargo nextest run --test browser --run-ignored only pictures
	cp $(TARGET)/pictures/readme.png README.png
	cp $(TARGET)/pictures/readme-sheet.png README-sheet.png
	cp $(TARGET)/pictures/readme-overview.png README-overview.png

release: front
	cargo build --release --bin zicha
	@echo "$(TARGET)/release/zicha"

sqlx: front
	scripts/sqlx $(TARGET)/sqlx
	rm -rf .sqlx
	cp -r $(TARGET)/sqlx .sqlx

setup:
	@scripts/setup run
	@scripts/setup check
	@scripts/setup test

front: static/dist/app.js

static/dist/app.js: static/node_modules/.installed $(FRONT)
	$(NPM) run build
	@touch $@

static/node_modules/.installed: static/package.json static/package-lock.json
	$(NPM) ci
	@touch $@
