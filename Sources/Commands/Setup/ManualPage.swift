/// One manual page in roff, as `man` reads it (groff_man(7)).
package struct ManualPage: Sendable {
    package var command: CommandTree.Command
    package var version: String

    package init(_ command: CommandTree.Command, version: String) {
        self.command = command
        self.version = version
    }

    /// The file of the page, such as `rir-daemon-stop.1`.
    package var fileName: String { name + ".1" }

    private var name: String { command.path.split(separator: " ").joined(separator: "-") }

    /// The page's source.
    package var source: String {
        var lines = [".TH \(name.uppercased()) 1 \"\" \"rir \(version)\" \"rir\"", ".SH NAME"]
        lines.append("\(Self.text(name)) \\- \(Self.text(command.abstract ?? ""))")
        lines += [".SH SYNOPSIS", ".B \(Self.text(command.path))"] + synopsis
        if let discussion = command.discussion { lines += [".SH DESCRIPTION"] + Self.prose(discussion) }
        lines += section("ARGUMENTS", arguments.filter { $0.kind == "positional" })
        lines += section("OPTIONS", arguments.filter { $0.kind != "positional" })
        lines += commands + Self.statuses
        return lines.joined(separator: "\n") + "\n"
    }

    private var arguments: [CommandTree.Argument] {
        (command.arguments ?? []).filter { $0.shouldDisplay != false }
    }

    private var synopsis: [String] {
        if command.subcommands?.isEmpty == false, arguments.allSatisfy({ $0.kind != "positional" }) {
            return [".I command"]
        }
        return arguments.map { argument in
            let form = Self.text(argument.form)
            return argument.isOptional ? "[\(form)]" : form
        }
    }

    private func section(_ title: String, _ arguments: [CommandTree.Argument]) -> [String] {
        guard !arguments.isEmpty else { return [] }
        return [".SH \(title)"]
            + arguments.flatMap { argument in
                var help = argument.abstract ?? ""
                if let values = argument.allValues, !values.isEmpty {
                    help += " One of: \(values.joined(separator: ", "))."
                }
                if let value = argument.defaultValue { help += " Default: \(value)." }
                return [".TP", ".B \(Self.text(argument.form))", Self.text(help)]
            }
    }

    private var commands: [String] {
        let below = (command.subcommands ?? []).filter {
            $0.shouldDisplay != false && $0.commandName != "help"
        }
        guard !below.isEmpty else { return [] }
        return [".SH COMMANDS"]
            + below.flatMap { [".TP", ".B \(Self.text($0.commandName))", Self.text($0.abstract ?? "")] }
    }

    private static let statuses =
        [".SH EXIT STATUS"]
        + ExitStatus.allCases.flatMap { [".TP", ".B \($0.rawValue)", text($0.meaning)] }

    /// Paragraphs as they are, indented lines as they stand.
    private static func prose(_ discussion: String) -> [String] {
        var lines: [String] = []
        var isExample = false
        for line in discussion.split(separator: "\n", omittingEmptySubsequences: false) {
            let indented = line.hasPrefix("  ")
            if indented != isExample, !line.isEmpty {
                lines.append(indented ? ".nf" : ".fi")
                isExample = indented
            }
            lines.append(line.isEmpty ? ".PP" : text(String(line)))
        }
        return isExample ? lines + [".fi"] : lines
    }

    /// Text that roff takes for text.
    static func text(_ text: String) -> String {
        var out = ""
        for character in text {
            switch character {
            case "\\": out += "\\e"
            case "-": out += "\\-"
            case "'": out += "\\(aq"
            case "\n": out += " "
            default: out.append(character)
            }
        }
        return out.hasPrefix(".") ? "\\&" + out : out
    }
}

extension ExitStatus {
    /// What the status tells a script.
    package var meaning: String {
        switch self {
        case .done: "Done."
        case .failed: "Failed; the reason is on standard error."
        case .partly: "Partly done; what was refused is named."
        case .noStudy: "There is no study here, or not where it was named."
        case .locked: "The study is locked or busy; try again."
        case .noDaemon: "The daemon is not running or could not be started."
        case .conflict: "Something newer is in the way; nothing was overwritten."
        case .usage: "The command line or the query can't be understood."
        case .interrupted: "Interrupted; what was saved stays saved."
        }
    }
}
