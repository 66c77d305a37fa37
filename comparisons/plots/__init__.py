"""Drawings as plain values: where lines, ticks and marks go. Templates in `templates/plots` draw.

Across, a place is in hundredths of the width, so that one drawing fits every screen; down, it is in
pixels, so that text keeps its size. All figures are exact decimals: the same facts draw the same
picture on every machine.
"""
