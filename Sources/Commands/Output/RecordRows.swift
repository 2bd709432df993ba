package import StudyModel

/// Records as a table shows them.
package enum RecordRows {
    /// Newest first as they come.
    ///
    /// On a screen the id is shortened to the part that people type.
    package static func table(_ records: [RecordSummary], onScreen: Bool) -> Table {
        let short = onScreen && Set(records.map(\.id.suffix)).count == records.count
        var table = Table([
            .init("ID"), .init("DATE"), .init("KIND"), .init("TITLE", shrinks: true),
            .init("PARTICIPANTS", shrinks: true),
        ])
        for record in records {
            table.rows.append([
                short ? String(record.id.suffix) : record.id.rawValue, record.date.rawValue,
                record.kind.rawValue,
                VisibleText.line(record.title), handles(record.participants),
            ])
        }
        return table
    }

    /// The first three handles, and how many more.
    package static func handles(_ handles: [Handle]) -> String {
        let shown = handles.prefix(3).map(\.rawValue).joined(separator: " ")
        return handles.count > 3 ? "\(shown) +\(handles.count - 3)" : shown
    }

    /// Counts by kind in one line: `minutes 15, email 67`.
    package static func facets(_ facets: [SearchAnswer.Facet]) -> String {
        facets.map { "\($0.kind.rawValue) \($0.count.grouped)" }.joined(separator: ", ")
    }
}
