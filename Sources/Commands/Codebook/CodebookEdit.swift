package import ArgumentParser
import CodingLogic
import StudyAPI
import StudyClient
package import StudyModel

/// `rir codebook edit`: what describes a code.
package struct CodebookEdit: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change what describes a code.",
        discussion: """
            Without options your editor opens on the code. When its definition, its use or its scale is \
            changed, codings made before are outdated until somebody confirms or changes them, unless you say \
            --keeps-meaning.

            Examples:

              rir codebook edit access
              rir codebook edit access --status agreed
              rir codebook edit access --not-when "The person was known already." --reason "round 1"
            """
    )

    @Argument(help: ArgumentHelp("The code: its path, the end of it, or its name.", valueName: "code"))
    package var code: String

    @OptionGroup package var options: CodeOptions

    @Flag(help: "Only the wording changes: codings made before stay up to date.")
    package var keepsMeaning = false

    @Option(help: ArgumentHelp("Take up a draft that was kept.", valueName: "file"), completion: .file())
    package var draft: String?

    @OptionGroup package var change: CodebookChangeOptions
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        var edit = CodebookChange(.edit, code: code)
        edit.keepsMeaning = keepsMeaning ? true : nil
        if options.areGiven {
            options.describe(&edit)
            return try change.carryOut([edit], session)
        }
        let entry = try session.studyClient().codebook().codebook.one(code)
        let file =
            if let draft { DraftFile(existing: session.absolute(draft)) } else {
                try DraftFile(
                    study: try session.study(), name: "code-\(entry.code.id.rawValue)",
                    text: CodeForm.text(of: entry))
            }
        do throws(StudyError) {
            let environment = session.surroundings.environment
            try Editor(environment: environment).edit(file.path, environment: environment)
            edit.code = entry.code.id.rawValue
            try CodeForm.read(try file.text(), into: &edit)
            let status = try change.carryOut([edit], session)
            file.remove()
            return status
        } catch {
            throw error.keeping(file.path, again: "rir codebook edit \(entry.path) --draft")
        }
    }
}

/// A code as a form to fill in with an editor.
enum CodeForm {
    private static let guide = """
        # Write below each heading; leave the headings as they are.
        # Lines that begin with '#' are not kept.

        """

    static func text(of entry: Codebook.Entry) -> String {
        let code = entry.code
        let parts = [
            ("Definition", code.definition), ("Use when", code.useWhen), ("Do not use when", code.notWhen),
            ("Example", code.example), ("Colour", code.colour ?? ""),
        ]
        return "# \(entry.path)\n" + guide
            + parts.map { "== \($0.0) ==\n\($0.1)\n" }.joined(separator: "\n")
    }

    /// - Throws: `code.invalid` where a heading was changed.
    static func read(_ text: String, into change: inout CodebookChange) throws(StudyError) {
        var values: [String: String] = [:]
        var heading: String?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) where !line.hasPrefix("#") {
            if line.hasPrefix("== "), line.hasSuffix(" ==") {
                heading = String(line.dropFirst(3).dropLast(3))
                values[heading ?? ""] = ""
            } else if let heading {
                values[heading, default: ""] += line + "\n"
            }
        }
        func value(_ name: String) throws(StudyError) -> String {
            guard let value = values[name] else {
                throw StudyError(
                    .codeInvalid, "The heading '\(name)' is not in the form any more.",
                    hint: "Put the line '== \(name) ==' back.")
            }
            return value.trimmedBlankLines
        }
        change.definition = try value("Definition")
        change.useWhen = try value("Use when")
        change.notWhen = try value("Do not use when")
        change.example = try value("Example")
        change.colour = try value("Colour")
    }
}

extension String {
    /// The text without blanks and line ends at its ends.
    fileprivate var trimmedBlankLines: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
