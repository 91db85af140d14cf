"""What the figures say: ranges, findings, changes, scenarios and goal seek."""
