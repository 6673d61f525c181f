"""When reports are due: reporting rules, holidays and extensions."""
