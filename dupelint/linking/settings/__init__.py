"""Ports, variables and the configuration's own keys."""
