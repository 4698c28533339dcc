"""A memory of answers that does not grow for ever."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

MOST = 256

Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found")


class Remembered(OrderedDict[Key, Found], Generic[Key, Found]):
    """The newest few hundred answers by what they were asked for."""

    def __setitem__(self, key: Key, found: Found) -> None:
        super().__setitem__(key, found)
        while len(self) > MOST:
            self.popitem(last=False)
