"""What if: where to put the next dollar, and which input brings a figure where it is wanted."""
