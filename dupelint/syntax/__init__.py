"""Grammars, comment styles and positions: what is known about the text of each language."""
