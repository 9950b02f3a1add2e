"""The demonstration: a pretend house of speakers under a real Home Assistant."""
