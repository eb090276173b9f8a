"""Kazpatent: lists of bulletins and of the patents in each, JSON."""
