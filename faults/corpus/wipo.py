"""WIPO: the workbook of the Global Innovation Index."""
