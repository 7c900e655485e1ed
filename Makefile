# The two commands of the README are `make run` and `make test`. All need only python3, pip and make.
IN_ENVIRONMENT = python3 scripts/bootstrap.py

.PHONY: run test train lint lock encoder compare

run:
	@$(IN_ENVIRONMENT) fingerpost run

test:
	@$(IN_ENVIRONMENT) fingerpost train
	@$(IN_ENVIRONMENT) python -m pytest $(PYTEST_ARGUMENTS)

train:
	@$(IN_ENVIRONMENT) fingerpost train

lint:
	@$(IN_ENVIRONMENT) ruff check .
	@$(IN_ENVIRONMENT) ruff format --check .
	@$(IN_ENVIRONMENT) mypy
	@$(IN_ENVIRONMENT) lint-imports

# Anew from pyproject.toml; no host names, hashes for every file.
lock:
	@python3 scripts/lock.py

# An environment of its own, on a newer Python with torch. Never needed to run or to train the assistant.
UNDERSTANDING = .venv-understanding/bin/python

$(UNDERSTANDING): scripts/understanding/requirements.txt
	@python3 -m venv .venv-understanding
	@$(UNDERSTANDING) -m pip install --quiet --requirement scripts/understanding/requirements.txt
	@touch $(UNDERSTANDING)

# Tune the sentence encoder anew, after many examples were added (a quarter of an hour).
encoder: $(UNDERSTANDING)
	@$(UNDERSTANDING) scripts/understanding/tune_encoder.py

# The table of pipelines in docs/evaluation.md (a quarter of an hour).
compare: $(UNDERSTANDING)
	@$(UNDERSTANDING) scripts/understanding/compare_pipelines.py
