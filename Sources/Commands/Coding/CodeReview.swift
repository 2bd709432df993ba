package import ArgumentParser
import CodingLogic
import StudyAPI
import StudyClient
package import StudyModel

/// `rir code review`: walks through codings that somebody should look at again.
package struct CodeReview: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Walk through your codings that wait for a look, one by one.",
        discussion: """
            A coding waits when its words were changed or are gone, when what its code means was changed, or \
            when its code was split. One key decides: c it is right, k another code, r take it away, s skip, q \
            stop. Each decision is kept at once. Where input is no terminal, the same letters are read line by \
            line, with the code after the k.

            Examples:

              rir code review
              rir code review --list
            """
    )

    @Flag(help: "Only list them.")
    package var list = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let reply = try client.doubtfulCodings()
        let console = session.console
        if list || console.json {
            try console.result(reply) {
                reply.codings.flatMap { CodingLines.lines(of: $0, on: console, showsRecord: true) }
            }
        } else {
            var keyboard = Keyboard(
                input: session.surroundings.input, inputIsTerminal: session.surroundings.inputIsTerminal)
            for (number, view) in reply.codings.enumerated() {
                console.result("[\(number + 1)/\(reply.codings.count)]")
                console.result(CodingLines.lines(of: view, on: console, showsRecord: true))
                console.result(Self.definition(of: view, reply))
                guard try decide(view, &keyboard, client, console) else { break }
            }
        }
        if reply.codings.isEmpty { console.note("No coding of yours waits for a look.") }
        return .done
    }

    /// What another key or another code mends.
    private static let asksAgain: Set<StudyError.Code> = [
        .codeNotFound, .codeAmbiguous, .codeInvalid, .codingInvalid, .codingNotFound, .recordConflict,
    ]

    private static func definition(of view: CodingView, _ reply: DoubtsReply) -> [String] {
        let next = (reply.choices[view.coding.code.rawValue] ?? []).joined(separator: ", ")
        let definition = reply.definitions[view.coding.code.rawValue] ?? ""
        return (definition.isEmpty ? [] : ["    means: \(VisibleText.line(definition))"])
            + (next.isEmpty ? [] : ["    replaced by: \(next)"])
    }

    /// - Returns: whether to go on.
    private func decide(
        _ view: CodingView, _ keyboard: inout Keyboard, _ client: StudyClient, _ console: Console
    ) throws(StudyError) -> Bool {
        while true {
            console.note("c right  k another code  r take away  s skip  q stop")
            var change = CodingChange(.confirm, coding: view.coding.id.rawValue)
            switch keyboard.key() {
            case "c": break
            case "k":
                console.note("Which code?")
                guard let code = keyboard.line(), !code.isEmpty else { continue }
                change = CodingChange(.edit, coding: view.coding.id.rawValue, codes: [code])
            case "r": change = CodingChange(.remove, coding: view.coding.id.rawValue)
            case "s": return true
            case "q", nil: return false
            default: continue
            }
            do throws(StudyError) {
                _ = try client.code(
                    view.record.rawValue, CodingRequest(changes: [change], base: view.coding.sha256))
                return true
            } catch  where Self.asksAgain.contains(error.code) {
                console.failure(error)
            }
        }
    }
}
