package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir import`: takes in files and folders.
package struct RecordImport: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import files or whole folders: Markdown, plain text, e-mails, transcripts.",
        discussion: """
            Kind, date, participants and title are worked out for each file and shown; an option given here \
            holds for every file of the run. A file whose content the study already holds makes no second \
            record, so the same command can be run again after an interruption. What can't be taken in is \
            refused by name and the rest goes on; the status is then 3. Hidden files and symbolic links \
            inside folders are left out.

            Examples:

              rir import minutes/ emails/
              rir import interview-7.vtt --kind interview --participant SP66
              curl -s https://example.org/notes.md | rir import - --name notes.md
            """
    )

    @Argument(help: "Files and folders; '-' reads one file from standard input.", completion: .file())
    package var paths: [String]

    @Option(help: ArgumentHelp("The file name that standard input stands for.", valueName: "file"))
    package var name: String?

    @Option(help: ArgumentHelp("What kind of source they are.", valueName: "kind"))
    package var kind: RecordKind?

    @Option(help: ArgumentHelp("The day they belong to.", valueName: "date"))
    package var date: SingleDay?

    @Option(help: ArgumentHelp("The title.", valueName: "title"))
    package var title: String?

    @Option(help: ArgumentHelp("A participant's handle; may be repeated.", valueName: "handle"))
    package var participant: [Handle] = []

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        let inputs = paths.filter { $0 == "-" }.count
        if inputs > 1 { throw ValidationError("Standard input ('-') can be read only once.") }
        if inputs == 0, name != nil { throw ValidationError("--name goes with '-', standard input.") }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let files = SourceFiles(paths.filter { $0 != "-" })
        var given: [ImportBody.Given] = []
        if paths.contains("-") {
            let bytes = try SourceBytes.read(session.surroundings.input, named: "standard input")
            given.append(.init(name: name ?? "standard-input.txt", bytes: bytes))
        }
        var run = ImportRun(refused: files.refused, keepsAll: common.json)
        let total = files.paths.count + given.count
        guard total > 0 || !run.refused.isEmpty else {
            throw StudyError(.importNotFound, "There is no file to import in what was named.")
        }
        if total > 0 {
            let body = ImportBody(paths: files.paths, given: given, overrides: try overrides(session))
            try send(body, total, client, session, &run)
        }
        try ImportReport(run: run, links: files.links).print(on: session.console)
        return run.status
    }

    private func overrides(_ session: Session) throws(StudyError) -> RecordOverrides? {
        if kind == nil, date == nil, title == nil, participant.isEmpty { return nil }
        return RecordOverrides(
            kind: kind, day: try date?.day(session), title: title,
            participants: participant.isEmpty ? nil : participant)
    }

    private func send(
        _ body: ImportBody, _ total: Int, _ client: StudyClient, _ session: Session, _ run: inout ImportRun
    ) throws(StudyError) {
        let bar = session.progressBar()
        defer { bar.clear() }
        bar.show(WorkProgress(phase: "import", done: 0, total: total))
        var answered = 0
        run.summary = try client.importFiles(body) { event in
            switch event {
            case .outcome(let outcome):
                answered += 1
                run.take(outcome)
                bar.show(WorkProgress(phase: "import", done: answered + body.refused.count, total: total))
            case .progress(let progress) where progress.phase != "import": bar.show(progress)
            default: break
            }
        }
        for outcome in body.refused { run.take(outcome) }
    }
}

/// What an import has come to so far.
///
/// Holds every file only where all are asked for.
struct ImportRun {
    /// Created records are listed one by one up to this many.
    static let listed = 25

    var summary: ImportSummary?
    private(set) var refused: [ImportOutcome]
    private(set) var first: [ImportOutcome] = []
    private(set) var all: [ImportOutcome]
    private(set) var created = 0
    private(set) var held = 0
    private(set) var remarked = 0
    private(set) var kinds: [RecordKind: Int] = [:]
    private let keepsAll: Bool

    init(refused: [ImportOutcome], keepsAll: Bool) {
        self.refused = refused
        self.keepsAll = keepsAll
        all = keepsAll ? refused : []
    }

    mutating func take(_ outcome: ImportOutcome) {
        if keepsAll { all.append(outcome) }
        if !outcome.remarks.isEmpty { remarked += 1 }
        switch outcome.result {
        case .refused: refused.append(outcome)
        case .held: held += 1
        case .created:
            created += 1
            if let kind = outcome.record?.kind { kinds[kind, default: 0] += 1 }
            if first.count <= Self.listed { first.append(outcome) }
        }
    }

    var status: ExitStatus {
        if refused.isEmpty { return .done }
        return created + held > 0 ? .partly : .failed
    }
}

/// The JSON of an import.
package struct ImportReply: Codable, Sendable {
    /// Absent when nothing could be sent.
    package var operation: OperationID?
    package var created: Int
    package var held: Int
    package var refused: Int
    package var bytes: Int
    package var files: [ImportOutcome]
}
