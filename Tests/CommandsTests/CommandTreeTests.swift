import Commands
import Foundation
import StudyModel
import Testing

@Suite struct CommandTreeTests {
    @Test func everyCommand_hasHelpWithExamples() throws {
        for command in try CommandTree.load().command.all {
            #expect(command.abstract?.hasSuffix(".") == true, "\(command.path) needs an abstract")
            #expect(command.discussion?.contains("  rir ") == true, "\(command.path) needs an example")
            for argument in command.arguments ?? [] where argument.shouldDisplay != false {
                #expect(
                    argument.abstract?.isEmpty == false,
                    "\(command.path) \(argument.form) needs a word of help")
            }
        }
    }

    @Test func everyExample_isUnderstood() throws {
        for command in try CommandTree.load().command.all {
            let lines = (command.discussion ?? "").split(separator: "\n").map(\.trimmed)
            for line in lines where line.hasPrefix("rir ") {
                let words = Self.words(String(line.prefix { $0 != ">" && $0 != "<" })).dropFirst()
                #expect(throws: Never.self, "\(line)") { try CommandLineTool.parse(Array(words)) }
            }
        }
    }

    @Test func everyCommandAndOption_isInTheReference() throws {
        let document = try String(contentsOfFile: Self.repository + "/docs/reference/cli.md", encoding: .utf8)
        for command in try CommandTree.load().command.all {
            let heading = "## `\(command.path)`\n"
            let start = try #require(
                document.range(of: heading), "docs/reference/cli.md lacks \(command.path)")
            let rest = document[start.upperBound...]
            let section = rest.range(of: "\n## ").map { rest[..<$0.lowerBound] } ?? rest
            for argument in command.arguments ?? [] where argument.shouldDisplay != false {
                // The options of every command stand once, at the top.
                let isCommon = ["--json", "--study <dir>", "-h, --help"].contains(argument.form)
                let place = isCommon ? document[...] : section
                #expect(place.contains("`\(argument.form)`"), "\(command.path) \(argument.form)")
            }
        }
    }

    @Test func everyCommand_isInTheGrammarOfJSON() throws {
        let document = try String(
            contentsOfFile: Self.repository + "/docs/reference/json.md", encoding: .utf8)
        for command in try CommandTree.load().command.all where command.subcommands?.isEmpty != false {
            #expect(document.contains("`\(command.path)`"), "docs/reference/json.md lacks \(command.path)")
        }
    }

    @Test func everyExitStatus_isInTheReference() throws {
        let document = try String(contentsOfFile: Self.repository + "/docs/reference/cli.md", encoding: .utf8)
        for status in Commands.ExitStatus.allCases { #expect(document.contains("| \(status.rawValue) |")) }
    }

    @Test func manual_hasAPagePerCommand() throws {
        let folder = try Scratch.folder()
        let run = try CommandRun(["manual", folder, "--json"])
        #expect(run.status == .done)
        let commands = try CommandTree.load().command.all
        for command in commands {
            let path = folder + "/" + command.path.replacingOccurrences(of: " ", with: "-") + ".1"
            let page = try String(contentsOfFile: path, encoding: .utf8)
            #expect(page.hasPrefix(".TH "))
            for title in [".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION", ".SH OPTIONS", ".SH EXIT STATUS"] {
                #expect(page.contains(title + "\n"), "\(path) \(title)")
            }
        }
        #expect((run.json?["files"] as? [String])?.count == commands.count)
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func completion_knowsEveryCommand(_ shell: String) throws {
        let script = try CommandRun(["completion", shell]).output
        for command in try CommandTree.load().command.all { #expect(script.contains(command.commandName)) }
    }

    private static let repository = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// A line as the shell splits it, quotes and all.
    private static func words(_ line: String) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in line {
            switch character {
            case quote: quote = nil
            case "\"" where quote == nil, "'" where quote == nil:
                quote = character
                word = word ?? ""
            case " " where quote == nil:
                if let whole = word { words.append(whole) }
                word = nil
            default: word = (word ?? "") + String(character)
            }
        }
        return word.map { words + [$0] } ?? words
    }
}

extension Substring {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
