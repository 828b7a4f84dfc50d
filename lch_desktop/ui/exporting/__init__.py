"""What leaves the window: calls back into the CRM, and exports; used by the debrief and by Leads."""

from lch_desktop.ui.exporting.card import CrmCard
from lch_desktop.ui.exporting.crm import CrmPresenter
from lch_desktop.ui.exporting.menu import ExportMenu

__all__ = ["CrmCard", "CrmPresenter", "ExportMenu"]
