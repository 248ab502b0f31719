"""The numbers: tables, versions, metrics. Knows no screen and draws nothing."""

import pandas as pd

# Pages work on frames of a few hundred rows, where text in Arrow's storage costs a third of a
# page's time. Set here, for every process alike: the bytes of a stored table name the storage.
pd.set_option("mode.string_storage", "python")
