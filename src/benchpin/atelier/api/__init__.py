"""Designs and configurations as JSON, to read: for other shops' pages, for planning tools, for scripts."""
