"""The core, tested without Home Assistant, without a network, without a wait."""
