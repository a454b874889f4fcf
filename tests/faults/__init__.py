"""Faults while files are written."""
