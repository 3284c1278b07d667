"""対話: meetings, forums, workshops, trainings, and what came of them."""

from attrs import field

from kyodo_core.aspects.base import NamedAspect
from kyodo_core.domain.facts import Practice
from kyodo_core.domain.labels import Kind, says
from kyodo_core.domain.silence import NOT_STATED, NotStated, Text
from kyodo_core.domain.values import Value, value
from kyodo_core.domain.years import DocumentDate, Period


class DialogueKind(Kind):
    EXCHANGE_MEETING = "exchange_meeting", "意見交換会", "Exchange of views"
    FORUM = "forum", "懇談会", "Forum"
    WORKSHOP = "workshop", "ワークショップ", "Workshop"
    LECTURE = "lecture", "講演会", "Lecture"
    STAFF_TRAINING = "staff_training", "職員研修", "Staff training"
    DISCUSSION_SUPPORT = "discussion_support", "話し合いサポート", "Support for discussions"
    SURVEY = "survey", "アンケート", "Survey"
    PUBLIC_COMMENT = "public_comment", "パブリックコメント", "Public comment"
    CONSULTATION = "consultation", "意見聴取・政策への参画", "Consultation on policy"


@value
class Participants(Value):
    """One group of participants, counted in persons where the document counts them."""

    who: str = field(metadata=says("参加者", "Who took part"))
    persons: int | NotStated = field(default=NOT_STATED, metadata=says("人数", "Persons", "persons"))


@value
class Dialogue(Practice):
    kinds: tuple[DialogueKind, ...] = field(metadata=says("対話の種類", "Kinds of dialogue"))
    date: DocumentDate | NotStated = field(default=NOT_STATED, metadata=says("開催日", "Date"))
    time: Text = field(default=NOT_STATED, metadata=says("日時・期間", "Time, as the document gives it"))
    place: Text = field(default=NOT_STATED, metadata=says("会場", "Place"))
    scale: Text = field(default=NOT_STATED, metadata=says("規模", "Number of places or rounds"))
    lecturer: Text = field(default=NOT_STATED, metadata=says("講師", "Lecturer"))
    participants: tuple[Participants, ...] = field(default=(), metadata=says("参加者", "Participants"))
    themes: tuple[str, ...] = field(default=(), metadata=says("テーマ", "Themes"))
    opinions: tuple[str, ...] = field(default=(), metadata=says("出された意見", "Opinions voiced"))
    questionnaire: tuple[str, ...] = field(default=(), metadata=says("アンケート", "Questionnaire answers"))
    outcomes: tuple[str, ...] = field(default=(), metadata=says("結果", "What came of it"))

    def span(self) -> Period:
        return Period(self.since or (self.date.fiscal_year if self.date else NOT_STATED), self.until)


ASPECT = NamedAspect(
    id="dialogue",
    table="dialogue",
    fact=Dialogue,
    kinds=DialogueKind,
)
