"""Echos in a house, beside Sonos."""
