"""How long what a listener waits for takes, measured on pretend speakers."""
