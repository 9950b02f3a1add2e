"""Pretend devices on real wires, for tests and for the demo."""
