"""The integration inside a real Home Assistant, in a pretend house."""
