"""Import contracts for kinds of modules: a new file falls under them by its name alone.

A module's kind is the last word of its name: call_routes is one of routes. The checking is import-linter's.
"""

from abc import abstractmethod

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.layers import LayersContract


class _ByKind(Contract):
    _spelled_out: Contract

    @abstractmethod
    def spell_out(self, graph: ImportGraph) -> Contract:
        """The same contract with every module named."""

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        self._spelled_out = self.spell_out(graph)
        return self._spelled_out.check(graph, verbose)

    def render_broken_contract(self, check: ContractCheck) -> None:
        self._spelled_out.render_broken_contract(check)


class KindLayersContract(_ByKind):
    """In every slice, a kind may import itself and the kinds on the lines below it."""

    type_name = "kind_layers"
    kinds = fields.ListField(subfield=fields.StringField())

    def spell_out(self, graph: ImportGraph) -> Contract:
        """Layers of all modules found, each one optional since no slice has them all."""
        lines = [_of_kinds(graph, line.split()) for line in self.contract_options["kinds"]]
        layers = [" : ".join(sorted({f"({_name(module)})" for module in line})) for line in lines if line]
        spelled_out = {"containers": ["support.*"], "layers": layers}
        return LayersContract(self.name, self.session_options, spelled_out)


class ForbiddenToKindsContract(_ByKind):
    """No module of these kinds, in any slice, may import the forbidden modules."""

    type_name = "forbidden_to_kinds"
    kinds = fields.ListField(subfield=fields.StringField())
    also = fields.ListField(subfield=fields.StringField(), required=False, default=[])
    forbidden_kinds = fields.ListField(subfield=fields.StringField(), required=False, default=[])
    forbidden_modules = fields.ListField(subfield=fields.StringField())
    allow_indirect_imports = fields.BooleanField(required=False, default=False)

    def spell_out(self, graph: ImportGraph) -> Contract:
        """A forbidden contract over all modules found."""
        options = self.contract_options
        forbidden = options["forbidden_modules"] + _of_kinds(graph, options.get("forbidden_kinds", []))
        spelled_out = {
            "source_modules": options.get("also", []) + _of_kinds(graph, options["kinds"]),
            "forbidden_modules": forbidden,
            "allow_indirect_imports": options.get("allow_indirect_imports", "False"),
        }
        return ForbiddenContract(self.name, self.session_options, spelled_out)


def _of_kinds(graph: ImportGraph, kinds: list[str]) -> list[str]:
    # Directly in a slice, as in support.cases.nurse_actions: neither deeper nor higher.
    in_slices = [module for module in graph.modules if module.count(".") == 2]
    return sorted(module for module in in_slices if _name(module).rpartition("_")[2] in kinds)


def _name(module: str) -> str:
    return module.rpartition(".")[2]
