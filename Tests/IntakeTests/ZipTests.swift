import StudyModel
import Testing

@testable import Intake

/// Builds zip archives by hand, stored and never packed, so that a test can say every byte.
struct ZipBuilder {
    struct Entry {
        var name: String
        var bytes: [UInt8]
        /// Bit 0 means encrypted.
        var flags: UInt16 = 0x0800
        /// What the directory says instead of the truth.
        var statedSize: UInt32?
        /// Where the directory says the entry is, instead of where it is.
        var statedOffset: UInt32?
    }

    var entries: [Entry] = []

    init(_ entries: [(String, String)]) {
        self.entries = entries.map { Entry(name: $0, bytes: Array($1.utf8)) }
    }

    var bytes: [UInt8] {
        var out: [UInt8] = []
        var directory: [UInt8] = []
        for entry in entries {
            let offset = entry.statedOffset ?? UInt32(out.count)
            let size = UInt32(entry.bytes.count)
            let fields =
                Self.u16(20) + Self.u16(entry.flags) + Self.u16(0) + Self.u32(0)
                + Self.u32(Self.crc(entry.bytes))
            let name = Array(entry.name.utf8)
            out += [0x50, 0x4B, 3, 4] + fields + Self.u32(size) + Self.u32(entry.statedSize ?? size)
            out += Self.u16(UInt16(name.count)) + Self.u16(0) + name + entry.bytes
            directory +=
                [0x50, 0x4B, 1, 2] + Self.u16(20) + fields + Self.u32(size)
                + Self.u32(entry.statedSize ?? size)
            directory +=
                Self.u16(UInt16(name.count)) + [UInt8](repeating: 0, count: 12) + Self.u32(offset) + name
        }
        let count = Self.u16(UInt16(truncatingIfNeeded: entries.count))
        let start = Self.u32(UInt32(out.count))
        return out + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + count + count
            + Self.u32(UInt32(directory.count)) + start
            + [0, 0]
    }

    private static func u16(_ value: UInt16) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }
    private static func u32(_ value: UInt32) -> [UInt8] {
        u16(UInt16(value & 0xFFFF)) + u16(UInt16(value >> 16))
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}

@Suite struct ZipTests {
    private func code(_ bytes: [UInt8], limits: ZipFile.Limits = .init()) -> StudyError.Code? {
        do {
            let zip = try ZipFile(bytes, path: "x.zip", limits: limits)
            for name in zip.names { _ = try zip.bytes(of: name) }
            return nil
        } catch {
            return error.code
        }
    }

