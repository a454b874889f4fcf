"""What the differential tests share: the example's npm packages, among them Express."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from examples.conftest import fixed  # the folder above is no package

__all__ = ["fixed"]
