"""A contract for import-linter: these modules use the standard library and no other."""

import sys
from typing import override

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class PlainPythonContract(Contract):
    """Name every import that leaves the package for anything but the standard library.

    A list of forbidden packages would have to foresee what somebody may import.
    """

    package = fields.StringField()

    @override
    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look at each module of the package for imports from elsewhere."""
        package = str(self.package)
        own = {package} | graph.find_descendants(package)
        strays = sorted(
            (details["importer"], details["imported"], details["line_number"])
            for module in own
            for imported in graph.find_modules_directly_imported_by(module) - own
            if imported.partition(".")[0] not in sys.stdlib_module_names
            for details in graph.get_import_details(importer=module, imported=imported)
        )
        return ContractCheck(kept=not strays, metadata={"strays": strays})

    @override
    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print one line for each stray import."""
        for importer, imported, line in check.metadata["strays"]:
            output.print_error(f"{importer}:{line} imports {imported}", bold=False)
