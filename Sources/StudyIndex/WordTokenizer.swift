import GRDB
import GRDBSQLite

/// The tokenizer of the full text: SQLite's `unicode61` with diacritics folded and combining marks kept
/// inside words, and each character of a script that is written without spaces as a word of its own.
///
/// A run such as a Chinese or Thai sentence is then found by any part of it, because FTS5 reads several words
/// in one term as a phrase. There is no stemming (docs/decisions/0003-tokenizer.md).
enum WordTokenizer {
    static let name = "rir"

    /// The FTS5 interface of a connection.
    static func interface(of connection: OpaquePointer?) throws -> UnsafeMutablePointer<fts5_api> {
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        var interface: UnsafeMutablePointer<fts5_api>?
        try check(sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nil))
        let status = withUnsafeMutablePointer(to: &interface) { slot in
            pointerType.withMemoryRebound(to: CChar.self, capacity: 12) { type in
                sqlite3_bind_pointer(statement, 1, slot, type, nil)
            }
        }
        try check(status)
        _ = sqlite3_step(statement)
        guard let interface else { throw DatabaseError(resultCode: .SQLITE_ERROR, message: "no FTS5") }
        return interface
    }

    /// Makes the tokenizer known to a connection, which must happen before it touches the full text table.
    static func register(on interface: UnsafeMutablePointer<fts5_api>) throws {
        guard let create = interface.pointee.xCreateTokenizer else {
            throw DatabaseError(resultCode: .SQLITE_ERROR, message: "no FTS5")
        }
        var methods = fts5_tokenizer(xCreate: createTokenizer, xDelete: deleteTokenizer, xTokenize: tokenize)
        try check(create(interface, name, interface, &methods, nil))
    }

    static func check(_ status: Int32) throws {
        guard status == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: status)) }
    }

    private static var pointerType: UnsafePointer<UInt8> {
        let type: StaticString = "fts5_api_ptr"
        return type.utf8Start
    }
}

typealias WordCallback =
    @convention(c) (
        UnsafeMutableRawPointer?, Int32, UnsafePointer<CChar>?, Int32, Int32, Int32
    ) -> Int32

/// What a tokenizer of ours is to SQLite: the `unicode61` it wraps.
private struct WrappedTokenizer {
    var methods: fts5_tokenizer
    var instance: OpaquePointer?
}

private func createTokenizer(
    context: UnsafeMutableRawPointer?, arguments: UnsafeMutablePointer<UnsafePointer<CChar>?>?, count: Int32,
    out: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
    guard let interface = context?.assumingMemoryBound(to: fts5_api.self),
        let find = interface.pointee.xFindTokenizer
    else { return SQLITE_ERROR }
    var inner: UnsafeMutableRawPointer?
    var methods = fts5_tokenizer()
    let found = find(interface, "unicode61", &inner, &methods)
    guard found == SQLITE_OK, let create = methods.xCreate else { return found }
    var instance: OpaquePointer?
    let status = "remove_diacritics".withCString { option in
        "2".withCString { value in
            "categories".withCString { second in
                "L* N* M* Co".withCString { classes in
                    var settings: [UnsafePointer<CChar>?] = [option, value, second, classes]
                    return create(inner, &settings, Int32(settings.count), &instance)
                }
            }
        }
    }
    guard status == SQLITE_OK else { return status }
    let wrapped = UnsafeMutablePointer<WrappedTokenizer>.allocate(capacity: 1)
    wrapped.initialize(to: WrappedTokenizer(methods: methods, instance: instance))
    out?.pointee = OpaquePointer(wrapped)
    return SQLITE_OK
}

private func deleteTokenizer(tokenizer: OpaquePointer?) {
    guard let tokenizer else { return }
    let wrapped = UnsafeMutablePointer<WrappedTokenizer>(tokenizer)
    wrapped.pointee.methods.xDelete?(wrapped.pointee.instance)
    wrapped.deinitialize(count: 1)
    wrapped.deallocate()
}

/// One run of the tokenizer: where its words go, and the text they come from.
private struct Relay {
    var context: UnsafeMutableRawPointer?
    var emit: WordCallback
    var text: UnsafePointer<CChar>
}

