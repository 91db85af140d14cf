"""The window itself: its frame, its parts put together, how it starts, and the other windows."""
