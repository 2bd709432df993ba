/// Where a code stands in the frame: `pathway/access/self-referral`.
///
/// Each part is the code's name in small letters, digits and dashes (``slug(of:)``), so that a path can be typed and is a
/// study path at the same time.
package struct CodePath: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    /// How deep a frame may be.
    package static let deepest = 12

    package init?(rawValue: String) {
        let parts = rawValue.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...Self.deepest).contains(parts.count), parts.allSatisfy(Self.isPart) else { return nil }
        self.rawValue = rawValue
    }

    /// A code below another, or at the top.
    package init?(_ part: String, below parent: CodePath?) {
        self.init(rawValue: (parent.map { $0.rawValue + "/" } ?? "") + part)
    }

    /// Its parts from the top.
    package var parts: [Substring] { rawValue.split(separator: "/") }

    /// The last part.
    package var last: Substring { parts.last ?? Substring(rawValue) }

    package var parent: CodePath? {
        rawValue.lastIndex(of: "/").flatMap { CodePath(rawValue: String(rawValue[..<$0])) }
    }

    /// Whether it is the other one or stands anywhere below it.
    package func isWithin(_ other: CodePath) -> Bool {
        rawValue == other.rawValue || rawValue.hasPrefix(other.rawValue + "/")
    }

    /// The study path of the code's file.
    package var file: String { "codebook/\(rawValue).yaml" }

    /// The code whose file lies at a study path, or `nil` for any other path.
    package init?(file: some StringProtocol) {
        guard file.hasPrefix("codebook/"), file.hasSuffix(".yaml") else { return nil }
        self.init(rawValue: String(file.dropFirst(9).dropLast(5)))
    }

    private static func isPart(_ part: Substring) -> Bool {
        (1...80).contains(part.utf8.count) && part.first != "-" && part.last != "-"
            && part.unicodeScalars.allSatisfy { isPartScalar($0) }
    }

    private static func isPartScalar(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return scalar == "-" || ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
        }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || scalar.properties.generalCategory == .nonspacingMark
            || scalar.properties.generalCategory == .spacingMark
    }

    /// A name as a part of a path: small letters and digits of any script, with a dash for whatever else stands between them.
    ///
    /// - Returns: `code` where nothing of the name can stand in a path.
    package static func slug(of name: String) -> String {
        var slug = String.UnicodeScalarView()
        var gap = false
        for scalar in name.lowercased().unicodeScalars where slug.count < 60 {
            guard scalar != "-", isPartScalar(scalar) else {
                gap = !slug.isEmpty
                continue
            }
            if gap { slug.append("-") }
            gap = false
            slug.append(scalar)
        }
        var text = String(slug)
        while text.utf8.count > 80 { text.unicodeScalars.removeLast() }
        while text.hasSuffix("-") { text.removeLast() }
        return text.isEmpty ? "code" : text
    }
}

extension CodePath: Comparable {
    /// Parents before their children, siblings by their part.
    package static func < (left: CodePath, right: CodePath) -> Bool {
        left.parts.lexicographicallyPrecedes(right.parts)
    }
}

extension CodePath: CustomStringConvertible {
    package var description: String { rawValue }
}
