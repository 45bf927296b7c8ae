"""The offices of a campaign that has tables: thousands of them, each made when it is asked for."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, chain
from typing import overload

from zvarot.case.packing import Packed
from zvarot.case.parties import Recipient
from zvarot.findings import Place


class Offices(Sequence[Recipient]):
    """Lists of offices one behind the other: those of the YAML file, of the tables, and of the directory."""

    def __init__(self, *parts: Sequence[Recipient]) -> None:
        self.parts = parts
        self.starts = [0, *accumulate(map(len, parts))]

    def __len__(self) -> int:
        return self.starts[-1]

    def __iter__(self) -> Iterator[Recipient]:
        return chain.from_iterable(self.parts)

    @overload
    def __getitem__(self, index: int) -> Recipient: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Recipient, ...]: ...
    def __getitem__(self, index: int | slice) -> Recipient | tuple[Recipient, ...]:
        if isinstance(index, slice):
            return tuple(self[number] for number in range(*index.indices(len(self))))
        part, number = self._found(range(len(self))[index])
        return part[number]

    def __eq__(self, other: object) -> bool:
        """Tell whether the offices are the same, which takes as long as making all of them."""
        return isinstance(other, Offices) and len(self) == len(other) and [*self] == [*other]

    __hash__ = None  # type: ignore[assignment]

    def place(self, index: int, *path: str | int) -> Place | None:
        """Return the cell that a value of an office came from, if it came from a table."""
        part, number = self._found(index)
        return part.row(number).place(*path) if isinstance(part, Packed) else None

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The place in the list of each office, by id."""
        ids = chain.from_iterable(
            part.ids if isinstance(part, Packed) else (office.id for office in part) for part in self.parts
        )
        numbers: dict[str, int] = {}
        for number, id in enumerate(ids):
            numbers.setdefault(id, number)
        return numbers

    def _found(self, index: int) -> tuple[Sequence[Recipient], int]:
        """Return the list that holds an office, and its number there."""
        part = bisect_right(self.starts, index) - 1
        return self.parts[part], index - self.starts[part]
