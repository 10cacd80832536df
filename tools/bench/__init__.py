"""Measure Kutip and its competitors on synthetic libraries: python -m tools.bench, or make bench"""
