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
                    text: CodeForm.text(of: entry), keepsOpened: true)
            }
        do throws(StudyError) {
            let environment = session.surroundings.environment
            try Editor(environment: environment).edit(file.path, environment: environment)
            edit.code = entry.code.id.rawValue
            edit.base = entry.code.nonce
            let opened = try file.opened() ?? CodeForm.text(of: entry)
            try CodeForm(reading: try file.text()).describe(&edit, since: CodeForm(reading: opened))
            let status = try change.carryOut([edit], session)
            file.remove()
            return status
        } catch {
            throw error.keeping(file.path, again: "rir codebook edit \(entry.path) --draft")
        }
    }
}

/// A code as a form to fill in with an editor.
struct CodeForm {
    /// Read up to the first heading, and left aside.
    private static let guide = """
        # Write below each heading; leave the headings as they are.
        # Status is draft or agreed; Scale is two numbers, as in 1..5, or nothing.

        """
    private static let headings = [
        "Definition", "Use when", "Do not use when", "Example", "Colour", "Scale", "Status",
    ]

    private var values: [String: String] = [:]

    static func text(of entry: Codebook.Entry) -> String {
        let code = entry.code
        let values = [
            code.definition, code.useWhen, code.notWhen, code.example, code.colour ?? "",
            code.scale.map { "\($0.lowest)..\($0.highest)" } ?? "", code.status.rawValue,
        ]
        return "# \(entry.path)\n" + guide
            + zip(headings, values).map { "== \($0) ==\n\(escaped($1))\n" }.joined(separator: "\n")
    }

    /// - Throws: `code.invalid` where a heading was changed.
    init(reading text: String) throws(StudyError) {
        var heading: String?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let next = Self.headings.first(where: { line == "== \($0) ==" }) {
                heading = next
                values[next] = ""
            } else if let heading {
                values[heading, default: ""] += Self.unescaped(line) + "\n"
            }
        }
        for name in Self.headings where values[name] == nil {
            throw StudyError(
                .codeInvalid, "The heading '\(name)' is not in the form any more.",
                hint: "Put the line '== \(name) ==' back.")
        }
        values = values.mapValues(\.trimmedBlankLines)
    }

    /// Puts what differs from another state of the form into a change; nobody's work on the rest is overwritten.
    ///
    /// - Throws: `code.invalid` for a scale or a status that can't be.
    func describe(_ change: inout CodebookChange, since opened: CodeForm) throws(StudyError) {
        func changed(_ name: String) -> String? { values[name] == opened.values[name] ? nil : values[name] }
        change.definition = changed("Definition")
        change.useWhen = changed("Use when")
        change.notWhen = changed("Do not use when")
        change.example = changed("Example")
        change.colour = changed("Colour")
        if let text = changed("Scale") {
            guard let scale = ScaleOption(argument: text.isEmpty ? "none" : text) else {
                throw StudyError(
                    .codeInvalid, "What stands below 'Scale' is no scale.",
                    hint: "Write two whole numbers, the lower one first, as in 1..5, or nothing.")
            }
            change.scale = scale.ends
        }
        if let text = changed("Status") {
            guard let status = Code.Status(rawValue: text), status != .retired else {
                throw StudyError(
                    .codeInvalid, "What stands below 'Status' is neither draft nor agreed.",
                    hint:
                        "'rir codebook retire' and 'rir codebook restore' take a code out of use and up again."
                )
            }
            change.status = status
        }
    }

    /// A text in which no line is a heading.
    private static func escaped(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { isLikeHeading($0) ? "\\\($0)" : String($0) }.joined(separator: "\n")
    }

    private static func unescaped(_ line: Substring) -> Substring {
        line.hasPrefix("\\") && isLikeHeading(line) ? line.dropFirst() : line
    }

    /// Whether a line is a heading, or one behind backslashes.
    private static func isLikeHeading(_ line: Substring) -> Bool {
        let rest = line.drop { $0 == "\\" }
        return rest.hasPrefix("== ") && rest.hasSuffix(" ==")
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
