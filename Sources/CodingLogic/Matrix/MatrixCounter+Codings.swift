import StudyModel

/// The quick way for what is counted most: codings.
///
/// Each coding is added to its own code's row, and the rows to those above them at the end. A record's codings are
/// counted by row first, and those numbers added to its columns, because most records have few columns.
extension MatrixCounter {
    mutating func countCodings() throws {
        var tally = [Int](repeating: 0, count: table.rows + 1)
        let isPlain = leaf.conditions.isEmpty && corpus.hidden.isEmpty
        for place in corpus.records.indices {
            if isPlain, case .records(let places) = columns.places {
                guard let slab = corpus.codings.slab(corpus.records[place].number) else { continue }
                count(slab, into: &tally)
                drain(&tally, into: places[place])
            } else {
                try countSlowly(RecordView(corpus, place: place), &tally)
            }
        }
        rollUp()
    }

    /// With conditions to look at, or by source.
    private mutating func countSlowly(_ view: RecordView, _ tally: inout [Int]) throws {
        guard let slab = view.slab else { return }
        for coding in try leaf.rows(in: view) {
            let row = self.row(of: coding, view)
            guard row >= 0 else { continue }
            tally[row] += 1
            tally[table.totalRow] += 1
            guard case .sources(let places) = columns.places else { continue }
            let source = Int(slab.source(coding))
            if source < places.count {
                table.add(1, row, places[source])
                table.add(1, table.totalRow, places[source])
            }
        }
        if case .records(let places) = columns.places {
            drain(&tally, into: places[view.place])
        } else {
            drain(&tally, into: [])
        }
    }

    /// Counts all codings of a record that are not lost.
    private func count(_ slab: CodingSlab, into tally: inout [Int]) {
        let (count, totalRow) = (slab.count, table.totalRow)
        slab.words.withUnsafeBufferPointer { words in
            rows.rowOfCode.withUnsafeBufferPointer { rowOfCode in
                tally.withUnsafeMutableBufferPointer { tally in
                    var sum = 0
                    for place in 0..<count {
                        let code = Int(words[place])
                        // A lost coding's mark makes its number larger than any.
                        guard code < rowOfCode.count else { continue }
                        let row = Int(rowOfCode[code])
                        guard row >= 0 else { continue }
                        tally[row] &+= 1
                        sum &+= 1
                    }
                    tally[totalRow] &+= sum
                }
            }
        }
    }

    /// Adds a record's numbers, which are far from overflowing, to its columns and to the totals, and sets them back to 0.
    private mutating func drain(_ tally: inout [Int], into columns: [Int]) {
        guard tally[table.totalRow] > 0 else { return }
        let height = table.rows + 1
        table.cells.withUnsafeMutableBufferPointer { cells in
            tally.withUnsafeMutableBufferPointer { tally in
                for column in columns {
                    let base = column * height
                    for row in 0..<height { cells[base &+ row] &+= tally[row] }
                }
                let total = table.columns * height
                for row in 0..<height {
                    cells[total &+ row] &+= tally[row]
                    tally[row] = 0
                }
            }
        }
    }

    /// Adds each row to the one above it; a coding has one code, so none counts twice.
    private mutating func rollUp() {
        for column in 0...table.columns {
            for row in rows.parents.indices.reversed() where rows.parents[row] >= 0 {
                table.add(table.cells[table.place(row, column)], rows.parents[row], column)
            }
        }
    }
}
