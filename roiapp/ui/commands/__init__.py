"""What the actions do, by group."""
