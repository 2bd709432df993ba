/// Tables as CSV (RFC 4180) that a spreadsheet opens and never runs.
package enum CSVText {
    /// What a spreadsheet would take the beginning of a formula for.
    private static let formulaStarts = "=+-@\t\r".unicodeScalars

    /// A row for each row, in UTF-8 with CRLF line ends.
    package static func bytes(_ rows: [[String]]) -> [UInt8] {
        Array(rows.map { $0.map(field).joined(separator: ",") + "\r\n" }.joined().utf8)
    }

    /// A text as a field, always in quotation marks.
    ///
    /// What begins with `=`, `+`, `-`, `@`, a tab or a carriage return gets an apostrophe before it, because spreadsheets
    /// take it for a formula and would run it; ``unguarded(_:)`` takes it away again.
    package static func field(_ text: String) -> String {
        "\"" + (startsFormula(text) ? "'" : "") + text.replacing("\"", with: "\"\"") + "\""
    }

    /// A cell as it was before ``field(_:)`` guarded it.
    package static func unguarded(_ cell: String) -> String {
        cell.unicodeScalars.first == "'" && startsFormula(cell.dropFirst()) ? String(cell.dropFirst()) : cell
    }

    /// Whether a text begins as a formula does, or as a guarded one, so that taking one apostrophe away gives back what was.
    private static func startsFormula(_ text: some StringProtocol) -> Bool {
        text.unicodeScalars.first { $0 != "'" }.map { formulaStarts.contains($0) } ?? false
    }
}
