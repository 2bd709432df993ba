package import StudyModel

/// A query of codings as it was written: the one grammar of the command line, the API and the page.
///
/// What can be written and what it finds is in `docs/reference/query.md`. A query knows no study; its codes and
/// attributes are looked up when it is run.
package struct CodingQuery: Hashable, Sendable {
    /// The longest query, in scalars.
    package static let longest = 10_000
    /// How deep brackets and NOT may be nested.
    package static let deepest = 50
    /// How many codes, texts and conditions a query may have.
    package static let mostTerms = 500

    package let root: QueryNode

    package init(_ root: QueryNode) { self.root = root }

    /// Reads a query in time linear in its length.
    ///
    /// - Throws: ``QueryProblem`` with the place of the first mistake.
    package init(_ text: String) throws(QueryProblem) {
        let scalars = Array(text.unicodeScalars.prefix(Self.longest + 1))
        guard scalars.count <= Self.longest else {
            throw QueryProblem(
                .tooLarge, at: Self.longest..<Self.longest,
                "A query has at most \(Self.longest) characters.")
        }
        var lexer = QueryLexer(scalars)
        var parser = QueryParser(tokens: try lexer.tokens())
        root = try parser.parse()
    }

    /// The query in its plainest form; reading it gives the same query.
    package var text: String { QueryPrinter.text(of: root) }

    /// A text in quotation marks, as a query takes it.
    package static func quoted(_ text: String) -> String { QueryPrinter.quoted(text) }
}
