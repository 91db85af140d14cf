"""A workbook of ours that comes back: the document it carries, with what was changed in its visible cells since."""
