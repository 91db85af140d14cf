"""A client's report on pages and as one file for mail: what `analysis.client_report` says, drawn."""
