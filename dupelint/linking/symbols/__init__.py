"""Names followed across files to what they stand for."""
