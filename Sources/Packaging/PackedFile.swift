/// A file of a package: where it lies in it, and what it holds.
package struct PackedFile: Hashable, Sendable {
    /// From the package's top, with `/` between its parts.
    package var path: String
    package var bytes: [UInt8]

    package init(_ path: String, _ bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    /// A file of text.
    package init(_ path: String, text: String) { self.init(path, Array(text.utf8)) }
}

/// Names that every program and every file system takes: letters and digits of ASCII, `.`, `_` and `-`.
package enum PackedNames {
    /// Whether a part of a path can stand as it is.
    package static func isPlain(_ part: some StringProtocol) -> Bool {
        guard let first = part.utf8.first, part.utf8.count <= 200 else { return false }
        return isLetter(first) && part.utf8.allSatisfy { isLetter($0) || [0x2D, 0x2E, 0x5F].contains($0) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    /// A path of plain parts for any path: what is not plain is written as its bytes, each `_` and two digits.
    ///
    /// Two paths may become one, or differ in capitals alone; ``unique(_:taken:)`` keeps them apart.
    package static func plain(_ path: String) -> String {
        path.split(separator: "/").map { part in
            if isPlain(part) { return String(part) }
            let bytes = part.utf8.map { byte in
                if isLetter(byte) || byte == 0x2D || byte == 0x2E { return String(UnicodeScalar(byte)) }
                let digits = String(byte, radix: 16)
                return "_" + (digits.utf8.count < 2 ? "0" : "") + digits
            }
            return "x" + bytes.joined().prefix(180)
        }.joined(separator: "/")
    }

    /// The path, or with a number before its ending where it is taken already; capitals make no difference.
    package static func unique(_ path: String, taken: inout Set<String>) -> String {
        var (found, number) = (path, 1)
        while !taken.insert(found.lowercased()).inserted {
            number += 1
            let name = path.split(separator: "/").last ?? ""
            let dot = name.lastIndex(of: ".").map { path[$0...] } ?? ""
            found = path.dropLast(dot.count) + "-\(number)" + dot
        }
        return found
    }
}
