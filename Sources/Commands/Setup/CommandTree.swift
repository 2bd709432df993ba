import ArgumentParser
import StudyClient
package import StudyModel

/// The commands and options as ArgumentParser describes them, for man pages and for the tests of the
/// documents.
package struct CommandTree: Decodable, Sendable {
    package struct Command: Decodable, Sendable {
        package var commandName: String
        package var superCommands: [String]?
        package var abstract: String?
        package var discussion: String?
        package var shouldDisplay: Bool?
        package var subcommands: [Command]?
        package var arguments: [Argument]?

        /// As it is typed: `rir daemon stop`.
        package var path: String { ((superCommands ?? []) + [commandName]).joined(separator: " ") }

        /// The command and all below it that people are told of.
        package var all: [Command] {
            [self]
                + (subcommands ?? []).filter { $0.shouldDisplay != false && $0.commandName != "help" }
                .flatMap(\.all)
        }
    }

    package struct Argument: Decodable, Sendable {
        package struct Name: Decodable, Sendable {
            package var kind: String
            package var name: String
        }

        package var kind: String
        package var shouldDisplay: Bool?
        package var isOptional: Bool
        package var isRepeating: Bool
        package var names: [Name]?
        package var valueName: String?
        package var defaultValue: String?
        package var allValues: [String]?
        package var abstract: String?

        /// As it is typed: `--kind <kind>`, `--json`, `<id>`.
        package var form: String {
            let value = "<\(valueName ?? "value")>"
            guard kind != "positional" else { return value + (isRepeating ? "..." : "") }
            let spelt = (names ?? []).map { ($0.kind == "long" ? "--" : "-") + $0.name }.joined(
                separator: ", ")
            return kind == "option" ? "\(spelt) \(value)" : spelt
        }
    }

    package var command: Command

    /// The tree of this program.
    package static func load() throws(StudyError) -> CommandTree {
        try WireJSON.decode(CommandTree.self, from: Rir._dumpHelp().utf8)
    }
}
