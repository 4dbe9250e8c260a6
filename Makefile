PYTHON ?= python3
help run test check bench pictures demo-reset:
	@$(PYTHON) dev.py $@ $(ARGS)
.DEFAULT_GOAL := help
.PHONY: help run test check bench pictures demo-reset
