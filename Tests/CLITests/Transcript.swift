import Foundation
import ProgramFixture
import Testing

/// Runs a session in a home of its own and compares it with `Snapshots/<name>.txt`.
func transcript(_ name: String, _ body: (Transcript, ProgramFixture) throws -> Void) throws {
    try ProgramFixture.with { fixture in
        let transcript = Transcript(fixture)
        try body(transcript, fixture)
        try transcript.verify(name)
    }
}

/// What a person sees at the terminal, command after command, against a file in `Snapshots/`.
///
/// `RIR_RECORD=1` writes the files anew, and the recording run fails, so that none can pass by recording. What differs
/// from run to run (ids, times, digests, processes, paths) is replaced by a word.
final class Transcript {
    private let fixture: ProgramFixture
    private var text = ""
    private var names: [String: String] = [:]
    private var counts: [String: Int] = [:]
    /// What a test itself knows to differ from run to run, and the word for it.
    private var aliases: [(found: String, word: String)] = []

    init(_ fixture: ProgramFixture) { self.fixture = fixture }

    /// Runs a command and notes what it printed and how it ended.
    @discardableResult
    func rir(_ arguments: [String], input: String? = nil, in folder: String? = nil) throws -> Program.Outcome
    {
        let outcome = try fixture.rir(arguments, input: input, in: folder)
        note(outcome, of: arguments, hasInput: input != nil)
        return outcome
    }

    /// Runs a command whose output differs from run to run.
    func unnoted(_ arguments: String...) throws -> Program.Outcome { try fixture.rir(arguments) }

