"""The window: worksheet grid, panels and dialogs."""
