# `make run` opens Slimscope and `make test` checks it. Both first set up what they need, in .venv.
#   make run ARGS="1.0-SqNxt-23v5"      arguments for the program
#   make run PYTHON=python3.12          another Python than python3; 3.11 at least

PYTHON ?= python3
TORCH := torch==2.13.0
# Independent implementations for the tests; without what it depends on, which no network of it needs.
PEER := pytorchcv==0.0.74

# What Qt needs of the system to draw, on a display or without one, then what its web view needs, and a display for
# the tests.
LIBRARIES := libgl1 libegl1 libglib2.0-0 libdbus-1-3 libfontconfig1 fonts-dejavu-core libxkbcommon0 libxkbcommon-x11-0 \
	libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 \
	libnss3 libasound2 libxcomposite1 libxdamage1 libxrandr2 libxtst6 libxkbfile1 libgbm1 xvfb xauth

.PHONY: run test

run: .venv/ready
	@.venv/bin/slimscope $(ARGS)

test: .venv/ready
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/pytest --no-xvfb --numprocesses auto --dist loadfile --no-loadscope-reorder
	QT_QPA_PLATFORM=xcb .venv/bin/pytest tests/display
	@echo "All checks passed."

.venv/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Slimscope needs Python 3.11 or newer: install it, then: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(call install,python3-venv) || { \
		echo "$(PYTHON) cannot make a virtual environment: install its venv package, then run make again." >&2; exit 1; }
	@missing=""; for each in $(LIBRARIES); do \
		dpkg-query -W $$each >/dev/null 2>&1 || dpkg-query -W $${each}t64 >/dev/null 2>&1 || missing="$$missing $$each"; \
	done; \
	[ -z "$$missing" ] || $(call install,$$missing) || echo "Going on; the window or the tests may fail without them." >&2
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install $(TORCH)
	.venv/bin/python -m pip install -c constraints.txt -e '.[dev]'
	.venv/bin/python -m pip install --no-deps $(PEER)
	@touch $@

# Install Debian packages as root, else say how.
install = { \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $(1); \
	else \
		echo "Missing packages. Install them with:" sudo apt-get install --no-install-recommends $(1) >&2; false; \
	fi; }
