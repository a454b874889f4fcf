"""What happens to application objects, in order."""
