/// A link as a person asks for it; exactly one thing is named.
package struct MemoLinkDraft: Hashable, Sendable, Codable {
    /// A part of a record's id.
    package var record: String?
    /// Unicode scalars of the record's body from 0, half open: first and end.
    package var span: [Int]?
    /// Words of the record, as in ``CodingChange/quote``.
    package var quote: String?
    /// Which of several places with those words is meant, from 1.
    package var occurrence: Int?
    /// Turns, paragraphs or lines of the record from 1, first and last.
    package var turns: [Int]?
    package var paragraphs: [Int]?
    package var lines: [Int]?
    /// A coding of the record: its id, or the end of it.
    package var coding: String?
    /// As ``Codebook/resolve(_:)`` understands it.
    package var code: String?
    /// A case's id, such as a participant's handle.
    package var `case`: String?
    /// Always refused: memos are not linked to findings.
    package var finding: String?

    package init(record: String? = nil, code: String? = nil, case: String? = nil) {
        self.record = record
        self.code = code
        self.case = `case`
    }

    /// Whether words of the record are named.
    package var hasPlace: Bool {
        span != nil || quote != nil || turns != nil || paragraphs != nil || lines != nil
    }
}

/// Which memos a list shows; every given condition must hold.
package struct MemoFilter: Hashable, Sendable {
    package var kinds: [Memo.Kind] = []
    /// A part of the id of a record they are linked to, also to words or a coding of it.
    package var record: String?
    /// Codes they are linked to, or ones above them; of several any will do.
    package var codes: [String] = []
    /// The id of a case they are linked to.
    package var `case`: String?
    package var writer: MemberID?
    /// The first and the last day on which they were written, both included.
    package var from: CalendarDay?
    package var to: CalendarDay?
    /// Words that must all occur in title or text, in any capitals; parts of words count.
    package var text: String?
    /// Whether only the member's own private ones are wanted.
    package var isPrivate = false
    /// At most this many, the newest first; 0 means all.
    package var limit = 0
    package var offset = 0

    package init() {}
}

/// A memo as lists show it.
package struct MemoHead: Hashable, Sendable, Codable {
    package var id: MemoID
    package var kind: Memo.Kind
    /// Empty for a private one where others may read along.
    package var title: String
    package var written: Provenance
    package var changed: Provenance
    package var version: Int
    package var isPrivate: Bool
    package var links: [MemoLinkView]
    /// The words round the first match, or the beginning.
    package var snippet: [SearchAnswer.Fragment]

    package init(
        _ memo: Memo, isPrivate: Bool, links: [MemoLinkView], snippet: [SearchAnswer.Fragment]
    ) {
        id = memo.id
        kind = memo.kind
        title = memo.title
        written = memo.written
        changed = memo.changed
        version = memo.version
        self.isPrivate = isPrivate
        self.links = links
        self.snippet = snippet
    }
}

/// A link with what it leads to, as far as somebody looked.
package struct MemoLinkView: Hashable, Sendable, Codable {
    /// How the words of a link stand in the record's newest version.
    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// The record has no newer version.
        case current
        /// It has one, and the words stand where they stood.
        case unmoved
        /// They stand elsewhere in it.
        case moved
        /// They are not in it.
        case gone
        /// The record, the code, the coding or the case itself is not in the study any more.
        case removed
    }

    package var link: MemoLink
    /// What it leads to, in a word: a record's id, a code's path, a case's id.
    package var label: String
    /// A record's title, or the words of a coding.
    package var title: String?
    /// The record's newest version, where words are linked.
    package var latest: Int?
    package var state: State?

    package init(
        _ link: MemoLink, label: String, title: String? = nil, latest: Int? = nil, state: State? = nil
    ) {
        self.link = link
        self.label = label
        self.title = title
        self.latest = latest
        self.state = state
    }
}

extension MemoLink.Place {
    /// How the words stand in a version of the record that is newer than the link's.
    package func state(in body: String) -> MemoLinkView.State {
        let scalars = Array(body.unicodeScalars)
        let words = Array(anchor.quote.unicodeScalars)
        if anchor.span.upperBound <= scalars.count, scalars[anchor.span].elementsEqual(words) {
            return .unmoved
        }
        guard let first = words.first, words.count <= scalars.count else { return .gone }
        for start in 0...(scalars.count - words.count)
        where scalars[start] == first && scalars[start..<(start + words.count)].elementsEqual(words) {
            return .moved
        }
        return .gone
    }
}
