"""The worksheet as numbers: what can be entered, what is computed, and every edit."""
