"""Launchers, what they start, and the services behind it."""
