"""The reports that a head of marketing opens every Monday, as plain records: the window, the workbook and paper draw
them."""
