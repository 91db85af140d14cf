"""Why a file is no table."""


class TableError(ValueError):
    """A file that holds no table we can read; the text is a sentence for the user, without the file's name."""


class OddQuotesError(Exception):
    """Quotes stand where the rules of CSV have none."""
