internal import Merging
internal import StudyArchive
internal import StudyModel

/// A file of this copy's that somebody who is erased stands in beside others, without them.
struct UnsentFile: Sendable {
    var path: String
    /// As this copy and the remote last had it in common; `nil` where they had none.
    var base: [UInt8]?
    var ours: [UInt8]
}

/// What this copy's member added to matrices, boards, drafts, findings and cycles without knowing that somebody is erased.
///
/// Where such a file names them it leaves history as a whole, and with it what the member had not sent yet. It is written again upon
/// what then stands, without them.
extension StudyService {
    /// Where the remote stood when this copy last synchronised with it; where both began to differ, if that is not known.
    func lastSeen(_ remote: String, _ main: String) async throws(StudyError) -> String? {
        if let seen = await reader.reference("\(Self.seen)/\(remote)/main") { return seen }
        let bases = try? await GitProcess(folder: path).run([
            "merge-base", await archive.branches.main, main,
        ])
        return bases?.split(separator: "\n").first.map(String.init)
    }

    /// Looks for it while the old history is still here.
    ///
    /// - Parameter paths: files that name or quote them here.
    func unsentFiles(
        _ erasures: [Erasure], among paths: Set<String>, since seen: String?
    ) async throws(StudyError) -> [UnsentFile] {
        let withdrawn = erasures.filter { $0.basis == .withdrawal }
        let people = Set(withdrawn.compactMap(\.participant))
        var all = paths.union(withdrawn.flatMap(\.paths))
        all.subtract(erasures.filter { $0.basis != .withdrawal }.flatMap(\.paths))
        var files: [UnsentFile] = []
        for path in all.sorted() {
            guard let bytes = try await reader.file(path),
                let ours = Self.withheld(bytes, at: path, people)
            else { continue }
            var base: [UInt8]?
            if let seen, let bytes = try await reader.file(path, at: seen) {
                base = Self.withheld(bytes, at: path, people)
            }
            if ours != base { files.append(UnsentFile(path: path, base: base, ours: ours)) }
        }
        return files
    }

    private static func withheld(_ bytes: [UInt8], at path: String, _ people: Set<Handle>) -> [UInt8]? {
        var bytes = bytes
        for handle in people {
            guard let next = WithheldFile.bytes(bytes, at: path, without: handle) else { return nil }
            bytes = next
        }
        return bytes
    }

    /// Writes it again upon what stands now.
    ///
    /// For use inside ``writing(_:)``.
    func bringBack(_ files: [UnsentFile]) async throws(StudyError) {
        var steps: [[String: [UInt8]?]] = [[:], [:]]
        for file in files {
            let states = RegainedWork.states(
                file.path, base: file.base, ours: file.ours,
                now: try await reader.file(file.path), of: archive.member)
            // Votes are for cards that are there, and a step sees the workshop as it was before.
            let offset = states.count == 1 ? 1 : 0
            for (index, bytes) in states.enumerated() {
                steps[index + offset].updateValue(bytes, forKey: file.path)
            }
        }
        for step in steps {
            for (act, files) in Dictionary(grouping: step, by: { Self.act(on: $0.key) }).sorted(by: {
                $0.key.rawValue < $1.key.rawValue
            }) {
                let operation = ArchiveOperation(
                    id: surroundings.operationID(), act: act, by: archive.member, at: surroundings.now,
                    files: Dictionary(uniqueKeysWithValues: files))
                _ = try await commit([operation])[0].get()
            }
        }
    }

    private static func act(on path: String) -> OperationSummary.Act {
        switch path.split(separator: "/").first {
        case "framework": .chart
        case "boards": .workshop
        case "recommendations": .recommendation
        case "findings": .finding
        case "cycles": .cycle
        default: .draft
        }
    }
}
