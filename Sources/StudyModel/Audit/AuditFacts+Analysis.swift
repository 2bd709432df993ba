/// A code with what it means and how it came to that.
package struct AuditCode: Hashable, Sendable {
    /// One change.
    package struct Change: Hashable, Sendable {
        package var kinds: [CodeDifference.Kind]
        package var by: MemberID
        package var at: Timestamp
        /// The definition before, where it changed.
        package var before: String?

        package init(kinds: [CodeDifference.Kind], by: MemberID, at: Timestamp, before: String? = nil) {
            self.kinds = kinds
            self.by = by
            self.at = at
            self.before = before
        }
    }

    package var path: CodePath
    package var name: String
    package var definition: String
    package var hasExample: Bool
    package var isCategory: Bool
    package var status: Code.Status
    /// Oldest first.
    package var changes: [Change]

    package init(
        path: CodePath, name: String, definition: String, hasExample: Bool, isCategory: Bool,
        status: Code.Status, changes: [Change] = []
    ) {
        self.path = path
        self.name = name
        self.definition = definition
        self.hasExample = hasExample
        self.isCategory = isCategory
        self.status = status
        self.changes = changes
    }
}

/// Codings in numbers.
package struct AuditCoding: Hashable, Sendable {
    package var coders: [MethodsReport.Coding.Coder]
    package var codings: Int
    package var records: Int
    /// Codings whose words are gone.
    package var lost: Int
    /// Codings that don't resolve to a record, a version and a place in it, by the check.
    package var unresolved: Int

    package init(
        coders: [MethodsReport.Coding.Coder] = [], codings: Int = 0, records: Int = 0, lost: Int = 0,
        unresolved: Int = 0
    ) {
        self.coders = coders
        self.codings = codings
        self.records = records
        self.lost = lost
        self.unresolved = unresolved
    }
}

/// A round of double-coding with its figures.
package struct AuditRound: Hashable, Sendable {
    package var round: Round
    /// Overall figures, the first one foremost; empty while it is not closed.
    package var figures: [AgreementFigure]
    /// What came of the rule that was fixed beforehand.
    package var outcome: String?
    package var disagreements: Int
    package var decided: Int

    package init(
        round: Round, figures: [AgreementFigure] = [], outcome: String? = nil, disagreements: Int = 0,
        decided: Int = 0
    ) {
        self.round = round
        self.figures = figures
        self.outcome = outcome
        self.disagreements = disagreements
        self.decided = decided
    }
}

/// Memos in numbers.
package struct AuditMemos: Hashable, Sendable {
    /// By kind; private ones are not among them.
    package var kinds: [MethodsReport.Count]
    package var linked: Int
    package var firstDay: CalendarDay?
    package var lastDay: CalendarDay?
    /// Sealed for their writer alone.
    package var sealed: Int

    package init(
        kinds: [MethodsReport.Count] = [], linked: Int = 0, firstDay: CalendarDay? = nil,
        lastDay: CalendarDay? = nil, sealed: Int = 0
    ) {
        self.kinds = kinds
        self.linked = linked
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.sealed = sealed
    }

    package var total: Int { kinds.reduce(0) { $0 + $1.count } }

    package func count(_ kind: Memo.Kind) -> Int {
        kinds.first { $0.name == kind.rawValue }?.count ?? 0
    }
}

/// A finding, every version of it, and what its evidence resolves to.
package struct AuditFinding: Hashable, Sendable {
    package var id: FindingID
    package var versions: [Finding.Version]
    package var cycles: [CycleID]
    /// Evidence that names a coded passage which is there.
    package var spans: Int
    /// Evidence that names a whole record.
    package var wholes: Int
    /// Evidence that is not there any more.
    package var gone: Int

    package init(
        id: FindingID, versions: [Finding.Version], cycles: [CycleID], spans: Int, wholes: Int, gone: Int
    ) {
        self.id = id
        self.versions = versions
        self.cycles = cycles
        self.spans = spans
        self.wholes = wholes
        self.gone = gone
    }

    package var latest: Finding.Version? { versions.last }
}

/// A feedback cycle: what was shown to whom, and what came of it.
package struct AuditCycle: Hashable, Sendable {
    package var id: CycleID
    package var title: String
    package var audience: [String]
    package var stage: Cycle.Stage
    package var opened: Timestamp?
    package var closed: Timestamp?
    package var responses: Int
    /// A finding, the version that was shown, whether that is there, and what was decided.
    package var findings: [Shown]

    /// One finding as it was shown.
    package struct Shown: Hashable, Sendable {
        package var finding: FindingID
        package var version: Int
        package var isThere: Bool
        package var outcome: Cycle.Outcome?
        package var decided: Timestamp?

        package init(
            finding: FindingID, version: Int, isThere: Bool, outcome: Cycle.Outcome?, decided: Timestamp?
        ) {
            self.finding = finding
            self.version = version
            self.isThere = isThere
            self.outcome = outcome
            self.decided = decided
        }
    }

    package init(
        id: CycleID, title: String, audience: [String], stage: Cycle.Stage, opened: Timestamp?,
        closed: Timestamp?, responses: Int, findings: [Shown]
    ) {
        self.id = id
        self.title = title
        self.audience = audience
        self.stage = stage
        self.opened = opened
        self.closed = closed
        self.responses = responses
        self.findings = findings
    }
}

/// A workshop in numbers.
package struct AuditWorkshop: Hashable, Sendable {
    package var id: WorkshopID
    package var title: String
    package var day: CalendarDay
    package var stage: Workshop.Stage
    package var invited: Int
    package var cards: Int
    package var votes: Int
    package var clusters: Int
    package var recommendations: [RecommendationID]

    package init(_ view: WorkshopView) {
        id = view.id
        title = view.title
        day = view.day
        stage = view.stage
        invited = view.invited.count
        cards = view.cards
        votes = view.votes
        clusters = view.clusters.count
        recommendations = view.recommendations
    }
}

/// A recommendation as it stands.
package struct AuditRecommendation: Hashable, Sendable {
    package var id: RecommendationID
    package var kind: Recommendation.Kind
    package var statement: String
    package var version: Int
    package var links: Int
    package var changed: Provenance

    package init(_ head: RecommendationHead) {
        id = head.id
        kind = head.kind
        statement = head.statement
        version = head.version
        links = head.links
        changed = head.changed
    }
}

/// A survey in numbers.
package struct AuditSurvey: Hashable, Sendable {
    package var id: SurveyID
    package var title: String
    package var answers: Int
    package var variables: Int

    package init(id: SurveyID, title: String, answers: Int, variables: Int) {
        self.id = id
        self.title = title
        self.answers = answers
        self.variables = variables
    }
}

/// Decisions that were written down.
package struct AuditDecisions: Hashable, Sendable {
    /// On disagreements of coders, on findings after feedback.
    package var count: Int
    package var withReason: Int
    /// Decisions that name what else was possible: the coders' readings, the answers that came.
    package var withAlternatives: Int
    package var first: Timestamp?
    package var last: Timestamp?

    package init(
        count: Int = 0, withReason: Int = 0, withAlternatives: Int = 0, first: Timestamp? = nil,
        last: Timestamp? = nil
    ) {
        self.count = count
        self.withReason = withReason
        self.withAlternatives = withAlternatives
        self.first = first
        self.last = last
    }

    package mutating func add(hasReason: Bool, hasAlternatives: Bool, at time: Timestamp) {
        count += 1
        if hasReason { withReason += 1 }
        if hasAlternatives { withAlternatives += 1 }
        first = first.map { min($0, time) } ?? time
        last = last.map { max($0, time) } ?? time
    }
}
