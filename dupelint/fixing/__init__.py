"""Findings → edits → files: planned, verified, kept in a snapshot, written whole or not at all."""
