"""The linked tables as one graph."""
