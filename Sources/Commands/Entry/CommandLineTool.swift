import ArgumentParser
import StudyAPI
import StudyModel

/// The program `rir`, from its arguments to its exit status.
package enum CommandLineTool {
    /// What `rir --version` prints.
    package static var version: String { "rir \(APIVersion.product)" }

    /// Runs one command line, without the program's own name.
    package static func run(_ arguments: [String], _ surroundings: Surroundings) -> ExitStatus {
        let wantsJSON = arguments.prefix { $0 != "--" }.contains("--json")
        let console = Console(output: surroundings.output, errors: surroundings.errors, json: wantsJSON)
        do {
            var command = try Rir.parseAsRoot(arguments)
            if let root = command as? Rir, root.showsVersion {
                console.result(version)
            } else if let command = command as? any StudyCommand {
                return run(command, surroundings)
            } else {
                try command.run()
            }
            return .done
        } catch {
            return report(error, on: console)
        }
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

    /// Help goes to standard output; what could not be understood is an error with the usage line as its hint.
    private static func report(_ error: any Error, on console: Console) -> ExitStatus {
        guard Rir.exitCode(for: error) != .success else {
            console.result(Rir.fullMessage(for: error))
            return .done
        }
        var message = Rir.message(for: error)
        if message.isEmpty { message = "The command line can't be understood." }
        let lines = Rir.fullMessage(for: error).split(separator: "\n").map(String.init)
        let usage = lines.first { $0.hasPrefix("Usage:") }.map { String($0.dropFirst("Usage:".count)).trimmedStart }
        let help = lines.first { $0.contains("--help' for") }.map(\.trimmedStart)
        if !console.json, let usage { console.note("usage: \(usage)") }
        console.failure(StudyError(.usage, message, hint: help ?? "Run 'rir help' to see the commands."))
        return .usage
    }
}

extension String {
    /// The text without spaces at its start.
    var trimmedStart: String { String(drop { $0 == " " }) }
}
