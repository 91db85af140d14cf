"""A storm over the real window: random events from fixed seeds, and nothing may go wrong.

    python -m tests.storm --events 100000 --seed 1

Keys, mouse, wheel, drops, the clipboard, resizes, dialogs and menus opened and closed, languages, themes, text sizes,
periods, scenarios, windows opened and closed. Watched are exceptions wherever they end, every message of Qt, warnings
of Python, how long a turn of the event loop takes, whether the window's figures and texts are what a fresh calculator
makes of the document, and whether what was saved opens equal.
"""
