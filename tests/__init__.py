"""Claims about a house, and what shows that they hold."""
