internal import StudyModel

/// Reads what a check needs of a leaf, insisting on the canonical form.
struct LeafReader {
    var sequence: Int
    var type: String
    /// The time it says, as it stands there.
    var at: String
    var operation: String?
    var actor: String?
    var record: String?
    var version: Int?
    var commitment: String?
    /// Of a `seen` leaf.
    var log: String?
    var size: Int?
    /// Of a `seen` or `checkpoint` leaf.
    var root: String?
    var signature: String?
    /// Of an `undone` leaf: the operation that was taken back.
    var undoes: String?
    /// Of an `erasure` or `erased` leaf: the leaves that nothing opens any more, `<device>/<first>[-<last>] …`.
    var erases: String?
    /// Of an `erased` leaf: the operation that was carried out here.
    var erasure: String?
    /// The names of all its keys, in their order.
    private(set) var keys: [String]

    init?(_ line: String) {
        var texts: [String: String] = [:]
        var numbers: [String: Int] = [:]
        let bytes = Array(line.utf8)[...]
        var index = 0
        var lastKey = ""
        guard bytes.first == UInt8(ascii: "{") else { return nil }
        repeat {
            index += 1
            guard let key = JSONText.string(in: bytes, at: &index), key > lastKey, index < bytes.count,
                bytes[index] == UInt8(ascii: ":")
            else { return nil }
            lastKey = key
            index += 1
            if let text = JSONText.string(in: bytes, at: &index) {
                texts[key] = text
            } else {
                let digits = bytes[index...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                guard let number = Int(String(decoding: digits, as: UTF8.self)),
                    digits.count == 1 || digits.first != UInt8(ascii: "0")
                else { return nil }
                numbers[key] = number
                index += digits.count
            }
        } while index < bytes.count && bytes[index] == UInt8(ascii: ",")
        guard index == bytes.count - 1, bytes[index] == UInt8(ascii: "}"), let sequence = numbers["seq"],
            let type = texts["type"], let at = texts["t"]
        else {
            return nil
        }
        (self.sequence, self.type, self.at) = (sequence, type, at)
        keys = Array(texts.keys) + Array(numbers.keys)
        (undoes, erases, erasure) = (texts["undoes"], texts["erases"], texts["erasure"])
        operation = texts["op"]
        actor = texts["actor"]
        record = texts["rec"]
        version = numbers["v"]
        commitment = texts["c"]
        (log, size, root, signature) = (texts["log"], numbers["size"], texts["root"], texts["sig"])
    }

    /// The leaves that nothing opens any more.
    var covers: [LeafRange] { (erases ?? "").split(separator: " ").compactMap { LeafRange($0) } }

    /// What is wrong with it as a leaf of its type, as the end of a sentence; `nil` where nothing is.
    var problem: String? {
        guard let own = Self.types[type] else { return "is of a type that format 1 does not know" }
        let further: Set<String> = type == "erased" && erases != nil ? ["erases"] : []
        if Set(keys) != own.union(["actor", "seq", "t", "type"]).union(further) {
            return "has other keys than its type has"
        }
        let isWhole =
            Timestamp(rawValue: at) != nil && actor.flatMap { MemberID(rawValue: $0) } != nil
            && operation.map { OperationID(rawValue: $0) != nil } ?? true
            && record.map { RecordID(rawValue: $0) != nil && version ?? 0 > 0 } ?? true
            && commitment.map { $0.utf8.count == 64 } ?? true
            && erases.map { $0 == covers.map(\.text).joined(separator: " ") } ?? true
        return isWhole ? nil : "has a value of another form than its type has"
    }

    /// The further keys of each type.
    private static let types: [String: Set<String>] = [
        "study": ["op", "c"], "record": ["op", "c", "rec", "v"], "removed": ["op", "rec", "v"],
        "files": ["op", "c"], "original": ["op", "c"], "undone": ["op", "undoes"],
        "checkpoint": ["root", "sig"], "seen": ["log", "root", "sig", "size"],
        "erasure": ["op", "erases"], "erased": ["erasure"],
    ]
}
