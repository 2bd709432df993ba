package import ArgumentParser
import StudyAPI
package import StudyModel

extension ReportDraft.Outcome: ExpressibleByArgument {}

/// `rir draft`: reports that people write, with the people they are about.
package struct Drafts: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "draft",
        abstract: "Report drafts: written with citations, commented on, signed off.",
        discussion: """
            A draft is Markdown in the study, in drafts/NAME.md. Citations in it are resolved when it is shown: \
            [[finding:NAME]], [[quote:RECORD/CODING]], [[table:TITLE]] and [[count:NAME]]. It is shared with an \
            audience as a page, a Word file and the text of an e-mail; what they say of it is answered, comment by \
            comment; and they sign a version off. A later version takes sign-offs back. A draft is named by any \
            part of its name that no other has.

            Examples:

              rir draft new interim --title "Interim report" --file interim.md
              rir draft check interim
              rir draft share interim --audience commissioners --audience SP66
              rir draft comments interim ~/Downloads/interim.docx --from commissioners
              rir draft export interim --as pdf --out interim.pdf
            """,
        subcommands: [
            DraftNew.self, DraftEdit.self, DraftShow.self, DraftList.self, DraftCheck.self, DraftShare.self,
            DraftComments.self, DraftCommentTaking.self, DraftAnswer.self, DraftClose.self, DraftSign.self,
            DraftHistory.self, DraftExport.self,
        ]
    )

    package init() {}
}

/// The report draft a command is about.
package struct DraftArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("The draft: any part of its name that no other has.", valueName: "draft"))
    package var draft: String

    package init() {}
}

/// Report drafts as lines for a person.
enum DraftLines {
    static func table(_ drafts: [DraftHead]) -> Table {
        var table = Table([
            .init("DRAFT"), .init("VERSION", alignsRight: true), .init("STATE"), .init("DUE"),
            .init("COMMENTS"), .init("NOT SIGNED BY", shrinks: true), .init("TITLE", shrinks: true),
        ])
        table.rows = drafts.map { draft in
            [
                draft.id.rawValue, "\(draft.version)", draft.stage.rawValue, draft.due?.rawValue ?? "",
                draft.comments == 0 ? "" : "\(draft.comments - draft.unsettled) of \(draft.comments)",
                draft.unsigned.joined(separator: ", "), VisibleText.line(draft.title),
            ]
        }
        return table
    }

    // MARK: One draft

    static func head(of view: DraftView, _ console: Console) -> [String] {
        var lines = [
            console.emphasised("\(view.id)", on: console.output)
                + "  version \(view.version)\(view.isLatest ? "" : ", not the newest")  \(VisibleText.line(view.title))",
            "  State     \(words(view.stage))",
        ]
        for round in view.rounds {
            let state = round.isClosed ? "closed" : "due \(round.due.rawValue)"
            lines.append(
                "  Comments  \(round.id) on version \(round.number), \(round.audience.joined(separator: ", ")), \(state)"
            )
        }
        lines += view.signatures.map { "  Signed    \(signature($0))" }
        if !view.unsigned.isEmpty, !view.rounds.isEmpty {
            lines.append("  Unsigned  \(view.unsigned.joined(separator: ", "))")
        }
        return lines + view.waits.map { "  Waits for \(words($0, view))" }
    }

    private static func signature(_ signature: DraftSignature) -> String {
        let back = signature.stands ? "" : ", taken back by a later version"
        return "\(signature.who), version \(signature.number), \(Clock.text(signature.at))\(back)"
    }

    private static func words(_ stage: DraftStage) -> String {
        switch stage {
        case .writing: "being written"
        case .shared: "out for comments"
        case .answered: "comments are settled"
        case .signed: "signed off"
        }
    }

    /// What a draft waits for, with the command that goes on.
    static func words(_ wait: DraftWait, _ view: DraftView) -> String {
        let late = wait.isOverdue ? " (overdue)" : ""
        let comments = wait.count == 1 ? "1 comment" : "\(wait.count) comments"
        switch wait.what {
        case .comments:
            return wait.isOverdue
                ? "comments\(late): none has come"
                : "comments until \(view.rounds.last { !$0.isClosed }?.due.rawValue ?? "")"
        case .answers: return "an answer to \(comments)\(late): rir draft answer \(view.id)"
        case .taking:
            return "a version that takes \(comments) in\(late): rir draft edit \(view.id) --takes-in"
        case .closing: return "the end of the comment round\(late): rir draft close \(view.id)"
        case .signatures: return "sign-offs: rir draft sign \(view.id)"
        }
    }

