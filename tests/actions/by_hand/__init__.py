"""What people press, a function for each move of a table, so that each table is tried by its actions."""
