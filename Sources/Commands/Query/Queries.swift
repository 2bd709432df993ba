package import ArgumentParser

/// `rir query`: finds and counts passages.
package struct Queries: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Find passages by codes, words and people; count codes by anything.",
        discussion: """
            'rir query QUERY' finds passages. Put the whole query in single quotation marks; operators are in \
            capitals. The language is in docs/reference/query.md. A saved query is named with an @ before it.

            Examples:

              rir query 'access AND role=frontline'
              rir query 'access NEAR(10) "waiting list" AND kind:interview'
              rir query count --by locality --code access --code workforce
              rir query save tired 'workforce AND "tired*"'
              rir query @tired
            """,
        subcommands: [
            QueryFind.self, QueryCount.self, QueryExport.self, QueryList.self, QuerySave.self,
            QueryRemove.self,
        ],
        defaultSubcommand: QueryFind.self
    )

    package init() {}
}
