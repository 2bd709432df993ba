package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

extension RoundDecision.Method: ExpressibleByArgument {}

/// `rir adjudicate`: walks through what coders of a round did not do alike.
package struct Adjudicate: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "adjudicate",
        abstract: "Walk through the disagreements of a closed round and decide each.",
        discussion: """
            Places where the coders did not do the same are shown one by one, both sides with the text around \
            them: those of bounds alone, those of another code, those that only one side coded. One key decides: \
            a or b (c, d …) this side stands, + all of them, n another coding (code, then words), 0 none, s skip, \
            q stop; then the reason. What is decided goes into the consensus; what each coder did alone stays as \
            it was. With --blind nobody sees whose side is whose. Where input is no terminal, keys and answers are \
            read line by line.

            Examples:

              rir adjudicate access-1
              rir adjudicate access-1 --blind --method negotiated
              rir adjudicate access-1 --list
            """
    )

    @OptionGroup package var name: RoundArgument

    @Flag(help: "Only list them, with what was decided.")
    package var list = false

    @Flag(help: "Show letters in place of coders.")
    package var blind = false

    @Flag(help: "Show those that are decided already too, to decide them anew.")
    package var again = false

    @Option(help: ArgumentHelp("negotiated, majority or adjudicator.", valueName: "how"))
    package var method: RoundDecision.Method = .negotiated

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let reply = try client.disagreements(of: name.round, isBlind: blind)
        let console = session.console
        if list || console.json {
            try console.result(reply) { reply.disagreements.flatMap { DisagreementLines.lines(of: $0) } }
            console.note(DisagreementLines.summary(of: reply))
            return .done
        }
        let decided = try decidedBefore(client)
        let waiting = reply.disagreements.filter { again || !decided.contains($0.id) }
        var keyboard = Keyboard(
            input: session.surroundings.input, inputIsTerminal: session.surroundings.inputIsTerminal)
        for (number, disagreement) in waiting.enumerated() {
            console.result("[\(number + 1)/\(waiting.count)]")
            console.result(DisagreementLines.lines(of: disagreement))
            guard try decide(disagreement, &keyboard, client, console) else { break }
        }
        console.note(
            DisagreementLines.summary(of: try client.disagreements(of: name.round, isBlind: false)))
        return .done
    }

    private func decidedBefore(_ client: StudyClient) throws(StudyError) -> Set<String> {
        let open = try client.disagreements(of: name.round, isBlind: false).disagreements
        return Set(open.filter { $0.decision != nil }.map(\.id))
    }

    /// - Returns: whether to go on.
    private func decide(
        _ disagreement: DisagreementView, _ keyboard: inout Keyboard, _ client: StudyClient,
        _ console: Console
    ) throws(StudyError) -> Bool {
        let letters = RoundDisagreement.letters.prefix(disagreement.sides.count)
        while true {
            console.note(
                "\(letters.map { $0.lowercased() }.joined(separator: " or ")) this side  + all  n another  0 none  s skip  q stop"
            )
            guard let key = keyboard.key(), key != "q" else { return false }
            if key == "s" { return true }
            guard var order = order(for: key, disagreement, letters.map { $0.lowercased() }) else { continue }
            if order.outcome == .new {
                console.note("Which code?")
                let code = keyboard.line() ?? ""
                console.note("Which words? Copy them from the text; an empty line means those behind >.")
                order.new = CodingChange(.add, codes: [code])
                let words = keyboard.line() ?? ""
                order.new?.quote = words.isEmpty ? disagreement.text : words
            }
            guard let reason = reason(&keyboard, console) else { return false }
            order.reason = reason
            console.note("What should change in the codebook? Nothing, if nothing.")
            order.proposal = keyboard.line().flatMap { $0.isEmpty ? nil : $0 }
            do throws(StudyError) {
                _ = try client.decide(order, in: name.round)
                return true
            } catch
                where [.codeNotFound, .codeAmbiguous, .codingAmbiguous, .codingNotFound, .codingInvalid]
                .contains(error.code)
            {
                console.failure(error)
            }
        }
    }

    /// Why, which is asked until it is said; `nil` at the end of the input.
    private func reason(_ keyboard: inout Keyboard, _ console: Console) -> String? {
        while true {
            console.note("Why?")
            guard let reason = keyboard.line() else { return nil }
            if !reason.isEmpty { return reason }
        }
    }

    private func order(
        for key: Character, _ disagreement: DisagreementView, _ letters: [String]
    ) -> AdjudicationOrder? {
        var order = AdjudicationOrder(
            disagreement: disagreement.id, outcome: .neither, method: method, reason: "")
        switch key {
        case "0": break
        case "+": order.outcome = .both
        case "n": order.outcome = .new
        default:
            guard let place = letters.firstIndex(of: key.lowercased()) else { return nil }
            order.outcome = .one
            order.side = disagreement.sides[place].name
        }
        return order
    }
}

/// Disagreements as lines for a person.
enum DisagreementLines {
    static func lines(of disagreement: DisagreementView) -> [String] {
        var lines = [
            "\(disagreement.record)  \(word(disagreement.kind))  \(disagreement.id.suffix(6))"
        ]
        if !disagreement.before.isEmpty {
            lines.append("    …\(VisibleText.line(String(disagreement.before.suffix(120))))")
        }
        lines.append("  > \(VisibleText.line(disagreement.text))")
        if !disagreement.after.isEmpty {
            lines.append("    \(VisibleText.line(String(disagreement.after.prefix(120))))…")
        }
        for (number, side) in disagreement.sides.enumerated() {
            let letter = RoundDisagreement.letters[number % RoundDisagreement.letters.count]
            let name = side.name == letter ? letter : "\(letter) (\(side.name))"
            if side.codings.isEmpty { lines.append("  \(name): nothing") }
            for part in side.codings {
                let words =
                    part.quote == disagreement.text ? "all of it" : "“\(VisibleText.line(part.quote))”"
                lines.append("  \(name): \(part.code)  \(words)")
                if let comment = part.comment { lines.append("      \(VisibleText.line(comment))") }
            }
        }
        if let decision = disagreement.decision { lines.append("  Decided: \(sentence(decision))") }
        return lines
    }

    private static func word(_ kind: RoundDisagreement.Kind) -> String {
        switch kind {
        case .boundary: "other bounds"
        case .code: "another code"
        case .oneSided: "not coded by all"
        }
    }

    private static func sentence(_ decision: RoundDecision) -> String {
        let what =
            switch decision.outcome {
            case .one: "\(decision.side?.rawValue ?? "one side") stands"
            case .both: "all stand"
            case .new: "another coding"
            case .neither: "none stands"
            }
        return "\(what), \(decision.method.rawValue): \(VisibleText.line(decision.reason))"
    }

    static func summary(of reply: DisagreementsReply) -> String {
        func percent(_ share: Double?) -> String { share.map { "\(Int(($0 * 100).rounded())) %" } ?? "-" }
        let decided = reply.disagreements.count { $0.decision != nil }
        return """
            \(reply.agreed.counted("place")) alike, \(reply.disagreements.count.counted("disagreement")), \
            \(decided) decided. Alike before talking: \(percent(reply.before)); settled now: \(percent(reply.after)).
            """
    }
}
