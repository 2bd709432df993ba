package import StudyModel

/// What a file is to the members of a study, some of whom may change it and others not (format.md §1, §16.6).
package enum StudyPart: Hashable, Sendable {
    /// `study.yaml`.
    case settings
    case record(RecordID)
    /// Comments that others had left on a source.
    case comments
    case memo(of: MemberID)
    /// A form for notes.
    case form
    case code
    case codings(CodingSource, RecordID)
    case query
    case survey
    case person
    /// Somebody who coded in a project of another program.
    case importedCoder
    case consent
    case consentForm
    case withdrawal
    /// What was taken out of history.
    case erasure
    case review
    case question
    case round(RoundFile)
    case finding(FindingID)
    case cycle(CycleID)
    /// The plan of a workflow.
    case workflow
    /// What was done in a workflow.
    case workflowHistory
    /// A framework matrix's own file.
    case matrix(FrameworkID)
    /// What is charted of one case.
    case matrixRow(FrameworkID, CaseID)
    case board(BoardFile)
    case recommendation(RecommendationID)
    case draft(ReportDraftID)
    /// A checkpoint of the logs that was given to somebody outside.
    case checkpoint
    /// A file that the format does not name, such as a template brings.
    case other

    package init(path: String) {
        let place = path.split(separator: "/").first.map(String.init) ?? ""
        self = Self.named(place, path) ?? Self.found(path) ?? .other
    }

    private static func named(_ place: String, _ path: String) -> StudyPart? {
        switch place {
        case "study.yaml": .settings
        case "notes": .form
        case "codebook": .code
        case "queries": .query
        case "surveys": .survey
        case "cases": .person
        case "coders": .importedCoder
        case "reviews": .review
        case "questions": .question
        case "decisions": .withdrawal
        case "erasures": .erasure
        case CheckpointText.folder: .checkpoint
        case "workflows": path.hasSuffix(".jsonl") ? .workflowHistory : .workflow
        case "consent": path.hasPrefix("consent/forms/") ? .consentForm : .consent
        case "memos": MemoText.owner(ofPath: path).map { .memo(of: $0.member) } ?? .comments
        default: nil
        }
    }

    private static func found(_ path: String) -> StudyPart? {
        if let record = RecordID(path: path) { return .record(record) }
        if let place = CodingText.place(ofPath: path) { return .codings(place.source, place.record) }
        if let finding = FindingID(path: path) { return .finding(finding) }
        if let cycle = CycleID(path: path) { return .cycle(cycle) }
        if let matrix = FrameworkID(path: path) { return .matrix(matrix) }
        if let row = FrameworkRow.place(ofPath: path) { return .matrixRow(row.matrix, row.caseID) }
        if let file = BoardFile(path: path) { return .board(file) }
        if let id = RecommendationID(path: path) { return .recommendation(id) }
        if let draft = ReportDraftID(path: path) { return .draft(draft) }
        return RoundFile(path: path).map { .round($0) }
    }

    /// What it is, in words that come before its path.
    package var words: String {
        switch self {
        case .settings: "the team and the study's settings"
        case .record: "a record"
        case .comments: "comments on a source"
        case .memo(let member): "a memo of \(member.rawValue)"
        case .form: "a form for notes"
        case .code: "a code"
        case .codings(.coder(let coder), _): "codings of \(coder.rawValue)"
        case .codings(.consensus(let round), _): "the consensus of the round \(round)"
        case .query: "a saved query"
        case .survey: "a survey"
        case .person: "a case"
        case .importedCoder: "a coder of another project"
        case .consent: "what a participant consented to"
        case .consentForm: "a consent form"
        case .withdrawal: "a withdrawal"
        case .erasure: "an erasure"
        case .review: "what a participant answered"
        case .question: "a question that waits"
        case .round(let file): file.words
        case .finding(let finding): "the finding \(finding)"
        case .cycle(let cycle): "the feedback cycle \(cycle)"
        case .workflow: "the plan of a workflow"
        case .workflowHistory: "what was done in a workflow"
        case .matrix(let matrix): "the framework matrix \(matrix)"
        case .matrixRow(let matrix, let row): "what is charted of \(row.rawValue) in the matrix \(matrix)"
        case .board(.workshop(let workshop)): "the workshop \(workshop)"
        case .board(.cards(let workshop, _)): "cards of the workshop \(workshop)"
        case .board(.votes(let workshop, _)): "votes of the workshop \(workshop)"
        case .recommendation(let id): "the recommendation \(id)"
        case .draft(let draft): "the report draft \(draft)"
        case .checkpoint: "a checkpoint that was handed out"
        case .other: "a file"
        }
    }
}

extension RoundFile {
    fileprivate var words: String {
        switch self {
        case .round(let round): "the round \(round)"
        case .key(let round): "the key of the round \(round)"
        case .decisions(let round): "decisions of the round \(round)"
        case .work(_, let coder), .submission(_, let coder, _), .sheet(_, let coder, _, _):
            "work of \(coder.rawValue) in the round \(round)"
        }
    }
}
