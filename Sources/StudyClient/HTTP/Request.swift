package import StudyModel

/// One HTTP/1.1 request over the daemon's socket.
package struct Request {
    /// What follows the head.
    package enum Body {
        case none
        case bytes([UInt8])
        /// Sent in chunks while the answer is already being read.
        case stream(any RequestStream)
    }

    package var method: String
    /// Path and query, percent-encoded.
    package var target: String
    package var fields: [(name: String, value: String)]
    package var body: Body

    package init(
        method: String, target: String, fields: [(name: String, value: String)] = [], body: Body = .none
    ) {
        self.method = method
        self.target = target
        self.fields = fields
        self.body = body
    }

    /// The request line and the header fields, up to and with the empty line.
    package var head: [UInt8] {
        var lines = ["\(method) \(target) HTTP/1.1", "Host: rir", "Connection: close"]
        lines += fields.map { "\($0.name): \($0.value)" }
        switch body {
        case .none: if method != "GET" { lines.append("Content-Length: 0") }
        case .bytes(let bytes): lines.append("Content-Length: \(bytes.count)")
        case .stream: lines.append("Transfer-Encoding: chunked")
        }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    /// A piece of a streamed body as a chunk (RFC 9112, section 7.1); an empty one ends the body.
    package static func chunk(_ bytes: [UInt8]) -> [UInt8] {
        guard !bytes.isEmpty else { return Array("0\r\n\r\n".utf8) }
        return Array((String(bytes.count, radix: 16) + "\r\n").utf8) + bytes + Array("\r\n".utf8)
    }
}

/// A request body that is made while it is sent.
package protocol RequestStream: AnyObject {
    /// The next bytes, or `nil` at the end. Asked again only when what it gave before has been sent.
    func next() throws(StudyError) -> [UInt8]?
}

/// Percent-encoding (RFC 3986).
package enum PercentEncoding {
    /// Encodes everything but letters, digits, `-._~` and the given characters.
    package static func encode(_ text: String, keeping kept: String = "") -> String {
        var out: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                out.append(byte)
            case _ where kept.utf8.contains(byte): out.append(byte)
            default:
                let digits = Array("0123456789ABCDEF".utf8)
                out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// A query of names and values in the order given, with its question mark; empty without items.
    package static func query(_ items: [(name: String, value: String)]) -> String {
        guard !items.isEmpty else { return "" }
        return "?" + items.map { "\(encode($0.name))=\(encode($0.value))" }.joined(separator: "&")
    }
}
