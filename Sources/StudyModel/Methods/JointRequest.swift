/// A joint display as a person asks for it: themes, each with the tables that say the same in numbers.
package struct JointRequest: Hashable, Sendable, Codable {
    package struct Row: Hashable, Sendable, Codable {
        /// A code, as people name one.
        package var theme: String
        /// Titles of tables that `study.yaml` declares, or a part of each that no other has.
        package var tables: [String]

        package init(theme: String, tables: [String]) {
            self.theme = theme
            self.tables = tables
        }
    }

    package var rows: [Row]
    /// How many quotations stand beside a theme at most; 3 without it.
    package var quotes: Int?
    /// `md`, `html` or `docx`.
    package var format: String?

    package init(rows: [Row], quotes: Int? = nil, format: String? = nil) {
        self.rows = rows
        self.quotes = quotes
        self.format = format
    }
}
