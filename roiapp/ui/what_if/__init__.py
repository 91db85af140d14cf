"""The panel of sliders beside the worksheet."""
