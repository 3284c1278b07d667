"""Core kinds that several aspects share. Kinds of one aspect alone stand in its own module."""

from kyodo_core.domain.labels import Kind


class ActorKind(Kind):
    """主体の種別: who collaborates."""

    RESIDENT = "resident", "市民（個人）", "Residents"
    NEIGHBOURHOOD_ASSOCIATION = "neighbourhood_association", "自治会等", "Neighbourhood associations"
    COMMUNITY_COUNCIL = "community_council", "地域協働体等", "Community councils"
    CIVIC_GROUP = "civic_group", "市民活動団体", "Civic groups"
    BUSINESS = "business", "事業者", "Businesses"
    SCHOOL = "school", "教育機関", "Schools"
    INTERMEDIARY = "intermediary", "中間支援組織", "Intermediary organisations"
    ASSEMBLY = "assembly", "議会", "Assembly"
    ADMINISTRATION = "administration", "行政", "Administration"


class FormKind(Kind):
    """協働の形態: forms of cooperation."""

    CO_HOSTING = "co_hosting", "共催", "Co-hosting"
    EXECUTIVE_COMMITTEE = "executive_committee", "実行委員会・協議会", "Executive committee"
    PROJECT_COOPERATION = "project_cooperation", "事業協力", "Project cooperation"
    AGREEMENT = "agreement", "協定", "Agreement"
    ENDORSEMENT = "endorsement", "後援", "Endorsement"
    SPONSORSHIP = "sponsorship", "協賛", "Sponsorship"
    ADOPTION = "adoption", "アドプト", "Adoption of public places"
    COMMISSION = "commission", "委託", "Commission"
    GRANT = "grant", "補助・助成・交付", "Grant"
    POLICY_PROPOSAL = "policy_proposal", "参画・政策提案", "Policy proposal"
    INFORMATION_EXCHANGE = "information_exchange", "情報提供・交換", "Information exchange"


class BandKind(Kind):
    """協働の領域: who leads."""

    CITIZENS_ALONE = "citizens_alone", "市民のみ", "Citizens alone"
    CITIZENS_LEAD = "citizens_lead", "市民主導", "Citizens lead"
    EQUAL = "equal", "対等", "Equal"
    CITY_LEADS = "city_leads", "行政主導", "City leads"
    CITY_ALONE = "city_alone", "行政のみ", "City alone"


class SupportKind(Kind):
    """支援の種類: what a program offers."""

    FINANCIAL = "financial", "財政的支援", "Financial"
    STAFFING = "staffing", "人的支援", "Staffing"
    TRAINING = "training", "研修・情報", "Training and information"
    DIALOGUE = "dialogue", "意見交換", "Dialogue"
    FACILITY = "facility", "拠点", "Facility"
    INSURANCE = "insurance", "保険", "Insurance"
    INSTITUTIONAL = "institutional", "制度・体制", "Institutional"


class ItemStatus(Kind):
    """推進状況: how far an item of a plan has come."""

    NOT_STARTED = "not_started", "未着手", "Not started"
    CONSIDERING = "considering", "検討中", "Under consideration"
    PARTIAL = "partial", "一部実施", "Partly done"
    ONGOING = "ongoing", "継続推進", "Ongoing"
    DONE = "done", "実施済", "Done"
    DISCONTINUED = "discontinued", "中止", "Discontinued"


class Standing(Kind):
    """How firmly a document says a thing: in force, or still a plan of its time."""

    IN_FORCE = "in_force", "実施・確定", "In force"
    PLANNED = "planned", "予定", "Planned"
    CONSIDERED = "considered", "検討", "To be examined"
    PROVISIONAL = "provisional", "仮称・当面", "Provisional"
