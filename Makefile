# Every target works on Debian 12 with only Swift and make installed, as root or with sudo.

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
CORPUS ?= fixtures/good
CROWD ?= 1000

SRVLINT = .build/release/srvlint
# Where man pages and completions are generated, and where they are installed.
MAN = .build/man
RAW_MAN = .build/man-raw
COMPLETIONS = .build/completions
SHARE = $(DESTDIR)$(PREFIX)/share
# The date of the commit: pages generated from one commit are always the same.
MAN_DATE = $(shell git log -1 --format=%cs 2>/dev/null || date +%F)
INSTALL_PACKAGES = sh .ci/install-packages

# BoringSSL puts the paths of its sources into the program. They begin here, so that one commit gives the same program in
# every directory.
PATH_FLAGS = -Xcc -ffile-prefix-map=$(CURDIR)=. -Xswiftc -file-prefix-map -Xswiftc $(CURDIR)=. \
	-Xswiftc -Xfrontend -Xswiftc -no-clang-module-breadcrumbs
# Debug information would be two thirds of the program. Symbols remain, for profilers.
BUILD_RELEASE = $(SWIFT) build -c release -debug-info-format none $(PATH_FLAGS) $(SWIFTFLAGS)

BUILD_PACKAGES = libldns-dev libssl-dev libyaml-dev pkg-config git ca-certificates
PEER_PACKAGES = bind9-utils knot-dnssecutils nsd validns ldnsutils python3
# Counts instructions.
BENCH_PACKAGES = $(PEER_PACKAGES) valgrind
# The servers that srvlint's lookups are compared with. The tests run them on loopback; their services are not started.
SERVER_PACKAGES = bind9 knot nsd
# Needed by the lab in addition to BIND and Synapse.
LAB_PACKAGES = unbound nginx-light iproute2
# The programs that read man pages and completions.
MANUAL_PACKAGES = man-db mandoc zsh fish
# Edits zones with the language server. Emacs, which is larger, is tested if it is there, with elpa-eglot.
EDITOR_PACKAGES = neovim
# Divides lists of servers, as the documentation describes.
LIST_PACKAGES = parallel
# Opens HTML pages. Not among TEST_PACKAGES: 110 MB to download, 360 MB installed. `make test` opens them if it is there.
PAGE_PACKAGES = chromium
# Shows that git starts no program.
TRACE_PACKAGES = strace
# Build the packages of a release.
DIST_PACKAGES = python3 dpkg gzip binutils ca-certificates
# Check them, with the programs from PyPI in .ci/install-ci-tools.
DIST_CHECK_PACKAGES = $(DIST_PACKAGES) $(TRACE_PACKAGES) lintian fakeroot man-db python3-venv skopeo umoci
# Install them as users do, and run the action and the GitLab job.
TRY_PACKAGES = $(DIST_PACKAGES) python3-venv podman crun openssl iproute2 curl busybox
TEST_PACKAGES = $(BUILD_PACKAGES) $(PEER_PACKAGES) $(SERVER_PACKAGES) $(LAB_PACKAGES) $(MANUAL_PACKAGES) $(TRACE_PACKAGES) $(EDITOR_PACKAGES) $(LIST_PACKAGES) python3-venv

# nsd-checkzone and validns may be in sbin, which is not on the PATH of every user.
export PATH := $(PATH):/usr/local/sbin:/usr/sbin:/sbin

.PHONY: help demo build man completions docs test check install uninstall bench compare agreement fuzz conformance hook synapse lab format \
	lint dist distcheck installcheck clean build-packages pre-commit

help: ## print this list of targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: build ## build the program, and check a zone with mistakes
	@echo '$$ srvlint check fixtures/demo/example.com.zone'
	@$(SRVLINT) check fixtures/demo/example.com.zone; status=$$?; \
	if [ $$status -gt 1 ]; then echo "srvlint failed with status $$status" >&2; exit $$status; fi

build: build-packages ## build the program: .build/release/srvlint
	@$(BUILD_RELEASE) --product srvlint

man: build ## generate the man pages: .build/man
	@rm -rf $(MAN) $(RAW_MAN)
	@$(BUILD_RELEASE) --product generate-manual
	@mkdir -p $(RAW_MAN)
	@.build/release/generate-manual $(SRVLINT) --multi-page --date $(MAN_DATE) --output-directory $(RAW_MAN) >/dev/null
	@sh .ci/finish-man-pages $(RAW_MAN) $(MAN)

