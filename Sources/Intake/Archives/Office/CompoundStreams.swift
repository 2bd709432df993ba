/// The streams of an OLE2 compound file, read in memory.
///
/// Every chain of sectors is followed at most as far as the file is long, so a chain that bites its own tail ends.
/// Source: [MS-CFB] 2.2 to 2.6.
struct CompoundStreams {
    private let bytes: [UInt8]
    private let sectorSize: Int
    private let fat: [UInt32]
    private let miniFAT: [UInt32]
    private let miniStream: [UInt8]
    private let entries: [Entry]

    private struct Entry {
        var name: String
        var kind: UInt8
        var start: UInt32
        var size: Int
    }

    private static let miniSectorSize = 64
    /// Streams below this size lie in the mini stream.
    private static let cutoff = 4096
    private static let free: UInt32 = 0xFFFF_FFFA

    /// `nil` for what is no compound file, or contradicts itself.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 512, CompoundFile.isOne(bytes) else { return nil }
        let shift = Int(bytes[30]) | Int(bytes[31]) << 8
        guard shift == 9 || shift == 12 else { return nil }
        self.bytes = bytes
        sectorSize = 1 << shift
        let file = RawSectors(bytes: bytes, size: sectorSize)
        fat = file.fat()
        let directory = file.chain(from: file.number(at: 48), in: fat)
        entries = Self.entries(directory, isLarge: shift == 12)
        miniFAT = file.numbers(file.chain(from: file.number(at: 60), in: fat))
        guard let root = entries.first, root.kind == 5 else { return nil }
        miniStream = Array(file.chain(from: root.start, in: fat).prefix(max(0, root.size)))
    }

    private static func entries(_ directory: [UInt8], isLarge: Bool) -> [Entry] {
        stride(from: 0, to: directory.count - 127, by: 128).map { place in
            let length = min(64, Int(directory[place + 64]) | Int(directory[place + 65]) << 8)
            let units = stride(from: 0, to: max(0, length - 2), by: 2).map {
                UInt16(directory[place + $0]) | UInt16(directory[place + $0 + 1]) << 8
            }
            let low = RawSectors.number(directory, place + 120)
            return Entry(
                name: String(decoding: units, as: UTF16.self), kind: directory[place + 66],
                start: RawSectors.number(directory, place + 116), size: Int(low))
        }
    }

    /// A stream of the file's root by name; `nil` where there is none or it is cut off.
    func stream(_ name: String) -> [UInt8]? {
        guard let entry = entries.first(where: { $0.kind == 2 && $0.name == name }), entry.size <= bytes.count
        else { return nil }
        let found: [UInt8]
        if entry.size < Self.cutoff {
            found = miniChain(from: entry.start)
        } else {
            found = RawSectors(bytes: bytes, size: sectorSize).chain(from: entry.start, in: fat)
        }
        return found.count >= entry.size ? Array(found.prefix(entry.size)) : nil
    }

    private func miniChain(from start: UInt32) -> [UInt8] {
        var out: [UInt8] = []
        var sector = start
        while sector < Self.free, Int(sector) < miniFAT.count, out.count <= miniStream.count {
            let place = Int(sector) * Self.miniSectorSize
            guard place + Self.miniSectorSize <= miniStream.count else { break }
            out += miniStream[place..<place + Self.miniSectorSize]
            sector = miniFAT[Int(sector)]
        }
        return out
    }
}

/// The sectors of a compound file and the chains between them.
private struct RawSectors {
    let bytes: [UInt8]
    let size: Int

    static func number(_ bytes: [UInt8], _ place: Int) -> UInt32 {
        guard place >= 0, place + 4 <= bytes.count else { return 0xFFFF_FFFF }
        return (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << (8 * UInt32($1)) }
    }

    func number(at place: Int) -> UInt32 { Self.number(bytes, place) }

    func numbers(_ bytes: [UInt8]) -> [UInt32] {
        stride(from: 0, to: bytes.count - 3, by: 4).map { Self.number(bytes, $0) }
    }

    func sector(_ number: UInt32) -> ArraySlice<UInt8>? {
        guard number < 0xFFFF_FFFA else { return nil }
        let start = (Int(number) + 1) * size
        return start + size <= bytes.count ? bytes[start..<start + size] : nil
    }

    /// The table of chains, whose own sectors the header lists, and beyond 109 a chain of lists.
    func fat() -> [UInt32] {
        var places = (0..<109).map { number(at: 76 + 4 * $0) }
        var next = number(at: 68)
        var count = 0
        while let list = sector(next), count < bytes.count / size {
            let numbers = numbers(Array(list))
            places += numbers.dropLast()
            next = numbers.last ?? 0xFFFF_FFFF
            count += 1
        }
        return places.compactMap(sector).flatMap { numbers(Array($0)) }
    }

    func chain(from start: UInt32, in fat: [UInt32]) -> [UInt8] {
        var out: [UInt8] = []
        var next = start
        while let found = sector(next), out.count < bytes.count {
            out += found
            next = Int(next) < fat.count ? fat[Int(next)] : 0xFFFF_FFFF
        }
        return out
    }
}
