"""Every patch of a workflow with the day it came: it is removed two months later, when no workflow of before is open."""

from collections.abc import Mapping
from datetime import date

PATCHES: Mapping[str, date] = {}
"""Id given to `workflow.patched` or `workflow.deprecate_patch` → the day it was added. None yet: nothing was released."""
