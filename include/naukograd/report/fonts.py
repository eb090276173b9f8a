"""Where the letters come from."""

from __future__ import annotations

from pathlib import Path

import font_roboto

FONTS = Path(font_roboto.font_directory)
WEIGHTS = {400: "Regular", 700: "Bold"}
