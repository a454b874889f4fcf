"""Next.js: what a project serves by the paths of its files."""
