# Every target works on Debian 12 with only Swift and make there, as root or with sudo.

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
CORPUS ?= fixtures/good
CROWD ?= 1000

SRVLINT = .build/release/srvlint
# Where man pages and completions are made, and where they go.
MAN = .build/man
RAW_MAN = .build/plugins/GenerateManual/outputs/srvlint
COMPLETIONS = .build/completions
SHARE = $(DESTDIR)$(PREFIX)/share
# Pages made twice from one commit are equal.
MAN_DATE = $(shell git log -1 --format=%cs 2>/dev/null || date +%F)
INSTALL_PACKAGES = sh .ci/install-packages

BUILD_PACKAGES = libldns-dev libyaml-dev pkg-config git ca-certificates
PEER_PACKAGES = bind9-utils knot-dnssecutils nsd validns ldnsutils python3
# The servers that the look-up is held against; the tests run them on loopback, and no service of theirs is started.
SERVER_PACKAGES = bind9 knot nsd
# What the lab has beside BIND and Synapse.
LAB_PACKAGES = unbound nginx-light iproute2
# What reads man pages and completions.
MANUAL_PACKAGES = man-db mandoc zsh fish
# What shows that git starts no program.
TRACE_PACKAGES = strace
TEST_PACKAGES = $(BUILD_PACKAGES) $(PEER_PACKAGES) $(SERVER_PACKAGES) $(LAB_PACKAGES) $(MANUAL_PACKAGES) $(TRACE_PACKAGES) python3-venv

# nsd-checkzone and validns may stand in sbin, which is not on every user's path.
export PATH := $(PATH):/usr/local/sbin:/usr/sbin:/sbin

.PHONY: help demo build man completions docs test install uninstall bench fuzz conformance hook synapse lab format \
	lint clean build-packages test-packages pre-commit

help: ## print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: build ## build, and check a zone with mistakes in it
	@echo '$$ srvlint check fixtures/demo/example.com.zone'
	@$(SRVLINT) check fixtures/demo/example.com.zone; status=$$?; \
	if [ $$status -gt 1 ]; then echo "srvlint failed with status $$status" >&2; exit $$status; fi

build: build-packages ## build the program for use: .build/release/srvlint
	@$(SWIFT) build -c release --product srvlint $(SWIFTFLAGS)

man: build ## make the man pages: .build/man
	@rm -rf $(MAN) $(RAW_MAN)
	@$(SWIFT) package plugin generate-manual --multi-page --date $(MAN_DATE)
	@sh .ci/finish-man-pages $(RAW_MAN) $(MAN)

completions: ## make the completions for bash, zsh and fish from the program: .build/completions
	@test -x $(SRVLINT) || { echo 'There is no program yet: run "make build" first' >&2; exit 1; }
	@mkdir -p $(COMPLETIONS)
	@for shell in bash zsh fish; do \
		$(SRVLINT) --generate-completion-script $$shell >$(COMPLETIONS)/srvlint.$$shell || exit 1; \
	done

docs: build-packages ## write the reference of the rules anew: Sources/Linting/Linting.docc
	@RECORD_SNAPSHOTS=1 $(SWIFT) test $(SWIFTFLAGS) --filter RuleReferenceTests

test: test-packages pre-commit synapse ## install what the tests need, and run them all
	@python3 .ci/verify-fixtures
	@$(SWIFT) test $(SWIFTFLAGS) --skip LabTests
	# By itself: its servers have time limits, and everything else wants both cores.
	@$(SWIFT) test $(SWIFTFLAGS) --skip-build --filter LabTests
	@python3 .ci/conformance --strict --srvlint .build/debug/srvlint fixtures/good
	@python3 .ci/check-formats --srvlint .build/debug/srvlint
	@python3 .ci/try-hook --srvlint .build/debug/srvlint
	@$(SWIFT) build $(SWIFTFLAGS) --quiet --product generate-manual
	@sh .ci/try-install .build/debug/srvlint

install: ## build, and install below PREFIX (/usr/local), for a package below DESTDIR
	@if command -v $(SWIFT) >/dev/null 2>&1; then \
		$(MAKE) --no-print-directory build && { $(MAKE) --no-print-directory man || \
			echo 'The man pages could not be made; the rest is installed without them' >&2; }; \
	fi
	@test -x $(SRVLINT) || { echo 'Swift is not on the path: run "make build man" first, as yourself' >&2; exit 1; }
	@$(MAKE) --no-print-directory completions
	install -D -m 755 $(SRVLINT) $(DESTDIR)$(PREFIX)/bin/srvlint
	install -D -m 644 $(COMPLETIONS)/srvlint.bash $(SHARE)/bash-completion/completions/srvlint
	install -D -m 644 $(COMPLETIONS)/srvlint.zsh $(SHARE)/zsh/site-functions/_srvlint
	install -D -m 644 $(COMPLETIONS)/srvlint.fish $(SHARE)/fish/vendor_completions.d/srvlint.fish
	@if test -d $(MAN); then \
		echo 'install -m 644 $(MAN)/*.1 $(SHARE)/man/man1'; \
		install -d $(SHARE)/man/man1 && install -m 644 $(MAN)/*.1 $(SHARE)/man/man1; \
	else \
		echo 'There are no man pages: "make man", as yourself, makes them' >&2; \
	fi

uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/srvlint $(SHARE)/man/man1/srvlint.1 $(SHARE)/man/man1/srvlint-*.1
	rm -f $(SHARE)/bash-completion/completions/srvlint $(SHARE)/zsh/site-functions/_srvlint
	rm -f $(SHARE)/fish/vendor_completions.d/srvlint.fish

bench: build ## measure against other zone checkers (BENCH="--help" lists the options)
	@$(INSTALL_PACKAGES) $(PEER_PACKAGES)
	@python3 fixtures/bench/bench.py --srvlint $(SRVLINT) $(BENCH)

fuzz: build-packages ## feed the readers damaged input for ten minutes each (FUZZ="--help" lists the options)
	@sh .ci/fuzz $(FUZZ)

conformance: build ## judge a folder of zones with a manifest.json: CORPUS=DIR (STRICT=1: any difference fails)
	@$(INSTALL_PACKAGES) python3
	@python3 .ci/conformance --srvlint $(SRVLINT) $(if $(STRICT),--strict) $(CORPUS)

hook: build pre-commit ## try the pre-commit hook as users get it, built by pre-commit itself (minutes)
	@python3 .ci/try-hook --as-published

synapse: test-packages ## install Synapse from PyPI, which the tests hold our prediction of it against
	@sh .ci/install-synapse

lab: build synapse ## audit a small world beside the real Synapse, and a crowd of servers (CROWD=1000)
	@rm -rf .build/lab && mkdir -p .build/lab
	@status=0; LAB_REPORT=$(CURDIR)/.build/lab LAB_PROGRAM=$(CURDIR)/$(SRVLINT) LAB_CROWD=$(CROWD) \
		$(SWIFT) test $(SWIFTFLAGS) --filter LabTests || status=$$?; \
	cat .build/lab/*.md 2>/dev/null; exit $$status

format: ## format the sources in place
	@$(SWIFT) format -i -r Sources Tests Package.swift

lint: ## check the format of the sources
	@$(SWIFT) format lint --strict -r Sources Tests Package.swift

clean: ## remove everything that was built
	rm -rf .build

build-packages:
	@$(INSTALL_PACKAGES) $(BUILD_PACKAGES)

test-packages:
	@$(INSTALL_PACKAGES) $(TEST_PACKAGES)

pre-commit: test-packages
	@sh .ci/install-pre-commit
