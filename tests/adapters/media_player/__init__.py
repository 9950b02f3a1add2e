"""Tests of the family of other players."""
