internal import StudyModel

/// A leaf that says what a log is: its own up to there, or another one's.
struct WitnessLeaf: Codable {
    var device: DeviceID
    var sequence: Int
    var actor: MemberID
    /// Whose log it is about; `nil` for the device's own.
    var log: DeviceID?
    var size: Int
    var root: String
    var signature: String

    /// Reads a leaf; `nil` for one of another type, or one that is not in its form.
    init?(_ line: some BidirectionalCollection<UInt8>, of device: DeviceID) {
        guard Self.isOne(line), let leaf = LeafReader(String(decoding: line, as: UTF8.self)),
            let actor = leaf.actor.flatMap({ MemberID(rawValue: $0) }),
            let root = leaf.root, let signature = leaf.signature, (leaf.log == nil) == (leaf.size == nil)
        else { return nil }
        self.device = device
        (sequence, self.actor, self.root, self.signature) = (leaf.sequence, actor, root, signature)
        if let log = leaf.log, let size = leaf.size {
            guard let log = DeviceID(rawValue: log), log != device else { return nil }
            (self.log, self.size) = (log, size)
        } else {
            size = leaf.sequence
        }
    }

    /// Whether a leaf has one of the two types, which is the last that stands in its line.
    static func isOne(_ line: some BidirectionalCollection<UInt8>) -> Bool {
        endings.contains { line.reversed().starts(with: $0) }
    }

    private static let endings = ["checkpoint", "seen"].map { Array("\"type\":\"\($0)\"}".utf8.reversed()) }
}
