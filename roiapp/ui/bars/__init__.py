"""Toolbar, cards, explain bar, period tabs and status bar."""
