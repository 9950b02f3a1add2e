"""Parts of the demonstration; the whole of it is what `scripts/demo --check` runs."""
