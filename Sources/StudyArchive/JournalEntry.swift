internal import GitStore

/// What one write does to the repository, complete enough to be done again after a crash.
///
/// Bytes: format.md §8.1. Applying an entry twice does what applying it once does.
struct JournalEntry: Equatable, Sendable {
    struct RefChange: Equatable, Sendable {
        var name: String
        var old: ObjectID?
        var new: ObjectID
    }

    var objects: [GitObject]
    var refs: [RefChange]

    /// The payload.
    var bytes: [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(objects.reduce(64) { $0 + $1.bytes.count + 8 })
        out.append(littleEndian: UInt32(objects.count))
        for object in objects {
            out.append(object.kind.rawValue)
            out.append(littleEndian: UInt32(object.bytes.count))
            out += object.bytes
        }
        out.append(littleEndian: UInt32(refs.count))
        for change in refs {
            out += (change.old ?? .none).bytes
            out += change.new.bytes
            out.append(littleEndian: UInt16(change.name.utf8.count))
            out += Array(change.name.utf8)
        }
        return out
    }

    init(objects: [GitObject], refs: [RefChange]) {
        self.objects = objects
        self.refs = refs
    }

    /// Reads a payload; `nil` when it is not one.
    init?(bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        objects = []
        refs = []
        guard let objectCount = reader.uint32() else { return nil }
        for _ in 0..<objectCount {
            guard let kind = reader.take(1)?.first.flatMap(GitObject.Kind.init(rawValue:)),
                let length = reader.uint32(), let content = reader.take(Int(length))
            else { return nil }
            objects.append(GitObject(kind, Array(content)))
        }
        guard let refCount = reader.uint32() else { return nil }
        for _ in 0..<refCount {
            guard let old = reader.take(20).flatMap(ObjectID.init(bytes:)),
                let new = reader.take(20).flatMap(ObjectID.init(bytes:)), let length = reader.uint16(),
                let name = reader.take(Int(length))
            else { return nil }
            let text = String(decoding: name, as: UTF8.self)
            refs.append(RefChange(name: text, old: old == .none ? nil : old, new: new))
        }
        guard reader.isAtEnd else { return nil }
    }
}

/// Reads little-endian numbers from bytes, and `nil` past their end.
struct ByteReader {
    private let bytes: [UInt8]
    private var position: Int

    init(_ bytes: [UInt8], at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, position + count <= bytes.count else { return nil }
        defer { position += count }
        return bytes[position..<position + count]
    }

    mutating func uint16() -> UInt16? { number(2).map { UInt16(truncatingIfNeeded: $0) } }
    mutating func uint32() -> UInt32? { number(4).map { UInt32(truncatingIfNeeded: $0) } }
    mutating func uint64() -> UInt64? { number(8) }

    private mutating func number(_ width: Int) -> UInt64? {
        take(width).map { $0.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
    }
}

extension [UInt8] {
    mutating func append(littleEndian value: some FixedWidthInteger) {
        for shift in 0..<(value.bitWidth / 8) { append(UInt8(truncatingIfNeeded: value >> (shift * 8))) }
    }
}
