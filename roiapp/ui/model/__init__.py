"""The open session as the window looks at it, and what is said of one figure."""
