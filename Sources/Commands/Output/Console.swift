import StudyAPI
import StudyClient
package import StudyModel

/// The one place where text meets the person: results on standard output, everything else on standard error.
package struct Console {
    package let output: Sink
    package let errors: Sink
    /// Print one JSON object instead of text.
    package let json: Bool

    package init(output: Sink, errors: Sink, json: Bool) {
        self.output = output
        self.errors = errors
        self.json = json
    }

    /// A line of the result.
    package func result(_ line: String) { output.write(line + "\n") }

    /// Many lines of the result, written together.
    package func result(_ lines: [String]) {
        if !lines.isEmpty { output.write(lines.joined(separator: "\n") + "\n") }
    }

    /// A remark about the result.
    ///
    /// Machines get none.
    package func note(_ line: String) {
        if !json { errors.write(line + "\n") }
    }

    /// A result as a JSON object of one line.
    package func result(json value: some Encodable) throws(StudyError) {
        let text = String(decoding: try WireJSON.encode(value), as: UTF8.self)
        output.write(VisibleText.escapeJSON(text) + "\n")
    }

    /// Either the JSON of a reply or its lines.
    package func result(_ reply: some Encodable, _ lines: () -> [String]) throws(StudyError) {
        if json { try result(json: reply) } else { result(lines()) }
    }

    /// An error: two lines for a person, one object for a machine.
    package func failure(_ error: StudyError) {
        if json {
            if let bytes = try? WireJSON.encode(FailureReply(error)) {
                output.write(VisibleText.escapeJSON(String(decoding: bytes, as: UTF8.self)) + "\n")
            }
            return
        }
        errors.write(emphasised("rir:", on: errors) + " \(VisibleText.line(error.message))\n")
        if let hint = error.hint { errors.write("hint: \(VisibleText.line(hint))\n") }
    }

    /// The text in bold where there is colour.
    package func emphasised(_ text: String, on sink: Sink) -> String {
        sink.screen?.showsColour == true ? "\u{1B}[1m\(text)\u{1B}[0m" : text
    }

    /// A table of the result; only a person sees the titles, and only a person's is cut to fit.
    package func result(_ table: Table) {
        guard !table.rows.isEmpty else { return }
        var lines = table.lines(width: output.screen?.width, showsTitles: output.screen != nil)
        if output.screen != nil { lines[0] = emphasised(lines[0], on: output) }
        result(lines)
    }
}
