"""Charts drawn from plain results, for the window and the report alike."""
