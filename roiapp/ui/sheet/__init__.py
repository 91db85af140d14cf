"""What the grid says, cell by cell, and what is typed into it as edits: no widget."""
