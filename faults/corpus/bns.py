"""The Bureau of National Statistics: workbooks, the classifier of territories."""
