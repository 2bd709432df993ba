package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir leaks`: looks for known names where none should be.
package struct LeakScan: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "leaks",
        abstract: "Look for known names in the study, in its history, or in files.",
        discussion: """
            Prints where a name of the key table stands and whose it is by handle, never the name. Without \
            arguments the study as it is now is looked through; with a range, such as origin/main..main, what \
            those commits bring; with files, those files, such as an export before it is handed out. The \
            vault must be open. The status is 1 when a name was found.

            Examples:

              rir leaks
              rir leaks --all
              rir leaks origin/main..main --quiet
              rir leaks report.docx tables/
            """
    )

    @Argument(
        help: ArgumentHelp(
            "A range of commits, or files; a folder is read with all below it, hidden files left out.",
            valueName: "range-or-files"),
        completion: .file())
    package var places: [String] = []

    @Flag(help: "All of history, the index, the journal and the logs.")
    package var all = false

    @Flag(help: "Print nothing; the status says it.")
    package var quiet = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    /// So many places are printed or handed on.
    private static let most = 1000

    package func validate() throws {
        if all, !places.isEmpty { throw ValidationError("--all looks at everything; give nothing else.") }
        if quiet, common.json { throw ValidationError("Give --quiet or --json, not both.") }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let ranges = places.filter { Self.isRange($0, session) }
        if ranges.count > 1 || (!ranges.isEmpty && ranges.count < places.count) {
            throw StudyError(
                .usage, "Give one range of commits, or files.", hint: "Run 'rir leaks' once for each.")
        }
        let reply =
            if let range = ranges.first {
                try client.leaks(LeaksRequest(range: range))
            } else if places.isEmpty {
                try client.leaks(LeaksRequest(all: all ? true : nil))
            } else {
                try scan(client, session)
            }
        if !quiet { try Self.show(reply, on: session.console) }
        return reply.total == 0 ? .done : .failed
    }

    /// Whether something is a range of commits: it has two dots inside and there is no such file.
    private static func isRange(_ place: String, _ session: Session) -> Bool {
        let isPath = place.hasPrefix(".") || place.hasPrefix("/") || place.contains("../")
        return place.contains("..") && !isPath && Paths.kind(of: session.absolute(place)) == nil
    }

    /// Sends file by file.
    ///
    /// - Throws: what hinders the reading of any of them: a look that left one out must not end as clean.
    private func scan(_ client: StudyClient, _ session: Session) throws(StudyError) -> LeaksReply {
        let files = SourceFiles(places.map { session.absolute($0) })
        if let refused = files.refused.first?.error { throw refused.error }
        let bar = session.progressBar()
        defer { bar.clear() }
        var sum = LeaksReply(places: 0, bytes: 0, names: 0, total: 0, leaks: [], byHandle: [:])
        for (index, path) in files.paths.enumerated() {
            bar.show(WorkProgress(phase: "look", done: index, total: files.paths.count))
            let file = LeaksRequest.File(
                name: path, base64: WireBytes.text(of: try SourceBytes.read(path).bytes))
            let found = try client.leaks(LeaksRequest(file: file))
            sum.places += found.places
            sum.bytes += found.bytes
            sum.names = max(sum.names, found.names)
            sum.total += found.total
            sum.leaks += found.leaks.prefix(Self.most - sum.leaks.count)
            sum.byHandle.merge(found.byHandle, uniquingKeysWith: +)
        }
        return sum
    }

    private static func show(_ reply: LeaksReply, on console: Console) throws(StudyError) {
        if console.json { return try console.result(json: reply) }
        var table = Table([
            .init("PLACE", shrinks: true), .init("LINE", alignsRight: true),
            .init("COLUMN", alignsRight: true), .init("HANDLE"),
        ])
        for leak in reply.leaks {
            table.rows.append([
                VisibleText.line(leak.place), leak.line.map(String.init) ?? "-", String(leak.column),
                VisibleText.line(leak.handle),
            ])
        }
        console.result(table)
        if reply.leaks.count < reply.total {
            console.note("The first \(reply.leaks.count.grouped) of \(reply.total.grouped) are listed.")
        }
        let looked = "\(reply.places.counted("place")), \(ByteCount.text(reply.bytes))"
        guard reply.total > 0 else {
            console.result("No known name in \(looked).")
            if reply.names == 0 { console.note("The key table is empty, so nothing was looked for.") }
            return
        }
        let counts = reply.byHandle.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\(VisibleText.line($0.key)) \($0.value.grouped)" }
        console.result(counts.joined(separator: ", "))
        console.result("\(reply.total.counted("known name")) found in \(looked).")
    }
}
