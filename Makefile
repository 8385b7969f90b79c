# SPDX-License-Identifier: GPL-3.0-or-later
# Thin: meson does the work. `make run` and `make check` also install what is missing.

BUILD ?= build
ASAN_BUILD ?= build-asan
PREFIX ?= /usr/local

.PHONY: all deps run-deps build run check check-fast bench nightly screenshots install dist clean

all: build

deps:
	@tools/install-packages packages.list

# LibreOffice and the like are for whoever tests, not for a nursery's PC.
run-deps:
	@tools/install-packages packages.list --without-tests

$(BUILD)/build.ninja: | run-deps
	meson setup $(BUILD) --prefix=$(PREFIX)

build: run-deps $(BUILD)/build.ninja
	ninja -C $(BUILD)

run: build
	@tools/run $(BUILD)

# Every test, plain and under the address and undefined-behaviour sanitizers, and one line that counts.
check: deps build
	@tools/check $(BUILD) $(ASAN_BUILD)

check-fast: deps build
	@tools/check $(BUILD)

bench: deps build
	@bench/run $(BUILD)

# The rigs of the reliability tests, long.
nightly: deps build
	ENROKU_KILLS=5000 ENROKU_CRASH_STATES=200000 meson test -C $(BUILD) --suite store \
	  --timeout-multiplier 100 --print-errorlogs
	ENROKU_MAIL_KILLS=500 ENROKU_MAILS=1000 meson test -C $(BUILD) contact/delivery-kill \
	  --timeout-multiplier 10 --print-errorlogs

screenshots: deps build
	@tools/screenshots $(BUILD) docs/images

install: build
	DESTDIR=$(DESTDIR) meson install -C $(BUILD)

dist: build
	meson dist -C $(BUILD) --no-tests --allow-dirty

clean:
	rm -rf $(BUILD) $(ASAN_BUILD)
