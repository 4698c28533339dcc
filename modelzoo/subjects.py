"""What is being measured, in the words in which a person is told of it."""

from collections.abc import Iterable

from modelzoo.measurements import Subject
from modelzoo.sizes import size_text


def measurement_text(subjects: Iterable[Subject]) -> str:
    """A measurement as a sentence can go on from: "The measurement of mine at 224 px and 96x128 px, batch 1"."""
    wanted = list(subjects)
    sizes: dict[str, dict[str, None]] = {}
    for each in wanted:
        sizes.setdefault(each.title, {})[f"{size_text(each.size)} px"] = None
    models = " and ".join(f"{title} at {' and '.join(found)}" for title, found in sizes.items())
    batches = " and ".join(str(batch) for batch in sorted({each.setup.batch for each in wanted}))
    return f"The measurement of {models}, batch {batches}"