completions: ## generate the completions for bash, zsh and fish: .build/completions
	@test -x $(SRVLINT) || { echo 'The program is missing: run "make build" first' >&2; exit 1; }
	@mkdir -p $(COMPLETIONS)
	@for shell in bash zsh fish; do \
		$(SRVLINT) --generate-completion-script $$shell >$(COMPLETIONS)/srvlint.$$shell || exit 1; \
	done

docs: build-packages ## regenerate the rule reference: Sources/Linting/Linting.docc
	@RECORD_SNAPSHOTS=1 $(SWIFT) test $(SWIFTFLAGS) --filter RuleReferenceTests

# LabTests run alone: its servers have time limits, and the other tests use all processors.
define RUN_TESTS
@python3 .ci/verify-fixtures
@python3 .ci/check-layers
@$(SWIFT) test $(SWIFTFLAGS) --skip LabTests
@$(SWIFT) test $(SWIFTFLAGS) --skip-build --filter LabTests
@python3 .ci/conformance --strict --srvlint .build/debug/srvlint fixtures/good
@python3 fixtures/comparison/compare.py --strict --srvlint .build/debug/srvlint
@python3 .ci/compare-with-bind --correct 400 --damaged 400 --srvlint .build/debug/srvlint
@python3 .ci/check-formats --srvlint .build/debug/srvlint
@python3 .ci/try-many-servers --srvlint .build/debug/srvlint
@python3 .ci/try-html --if-installed --srvlint .build/debug/srvlint
@python3 .ci/try-hook --srvlint .build/debug/srvlint
@$(SWIFT) build $(SWIFTFLAGS) --quiet --product generate-manual
@sh .ci/try-install .build/debug/srvlint
endef

test: ## install the packages that the tests need, and run all tests
	@sh .ci/test-packages install $(TEST_PACKAGES)
	$(RUN_TESTS)

check: ## run all tests without installing anything
	@sh .ci/test-packages check $(TEST_PACKAGES)
	$(RUN_TESTS)

