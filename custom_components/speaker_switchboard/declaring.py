"""What the forms of all subentries have in common."""

from collections.abc import Iterator, Mapping
from typing import Any

from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    SOURCE_USER,
    ConfigEntryState,
    ConfigSubentry,
    ConfigSubentryFlow,
    SubentryFlowResult,
)
from homeassistant.data_entry_flow import AbortFlow
from homeassistant.helpers.selector import (
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)

from .coordinator import SwitchboardConfigEntry
from .core.house import House


class DeclaringFlow(ConfigSubentryFlow):
    """Ask for something that only a person can know, or for changes of it."""

    def _house(self) -> House:
        """Return what is known now, or give up where nothing can be."""
        entry: SwitchboardConfigEntry = self._get_entry()
        if entry.state is not ConfigEntryState.LOADED:
            reason = "not_loaded"
            raise AbortFlow(reason)
        return entry.runtime_data.house

    def _before(self) -> ConfigSubentry | None:
        """Return what is changed, unless something new is declared."""
        if self.source != SOURCE_RECONFIGURE:
            return None
        subentries = self._get_entry().subentries
        if self._reconfigure_subentry_id not in subentries:
            reason = "removed"
            raise AbortFlow(reason)
        return self._get_reconfigure_subentry()

    def _others(self) -> Iterator[ConfigSubentry]:
        """Yield all subentries but the one that is changed."""
        before = self._before()
        for subentry in self._get_entry().subentries.values():
            if before is None or subentry.subentry_id != before.subentry_id:
                yield subentry

    def _first_step(self) -> str:
        """Name the step with the first form."""
        return SOURCE_USER if self._before() is None else SOURCE_RECONFIGURE

    def _done(self, title: str, data: dict[str, Any]) -> SubentryFlowResult:
        """Keep what was declared; the entry sees it and sets itself up anew."""
        before = self._before()
        if before is None:
            return self.async_create_entry(title=title, data=data)
        return self.async_update_and_abort(
            self._get_entry(), before, title=title, data=data
        )


def choice(named: Mapping[str, str], *, multiple: bool = False) -> SelectSelector:
    """Return a selector of ids by what people call them."""
    labels = sorted(named.items(), key=lambda each: (each[1].casefold(), each[0]))
    return SelectSelector(
        SelectSelectorConfig(
            options=[SelectOptionDict(value=id_, label=name) for id_, name in labels],
            mode=SelectSelectorMode.DROPDOWN,
            multiple=multiple,
        )
    )