    /// Notes what a command printed that somebody ran.
    func note(
        _ outcome: Program.Outcome, of arguments: [String], by name: String? = nil, hasInput: Bool = false
    ) {
        text += (name ?? "") + "$ rir \(arguments.map(Self.shellWord).joined(separator: " "))"
        if hasInput { text += " < input" }
        text += "\n" + outcome.output
        if !outcome.output.isEmpty, !outcome.output.hasSuffix("\n") { text += "\n(no line end)\n" }
        for line in outcome.errors.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            text += "2> \(line)\n"
        }
        if outcome.status != 0 { text += "= \(outcome.status)\n" }
        text += "\n"
    }

    /// Has a word stand for something that differs from run to run.
    func call(_ found: String, _ word: String) { aliases.append((found, word)) }

    @discardableResult
    func rir(_ arguments: String...) throws -> Program.Outcome { try rir(arguments) }

    /// Compares with the file, or writes it.
    func verify(_ name: String) throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Snapshots/\(name).txt").path
        let actual = normalised(text)
        if ProcessInfo.processInfo.environment["RIR_RECORD"] == "1" {
            Bytes.write(actual, to: path)
            Issue.record("Recorded \(name).txt; look at the difference and run again without RIR_RECORD.")
            return
        }
        let expected = Bytes.text(of: path)
        guard actual != expected else { return }
        Issue.record("\(name).txt differs:\n\(Self.difference(expected, actual))")
    }

    // MARK: - What differs from run to run

    private func normalised(_ text: String) -> String {
        var text = text.replacingOccurrences(of: fixture.root, with: "~")
        for (found, word) in aliases { text = text.replacingOccurrences(of: found, with: word) }
        let kinds = "field-note|meeting-note|minutes|interview|conversation|email|report|survey-response"
        let rules: [(pattern: String, word: String)] = [
            ("\\b[0-9]{4}-[0-9]{2}-[0-9]{2}T([0-9:]{8}|[0-9]{6})Z", "<moment>"),
            ("\\bm-[0-9a-hjkmnp-tv-z]{10}\\b", "<memo>"),
            ("\\bc-[0-9a-hjkmnp-tv-z]{5}\\b", "<cycle>"), ("\\bw-[0-9a-hjkmnp-tv-z]{5}\\b", "<workshop>"),
            ("\\bd-[0-9a-hjkmnp-tv-z]{5}\\b", "<round>"),
            ("(?<= of )[0-9]{1,2} [A-Z][a-z]+ 20(2[6-9]|[3-9][0-9])\\b", "<day>"),
            ("(?<=, in |\"daysLeft\":)[0-9]+\\b(?= days|,)", "<count>"),
            ("(?<=memos/r1/)[0-9]{4}/[0-9]{2}/[0-9]{2}", "<day>"),
            ("\\b20(2[6-9]|[3-9][0-9])-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}\\b", "<time>"),
            ("(?m)^[0-9a-hjkmnp-tv-z]{6}(?=  [0-9]+:[0-9]+  )", "<coding>"),
            ("(?<=note-[0-9a-hjkmnp-z]{4}/)[0-9a-hjkmnp-tv-z]{6}\\b", "<coding>"),
            ("(?<=-(\(kinds))-)[0-9a-hjkmnp-z]{4,13}\\b(?!-)", "<id>"),
            ("\\b20(2[6-9]|[3-9][0-9])-[0-9]{2}-[0-9]{2}(?=\\b)", "<today>"),
            ("\\b[0-9a-f]{64}\\b", "<digest>"), ("\\b[0-9a-f]{40}\\b", "<commit>"),
            ("\\bd-[0-9a-hjkmnp-z]{8}\\b", "<device>"), ("\\b0[0-9a-hjkmnp-z]{25}\\b", "<step>"),
            ("(?<=process )[0-9]+", "<pid>"), ("(?<=\"pid\":)[0-9]+", "<pid>"),
            ("(?<=rir |\"version\":\"|ersion {1,2})0\\.[0-9]+\\.[0-9]+", "<version>"),
            ("[0-9.,]+ (MiB|KiB)", "<size>"), ("(?<=\"resident\":)[0-9]+", "<size>"),
            ("\\bage1[0-9a-z]{58}\\b", "<recipient>"),
            ("\\bq-[0-9a-f]{10}\\b", "<question>"), ("SHA256:[A-Za-z0-9+/]{43}", "<fingerprint>"),
            ("ssh-ed25519 [A-Za-z0-9+/=]{68}", "<key>"),
            ("(?i)\\b[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){2}\\b(?<!0000)", "<code>"),
            ("(?<=in )[0-9]+(?= places)", "<count>"),
            ("(?<=state )[0-9a-f]{12}(?=…)", "<digest>"),
            ("(?<=(other bounds|another code|not coded by all)  )[0-9a-hjkmnp-tv-z]{6}\\b", "<place>"),
            // What a machine has for reading documents is its own business.
            ("(good|look)  (documents|containment): [^\n]*(\n {6}[^\n]*)?", "good  <document readers>"),
            ("git version [0-9.]+", "git version <version>"),
            ("(?<=Process )[ ]*[0-9]+", "  <pid>"), ("(?<=program: ).*/rird", "<programs>/rird"),
            ("(?<=\"bytes\":)[0-9]+", "<size>"), ("(?<=\"score\":)-?[0-9.e-]+", "<score>"),
        ]
        for rule in rules { text = replace(rule.pattern, rule.word, in: text) }
        // The end of an id by itself, as people type it.
        for (found, name) in names where name.hasPrefix("<id") {
            text = text.replacingOccurrences(of: "\\b\(found)\\b", with: name, options: .regularExpression)
        }
        return text
    }

    /// Replaces every match by the word, with a number of its own where the word is an `<id>`, a `<step>` or a `<memo>`, so
    /// that it can be seen which is which.
    private func replace(_ pattern: String, _ word: String, in text: String) -> String {
        guard let expression = try? NSRegularExpression(pattern: pattern) else { return text }
        let source = text as NSString
        var out = ""
        var end = 0
        for match in expression.matches(in: text, range: NSRange(location: 0, length: source.length)) {
            out += source.substring(with: NSRange(location: end, length: match.range.location - end))
            out += name(of: source.substring(with: match.range), word)
            end = match.range.location + match.range.length
        }
        return out + source.substring(from: end)
    }

    private func name(of found: String, _ word: String) -> String {
        guard ["<id>", "<step>", "<memo>"].contains(word) else { return word }
        if let name = names[found] { return name }
        counts[word, default: 0] += 1
        let name = "\(word.dropLast())\(counts[word] ?? 0)>"
        names[found] = name
        return name
    }

    private static func shellWord(_ word: String) -> String {
        let plain = word.allSatisfy { $0.isLetter || $0.isNumber || "-_./:=~".contains($0) }
        if plain, !word.isEmpty { return word }
        let visible = word.unicodeScalars.map { scalar in
            let isPlain = scalar.value >= 0x20 && !(0x202A...0x202E).contains(scalar.value)
            return isPlain ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
        }
        return "'\(visible.joined())'"
    }

    /// The first lines that differ, with what stands round them.
    private static func difference(_ expected: String, _ actual: String) -> String {
        let (old, new) = (expected.components(separatedBy: "\n"), actual.components(separatedBy: "\n"))
        let changes = new.difference(from: old).sorted { $0.line < $1.line }
        return changes.prefix(30).map { "\($0.mark) \($0.line + 1): \($0.text)" }.joined(separator: "\n")
    }
}

extension CollectionDifference<String>.Change {
    fileprivate var line: Int {
        switch self {
        case .insert(let offset, _, _), .remove(let offset, _, _): offset
        }
    }

    fileprivate var text: String {
        switch self {
        case .insert(_, let element, _), .remove(_, let element, _): element
        }
    }

    fileprivate var mark: String {
        switch self {
        case .insert: "+"
        case .remove: "-"
        }
    }
}
