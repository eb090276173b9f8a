"""The World Bank: pages of JSON."""
