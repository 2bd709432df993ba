/// A name found in a text.
struct NameMatch: Sendable {
    /// Scalars that are replaced.
    var range: Range<Int>
    var entry: Int
    var rule: NameRule
    var certainty: Certainty
    /// Whether an `s` stays behind the handle: `the [SP66]s`.
    var isPlural = false
}

/// Writes matches into a text.
enum Edit {
    /// - Parameter matches: In the order of the text, none overlapping another.
    static func apply(
        _ matches: [NameMatch], to read: ReadText, table: CompiledTable, style: ReplacementStyle
    ) -> (scalars: [UInt32], changes: [Change]) {
        var scalars: [UInt32] = []
        scalars.reserveCapacity(read.scalars.count)
        var changes: [Change] = []
        var position = 0
        for match in matches {
            scalars += read.scalars[position..<match.range.lowerBound]
            let handle = table.entries[match.entry].replacement
            let start = scalars.count
            scalars += written(handle, isPlural: match.isPlural, style: style).unicodeScalars.map(\.value)
            changes.append(
                Change(
                    original: match.range, replaced: start..<scalars.count, stood: read.text(match.range),
                    replacement: handle, rule: match.rule, certainty: match.certainty))
            position = match.range.upperBound
        }
        scalars += read.scalars[position...]
        return (scalars, changes)
    }

    private static func written(_ handle: String, isPlural: Bool, style: ReplacementStyle) -> String {
        switch style {
        case .field: handle
        case .prose: isPlural ? "[\(handle)]s" : "[\(handle)]"
        }
    }

    /// Changes made one after the other, as if they had been made at once.
    ///
    /// - Parameter later: With positions in the text that `earlier` left; none touches what `earlier` wrote.
    static func compose(_ earlier: [Change], with later: [Change]) -> [Change] {
        guard !earlier.isEmpty else { return later }
        var all: [Change] = []
        all.reserveCapacity(earlier.count + later.count)
        var next = 0
        var grown = 0
        var growth = 0
        for var change in later {
            while next < earlier.count, earlier[next].replaced.lowerBound < change.original.lowerBound {
                var before = earlier[next]
                grown += before.replaced.count - before.original.count
                before.replaced = before.replaced.shifted(by: growth)
                all.append(before)
                next += 1
            }
            growth += change.replaced.count - change.original.count
            change.original = change.original.shifted(by: -grown)
            all.append(change)
        }
        for var before in earlier[next...] {
            before.replaced = before.replaced.shifted(by: growth)
            all.append(before)
        }
        return all
    }
}

extension Range<Int> {
    func shifted(by distance: Int) -> Range<Int> { lowerBound + distance..<upperBound + distance }
}
