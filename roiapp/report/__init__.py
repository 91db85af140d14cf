"""The client report as PDF and HTML, and the metric guide."""
