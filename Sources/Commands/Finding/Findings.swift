package import ArgumentParser
import StudyAPI
import StudyModel

/// `rir finding`: preliminary statements with their evidence.
package struct Findings: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "finding",
        abstract: "Findings: statements with what speaks for them and what against, versioned.",
        discussion: """
            A finding is a preliminary statement. It is linked to records and codings that support it and to \
            those that speak against it; where none do, it says where was looked. Every change makes a version, \
            and every version stays. Findings are shared with those they are about by 'rir cycle'. A finding is \
            named by any part of its name that no other has.

            Examples:

              rir finding new "Where the door is open, people come by themselves." --name open-door
              rir finding link open-door --supports 7f3k/4q2m --against 9x2d
              rir finding history open-door
            """,
        subcommands: [
            FindingNew.self, FindingEdit.self, FindingLinking.self, FindingShow.self, FindingList.self,
            FindingHistory.self, FindingTriangulate.self, FindingCompare.self,
        ]
    )

    package init() {}
}

/// The finding a command is about.
package struct FindingArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The finding: any part of its name that no other has.", valueName: "finding"))
    package var finding: String

    package init() {}
}

/// The options that say what speaks for a finding and what against.
package struct EvidenceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A record that speaks for it, or a coding of one; may be repeated.", valueName: "record[/coding]")
    )
    package var supports: [String] = []

    @Option(
        help: ArgumentHelp(
            "A record that speaks against it, or a coding of one; may be repeated.",
            valueName: "record[/coding]"))
    package var against: [String] = []

    package init() {}

    /// What is named, or `nil` where nothing is.
    var drafts: [EvidenceDraft]? {
        let drafts =
            supports.map { Self.draft($0, .supports) } + against.map { Self.draft($0, .disconfirms) }
        return drafts.isEmpty ? nil : drafts
    }

    private static func draft(_ text: String, _ side: Finding.Side) -> EvidenceDraft {
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        return EvidenceDraft(side, record: parts.first ?? "", coding: parts.count == 2 ? parts[1] : nil)
    }
}

/// Findings as lines for a person.
enum FindingLines {
    /// How much of the words of a coding is shown, in characters.
    private static let shown = 200

    static func table(_ findings: [FindingHead]) -> Table {
        var table = Table([
            .init("FINDING"), .init("VERSION", alignsRight: true), .init("FOR", alignsRight: true),
            .init("AGAINST", alignsRight: true), .init("STATE"), .init("STATEMENT", shrinks: true),
        ])
        table.rows = findings.map { finding in
            [
                finding.id.rawValue, "\(finding.version)", "\(finding.supports)",
                finding.disconfirms == 0 && finding.isExamined ? "none found" : "\(finding.disconfirms)",
                state(finding), VisibleText.line(finding.statement),
            ]
        }
        return table
    }

    private static func state(_ finding: FindingHead) -> String {
        if finding.state == .dropped { return "dropped" }
        if let cycle = finding.cycles.first { return "in \(cycle)" }
        return finding.isExamined ? "examined" : "one-sided"
    }

    static func lines(of view: FindingView, _ console: Console) -> [String] {
        let version = view.version
        var lines = [
            console.emphasised("\(view.id)", on: console.output)
                + "  version \(version.number)\(view.isLatest ? "" : ", not the newest")"
                + (version.state == .dropped ? ", dropped" : "")
        ]
        lines += paragraphs(version.statement)
        lines.append("  \(words(of: version))")
        lines += evidence(view, .supports, "Speaks for it")
        lines += evidence(view, .disconfirms, "Speaks against it")
        if let searched = version.searched {
            lines += ["  Looked for what speaks against it, and found none"] + paragraphs(searched, indent: 4)
        }
        if !view.cycles.isEmpty {
            lines.append("  Feedback  \(view.cycles.map(\.rawValue).joined(separator: ", "))")
        }
        return lines
    }

    private static func evidence(_ view: FindingView, _ side: Finding.Side, _ title: String) -> [String] {
        let found = zip(1..., view.evidence).filter { $0.1.link.side == side }
        if found.isEmpty { return [] }
        var lines = ["  \(title)"]
        for (number, piece) in found {
            lines.append("    \(number). " + source(piece))
            if let quote = piece.quote { lines.append("       \u{201C}\(cut(quote))\u{201D}") }
        }
        return lines
    }

    private static func source(_ piece: EvidenceView) -> String {
        let coding = piece.link.coding.map { "/\($0.suffix)" } ?? ""
        let name = "\(piece.link.record)\(coding)"
        if piece.isGone { return "\(name)  not in the study any more" }
        let code = piece.code.map { "\($0)  " } ?? ""
        return "\(name)  \(code)\(VisibleText.line(piece.title ?? ""))"
    }

    private static func cut(_ text: String) -> String {
        let line = VisibleText.line(text)
        return line.count <= shown ? line : line.prefix(shown - 2) + " …"
    }

    /// A text as lines, moved to the right.
    static func paragraphs(_ text: String, indent: Int = 2) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map {
            String(repeating: " ", count: indent) + VisibleText.line(String($0))
        }
    }

    // MARK: History

    static func words(of version: Finding.Version) -> String {
        let cause =
            switch version.cause {
            case .new: "written"
            case .edit: "changed"
            case .evidence: "evidence changed"
            case .decision: "decided in \(version.cycle?.rawValue ?? "a feedback cycle")"
            case .join: "joined from two copies, last changed"
            }
        let reason = version.reason.map { ": \(VisibleText.line($0))" } ?? ""
        return "\(cause) by \(version.written.by.rawValue), \(Clock.text(version.written.at))\(reason)"
    }

    static func lines(of reply: FindingHistoryReply, _ console: Console) -> [String] {
        var lines: [String] = []
        for step in reply.versions {
            if !lines.isEmpty { lines.append("") }
            let name = "\(reply.id) version \(step.version.number)"
            lines.append(console.emphasised(name, on: console.output) + "  " + words(of: step.version))
            lines += difference(step)
        }
        return lines
    }

    private static func difference(_ step: FindingStep) -> [String] {
        var lines: [String] = []
        if step.before == nil {
            lines += paragraphs(step.version.statement)
        } else if let before = step.statementBefore {
            lines.append("  - " + VisibleText.line(before))
            lines.append("  + " + VisibleText.line(step.version.statement))
        }
        lines += step.unlinked.map { "  - " + link($0) } + step.linked.map { "  + " + link($0) }
        if step.version.state == .dropped { lines.append("  dropped") }
        if let searched = step.version.searched, step.before == nil || step.version.cause == .edit {
            lines.append("  looked: " + VisibleText.line(searched))
        }
        for answer in step.responses { lines.append("  because of " + CycleLines.answer(answer)) }
        return lines
    }

    private static func link(_ link: Finding.Link) -> String {
        let side = link.side == .supports ? "for" : "against"
        return "\(side): \(link.record)" + (link.coding.map { "/\($0.suffix)" } ?? "")
    }

    /// What a person is told after a finding was written or changed.
    static func saved(_ view: FindingView, _ console: Console) {
        guard !view.version.isExamined else { return }
        console.note(
            "What speaks against it? Link it with 'rir finding link \(view.id) --against RECORD/CODING', or say where you looked: 'rir finding edit \(view.id) --searched TEXT'."
        )
    }
}
