"""The presentation: the figures on a projector, one question a page."""