    @Test func entries_areReadByName() throws {
        let zip = try ZipFile(
            ZipBuilder([("a/b.xml", "one"), ("ü.txt", ""), ("../c", "three")]).bytes, path: "x")
        #expect(zip.names == ["a/b.xml", "ü.txt", "../c"])
        #expect(try zip.bytes(of: "../c") == Array("three".utf8))
        #expect(try zip.bytes(of: "a/b.xml") == Array("one".utf8))
        #expect(try zip.bytes(of: "ü.txt")?.isEmpty == true)
        #expect(try zip.bytes(of: "b.xml") == nil)
        var pieces: [UInt8] = []
        #expect(
            try zip.withPieces(of: "../c") {
                pieces += $0
                return true
            })
        #expect(pieces == Array("three".utf8))
        #expect(try !zip.withPieces(of: "b.xml") { _ in true })
    }

    @Test func realArchives_readWhole() throws {
        guard try Corpus.require() else { return }
        for path in try Corpus.files(in: "surveys") where path.hasSuffix(".ods") || path.hasSuffix(".xlsx") {
            guard !path.contains("encrypted") else { continue }
            let zip = try ZipFile(try Corpus.bytes(path), path: path)
            for name in zip.names where !name.hasSuffix("/") {
                #expect(try zip.bytes(of: name) != nil, "\(path)")
            }
        }
    }

    @Test func encryptedEntry_isNamedAsSuch() throws {
        var builder = ZipBuilder([("a", "x")])
        builder.entries[0].flags = 0x0801
        #expect(code(builder.bytes) == .importEncrypted)
    }

    @Test func contradictions_areRefused() {
        #expect(code(ZipBuilder([("a", "x"), ("a", "y")]).bytes) == .importUnreadable)
        var overlapping = ZipBuilder([("a", "xxxx"), ("b", "yyyy")])
        overlapping.entries[1].statedOffset = 2
        #expect(code(overlapping.bytes) == .importUnreadable)
        var zip64 = ZipBuilder([("a", "x")])
        zip64.entries[0].statedOffset = 0xFFFF_FFFF
        #expect(code(zip64.bytes) == .importUnreadable)
        var lying = ZipBuilder([("a", "xxxx")])
        lying.entries[0].statedSize = 2
        #expect(code(lying.bytes) == .importUnreadable)
        lying.entries[0].statedSize = 40
        #expect(code(lying.bytes) == .importUnreadable)
    }

    @Test func damage_isRefused() {
        let whole = ZipBuilder([("a", "hello world"), ("b", "x")]).bytes
        for count in 0..<whole.count {
            #expect(code(Array(whole.prefix(count))) == .importUnreadable, "\(count)")
        }
        var flipped = whole
        flipped[35] ^= 1
        #expect(code(flipped) == .importUnreadable)
    }

    @Test func limits_areKept() {
        let bytes = ZipBuilder([("a", "hello"), ("b", "world")]).bytes
        #expect(code(bytes, limits: .init(entries: 2, entry: 5, total: 10)) == nil)
        #expect(code(bytes, limits: .init(entries: 1)) == .importTooLarge)
        #expect(code(bytes, limits: .init(entry: 4)) == .importTooLarge)
        #expect(code(bytes, limits: .init(total: 9)) == .importTooLarge)
    }

    @Test func bombs_areRefusedUnopened() throws {
        guard try Corpus.require() else { return }
        #expect(code(try Corpus.bytes("hostile/bomb.docx")) == .importTooLarge)
    }

    @Test(arguments: 0..<UInt64(4)) func damagedArchives_neverTrap(seed: UInt64) {
        var random = FuzzTests.Seeded(state: seed)
        let whole = ZipBuilder([("a", "hello world"), ("b/", ""), ("c", String(repeating: "x", count: 300))])
            .bytes
        for _ in 0..<1000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
                    in: 0...255, using: &random)
            }
            _ = code(bytes)
        }
    }

    @Test func hostileXml_isRefusedUnexpanded() throws {
        guard try Corpus.require() else { return }
        for path in try Corpus.files(in: "hostile") where path.hasSuffix(".xml") {
            let bytes = try Corpus.bytes(path)
            // UTF-16 hides the DOCTYPE from a search of the bytes.
            let units = Array(String(decoding: bytes, as: UTF8.self).utf16)
            let wide: [UInt8] = [0xFF, 0xFE] + units.flatMap { [UInt8]([UInt8($0 & 0xFF), UInt8($0 >> 8)]) }
            for bytes in [bytes, wide] {
                var text: [UInt8] = []
                let isRead = (try? readAll(bytes, into: &text)) != nil
                #expect(isRead == path.hasSuffix("simple.xml"), "\(path)")
                #expect(text.count <= 100, "\(path)")
            }
        }
        let deep = Array(String(repeating: "<a>", count: 100_000).utf8)
        var text: [UInt8] = []
        #expect(throws: StudyError.self) { try readAll(deep, into: &text) }
        let long = Array(("<a>" + String(repeating: "x", count: 11_000_000) + "</a>").utf8)
        #expect(throws: StudyError.self) { try readAll(long, into: &text) }
    }

    private func readAll(_ bytes: [UInt8], into text: inout [UInt8]) throws {
        let xml = try XmlReader(bytes, path: "x")
        while true {
            let event = try xml.next()
            if event == .finished { return }
            if event == .text { xml.appendText(to: &text) }
        }
    }

    @Test func xml_givesEventsAndRefusesDoctypes() throws {
        let xml = try XmlReader(Array("<a x='1'><n:b xmlns:n='u' n:y='&lt;'/>t&#x41;</a>".utf8), path: "x")
        #expect(try xml.next() == .start && xml.isNamed("a") && xml.attribute("x") == "1")
        #expect(try xml.next() == .start && xml.isNamed("b") && xml.attribute("y") == "<")
        #expect(try xml.next() == .end && xml.isNamed("b"))
        var text: [UInt8] = []
        while try xml.next() == .text { xml.appendText(to: &text) }
        #expect(text == Array("tA".utf8) && xml.isNamed("a"))
        #expect(try xml.next() == .finished)
        for bad in ["<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "<a>", "<a>&x;</a>", "", "<a><b></a></b>"] {
            #expect(throws: StudyError.self, "\(bad)") {
                let xml = try XmlReader(Array(bad.utf8), path: "x")
                while try xml.next() != .finished {}
            }
        }
    }
}
