"""The worksheet on paper: pages, their preview, printers and PDF."""
