"""The vocabulary every layer shares. Imports the standard library only."""
