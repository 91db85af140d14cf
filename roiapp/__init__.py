"""Channel ROI: a worksheet that shows which marketing channels pay off."""
