"""Marks in somebody else's workbook: the parts of the file are spliced, never written anew.

A library that loads a workbook and saves it loses what it does not know: drop-downs that point to
another sheet, shapes, charts, the stored values of formulas. Here every byte stays that is no mark.
"""
