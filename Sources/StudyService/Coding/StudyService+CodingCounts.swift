internal import StudyArchive
package import StudyModel

extension StudyService {
    /// How many codings each code has, by its id; lost ones are not counted, nor those of records that the member codes in an open
    /// round.
    package func codingCounts(at moment: Timestamp? = nil) async throws(StudyError) -> [String: Int] {
        try await refreshed()
        var commit: String?
        if let moment {
            commit = try await reader.lastCommit(until: moment)
            if commit == nil { return [:] }
        }
        let blind = try await roundMemory().blindRecords(for: CoderID(archive.member))
        var counts: [String: Int] = [:]
        for path in try await reader.files(below: "coding", at: commit) {
            guard let owner = CodingText.owner(ofPath: path), !blind.contains(owner.record),
                let bytes = try await reader.file(path, at: commit)
            else { continue }
            for coding in try Self.codings(from: bytes, at: path) where coding.state != .lost {
                counts[coding.code.rawValue, default: 0] += 1
            }
        }
        return counts
    }

    /// The member's own codings that wait for a look, by record and place; what they code in an open round is left in peace.
    package func doubtfulCodings() async throws(StudyError) -> (codings: [CodingView], codebook: Codebook) {
        try await refreshed()
        let codebook = try await codebook()
        let coder = CoderID(archive.member)
        let blind = try await roundMemory().blindRecords(for: coder)
        var found: [CodingView] = []
        for (record, coders) in try await allCoders().sorted(by: { $0.key < $1.key })
        where coders.contains(coder) && !blind.contains(record) {
            let views = try await codings(in: record, by: coder).map {
                CodingView(record: record, coder: coder, coding: $0, in: codebook)
            }
            found += views.filter { !$0.doubts.isEmpty }.sorted(by: CodingView.standsBefore)
        }
        return (found, codebook)
    }
}
