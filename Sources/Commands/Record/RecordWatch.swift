package import ArgumentParser
import StudyClient
package import StudyModel

/// `rir watch`: takes in what appears in a folder.
package struct RecordWatch: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Import what appears in a folder, for as long as it runs.",
        discussion: """
            The folder and what is known about its files are remembered for this study on this computer; \
            'rir watch' alone watches all remembered folders. A file is taken in once it has lain untouched \
            for a few seconds, so one that is still being written is left alone. Stop it with Ctrl-C; what \
            was taken in stays, and 'rir undo' takes the last lot back. A Maildir is a folder like any other.

            Examples:

              rir watch ~/Recordings/transcripts --kind interview
              rir watch ~/Mail/study --kind email --move-to ~/Mail/study-done
              rir watch --once
            """
    )

    @Argument(help: "The folder; without it, all remembered ones.", completion: .directory)
    package var folder: String?

    @Option(help: ArgumentHelp("What kind of source its files are.", valueName: "kind"))
    package var kind: RecordKind?

    @Option(help: ArgumentHelp("A participant's handle; may be repeated.", valueName: "handle"))
    package var participant: [Handle] = []

    @Option(
        help: ArgumentHelp(
            "Where a file goes once the study holds it; it stays where it is without.", valueName: "folder"),
        completion: .directory)
    package var moveTo: String?

    @Option(help: ArgumentHelp("How long a file must have lain untouched.", valueName: "seconds"))
    package var settle: Int = 5

    @Flag(help: "Look once, take in what is there, and stop.")
    package var once = false

    @Flag(help: "List the remembered folders and stop.")
    package var list = false

    @Flag(help: "Forget the folder and stop.")
    package var forget = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    /// Seconds between two looks.
    private static let interval = 2.0

    package func validate() throws {
        if settle < 0 || settle > 86_400 {
            throw ValidationError("--settle must be from 0 to 86400 seconds.")
        }
        if forget, folder == nil { throw ValidationError("--forget needs the folder.") }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let study = try session.study()
        var file = try WatchFile(study: study)
        if list { return try show(file, session) }
        if forget { return try forget(&file, study, session) }
        let only = try folder.map { name throws(StudyError) in try remember(name, &file, study, session) }
        guard !file.entries.isEmpty else {
            throw StudyError(
                .usage, "No folder is watched.", hint: "Name one: rir watch FOLDER --kind interview")
        }
        var watch = FolderWatch(
            session: session, study: study, client: try session.studyClient(), settle: settle)
        return try run(&watch, &file, study, only, session)
    }

    private func run(
        _ watch: inout FolderWatch, _ file: inout WatchFile, _ study: String, _ only: String?,
        _ session: Session
    ) throws(StudyError) -> ExitStatus {
        if once {
            // The first look only remembers what is there.
            _ = try watch.pass(&file, only: only)
            _ = session.surroundings.pause(1)
            let isWhole = try watch.pass(&file, only: only)
            let waiting = watch.waiting(file, only: only)
            if waiting > 0 {
                session.console.note(
                    "\(waiting.counted("file")) too new to be taken in; look again in a moment.")
            }
            return isWhole ? .done : .partly
        }
        var watched: [String] = []
        repeat {
            // Another 'rir watch' may have named or forgotten folders meanwhile.
            try file.renew(study: study)
            let folders = file.entries.map(\.rule.folder).filter { only == nil || $0 == only }
            if folders != watched { Self.tell(folders, session) }
            watched = folders
            guard !folders.isEmpty else { return .done }
            _ = try watch.pass(&file, only: only)
        } while session.surroundings.pause(Self.interval)
        return .done
    }

    private static func tell(_ folders: [String], _ session: Session) {
        let names = folders.map(VisibleText.line).joined(separator: ", ")
        session.console.note(
            folders.isEmpty ? "no folder is watched any more" : "watching \(names); Ctrl-C stops it")
    }

    private func remember(
        _ folder: String, _ file: inout WatchFile, _ study: String, _ session: Session
    ) throws(StudyError) -> String {
        let path = try Self.folder(folder, session)
        if StudyLocation.isInStudy(path) {
            throw StudyError(
                .importUnsupported, "'\(path)' is a study or lies in one; it is no folder of sources.",
                hint: "Watch a folder outside of the study.")
        }
        file.set(
            WatchRule(
                folder: path, kind: kind, participants: participant,
                moveTo: try moveTo.map { name throws(StudyError) in
                    let target = try Self.folder(name, session)
                    guard target != path else {
                        throw StudyError(.usage, "--move-to names the watched folder itself.")
                    }
                    return target
                }))
        try file.save(study: study)
        return path
    }

    private static func folder(_ name: String, _ session: Session) throws(StudyError) -> String {
        guard let path = Paths.real(session.absolute(name)), Paths.kind(of: path) == .folder else {
            throw StudyError(.importNotFound, "There is no folder '\(name)'.", hint: "Make it first.")
        }
        return path
    }

    private func forget(_ file: inout WatchFile, _ study: String, _ session: Session) throws(StudyError)
        -> ExitStatus
    {
        let name = folder ?? ""
        let path = Paths.real(session.absolute(name)) ?? session.absolute(name)
        guard file.forget(path) else {
            throw StudyError(
                .importNotFound, "'\(name)' is not watched.",
                hint: "Run 'rir watch --list' to see the folders.")
        }
        try file.save(study: study)
        return try show(file, session)
    }

    private func show(_ file: WatchFile, _ session: Session) throws(StudyError) -> ExitStatus {
        let rules = file.entries.map(\.rule)
        try session.console.result(WatchReply(folders: rules)) {
            rules.isEmpty
                ? ["No folder is watched."]
                : rules.map { rule in
                    var parts = [VisibleText.line(rule.folder)]
                    if let kind = rule.kind { parts.append(kind.rawValue) }
                    parts += rule.participants.map(\.rawValue)
                    if let moveTo = rule.moveTo { parts.append("then to \(VisibleText.line(moveTo))") }
                    return parts.joined(separator: "  ")
                }
        }
        return .done
    }
}

/// The JSON of `rir watch --list`.
package struct WatchReply: Codable, Sendable {
    package var folders: [WatchRule]
}
