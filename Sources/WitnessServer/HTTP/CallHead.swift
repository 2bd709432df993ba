/// The request line and the fields of a call (RFC 9112), read strictly: what two programs could read in two ways is
/// refused.
struct CallHead: Equatable {
    /// How the body's end is found.
    enum Framing: Equatable {
        case length(Int)
        case chunks
    }

    var method: String
    var path: String
    var framing: Framing
    /// Whether the connection ends with the answer.
    var closes: Bool
    /// Whether the other side waits for a word before it sends the body.
    var waits: Bool

    /// Reads the lines of a head, without their ends.
    ///
    /// - Throws: the answer to give in place of one to the call.
    init(_ lines: [ArraySlice<UInt8>], largestBody: Int) throws(CallRefusal) {
        let words = lines[0].split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard words.count == 3, !words[0].isEmpty, words[0].allSatisfy(Self.isToken),
            let path = Self.path(words[1])
        else { throw .malformed }
        method = String(decoding: words[0], as: UTF8.self)
        self.path = path
        let isOld = try Self.isOld(words[2])
        let fields = try Self.fields(lines.dropFirst())
        if !isOld, fields["host"]?.count != 1 { throw .malformed }
        framing = try Self.framing(fields, isOld: isOld, largestBody: largestBody)
        let wishes = (fields["connection"] ?? []).flatMap { $0.lowercased().split(separator: ",") }
        closes = isOld || wishes.contains { $0.trimmingBlanks == "close" }
        let expected = fields["expect"] ?? []
        if !isOld, expected.contains(where: { $0.lowercased() != "100-continue" }) {
            throw CallRefusal(status: 417, words: "Only 100-continue can be expected.")
        }
        waits = !isOld && !expected.isEmpty && framing != .length(0)
    }

    /// The path; a whole address, as proxies send it, is cut to it.
    private static func path(_ target: ArraySlice<UInt8>) -> String? {
        guard target.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        let text = String(decoding: target, as: UTF8.self)
        if text.hasPrefix("/") { return text }
        for scheme in ["http://", "https://"] where text.lowercased().hasPrefix(scheme) {
            let rest = text.dropFirst(scheme.count)
            return rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? "/"
        }
        return nil
    }

    /// Whether it is HTTP/1.0, which keeps no connection.
    private static func isOld(_ version: ArraySlice<UInt8>) throws(CallRefusal) -> Bool {
        switch String(decoding: version, as: UTF8.self) {
        case "HTTP/1.1": return false
        case "HTTP/1.0": return true
        case let other where other.hasPrefix("HTTP/"):
            throw CallRefusal(status: 505, words: "HTTP/1.1 is spoken here.")
        default: throw .malformed
        }
    }

    private static func fields(_ lines: ArraySlice<ArraySlice<UInt8>>) throws(CallRefusal) -> [String:
        [String]]
    {
        var fields: [String: [String]] = [:]
        for line in lines {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
                line[..<colon].allSatisfy(isToken),
                line[colon...].allSatisfy({ ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 })
            else { throw .malformed }
            let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            let value = String(decoding: line[(colon + 1)...], as: UTF8.self).trimmingBlanks
            fields[name, default: []].append(value)
        }
        return fields
    }

    private static func framing(
        _ fields: [String: [String]], isOld: Bool, largestBody: Int
    ) throws(CallRefusal) -> Framing {
        let lengths = fields["content-length"] ?? []
        if let codings = fields["transfer-encoding"] {
            // Both at once is how one call is smuggled into another.
            guard lengths.isEmpty, !isOld, codings.count == 1 else { throw .malformed }
            guard codings[0].lowercased() == "chunked" else {
                throw CallRefusal(status: 501, words: "Only chunked is understood.")
            }
            return .chunks
        }
        guard let text = lengths.first else { return .length(0) }
        guard lengths.count == 1, !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw .malformed
        }
        guard let length = Int(text), length <= largestBody else { throw .tooLarge }
        return .length(length)
    }

    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}

/// An answer that is given because what came is no call, or too much of one; the connection ends with it.
struct CallRefusal: Error, Equatable {
    static let malformed = CallRefusal(status: 400, words: "This is no request of HTTP/1.1.")
    static let tooLarge = CallRefusal(status: 413, words: "No checkpoint is as large as that.")
    static let headTooLarge = CallRefusal(status: 431, words: "No request needs a head as large as that.")
    static let tooSlow = CallRefusal(status: 408, words: "The request did not come in time.")

    var status: Int
    var words: String

    var answer: Answer { Answer(status: status, body: words + "\n") }
}

extension StringProtocol {
    /// The text without spaces and tabs at its ends.
    var trimmingBlanks: String {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        return String(String(drop(while: isBlank)).reversed().drop(while: isBlank).reversed())
    }
}