install: ## build, and install to PREFIX (default /usr/local); DESTDIR is for packagers
	@if command -v $(SWIFT) >/dev/null 2>&1; then \
		$(MAKE) --no-print-directory build && { $(MAKE) --no-print-directory man || \
			echo 'The man pages could not be generated; the program is installed without them' >&2; }; \
	fi
	@test -x $(SRVLINT) || { echo 'Swift is not on the PATH: run "make build man" as your own user first' >&2; exit 1; }
	@$(MAKE) --no-print-directory completions
	install -D -m 755 $(SRVLINT) $(DESTDIR)$(PREFIX)/bin/srvlint
	install -D -m 644 $(COMPLETIONS)/srvlint.bash $(SHARE)/bash-completion/completions/srvlint
	install -D -m 644 $(COMPLETIONS)/srvlint.zsh $(SHARE)/zsh/site-functions/_srvlint
	install -D -m 644 $(COMPLETIONS)/srvlint.fish $(SHARE)/fish/vendor_completions.d/srvlint.fish
	@if test -d $(MAN); then \
		echo 'install -m 644 $(MAN)/*.1 $(SHARE)/man/man1'; \
		install -d $(SHARE)/man/man1 && install -m 644 $(MAN)/*.1 $(SHARE)/man/man1; \
	else \
		echo 'Man pages are not installed: run "make man" as your own user first' >&2; \
	fi

dist: man ## package the program: .build/dist
	@$(INSTALL_PACKAGES) $(DIST_PACKAGES)
	@sh .ci/dist/build $(SRVLINT) $(MAN)

distcheck: ## check the packages in .build/dist: install, run and remove each of them
	@$(INSTALL_PACKAGES) $(DIST_CHECK_PACKAGES)
	@sh .ci/install-ci-tools
	@sh .ci/check-static $(SRVLINT)
	@sh .ci/dist/check

installcheck: ## install the packages in .build/dist as the README says, and test the action and the GitLab job
	@$(INSTALL_PACKAGES) $(TRY_PACKAGES)
	@sh .ci/install-ci-tools
	@sh .ci/install-pre-commit --quiet
	@python3 .ci/try-dist
	@python3 .ci/try-action

uninstall: ## remove the files that "make install" has installed
	rm -f $(DESTDIR)$(PREFIX)/bin/srvlint $(SHARE)/man/man1/srvlint.1 $(SHARE)/man/man1/srvlint-*.1
	rm -f $(SHARE)/bash-completion/completions/srvlint $(SHARE)/zsh/site-functions/_srvlint
	rm -f $(SHARE)/fish/vendor_completions.d/srvlint.fish

bench: build ## compare time and memory with other zone checkers (BENCH="--help" lists options)
	@$(INSTALL_PACKAGES) $(BENCH_PACKAGES)
	@python3 fixtures/bench/bench.py --srvlint $(SRVLINT) $(BENCH)

.PHONY: latency
latency: build ## measure the language server after edits, and `check` beside it (LATENCY="--help" lists options)
	@$(INSTALL_PACKAGES) python3
	@python3 fixtures/bench/editor.py --srvlint $(SRVLINT) $(LATENCY)

compare: build ## count which mistakes in mail, TLS and catalog records and signed zones each checker reports
	@$(INSTALL_PACKAGES) $(PEER_PACKAGES) python3-venv
	@sh .ci/install-octodns
	@python3 fixtures/comparison/compare.py --srvlint $(SRVLINT) --octodns .build/octodns/bin

agreement: build ## compare verdicts about 110,000 generated zones with BIND's (AGREEMENT="--help" lists options)
	@$(INSTALL_PACKAGES) bind9 bind9-utils python3
	@python3 .ci/compare-with-bind --correct 100000 --damaged 10000 $(AGREEMENT)

fuzz: build-packages ## fuzz parsers, rules and reports, ten minutes each (FUZZ="--help" lists targets and options)
	@sh .ci/fuzz $(FUZZ)

conformance: build ## check a directory of zones with a manifest.json: CORPUS=DIR (STRICT=1: fail on any difference)
	@$(INSTALL_PACKAGES) python3
	@python3 .ci/conformance --srvlint $(SRVLINT) $(if $(STRICT),--strict) $(CORPUS)

hook: build pre-commit ## test the pre-commit hook as users install it; pre-commit builds it (takes minutes)
	@python3 .ci/try-hook --as-published

.PHONY: pages
pages: build ## open the HTML pages in Chromium; screenshots and PDF files: .build/pages
	@$(INSTALL_PACKAGES) $(PAGE_PACKAGES) python3
	@python3 .ci/try-html --srvlint $(SRVLINT) --keep .build/pages

synapse: ## install Synapse and mautrix from PyPI, which the tests compare with predictions
	@$(INSTALL_PACKAGES) $(TEST_PACKAGES)
	@sh .ci/install-synapse
	@sh .ci/install-mautrix

lab: build synapse ## audit test servers and compare with Synapse and mautrix; then audit many servers (CROWD=1000)
	@rm -rf .build/lab && mkdir -p .build/lab
	@status=0; LAB_REPORT=$(CURDIR)/.build/lab LAB_PROGRAM=$(CURDIR)/$(SRVLINT) LAB_CROWD=$(CROWD) \
		$(SWIFT) test $(SWIFTFLAGS) --filter LabTests || status=$$?; \
	cat .build/lab/*.md 2>/dev/null; exit $$status

.PHONY: site
site: build-packages ## build the documentation as a website: .build/plugins/Swift-DocC/outputs
	@$(INSTALL_PACKAGES) python3
	@SRVLINT_DOCS=1 $(SWIFT) package generate-documentation --target Linting
	@python3 .ci/link-documentation .build/plugins/Swift-DocC/outputs/Linting.doccarchive

format: ## format the sources in place
	@$(SWIFT) format -i -r Sources Tests Package.swift

lint: ## check the format of the sources
	@$(SWIFT) format lint --strict -r Sources Tests Package.swift

clean: ## remove all build products
	rm -rf .build

build-packages:
	@$(INSTALL_PACKAGES) $(BUILD_PACKAGES)

pre-commit:
	@$(INSTALL_PACKAGES) $(TEST_PACKAGES)
	@sh .ci/install-pre-commit
