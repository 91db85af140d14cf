"""The small dialogs of one thing each: settings, channels, periods, versions, recovery."""
