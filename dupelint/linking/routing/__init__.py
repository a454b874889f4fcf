"""Routes with their whole paths, tried in the order of their framework."""
