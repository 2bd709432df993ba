/// What a researcher writes while working: a thought about the material, a decision about the method, a doubt about
/// oneself (format.md §13).
///
/// - Invariant: ``id`` and ``written`` never change between versions, and the path is derived from them alone.
package struct Memo: Hashable, Sendable, Codable {
    /// What it is about.
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// What the material may mean.
        case analytic
        /// How the study is done, and why.
        case method
        /// The researcher's own part in it; the one kind that may be private.
        case reflexive
        /// What a code is to mean, and where it does not fit.
        case code
        /// One participant, organisation or site.
        case `case`

        /// The kinds as a person may type them.
        package static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
    }

    package let id: MemoID
    package var kind: Kind
    /// One line.
    package var title: String
    /// What it is linked to, in the order in which it was linked; none twice.
    package var links: [MemoLink]
    /// Markdown: UTF-8 with LF line ends, ending with LF.
    package var body: String
    /// Who wrote it, and when it was begun: nobody else changes it.
    package let written: Provenance
    package var changed: Provenance
    /// Counts from 1; every saved change adds one.
    package var version: Int
    /// As for ``Record/nonce``.
    package var nonce: String

    package init(
        id: MemoID, kind: Kind, title: String, links: [MemoLink] = [], body: String, written: Provenance,
        changed: Provenance, version: Int = 1, nonce: String
    ) {
        self.id = id
        self.kind = kind
        self.title = title
        self.links = links
        self.body = body
        self.written = written
        self.changed = changed
        self.version = version
        self.nonce = nonce
    }

    /// The largest file of a memo, in bytes: 1 MiB.
    package static let largest = 1 << 20

    /// Where it lies in the study: `memos/r1/2020/04/15/m-7f3k9q2mzz.md`.
    package var path: String {
        let day = written.at.day.rawValue.split(separator: "-").joined(separator: "/")
        return "memos/\(written.by.rawValue)/\(day)/\(id.rawValue).md"
    }

    /// What can't be in a memo, as a sentence; `nil` for a possible one.
    package var problem: String? {
        if !Code.isName(title) { return "A memo's title is one line of 1 to 200 characters." }
        if body.allSatisfy(\.isWhitespace) { return "The memo is empty." }
        if body.utf8.last != 0x0A || body.utf8.contains(0x0D) { return "The lines of a memo end with LF." }
        if version < 1 { return "A version counts from 1." }
        if !FrontMatter.isNonce(nonce) { return "The nonce is not 32 bytes in hexadecimal." }
        if Set(links).count != links.count { return "The memo has a link twice." }
        return nil
    }

    /// A title for a memo without one: the beginning of its first line of words.
    ///
    /// - Returns: `nil` where there is no such line.
    package static func title(ofBody body: String) -> String? {
        for line in body.split(whereSeparator: \.isNewline) {
            var plain = String.UnicodeScalarView()
            plain.append(contentsOf: line.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F })
            let words = String(plain).drop { $0 == "#" || $0.isWhitespace }
                .split(whereSeparator: \.isWhitespace)
            guard var title = words.first.map({ String($0.unicodeScalars.prefix(longestTitle)) }) else {
                continue
            }
            for word in words.dropFirst() {
                if title.unicodeScalars.count + word.unicodeScalars.count >= longestTitle {
                    return title + " …"
                }
                title += " " + word
            }
            return title
        }
        return nil
    }

    /// How long a title that is taken from the text may be, in scalars.
    private static let longestTitle = 72
}
