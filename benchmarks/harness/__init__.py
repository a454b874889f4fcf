"""Paired timing of dupelint against tools that search the same files."""
