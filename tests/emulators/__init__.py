"""The emulators, seen through the libraries that real devices are seen through."""
