"""What territories and bodies hand in: workbooks in a drop folder."""
