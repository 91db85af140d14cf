"""The room in which tables are brought into the worksheet."""
