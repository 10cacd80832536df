"""Kutip, as pip installs it: the only package at the top level, with the program's packages inside it."""

__version__ = "0.1.0"
