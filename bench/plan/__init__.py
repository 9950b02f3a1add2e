"""How long planning takes, and how it grows with the house."""

from bench.plan.clock import measure
from bench.plan.report import as_json, as_table

__all__ = ["as_json", "as_table", "measure"]
