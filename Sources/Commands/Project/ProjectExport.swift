package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir export`: the study for other programs.
package struct Exports: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Give the study, or a part of it, to other programs.",
        discussion: """
            Only what participants have agreed to share goes out, and nothing in which a known name stands.

            Examples:

              rir export qdpx team.qdpx
              rir export qdpx for-nvivo.qdpx --profile nvivo
            """,
        subcommands: [ProjectExport.self]
    )

    package init() {}
}

/// `rir export qdpx`: the study as a REFI-QDA project.
package struct ProjectExport: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "qdpx",
        abstract: "Write a REFI-QDA project, which NVivo, MAXQDA, ATLAS.ti, QualCoder and others open.",
        discussion: """
            Records, codes, everybody's codings with their comments, and cases with their attributes. Records in \
            which somebody has not agreed to sharing are left out and counted; what the form has no place for is \
            said. The same state of the study gives the same bytes. An existing file is never overwritten.

            Examples:

              rir export qdpx team.qdpx
              rir export qdpx for-nvivo.qdpx --profile nvivo
              rir export qdpx two.qdpx --record 7f3k --record 9x2m --no-cases
            """
    )

    @Argument(help: ArgumentHelp("The new file.", valueName: "file"), completion: .file())
    package var file: String

    @Option(
        help: ArgumentHelp(
            "The program it is for: standard, nvivo, maxqda or atlasti.", valueName: "profile"))
    package var profile = "standard"

    @Option(help: ArgumentHelp("A record to give out; may be repeated.", valueName: "record"))
    package var record: [String] = []

    @Flag(help: "Leave out participants, organisations and sites with what is known about them.")
    package var noCases = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if file == "-" { throw ValidationError("A .qdpx is no text; name a file.") }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().projectFile(
            "qdpx", profile: profile, records: record, hasCases: !noCases)
        try NewFile.write(reply, to: file, session)
        return .done
    }
}
