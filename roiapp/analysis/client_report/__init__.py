"""What a firm's client gets to read of a worksheet: one page that stands alone, and further ones, as plain records."""
