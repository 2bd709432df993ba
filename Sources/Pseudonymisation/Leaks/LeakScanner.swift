/// Looks for listed names in what is about to leave: texts, and the bytes of any file.
///
/// Looked for are, whatever their case, accents and spaces: the listed names, first name with surname in both
/// orders, surnames of people that are no words of the language, e-mail addresses and telephone numbers. Not
/// looked for are first names alone, initials and misspellings, and single words of the language.
///
/// In bytes they are found in UTF-8, Windows-1252, Latin-1 and UTF-16 of either order, within
/// percent-encoding, quoted-printable text, `\u00fc` of JSON and runs of base64. Not looked into is what is
/// compressed or encrypted: give the scanner the parts of an archive.
package struct LeakScanner: Sendable {
    /// How many leaks a report lists; it counts all.
    package static let mostLeaks = 1000

    let table: CompiledTable

    package init(_ table: KeyTable, words: WordLists = .none) {
        self.table = CompiledTable(table, words: words)
    }

    /// The leaks in a text, with positions in scalars.
    package func scan(_ text: String) -> LeakReport {
        let read = ReadText(text)
        var report = LeakReport()
        var lines = LineCounter()
        for found in finds(in: read) {
            let (line, column) = lines.place(of: found.range.lowerBound, in: read.scalars)
            report.add(
                Leak(
                    line: line, column: column, offset: found.range.lowerBound,
                    replacement: found.replacement, rule: found.rule, form: .plain))
        }
        return report
    }

    /// The leaks in a file's bytes, with positions in bytes.
    package func scan(_ bytes: some Sequence<UInt8>) -> LeakReport {
        var stream = stream()
        stream.feed(Array(bytes))
        return stream.finish()
    }

    /// Begins a scan of bytes that come in pieces; it holds about a mebibyte of them at a time.
    package func stream() -> Stream { Stream(self) }
}

extension LeakReport {
    mutating func add(_ leak: Leak) {
        count += 1
        counts[leak.replacement, default: 0] += 1
        if leaks.count < LeakScanner.mostLeaks { leaks.append(leak) }
    }
}

/// Counts lines as far as it is asked.
struct LineCounter {
    private var position = 0
    private var line = 1
    private var lineStart = 0

    /// - Parameter offset: Not before the one asked for last.
    mutating func place(of offset: Int, in units: some RandomAccessCollection<some BinaryInteger>) -> (
        Int, Int
    ) {
        for unit in units.dropFirst(position).prefix(max(0, offset - position)) {
            position += 1
            if unit == 0x0A {
                line += 1
                lineStart = position
            }
        }
        return (line, offset - lineStart + 1)
    }
}
