import StudyModel

/// Codes by codes: where both apply.
extension MatrixCounter {
    /// One passage of two rows.
    private struct Meeting {
        var rows: UInt64
        var span: UInt64

        init(_ row: Int, _ other: Int, _ start: Int, _ end: Int) {
            rows = UInt64(row) << 32 | UInt64(other)
            span = UInt64(start) << 32 | UInt64(end)
        }

        func precedes(_ other: Meeting) -> Bool {
            rows != other.rows ? rows < other.rows : span < other.span
        }
    }

    mutating func countMeetings() throws {
        try eachRecord { counter, view, kept in
            guard let slab = view.slab else { return }
            let entries = counter.entries(of: kept, view)
            counter.addRows(entries, view)
            try counter.addPairs(counter.leaves(kept, slab, view), view)
        }
    }

    /// The codings under their own codes, one for each code and place, in the order they lie.
    private func leaves(_ kept: [Int], _ slab: CodingSlab, _ view: RecordView) -> [Entry] {
        var leaves = kept.map { entry($0, row: Int(rows.rowOfCode[Int(slab.code($0))]), slab, view) }
        leaves.sort { ($0.start, $0.end, $0.row) < ($1.start, $1.end, $1.row) }
        var different: [Entry] = []
        for leaf in leaves where !(different.last?.isSamePlace(as: leaf) ?? false) { different.append(leaf) }
        return different
    }

    /// The diagonal and the totals: the passages of each row for itself.
    private mutating func addRows(_ entries: [Entry], _ view: RecordView) {
        let meetings = entries.map { Meeting($0.row, $0.row, $0.start, $0.end) }
        add(meetings, view) { row, _, total in
            row == total ? [(total, total)] : [(row, row), (row, total), (total, row)]
        }
    }

    private mutating func addPairs(_ leaves: [Entry], _ view: RecordView) throws {
        var meetings: [Meeting] = []
        var open: [Entry] = []
        for leaf in leaves {
            open.removeAll { $0.end <= leaf.start }
            // Also with itself: a code below two others is both.
            open.append(leaf)
            for other in open {
                meet(leaf, other, into: &meetings)
            }
            guard meetings.count <= Stretches.most else {
                throw QueryProblem(
                    .tooMany, at: 0..<0,
                    "More than \(Stretches.most) passages meet in \(view.record.id.rawValue).",
                    hint: "Name fewer codes, or restrict the matrix.")
            }
        }
        add(meetings.sorted { $0.precedes($1) }, view) { row, other, _ in [(row, other), (other, row)] }
    }

    private func meet(_ leaf: Entry, _ other: Entry, into meetings: inout [Meeting]) {
        let end = min(leaf.end, other.end)
        for row in rows.lineages[leaf.row] {
            for column in rows.lineages[other.row] where row != column {
                meetings.append(Meeting(min(row, column), max(row, column), leaf.start, end))
            }
        }
    }

    /// Adds sorted meetings to the cells that their rows stand for.
    private mutating func add(
        _ meetings: [Meeting], _ view: RecordView, to cells: (Int, Int, Int) -> [(Int, Int)]
    ) {
        var last: Meeting?
        for meeting in meetings {
            let isNewPair = last?.rows != meeting.rows
            let isNew = isNewPair || last?.span != meeting.span
            last = meeting
            guard measure == .passages ? isNew : isNewPair else { continue }
            let row = Int(meeting.rows >> 32)
            let other = Int(meeting.rows & 0xFFFF_FFFF)
            for (row, column) in cells(row, other, table.totalRow) {
                if measure == .cases {
                    addCases(row, column, view)
                } else {
                    table.add(1, row, column)
                }
            }
        }
    }
}
