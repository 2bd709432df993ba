package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir audit verify`: checks the logs.
package struct AuditVerifying: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check all logs, every step against them, and both against checkpoints kept outside.",
        discussion: """
            --against takes what somebody outside kept: a note, a whole mail as it was saved, a .tlog-proof, a \
            checkpoint of a bag; it may be repeated. What was found good before is not read again; --all reads \
            everything. Who does not trust this computer runs verify/verify.py on another. The status is 1 when \
            something is wrong.

            Examples:

              rir audit verify
              rir audit verify --against 'Checkpoint May.eml'
              rir audit verify --all --json
            """
    )

    @Option(
        help: ArgumentHelp("A file that somebody outside kept; may be repeated.", valueName: "file"),
        completion: .file())
    package var against: [String] = []

    @Option(
        help: ArgumentHelp(
            "The key of a witness outside, as that witness hands it out; may be repeated.",
            valueName: "key"))
    package var witness: [String] = []

    @Flag(help: "Read everything again, whatever was found good before.")
    package var all = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        var request = AuditVerifyRequest(
            witnesses: witness.isEmpty ? nil : witness, all: all ? true : nil)
        for path in against {
            request.against.append(
                .init(name: path, base64: WireBytes.text(of: try SourceBytes.read(path).bytes)))
        }
        let bar = session.progressBar()
        defer { bar.clear() }
        let verdict = try session.studyClient().verifyAudit(request) { event in
            if case .progress(let progress) = event { bar.show(progress) }
        }
        bar.clear()
        try session.console.result(verdict) { Self.lines(verdict, isAgainst: !against.isEmpty) }
        return verdict.findings.isEmpty ? .done : .failed
    }

    private static func lines(_ verdict: AuditVerdict, isAgainst: Bool) -> [String] {
        let counts = verdict.counts
        var lines = verdict.logs.map(line)
        lines.append(
            "Compared: \(counts.entries.counted("entry", plural: "entries")), \(counts.checkpoints.counted("checkpoint")), \(counts.cosignatures.counted("cosignature")); \(counts.commits.counted("step")) of the study (\(counts.signed.grouped) signed), \(counts.records.counted("version")) and \(counts.removals.counted("removal")) of records, \(counts.files.counted("change")) of other files."
        )
        if counts.covered > 0 {
            lines.append(
                "Covered by an erasure, so that they open to nothing: \(counts.covered.counted("entry", plural: "entries"))."
            )
        }
        if counts.lost > 0 {
            lines.append(
                "Of those, \(counts.lost.counted("entry", plural: "entries")) by the word of the device that wrote them alone: it lost them when it carried an erasure out."
            )
        }
        lines.append("Read now: \(verdict.read.grouped); the rest was found good before and has only grown.")
        for kept in verdict.kept { lines += Self.lines(kept) }
        lines.append("")
        lines += verdict.findings.map { "WRONG \($0.code): \(VisibleText.line($0.message))" }
        lines.append(conclusion(verdict, isAgainst: isAgainst))
        return lines + hidden(verdict, isAgainst: isAgainst)
    }

    private static func line(_ log: AuditVerdict.Log) -> String {
        let who = log.member.map { " of \($0.rawValue)" } ?? ""
        let signed = log.signed == 0 ? "not signed yet" : "signed up to \(log.signed.grouped)"
        let seen = log.seenBy.isEmpty ? "" : ", seen by \(log.seenBy.map(\.rawValue).joined(separator: ", "))"
        return
            "\(log.device.rawValue)\(who): \(log.entries.counted("entry", plural: "entries")), \(signed)\(seen)"
    }

    private static func lines(_ kept: AuditVerdict.Kept) -> [String] {
        var text =
            "\(VisibleText.line(kept.source)): the log of \(kept.device.rawValue) had \(kept.then.counted("entry", plural: "entries")) then and has \(kept.now.grouped) now, and goes on from there; signed by \(kept.signedBy.map(\.rawValue).joined(separator: ", "))"
        if !kept.seenBy.isEmpty { text += ", seen by \(kept.seenBy.joined(separator: ", "))" }
        let unknown = kept.unknown.map {
            "  It carries a signature of '\(VisibleText.line($0))', whose key is not known here: --witness takes it."
        }
        return [text + "."] + unknown
    }

    private static func conclusion(_ verdict: AuditVerdict, isAgainst: Bool) -> String {
        if !verdict.findings.isEmpty {
            return
                "Wrong in \(verdict.findings.count.counted("place")): the logs and the study do not fit together."
        }
        return isAgainst
            ? "Good: the logs, the study and the checkpoints kept outside fit together."
            : "Good: the logs and the study fit together."
    }

    /// What this does not show.
    private static func hidden(_ verdict: AuditVerdict, isAgainst: Bool) -> [String] {
        var lines: [String] = []
        if !isAgainst {
            lines.append(
                "Not shown: that nobody rewrote all of it. For that, compare with a checkpoint that somebody outside kept: --against FILE."
            )
        }
        if verdict.counts.originals > 0 {
            lines.append(
                "Not shown: what \(verdict.counts.originals.counted("sealed original")) hold; 'rir vault check' looks at those."
            )
        }
        lines.append(
            "Not shown: what was never logged, whether what was logged is true, whether clocks were right, and whether somebody keeps a copy."
        )
        return lines
    }
}
