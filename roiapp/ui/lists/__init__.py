"""Windows beside the figures that list something to find and to go to."""
