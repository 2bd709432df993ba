package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

extension Code.Origin: ExpressibleByArgument {}
extension Code.Status: ExpressibleByArgument {}

/// The weights a code allows, as `1..5`; `none` for no weights.
package struct ScaleOption: ExpressibleByArgument, Equatable, Sendable {
    package let ends: [Int]

    package init?(argument: String) {
        if argument == "none" {
            ends = []
            return
        }
        guard let dots = argument.firstRange(of: ".."), let lowest = Int(argument[..<dots.lowerBound]),
            let highest = Int(argument[dots.upperBound...]), lowest < highest
        else { return nil }
        ends = [lowest, highest]
    }
}

/// The options that describe a code.
package struct CodeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("What it means.", valueName: "text"))
    package var definition: String?

    @Option(help: ArgumentHelp("When to use it.", valueName: "text"))
    package var useWhen: String?

    @Option(help: ArgumentHelp("When not to use it.", valueName: "text"))
    package var notWhen: String?

    @Option(help: ArgumentHelp("An example, without names.", valueName: "text"))
    package var example: String?

    @Option(help: ArgumentHelp("A colour, #rrggbb; 'none' takes it away.", valueName: "colour"))
    package var colour: String?

    @Option(
        help: ArgumentHelp(
            "deductive (from the questions) or inductive (from the material).", valueName: "origin"))
    package var origin: Code.Origin?

    @Option(help: ArgumentHelp("draft or agreed.", valueName: "status"))
    package var status: Code.Status?

    @Option(help: ArgumentHelp("Weights a coding may have: 1..5; 'none' for none.", valueName: "scale"))
    package var scale: ScaleOption?

    @Flag(inversion: .prefixedNo, help: "It only groups other codes and is never applied itself.")
    package var category: Bool?

    package init() {}

    /// Whether any of them is given.
    var areGiven: Bool {
        definition != nil || useWhen != nil || notWhen != nil || example != nil || colour != nil
            || origin != nil || status != nil || scale != nil || category != nil
    }

    func describe(_ change: inout CodebookChange) {
        change.definition = definition
        change.useWhen = useWhen
        change.notWhen = notWhen
        change.example = example
        change.colour = colour == "none" ? "" : colour
        change.origin = origin
        change.status = status
        change.scale = scale?.ends
        change.isCategory = category
    }
}

/// What every change of the coding frame has.
package struct CodebookChangeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Why; kept in the history.", valueName: "reason"))
    package var reason: String?

    @Flag(help: "Say what would happen and change nothing.")
    package var dryRun = false

    @Flag(help: "You have looked: what may look like a name in it is none.")
    package var cleared = false

    package init() {}

    /// Carries out a change and says what it did.
    func carryOut(_ changes: [CodebookChange], _ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().changeCodebook(
            CodebookRequest(
                changes: changes, reason: reason, dryRun: dryRun ? true : nil,
                cleared: cleared ? true : nil))
        try session.console.result(reply) { CodebookText.lines(of: reply, dryRun: dryRun) }
        return .done
    }
}