    // MARK: Comments

    static func comments(_ view: DraftView) -> [String] {
        view.comments.flatMap { comment in
            ["\(comment.number). \(heading(comment))"]
                + (comment.quote.map { ["   on \u{201C}\(cut($0))\u{201D}"] } ?? [])
                + FindingLines.paragraphs(comment.text, indent: 3)
        }
    }

    private static func heading(_ comment: DraftComment) -> String {
        let place =
            switch (comment.from, comment.to) {
            case (let from?, let to?): ", paragraphs \(from)-\(to)"
            case (let from?, nil): ", paragraph \(from)"
            default: ""
            }
        let record = comment.record.map { ", in \($0)" } ?? ""
        return "\(comment.who)\(place)\(record): \(state(comment))"
    }

    private static func state(_ comment: DraftComment) -> String {
        let reason = comment.reason.map { ": \(VisibleText.line($0))" } ?? ""
        switch comment.state {
        case .open: return "open"
        case .accepted: return "accepted, not taken in yet\(reason)"
        case .takenIn: return "taken in by version \(comment.takenIn ?? 0)\(reason)"
        case .declined: return "declined\(reason)"
        }
    }

    private static func cut(_ text: String) -> String {
        let line = VisibleText.line(text)
        return line.count <= 160 ? line : line.prefix(158) + " …"
    }

    /// One comment in a line.
    static func comment(_ comment: DraftComment) -> String {
        "\(heading(comment)): \(cut(comment.text))"
    }

    // MARK: Citations

    static func citations(_ view: DraftView) -> [String] {
        view.citations.flatMap { citation in
            let state =
                citation.refusal.map { "must not go out: \($0)" } ?? citation.stale.map { "changed: \($0)" }
                ?? "as it was"
            return [
                "line \(citation.line)  [[\(VisibleText.line(citation.citation))]]  \(VisibleText.line(state))"
            ]
        }
    }

    /// Lines whose brackets are not closed or hold no citation, a sentence each.
    static func strange(_ view: DraftView) -> [String] {
        (view.strange ?? []).map { line in
            "line \(line)  two brackets that are not closed, or hold no citation: 'rir draft edit \(view.id)' puts it right, and \\[[ stands for the brackets themselves"
        }
    }

    // MARK: History

    static func history(_ view: DraftView) -> [String] {
        view.versions.map { version in
            let cause =
                switch version.cause {
                case .new: "written"
                case .edit: "changed"
                case .citations: "citations brought up to date"
                case .join: "joined from two copies, last changed"
                }
            let reason = version.reason.map { ": \(VisibleText.line($0))" } ?? ""
            let shared = view.rounds.filter { $0.version == version.id }.map(\.id.rawValue)
            let signed = view.signatures.filter { $0.version == version.id }.map(\.who)
            let taken = view.comments.filter { $0.takenIn == version.number }.map { "\($0.number)" }
            let parts = [
                taken.isEmpty ? nil : "takes in comment \(taken.joined(separator: ", "))",
                shared.isEmpty ? nil : "shared in \(shared.joined(separator: ", "))",
                signed.isEmpty ? nil : "signed by \(signed.joined(separator: ", "))",
            ].compactMap(\.self)
            let rest = parts.isEmpty ? "" : "  " + parts.joined(separator: "; ")
            return
                "version \(version.number)  \(cause) by \(version.written.by.rawValue), \(Clock.text(version.written.at))\(reason)\(rest)"
        }
    }

    /// What a person is told after a draft was written: what its citations lead to, where that needs a look.
    static func saved(_ view: DraftView, _ console: Console) {
        let refused = view.citations.count { $0.refusal != nil }
        if refused > 0 {
            console.note(
                "\(refused == 1 ? "1 citation" : "\(refused) citations") must not go out: 'rir draft check \(view.id)' says why."
            )
        }
        for remark in view.remarks { console.note("note: \(VisibleText.line(remark))") }
    }
}
