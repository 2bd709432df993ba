package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir reindex`: makes the search index anew.
package struct StudyReindex: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "reindex",
        abstract: "Rebuild the search index from the records.",
        discussion: """
            The index is derived from the records and can always be made again; nothing else changes. You \
            need this only when 'rir doctor' says so.

            Examples:

              rir reindex
              rir reindex --json
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let bar = session.progressBar()
        defer { bar.clear() }
        let reply = try client.reindex { event in
            if case .progress(let progress) = event { bar.show(progress) }
        }
        bar.clear()
        try session.console.result(reply) { ["The index holds \(reply.records.counted("record"))."] }
        return .done
    }
}
