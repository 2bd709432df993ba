package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir import`: takes in files and folders.
package struct RecordImport: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "import",
        abstract:
            "Import files or whole folders: documents, e-mails, transcripts, surveys, text; coded projects.",
        discussion: """
            Kind, date, participants and title are worked out for each file and shown; an option given here \
            holds for every file of the run. A file whose content the study already holds makes no second \
            record, so the same command can be run again after an interruption. What can't be taken in is \
            refused by name and the rest goes on; the status is then 3. Hidden files and symbolic links \
            inside folders are left out.

            A coded project of another program (.qdpx, Taguette's .sqlite3, QualCoder's .qda) is imported by \
            itself: its texts, codes, codings, coders and cases, all or nothing. What of it a study has no \
            place for is listed. The same project again adds only what is new in it.

            Examples:

              rir import --dry-run minutes/ emails/
              rir import minutes/ emails/
              rir import interview-7.vtt --kind interview --participant SP66
              rir import talk.vtt --speaker "Speaker 1=SP66" --speaker "Speaker 2=R1"
              rir import team.qdpx --dry-run
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

    @Flag(help: "Say what would become of the files, and save nothing.")
    package var dryRun = false

    @Option(
        help: ArgumentHelp(
            "Who a speaker's label stands for, such as 'Speaker 1=SP66'; may be repeated.",
            valueName: "label=handle"))
    package var speaker: [SpeakerOption] = []

    @Option(
        help: ArgumentHelp("A file of such pairs, one a line.", valueName: "file"), completion: .file())
    package var speakers: String?

    @Option(
        help: ArgumentHelp("A file whose first line opens the encrypted ones.", valueName: "file"),
        completion: .file())
    package var passwordFile: String?

    @Flag(help: "You have looked: what may look like a name in them is none.")
    package var cleared = false

    @Option(
        help: ArgumentHelp(
            "How a project counts positions in texts: utf16 or codepoint, with -crlf1 and -bom; worked out without it.",
            valueName: "unit"))
    package var offsets: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        let inputs = paths.filter { $0 == "-" }.count
        if inputs > 1 { throw ValidationError("Standard input ('-') can be read only once.") }
        if inputs == 0, name != nil { throw ValidationError("--name goes with '-', standard input.") }
        guard paths.contains(where: ProjectFiles.isProject) else {
            if offsets != nil { throw ValidationError("--offsets goes with a project, such as a .qdpx.") }
            return
        }
        if paths.count > 1 { throw ValidationError("A project is imported by itself: name it alone.") }
        if date != nil || title != nil || !participant.isEmpty || !speaker.isEmpty || speakers != nil {
            throw ValidationError("Of a project's texts only --kind can be told; the rest is in the project.")
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        if let project = paths.first, ProjectFiles.isProject(project) {
            return try bringIn(project, client, session)
        }
        let files = SourceFiles(paths.filter { $0 != "-" })
        var given: [ImportBody.Given] = []
        if paths.contains("-") {
            let bytes = try SourceBytes.read(session.surroundings.input, named: "standard input")
            given.append(.init(name: name ?? "standard-input.txt", bytes: bytes))
        }
        var run = ImportTally(refused: files.refused, keepsAll: common.json)
        let total = files.paths.count + given.count
        guard total > 0 || !run.refused.isEmpty else {
            throw StudyError(.importNotFound, "There is no file to import in what was named.")
        }
        if total > 0 {
            let body = ImportBody(
                paths: files.paths, given: given, overrides: try overrides(session),
                password: try PasswordFile.read(passwordFile, session))
            try send(body, total, client, session, &run)
        }
        try ImportReport(run: run, links: files.links, dryRun: dryRun).print(on: session.console)
        return run.status
    }

    private func bringIn(
        _ project: String, _ client: StudyClient, _ session: Session
    ) throws(StudyError) -> ExitStatus {
        let bytes = try ProjectFiles.read(project, session)
        var frame = ProjectFrame(path: project, bytes: bytes.count)
        (frame.offsets, frame.kind) = (offsets, kind)
        frame.dryRun = dryRun ? true : nil
        frame.cleared = cleared ? true : nil
        let report = try client.importProject(frame, bytes)
        let console = session.console
        if !console.json {
            console.result(RecordRows.table(report.made, onScreen: console.output.screen != nil))
        }
        try console.result(report) { ProjectReportText.lines(report) }
        for line in ProjectReportText.offsets(report) { console.note(VisibleText.line(line)) }
        for line in report.remarks { console.note("note: \(VisibleText.line(line))") }
        return .done
    }

    private func overrides(_ session: Session) throws(StudyError) -> RecordOverrides? {
        var labels = try speakerMap(session)
        for pair in speaker { labels[pair.label] = pair.handle }
        if kind == nil, date == nil, title == nil, participant.isEmpty, labels.isEmpty { return nil }
        return RecordOverrides(
            kind: kind, day: try date?.day(session), title: title,
            participants: participant.isEmpty ? nil : participant, speakers: labels.isEmpty ? nil : labels)
    }

    private func speakerMap(_ session: Session) throws(StudyError) -> [String: Handle] {
        guard let speakers else { return [:] }
        let (bytes, _) = try SourceBytes.read(session.absolute(speakers))
        return try SpeakerMap.read(String(decoding: bytes, as: UTF8.self))
    }

    private func send(
        _ body: ImportBody, _ total: Int, _ client: StudyClient, _ session: Session, _ run: inout ImportTally
    ) throws(StudyError) {
        let bar = session.progressBar()
        defer { bar.clear() }
        bar.show(WorkProgress(phase: "import", done: 0, total: total))
        var answered = 0
        run.summary = try client.importFiles(body, dryRun: dryRun, cleared: cleared) { event in
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
