"""The one error of this room: a paper that would be guessed at, or would lose words."""


class ImportRefused(Exception):
    """The paper cannot be imported as it stands; nothing has been written.

    `sentence` says in plain words what is wrong and what to do about it, `place` where it is
    ("row 7, column C", or "" where the whole paper is meant). Raised by every module of the room.
    """

    def __init__(self, sentence: str, place: str = "") -> None:
        super().__init__(sentence, place)
        self.sentence = sentence
        self.place = place

    def __str__(self) -> str:
        if not self.place:
            return self.sentence
        return f"{self.place[:1].upper()}{self.place[1:]}: {self.sentence}"
