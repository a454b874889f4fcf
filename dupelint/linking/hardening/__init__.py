"""What the project does to stay up, seen across its files."""
