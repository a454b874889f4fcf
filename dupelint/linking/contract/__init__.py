"""Requests joined to the routes that answer them."""
