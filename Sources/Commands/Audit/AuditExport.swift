package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir audit export`: the study as a package that a stranger can read and check.
package struct AuditExport: StudyCommand {
    package enum Form: String, ExpressibleByArgument, CaseIterable, Sendable {
        case bag, eln
    }

    package enum Withheld: String, ExpressibleByArgument, CaseIterable, Sendable {
        case bodies
    }

    package static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write what a reviewer reads and checks without rir.",
        discussion: """
            The bag is a new folder: records that may be shared with all their versions, codebook, coding, findings, \
            consent events, the signed logs of all devices and what opens them, and a program that checks it \
            with Python alone. What may not go out is counted, with its digest where nobody can guess from it. \
            Every byte is looked through for known names first; where one stands, nothing is written.

            Examples:

              rir audit export --out ../audit-2026-11
              rir audit export --out ../audit.eln --format eln
              rir audit export --out ../for-the-funder --withhold bodies
              rir audit export --out ../SP66 --participant SP66 --from 2020-04 --until 2020-06
            """
    )

    @Option(
        help: ArgumentHelp(
            "A new or empty folder; with --format eln a new file.", valueName: "dir"),
        completion: .directory)
    package var out: String

    @Option(help: ArgumentHelp("bag or eln; bag without it.", valueName: "format"))
    package var format: Form = .bag

    @Option(
        help: ArgumentHelp(
            "Only what is of this day or later: 2020-04-15, 2020-04, 2020, today, yesterday.",
            valueName: "day"))
    package var from: Period?

    @Option(help: ArgumentHelp("Only what is of this day or earlier.", valueName: "day"))
    package var until: Period?

    @Option(help: ArgumentHelp("Only what is of this participant.", valueName: "handle"))
    package var participant: Handle?

    @Option(help: ArgumentHelp("Only the records of this round of double-coding.", valueName: "name"))
    package var round: String?

    @Option(
        help: ArgumentHelp(
            "bodies: records without their texts, and nothing that quotes them.", valueName: "what"))
    package var withhold: [Withheld] = []

    @OptionGroup package var common: CommonOptions

    package init() {}

    /// What machines are told.
    struct Written: Codable, Sendable {
        var out: String
        var files: Int
        var bytes: Int
        var records: Int
        var versions: Int
        var leaves: Int
        var names: Int?
        var withheld: [AuditExportReply.Withheld]
        var remarks: [String]

        init(_ reply: AuditExportReply, _ files: [(path: String, bytes: [UInt8])], at target: String) {
            out = target
            self.files = files.count
            bytes = files.reduce(0) { $0 + $1.bytes.count }
            (records, versions, leaves) = (reply.records, reply.versions, reply.leaves)
            (names, withheld, remarks) = (reply.names, reply.withheld, reply.remarks)
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let target = Paths.settled(session.absolute(out))
        try NewFolder.requireFree(target)
        let reply = try session.studyClient().auditExport(
            AuditExportOrder(
                form: format.rawValue, from: try from?.days(session).first,
                until: try until?.days(session).last, participant: participant, round: round,
                withhold: withhold.isEmpty ? nil : withhold.map(\.rawValue)))
        let files = try reply.decoded()
        if format == .eln, files.count == 1 {
            try NewFile.write(files[0].bytes, to: target, hint: "Name another file.")
        } else {
            try NewFolder.write(files, to: target)
        }
        let written = Written(reply, files, at: target)
        try session.console.result(written) { lines(written) }
        reply.remarks.forEach { session.console.note("note: \(VisibleText.line($0))") }
        return .done
    }

    private func lines(_ written: Written) -> [String] {
        var lines = [
            "Wrote \(VisibleText.line(written.out)): \(written.files.counted("file")), \(ByteCount.text(written.bytes)).",
            "It holds \(written.records.counted("record")) in \(written.versions.counted("version")), and "
                + "\(written.leaves.counted("entry", plural: "entries")) of the logs.",
        ]
        if let names = written.names, names > 0 {
            lines.append("None of \(names.counted("known name")) stands in it.")
        }
        lines.append(
            format == .bag
                ? "To check it: cd there, then python3 verify.py . (VERIFY.md says what that shows)."
                : "To check it: unzip it, then python3 verify.py in its folder, as VERIFY.md there says.")
        return lines
    }
}

extension AuditExportReply {
    /// The files that the daemon made.
    func decoded() throws(StudyError) -> [(path: String, bytes: [UInt8])] {
        var files: [(path: String, bytes: [UInt8])] = []
        for file in self.files {
            guard let bytes = WireBytes.bytes(of: file.base64) else {
                throw StudyError(.internalFault, "The daemon's files can't be read.")
            }
            files.append((file.path, bytes))
        }
        return files
    }
}
