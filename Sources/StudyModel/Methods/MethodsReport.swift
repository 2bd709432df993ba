/// What a paper's methods section counts: who and what was studied, how it was coded, and on what consent.
///
/// Every number is worked out from the study as it stands; nothing here is typed by anybody.
package struct MethodsReport: Hashable, Sendable, Codable {
    /// How many there are of something.
    package struct Count: Hashable, Sendable, Codable {
        package var name: String
        package var count: Int

        package init(_ name: String, _ count: Int) {
            self.name = name
            self.count = count
        }
    }

    /// People, or answers, by what they have in common, fit to be shown: small counts are left out.
    package struct Breakdown: Hashable, Sendable, Codable {
        package struct Value: Hashable, Sendable, Codable {
            package var name: String
            /// `nil` where it is too small to be shown, or another that is could be worked out from it.
            package var count: Int?
        }

        /// What they are divided by: `role`, or its label.
        package var by: String
        /// In the order in which the values are declared, or by name.
        package var values: [Value]
        /// How many of all have no value; `nil` as for ``Value/count``.
        package var without: Int?

        package init(by: String, values: [Count], without: Int, smallest: Int) {
            let shown = SmallCounts.shown(values.map(\.count) + [without], smallest: smallest)
            self.by = by
            self.values = zip(values, shown).map { Value(name: $0.name, count: $1) }
            self.without = shown.last ?? nil
        }
    }

    /// The protocol that was approved.
    package struct Plan: Hashable, Sendable, Codable {
        package var title: String?
        package var version: String?
        package var approval: String?

        package init(title: String? = nil, version: String? = nil, approval: String? = nil) {
            self.title = title
            self.version = version
            self.approval = approval
        }
    }

    /// The records, without answers to surveys.
    package struct Sources: Hashable, Sendable, Codable {
        package var total: Int
        /// In the order in which kinds are reported; none that is nought.
        package var kinds: [Count]
        /// The first and the last day of any of them.
        package var firstDay: CalendarDay?
        package var lastDay: CalendarDay?

        package init(total: Int, kinds: [Count], firstDay: CalendarDay?, lastDay: CalendarDay?) {
            self.total = total
            self.kinds = kinds
            self.firstDay = firstDay
            self.lastDay = lastDay
        }
    }

    package struct Participants: Hashable, Sendable, Codable {
        package var total: Int
        package var withdrawn: Int
        package var breakdowns: [Breakdown]

        package init(total: Int, withdrawn: Int, breakdowns: [Breakdown]) {
            self.total = total
            self.withdrawn = withdrawn
            self.breakdowns = breakdowns
        }
    }

    package struct SurveyFacts: Hashable, Sendable, Codable {
        package var id: SurveyID
        package var title: String
        package var answers: Int
        /// Questions with a list of values, a number or a date.
        package var closed: Int
        /// Questions that people answered in their own words.
        package var open: Int
        package var breakdowns: [Breakdown]

        package init(
            id: SurveyID, title: String, answers: Int, closed: Int, open: Int, breakdowns: [Breakdown]
        ) {
            self.id = id
            self.title = title
            self.answers = answers
            self.closed = closed
            self.open = open
            self.breakdowns = breakdowns
        }
    }

    package struct Coding: Hashable, Sendable, Codable {
        package struct Coder: Hashable, Sendable, Codable {
            package var coder: CoderID
            package var records: Int
            package var codings: Int

            package init(coder: CoderID, records: Int, codings: Int) {
                self.coder = coder
                self.records = records
                self.codings = codings
            }
        }

        /// Codes in use: no categories, none that are retired.
        package var codes: Int
        package var deductive: Int
        package var inductive: Int
        /// How often the codebook was changed since its first state.
        package var changes: Int
        /// Records with a coding.
        package var records: Int
        package var coders: [Coder]

        package init(
            codes: Int, deductive: Int, inductive: Int, changes: Int, records: Int, coders: [Coder]
        ) {
            self.codes = codes
            self.deductive = deductive
            self.inductive = inductive
            self.changes = changes
            self.records = records
            self.coders = coders
        }
    }

    /// A round of double-coding.
    package struct RoundFacts: Hashable, Sendable, Codable {
        package var id: RoundID
        package var title: String
        package var state: Round.State
        package var coders: Int
        package var records: Int
        package var codes: Int
        /// The first overall figure of its report; `nil` while it is not closed.
        package var figure: AgreementFigure?
        /// What came of the rule that was fixed beforehand.
        package var outcome: String?

        package init(_ round: Round, figure: AgreementFigure?, outcome: String?) {
            id = round.id
            title = round.title
            state = round.state
            coders = round.coders.count
            records = round.records.count
            codes = round.codes.count
            self.figure = figure
            self.outcome = outcome
        }
    }

    /// What was taken back to the people it came from, and what came of it.
    package struct Feedback: Hashable, Sendable, Codable {
        package var findings: Int
        package var cycles: Int
        /// Cycles whose audience was told what became of its answers.
        package var closed: Int
        package var responses: Int
        /// Findings of cycles by what was last decided about them: `keep`, `revise`, `drop`.
        package var decisions: [Count]

        package init(findings: Int, cycles: [CycleView]) {
            self.findings = findings
            self.cycles = cycles.count
            closed = cycles.count { $0.stage == .closed }
            responses = cycles.reduce(0) { $0 + $1.responses.count }
            let outcomes = cycles.flatMap(\.findings).compactMap(\.decision?.outcome)
            decisions = Cycle.Outcome.allCases.compactMap { outcome in
                let count = outcomes.count { $0 == outcome }
                return count == 0 ? nil : Count(outcome.rawValue, count)
            }
        }
    }

    /// What was made together with the people it concerns.
    package struct Workshops: Hashable, Sendable, Codable {
        package var workshops: Int
        package var closed: Int
        /// Participants who were invited, each once.
        package var invited: Int
        package var cards: Int
        package var votes: Int
        package var clusters: Int
        package var implications: Int
        package var recommendations: Int

        package init(_ workshops: [WorkshopView], _ recommendations: [RecommendationHead]) {
            self.workshops = workshops.count
            closed = workshops.count { $0.stage == .closed }
            invited = Set(workshops.flatMap(\.invited)).count
            cards = workshops.reduce(0) { $0 + $1.cards }
            votes = workshops.reduce(0) { $0 + $1.votes }
            clusters = workshops.reduce(0) { $0 + $1.clusters.count }
            implications = recommendations.count { $0.kind == .implication }
            self.recommendations = recommendations.count - implications
        }
    }

    package struct Consent: Hashable, Sendable, Codable {
        /// How many participants stand how on one purpose at this moment.
        package struct Purpose: Hashable, Sendable, Codable {
            package var purpose: ConsentPurpose
            package var granted: Int
            package var refused: Int
            package var withdrawn: Int
            package var expired: Int
            package var neverAsked: Int

            package init(_ purpose: ConsentPurpose, of states: [ConsentState]) {
                self.purpose = purpose
                (granted, refused, withdrawn, expired, neverAsked) = (0, 0, 0, 0, 0)
                for state in states {
                    switch state {
                    case .granted: granted += 1
                    case .refused: refused += 1
                    case .withdrawn: withdrawn += 1
                    case .expired: expired += 1
                    case .neverAsked: neverAsked += 1
                    }
                }
            }
        }

        /// Participants with an event of each mode; somebody may have both.
        package var modes: [Count]
        package var purposes: [Purpose]
        /// Records with people whose consent is missing or came later.
        package var gaps: Int

        package init(modes: [Count], purposes: [Purpose], gaps: Int) {
            self.modes = modes
            self.purposes = purposes
            self.gaps = gaps
        }
    }

    package var title: String
    package var `protocol`: Plan
    package var questions: [String]
    /// What becomes of names in texts that come in.
    package var names: NamePolicy
    package var sources: Sources
    package var participants: Participants
    package var surveys: [SurveyFacts]
    /// The tables that `study.yaml` declares, filled.
    package var tables: [FilledTable]
    package var coding: Coding
    package var rounds: [RoundFacts]
    /// By kind; private ones are not counted.
    package var memos: [Count]
    package var feedback: Feedback
    package var workshops: Workshops
    package var matrices: [Matrix]
    package var drafts: Drafts
    package var consent: Consent
    /// Participants who looked at what is held about them.
    package var reviewers: Int
    /// By role.
    package var team: [Count]

    package init(
        title: String, protocol plan: Plan, questions: [String], names: NamePolicy,
        sources: Sources,
        participants: Participants, surveys: [SurveyFacts], tables: [FilledTable], coding: Coding,
        rounds: [RoundFacts], memos: [Count], feedback: Feedback, workshops: Workshops,
        matrices: [Matrix], drafts: Drafts, consent: Consent,
        reviewers: Int,
        team: [Count]
    ) {
        self.title = title
        self.protocol = plan
        self.questions = questions
        self.names = names
        self.sources = sources
        self.participants = participants
        self.surveys = surveys
        self.tables = tables
        self.coding = coding
        self.rounds = rounds
        self.memos = memos
        self.feedback = feedback
        self.workshops = workshops
        self.matrices = matrices
        self.drafts = drafts
        self.consent = consent
        self.reviewers = reviewers
        self.team = team
    }
}