private func tokenize(
    tokenizer: OpaquePointer?, context: UnsafeMutableRawPointer?, flags: Int32, text: UnsafePointer<CChar>?,
    length: Int32, emit: WordCallback?
) -> Int32 {
    guard let tokenizer, let emit else { return SQLITE_ERROR }
    guard let text else { return SQLITE_OK }
    let wrapped = UnsafeMutablePointer<WrappedTokenizer>(tokenizer)
    guard let inner = wrapped.pointee.methods.xTokenize else { return SQLITE_ERROR }
    var relay = Relay(context: context, emit: emit, text: text)
    return withUnsafeMutablePointer(to: &relay) {
        inner(wrapped.pointee.instance, $0, flags, text, length, relayWord)
    }
}

private func relayWord(
    context: UnsafeMutableRawPointer?, flags: Int32, word: UnsafePointer<CChar>?, length: Int32, start: Int32,
    end: Int32
) -> Int32 {
    guard let relay = context?.assumingMemoryBound(to: Relay.self), let word else { return SQLITE_ERROR }
    let bytes = UnsafeRawBufferPointer(start: word, count: Int(length))
    // Every script without spaces starts at U+0E00, whose UTF-8 starts with 0xE0.
    for byte in bytes where byte >= 0xE0 {
        return relayRun(relay, flags: flags, word: bytes, start: start, end: end)
    }
    return relay.pointee.emit(relay.pointee.context, flags, word, length, start, end)
}

/// Hands on the parts of a word that holds at least one character beyond U+07FF.
private func relayRun(
    _ relay: UnsafeMutablePointer<Relay>, flags: Int32, word: UnsafeRawBufferPointer, start: Int32, end: Int32
) -> Int32 {
    let parts = UnspacedScript.parts(of: word)
    let source = UnsafeRawBufferPointer(start: relay.pointee.text + Int(start), count: Int(end - start))
    let sourceParts = UnspacedScript.parts(of: source)
    for (number, part) in parts.enumerated() {
        // Folding can take a part of marks away; then the whole run stands for each part.
        let place = sourceParts.count == parts.count ? sourceParts[number] : 0..<source.count
        let bytes = word.baseAddress?.advanced(by: part.lowerBound).assumingMemoryBound(to: CChar.self)
        let status = relay.pointee.emit(
            relay.pointee.context, flags, bytes, Int32(part.count),
            start + Int32(place.lowerBound), start + Int32(place.upperBound)
        )
        if status != SQLITE_OK { return status }
    }
    return SQLITE_OK
}

/// Scripts that are written without spaces between words.
enum UnspacedScript {
    /// Cuts UTF-8 into single characters of such scripts and the runs between them.
    static func parts(of bytes: UnsafeRawBufferPointer) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var open: Int?
        var position = 0
        while position < bytes.count {
            let (value, length) = scalar(bytes, at: position)
            if contains(value) {
                if let start = open { parts.append(start..<position) }
                open = nil
                parts.append(position..<position + length)
            } else if open == nil {
                open = position
            }
            position += length
        }
        if let start = open { parts.append(start..<bytes.count) }
        return parts
    }

    /// Thai, Lao, Tibetan, Myanmar, Khmer, kana, and Han with its extensions.
    ///
    /// Korean is written with spaces.
    static func contains(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x0E00...0x0FFF, 0x1000...0x109F, 0x1780...0x17FF, 0x2E80...0x2FDF, 0x3005...0x3007,
            0x3040...0x30FF,
            0x3100...0x312F, 0x31A0...0x31BF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xA9E0...0xA9FF,
            0xAA60...0xAA7F, 0xF900...0xFAFF, 0xFF66...0xFF9D, 0x1B000...0x1B16F, 0x20000...0x3FFFF:
            true
        default: false
        }
    }

    private static func scalar(_ bytes: UnsafeRawBufferPointer, at position: Int) -> (UInt32, Int) {
        let first = bytes[position]
        let length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard length > 1, position + length <= bytes.count else { return (UInt32(first), 1) }
        var value = UInt32(first) & (0x7F >> UInt32(length))
        for offset in 1..<length { value = value << 6 | UInt32(bytes[position + offset] & 0x3F) }
        return (value, length)
    }
}
