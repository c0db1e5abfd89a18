"""What a row needs so that its sealed columns can be opened."""

from typing import Protocol


class SealedRow(Protocol):
    """A row with sealed columns: it has an id and names the data key that they lie under."""

    __tablename__: str

    @property
    def id(self) -> str:
        """The id of the row."""
        ...

    @property
    def key_id(self) -> str:
        """The id of its data key."""
        ...
