import Foundation
import StudyArchive
import StudyModel
import Testing
import TransparencyLog

/// The logs of a study as values, rewritten by whoever holds every key.
enum TamperedLogs {
    typealias Leaves = [String: [[String: Any]]]

    /// Changes leaves and writes the branch `audit` anew, as one commit for what was there and those that followed.
    ///
    /// - Parameter resigns: whether all checkpoints and cosignatures are made anew, so that the logs alone contradict nothing.
    static func rewrite(
        _ study: inout TamperedStudy, resigns: Bool = true, _ change: (inout Leaves) throws -> Void
    ) throws {
        var logs = try leaves(of: study)
        // Which commit brought each leaf, so that each commit still adds what it added.
        let sizes = try study.audit.map { step in
            try leaves(in: step.files).mapValues(\.count)
        }
        let before = logs.mapValues(\.count)
        try change(&logs)
        if resigns { try sign(&logs, study) }
        let lines = logs.mapValues { $0.map(line) }
        for index in study.audit.indices {
            var files: [String: [UInt8]] = [:]
            for (device, count) in sizes[index] {
                // What was taken out or put in moves the end of the log.
                let moved = (lines[device]?.count ?? 0) - (before[device] ?? 0)
                let isLast = count == before[device]
                let shown = (lines[device] ?? []).prefix(isLast ? count + moved : count)
                for (number, line) in shown.enumerated() {
                    files[path(of: number, device), default: []] += Array("\(line)\n".utf8)
                }
            }
            study.audit[index].files = files
        }
    }

    private static func leaves(of study: TamperedStudy) throws -> Leaves {
        try leaves(in: study.audit.last?.files ?? [:])
    }

    private static func leaves(in files: [String: [UInt8]]) throws -> Leaves {
        var found: Leaves = [:]
        for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
            for line in bytes.split(separator: 0x0A) {
                let leaf = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
                found[String(path.prefix { $0 != "/" }), default: []].append(try #require(leaf))
            }
        }
        return found
    }

    private static func path(of number: Int, _ device: String) -> String {
        let file = number / 64
        return String(format: "%@/%04d/%02d.jsonl", device, file / 100, file % 100)
    }

    private static func line(_ leaf: [String: Any]) -> String {
        let pairs = leaf.sorted { $0.key < $1.key }.map { key, value in
            if let number = value as? Int { return "\"\(key)\":\(number)" }
            return "\"\(key)\":\"\(value)\""
        }
        return "{\(pairs.joined(separator: ","))}"
    }

    /// All checkpoints and cosignatures anew, in the order in which one rests on another.
    private static func sign(_ logs: inout Leaves, _ study: TamperedStudy) throws {
        // Cosignatures stand in logs that are signed again later, so this goes on until nothing changes.
        for _ in 0..<64 {
            let before = logs.mapValues { $0.map(line) }
            for device in logs.keys.sorted() { try sign(device, &logs, study) }
            if logs.mapValues({ $0.map(line) }) == before { return }
        }
    }

    private static func sign(_ device: String, _ logs: inout Leaves, _ study: TamperedStudy) throws {
        var frontier = MerkleFrontier()
        for index in (logs[device] ?? []).indices {
            guard var leaf = logs[device]?[index] else { continue }
            let key = study.keys["\(leaf["actor"] ?? "")"]
            if leaf["type"] as? String == "checkpoint", let key {
                let checkpoint = try Checkpoint(
                    origin: LogOrigin("rir.invalid/log/\(device)"), size: frontier.size, root: frontier.root)
                let signer = try NoteSigner(name: KeyName("rir.invalid/log/\(device)"), seed: key.seed)
                leaf["root"] = frontier.root.base64
                leaf["sig"] = last(try SignedCheckpoint(signing: checkpoint, with: [signer]))
            } else if leaf["type"] as? String == "seen", let key, let other = leaf["log"] as? String,
                let size = leaf["size"] as? Int, let root = logs[other]?[safe: size]?["root"] as? String,
                let hash = MerkleHash(base64: root), let time = Timestamp(rawValue: "\(leaf["t"] ?? "")")
            {
                let checkpoint = try Checkpoint(
                    origin: LogOrigin("rir.invalid/log/\(other)"), size: UInt64(size), root: hash)
                let cosigner = try Cosigner(name: KeyName("rir.invalid/log/\(device)"), seed: key.seed)
                leaf["root"] = root
                let signer = try NoteSigner(name: KeyName("x"), seed: key.seed)
                var signed = try SignedCheckpoint(signing: checkpoint, with: [signer])
                try signed.add([cosigner.cosignature(of: checkpoint, at: UInt64(time.secondsSinceEpoch))])
                leaf["sig"] = last(signed)
            }
            logs[device]?[index] = leaf
            frontier.append(leaf: Array(line(leaf).utf8))
        }
    }

    /// The last signature of a note, as leaves have it.
    private static func last(_ note: SignedCheckpoint) -> String {
        String(String(decoding: note.bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).last ?? "")
    }
}

extension Array {
    fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
