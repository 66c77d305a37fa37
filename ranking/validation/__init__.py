"""How the ranks agree with a list that others made.

`lists` reads such a list, `agreement` measures (and needs scipy), `report` says what came out.
"""
