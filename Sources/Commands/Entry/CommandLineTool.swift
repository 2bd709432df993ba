import ArgumentParser
import StudyAPI
import StudyModel

/// The program `rir`, from its arguments to its exit status.
package enum CommandLineTool {
    /// What `rir --version` prints.
    package static var version: String { "rir \(APIVersion.product)" }

    /// The command that a command line names; `nil` where it asks for help or names a group of commands.
    ///
    /// - Throws: What ArgumentParser says about a line that can't be understood.
    package static func parse(_ arguments: [String]) throws -> (any StudyCommand)? {
        try Rir.parseAsRoot(arguments) as? any StudyCommand
    }

    /// Runs one command line, without the program's own name.
    package static func run(_ arguments: [String], _ surroundings: Surroundings) -> ExitStatus {
        let wantsJSON = arguments.prefix { $0 != "--" }.contains("--json")
        let console = Console(output: surroundings.output, errors: surroundings.errors, json: wantsJSON)
        do {
            if arguments == ["--version"] {
                console.result(version)
                return .done
            }
            if let command = PlainLine.command(arguments) ?? named(arguments) {
                return run(command, surroundings)
            }
            var command = try Rir.parseAsRoot(arguments)
            if let command = command as? any StudyCommand {
                return run(command, surroundings)
            } else {
                try command.run()
            }
            return .done
        } catch {
            return report(error, on: console)
        }
    }

    /// The command, where its name comes first: the rest of the tree need not be built, which takes a quarter off the
    /// start.
    ///
    /// Whatever can't be understood, and every request for help, is left to the whole tree, so that nothing differs.
    private static func named(_ arguments: [String]) -> (any StudyCommand)? {
        var type: any ParsableCommand.Type = Rir.self
        var rest = arguments[...]
        while let name = rest.first, let next = type.subcommand(name) {
            type = next
            rest = rest.dropFirst()
        }
        return try? (type as? any StudyCommand.Type)?.parse(Array(rest))
    }

    private static func run(_ command: some StudyCommand, _ surroundings: Surroundings) -> ExitStatus {
        let common = command.common
        let console = Console(output: surroundings.output, errors: surroundings.errors, json: common.json)
        let session = Session(surroundings: surroundings, console: console, namedStudy: common.study)
        do throws(StudyError) {
            return try command.execute(session)
        } catch {
            console.failure(error)
            return ExitStatus(error.code)
        }
    }

    /// Help goes to standard output; what could not be understood is an error with the usage line as its
    /// hint.
    private static func report(_ error: any Error, on console: Console) -> ExitStatus {
        guard Rir.exitCode(for: error) != .success else {
            console.result(Rir.fullMessage(for: error))
            return .done
        }
        let message = sentence(Rir.message(for: error))
        let lines = Rir.fullMessage(for: error).split(separator: "\n").map(String.init)
        let usage = lines.first { $0.hasPrefix("Usage:") }.map {
            String($0.dropFirst("Usage:".count)).trimmedStart
        }
        let help = lines.first { $0.contains("--help' for") }.map(\.trimmedStart)
        if !console.json, let usage { console.note("usage: \(usage)") }
        console.failure(StudyError(.usage, message, hint: help ?? "Run 'rir help' to see the commands."))
        return .usage
    }

    /// What the parser says as one sentence; its lists of values stand in the help already.
    private static func sentence(_ text: String) -> String {
        let lines = text.split(separator: "\n").map { $0.trimmingDash }
        guard var sentence = lines.first else { return "The command line can't be understood." }
        if lines.count > 1 { sentence += " " + lines.dropFirst().joined(separator: ", ") }
        return [".", "?", "!", ":"].contains(sentence.last) ? sentence : sentence + "."
    }
}

extension ParsableCommand {
    /// The command of that name right below this one.
    static func subcommand(_ name: String) -> (any ParsableCommand.Type)? {
        configuration.subcommands.first { $0.configuration.commandName == name }
    }
}

extension Substring {
    /// A list entry's text.
    fileprivate var trimmingDash: String { String(drop { $0 == " " || $0 == "-" }) }
}

extension String {
    /// The text without spaces at its start.
    var trimmedStart: String { String(drop { $0 == " " }) }
}
