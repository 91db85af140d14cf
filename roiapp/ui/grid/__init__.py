"""The grid as it is seen and touched: painting, keys, mouse, header, totals, the bars above it."""
