"""The Sonos adapter, on real wires."""
