extension LeakScanner {
    /// A scan of bytes that come in pieces.
    package struct Stream: Sendable {
        private let scanner: LeakScanner
        private var pending: [UInt8] = []
        /// Bytes before `pending`.
        private var offset = 0
        /// Bytes at the start of `pending` whose leaks are reported already.
        private var reported = 0
        private var line = 1
        private var lineStart = 0
        private var report = LeakReport()

        private static let window = 1 << 20
        /// Longer than any name, however it is encoded, and than most encoded lines.
        private static let overlap = 1 << 13

        init(_ scanner: LeakScanner) { self.scanner = scanner }

        /// Takes the next bytes of the file.
        package mutating func feed(_ bytes: [UInt8]) {
            var rest = bytes[...]
            while !rest.isEmpty {
                let piece = rest.prefix(Self.window + Self.overlap - pending.count)
                pending += piece
                rest = rest.dropFirst(piece.count)
                if pending.count == Self.window + Self.overlap { scan(isLast: false) }
            }
        }

        /// Ends the file.
        package mutating func finish() -> LeakReport {
            scan(isLast: true)
            return report
        }

        private mutating func scan(isLast: Bool) {
            // What begins in the last half overlap is found with the next piece; the rest is context.
            let end = isLast ? pending.count : pending.count - Self.overlap / 2
            var lines = LineCounter()
            for (found, form) in ByteViews.finds(in: pending, scanner) {
                guard found.range.lowerBound >= reported, found.range.lowerBound < end else { continue }
                let place = lines.place(of: found.range.lowerBound, in: pending)
                report.add(
                    Leak(
                        line: line + place.0 - 1,
                        column: place.0 == 1 ? offset + found.range.lowerBound - lineStart + 1 : place.1,
                        offset: offset + found.range.lowerBound, replacement: found.replacement,
                        rule: found.rule, form: form))
            }
            guard !isLast else { return }
            drop(pending.count - Self.overlap, reportedUntil: end)
        }

        private mutating func drop(_ count: Int, reportedUntil end: Int) {
            for index in 0..<count where pending[index] == 0x0A {
                line += 1
                lineStart = offset + index + 1
            }
            pending.removeFirst(count)
            offset += count
            reported = end - count
        }
    }
}
