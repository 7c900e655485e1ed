# The two commands of the README are `make run` and `make test`. All need only python3, pip and make.
IN_ENVIRONMENT = python3 scripts/bootstrap.py

.PHONY: run test train lint lock

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
