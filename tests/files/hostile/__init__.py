"""Files made to do harm, each with what is to come of it, written down by hand."""
