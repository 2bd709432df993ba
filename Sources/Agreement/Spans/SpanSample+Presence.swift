extension SpanSample {
    /// How many characters each of two coders gave a code, record by record: of the records both were assigned to.
    ///
    /// A coder's own overlapping spans of the code count once. Nothing is counted character by character.
    public func presence(
        of code: String, first: String, second: String, per unit: SpanUnit = .record
    ) -> Pool<PresenceTable> {
        let parts = doubleCoded(first, second).flatMap { record, one, other in
            let windows = record.windows(unit)
            var tables = [PresenceTable](repeating: PresenceTable(), count: windows.count)
            Sweep.stretches(of: [one.runs(of: code), other.runs(of: code), windows], length: record.length) {
                tables[$1[2]].count($0.count, first: $1[0] >= 0, second: $1[1] >= 0)
            }
            return tables
        }
        return Pool(parts: parts, unit: unit)
    }

    /// By how many of their coders characters were given a code, record by record: of the records with two or more coders.
    ///
    /// - Parameter code: The code; without one, any code at all (relevant matter against the rest).
    public func presence(of code: String?, per unit: SpanUnit = .record) -> Pool<PresenceCounts> {
        let parts = records.flatMap { record -> [PresenceCounts] in
            let lanes = lanes(of: record).map { $0.runs(of: code) }
            guard lanes.count > 1 else { return [] }
            let windows = record.windows(unit)
            var counts = [PresenceCounts](repeating: PresenceCounts(), count: windows.count)
            Sweep.stretches(of: lanes + [windows], length: record.length) { stretch, active in
                let present = active.dropLast().count { $0 >= 0 }
                counts[active[lanes.count]].count(stretch.count, present: present, of: lanes.count)
            }
            return counts
        }
        return Pool(parts: parts, unit: unit)
    }
}
