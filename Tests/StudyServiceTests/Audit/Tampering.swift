import Foundation
import GitStore
import StudyArchive
import StudyModel
import Testing

/// One random change to a study: to a file, a leaf, or a file and the leaf that tells of it.
enum Tampering {
    struct Change {
        var kind: String
        var words: String
    }

    /// - Parameter signed: how much of each log somebody outside knows.
    static func change(
        _ study: inout TamperedStudy, _ dice: inout some RandomNumberGenerator,
        signed: [(device: DeviceID, size: Int)]
    ) throws -> Change {
        switch Int.random(in: 0..<4, using: &dice) {
        case 0: return try changeFile(&study, &dice, covers: nil)
        case 1: return try changeFile(&study, &dice, covers: signed)
        case 2: return try changeLeaf(&study, &dice, signed, resigns: false)
        default: return try changeLeaf(&study, &dice, signed, resigns: true)
        }
    }

    // MARK: Files

    /// Changes a file from one step on; with `covers`, the leaf that tells of it and all that was signed since too.
    private static func changeFile(
        _ study: inout TamperedStudy, _ dice: inout some RandomNumberGenerator,
        covers: [(device: DeviceID, size: Int)]?
    ) throws -> Change {
        // The last step is after the checkpoint, which says nothing of it.
        let last = study.main.count - (covers == nil ? 1 : 2)
        let place = Int.random(in: 1...last, using: &dice)
        let before = study.main[place - 1].files
        let made = study.main[place].files.filter { before[$0.key] != $0.value }.keys.sorted()
        let kinds = ["flip", "drop", "swap", "insert"]
        let kind = kinds[Int.random(in: 0..<kinds.count, using: &dice)]
        let path = try #require(made.randomElement(using: &dice))
        let old = try #require(study.main[place].files[path])
        let other = study.main[place].files.filter { $0.key != path && $0.value != old }
            .sorted { $0.key < $1.key }.randomElement(using: &dice)
        for index in place..<study.main.count where study.main[index].files[path] == old {
            switch kind {
            case "flip": study.main[index].files[path] = flipped(old, at: place &* 7919)
            case "drop": study.main[index].files[path] = nil
            case "swap": study.main[index].files[path] = other?.value ?? []
            default: study.main[index].files["\(path.dropLast(3))-x.md"] = old
            }
        }
        if covers != nil { try followInLog(&study, place) }
        return Change(
            kind: "\(covers == nil ? "file" : "file and log") \(kind)",
            words: "\(kind) \(path) at step \(place)")
    }

    private static func flipped(_ bytes: [UInt8], at place: Int) -> [UInt8] {
        var bytes = bytes
        if bytes.isEmpty { return [0x78] }
        bytes[place % bytes.count] ^= 1
        return bytes
    }

    /// Has the log say of a step what it now does, as somebody would who holds the keys: all commitments and signatures anew.
    private static func followInLog(_ study: inout TamperedStudy, _ place: Int) throws {
        let step = study.main[place]
        let trailers = Dictionary(step.commit.trailers.map { ($0.key, $0.value) }) { first, _ in first }
        guard let named = trailers["Audit-Seq"], let nonce = trailers["Nonce"] else { return }
        let device = String(named.prefix { $0 != "/" })
        let first = try #require(Int(named.drop { $0 != "/" }.dropFirst().prefix { $0 != "-" }))
        let before = study.main[place - 1].files
        var others: [String: String?] = [:]
        var records: [String: String] = [:]
        for (path, bytes) in step.files where before[path] != bytes {
            if let id = RecordID(path: path) {
                records[id.rawValue] = Digest.hex(bytes)
            } else {
                others[path] = Digest.hex(bytes)
            }
        }
        for path in before.keys where step.files[path] == nil { others.updateValue(nil, forKey: path) }
        var bytes = nonce.bytes
        for (path, digest) in others.sorted(by: { $0.key < $1.key }) {
            bytes += Array("\(digest ?? String(repeating: "0", count: 64))  \(path)\n".utf8)
        }
        let files = Digest.hex(bytes)
        try TamperedLogs.rewrite(&study) { logs in
            var number = first
            while number < logs[device]?.count ?? 0 {
                guard let leaf = logs[device]?[number], leaf["op"] as? String == trailers["Operation"] else {
                    break
                }
                if let record = leaf["rec"] as? String, let digest = records[record] {
                    logs[device]?[number]["c"] = digest
                } else if ["files", "study"].contains(leaf["type"] as? String) {
                    logs[device]?[number]["c"] = files
                }
                number += 1
            }
        }
    }

    // MARK: Leaves

    private static func changeLeaf(
        _ study: inout TamperedStudy, _ dice: inout some RandomNumberGenerator,
        _ signed: [(device: DeviceID, size: Int)], resigns: Bool
    ) throws -> Change {
        let log = try #require(signed.randomElement(using: &dice))
        let device = log.device.rawValue
        let place = Int.random(in: 0..<log.size, using: &dice)
        let kind = try #require(["flip", "drop", "swap", "insert"].randomElement(using: &dice))
        let other = (place + 1 + Int.random(in: 0..<max(1, log.size - 1), using: &dice)) % log.size
        let key = Int.random(in: 0..<8, using: &dice)
        try TamperedLogs.rewrite(&study, resigns: resigns) { logs in
            guard var leaves = logs[device] else { return }
            switch kind {
            case "flip":
                let keys = leaves[place].keys.sorted()
                leaves[place] = flipped(leaves[place], keys[key % keys.count])
            case "drop": leaves.remove(at: place)
            case "swap": leaves.swapAt(place, other)
            default: leaves.insert(leaves[other], at: place)
            }
            if resigns { for index in leaves.indices { leaves[index]["seq"] = index } }
            logs[device] = leaves
        }
        return Change(
            kind: "leaf \(kind)\(resigns ? ", signed again" : "")",
            words: "\(kind) \(device)/\(place), \(other), \(key)")
    }

    private static func flipped(_ leaf: [String: Any], _ key: String) -> [String: Any] {
        var leaf = leaf
        if let number = leaf[key] as? Int {
            leaf[key] = number ^ 1
        } else if let text = leaf[key] as? String, let last = text.last {
            leaf[key] = text.dropLast() + (last == "1" ? "2" : "1")
        }
        return leaf
    }
}

extension String {
    fileprivate var bytes: [UInt8] {
        let digits = Array(self)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
    }
}
