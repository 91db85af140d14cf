"""Everything that can be done, declared once, and one window's QActions made of it."""
