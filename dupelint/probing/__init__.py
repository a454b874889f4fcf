"""The running app, asked what its contract says: the GO checklist."""
