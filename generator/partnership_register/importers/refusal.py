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
        text = f"{self.place}: {self.sentence}" if self.place else self.sentence
        return text[:1].upper() + text[1:]
