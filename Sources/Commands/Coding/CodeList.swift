package import ArgumentParser
import CodingLogic
import StudyAPI
import StudyClient
package import StudyModel

/// `rir code list`: the codings of a record.
package struct CodeList: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the codings of a record, in the order of its text.",
        discussion: """
            Examples:

              rir code list 7f3k
              rir code list 7f3k --code access --doubtful
              rir code list 7f3k --at 2020-06-30
            """
    )

    @Argument(help: ArgumentHelp("The record: any part of its id that no other has.", valueName: "id"))
    package var record: String

    @Option(help: ArgumentHelp("Only this code and those below it.", valueName: "code"))
    package var code: String?

    @Option(help: ArgumentHelp("Only this coder's.", valueName: "coder"))
    package var coder: String?

    @Flag(help: "Only those that somebody should look at again.")
    package var doubtful = false

    @OptionGroup package var moment: MomentOption
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let moment = try moment.timestamp(session)
        var reply = try client.codings(of: record, at: moment)
        if let code {
            let place = try client.codebook(at: moment).codebook.one(code).path
            reply.codings = reply.codings.filter { $0.path?.isWithin(place) == true }
        }
        if let coder { reply.codings = reply.codings.filter { $0.coder.rawValue == coder } }
        if doubtful { reply.codings = reply.codings.filter { !$0.doubts.isEmpty } }
        let console = session.console
        try console.result(reply) { reply.codings.flatMap { CodingLines.lines(of: $0, on: console) } }
        let doubts = reply.codings.count { !$0.doubts.isEmpty }
        console.note(
            reply.codings.isEmpty
                ? "No codings."
                : "\(reply.codings.count.counted("coding"))\(doubts > 0 ? ", \(doubts) to look at again" : "")."
        )
        return .done
    }
}

/// `rir code show`: one coding.
package struct CodeShow: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one coding with its words, what stands round them, and what its code means.",
        discussion: """
            Examples:

              rir code show 7f3k q2mzz1
            """
    )

    @Argument(help: ArgumentHelp("The record.", valueName: "id"))
    package var record: String

    @Argument(help: ArgumentHelp("The coding, by the end of its id.", valueName: "coding"))
    package var coding: String

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let reply = try client.codings(of: record)
        let place = try reply.codings.map(\.coding.id).place(of: coding, in: reply.record.id)
        let view = reply.codings[place]
        let codebook = try client.codebook().codebook
        try session.console.result(view) { Self.lines(of: view, codebook) }
        return .done
    }

    private static func lines(of view: CodingView, _ codebook: Codebook) -> [String] {
        let coding = view.coding
        var pairs = [
            ("Coding", coding.id.rawValue), ("Record", view.record.rawValue), ("Coder", view.coder.rawValue),
            ("Code", CodingLines.name(of: view)), ("Place", CodingLines.place(of: coding)),
            ("Made", "\(Clock.text(coding.at)), \(coding.origin.rawValue), on version \(coding.version)"),
        ]
        if let weight = coding.weight { pairs.append(("Weight", "\(weight)")) }
        if let comment = coding.comment { pairs.append(("Comment", VisibleText.line(comment))) }
        pairs += view.doubts.map { ("Look again", CodingLines.sentence(of: $0, coding)) }
        if let definition = codebook[coding.code]?.code.definition, !definition.isEmpty {
            pairs.append(("Definition", VisibleText.line(definition)))
        }
        var lines = Pairs.lines(pairs)
        if let anchor = coding.anchor {
            lines += [
                "",
                "…\(VisibleText.line(anchor.before))[\(VisibleText.line(anchor.quote))]\(VisibleText.line(anchor.after))…",
            ]
        }
        return lines
    }
}
