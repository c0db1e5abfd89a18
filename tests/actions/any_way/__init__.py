"""A way through a calendar: rules for the product, and plain models beside it that must say the same."""
