"""What each page of the emulated Amazon answers."""
