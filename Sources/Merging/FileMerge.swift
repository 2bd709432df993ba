internal import Crypto
package import StudyModel

/// What becomes of one file that two people changed.
package struct MergedFile: Hashable, Sendable {
    /// `nil` where there is none any more.
    package var bytes: [UInt8]?
    package var questions: [MergeQuestion]
}

/// Three-way merge of a study's files, by what they are.
///
/// Which side is which makes no difference: the same three files give the same result on every computer, so that all copies
/// of a study that have seen the same commits hold the same.
package enum FileMerge {
    /// Merges one file; those below `codebook/` are merged together by ``CodebookMerge``.
    ///
    /// - Parameter protecting: the side, if it is one, whose change protects somebody: it stands where both changed the same, and
    ///   what it took away is gone. Nobody is asked then.
    package static func merged(
        _ path: String, base: [UInt8]?, _ one: [UInt8]?, _ other: [UInt8]?, protecting: Side? = nil
    ) -> MergedFile {
        if one == other || other == base { return MergedFile(bytes: one, questions: []) }
        if one == base { return MergedFile(bytes: other, questions: []) }
        guard let one, let other else {
            let isGone = (one == nil && protecting == .one) || (other == nil && protecting == .other)
            return isGone
                ? MergedFile(bytes: nil, questions: [])
                : keptThoughRemoved(path, one ?? other ?? [], base: base)
        }
        if let protecting {
            let stands = protecting == .one ? one : other
            return protected(path, base, one, other, stands)
        }
        let (left, right) = one.lexicographicallyPrecedes(other) ? (one, other) : (other, one)
        return record(path, base, left, right) ?? codings(path, base, left, right)
            ?? value(path, base, left, right) ?? finding(path, base, left, right)
            ?? cycle(path, base, left, right) ?? framework(path, base, left, right)
            ?? frameworkMatrix(path, base, left, right) ?? board(path, base, left, right)
            ?? recommendation(path, base, left, right) ?? draft(path, base, left, right)
            ?? lines(path, base, left, right) ?? whole(path, left, right)
    }

    /// One of the two sides, in the order they are given.
    package enum Side: Hashable, Sendable {
        case one
        case other
    }

    // MARK: By what they are

    /// A merge in which one side stands wherever both changed the same.
    private static func protected(
        _ path: String, _ base: [UInt8]?, _ one: [UInt8], _ other: [UInt8], _ stands: [UInt8]
    ) -> MergedFile {
        let merged = merged(path, base: base, one, other)
        if merged.questions.isEmpty { return merged }
        let free = stands == one ? other : one
        if let written = feedback(path, base, safe: stands, free: free)
            ?? protectedDraft(path, base, safe: stands, free: free)
        {
            return MergedFile(bytes: written, questions: [])
        }
        if let row = framework(path, base, safe: stands, free: stands == one ? other : one) {
            return MergedFile(bytes: row, questions: [])
        }
        if let matrix = sparedMatrix(path, base, safe: stands, free: stands == one ? other : one) {
            return MergedFile(bytes: matrix, questions: [])
        }
        if let board = sparedBoard(path, base, safe: stands, free: stands == one ? other : one) {
            return MergedFile(bytes: board, questions: [])
        }
        guard RecordID(path: path) != nil, let safe = try? FrontMatter.record(from: stands),
            let free = try? FrontMatter.record(from: free)
        else { return MergedFile(bytes: stands, questions: []) }
        let old = base.flatMap { try? FrontMatter.record(from: $0) }
        let record = RecordMerge.merged(base: old, left: safe, right: free, prefersLeft: true).record
        return MergedFile(bytes: Array(FrontMatter.text(of: record).utf8), questions: [])
    }

    private static func record(
        _ path: String, _ base: [UInt8]?, _ left: [UInt8], _ right: [UInt8]
    ) -> MergedFile? {
        guard RecordID(path: path) != nil, let mine = try? FrontMatter.record(from: left),
            let theirs = try? FrontMatter.record(from: right)
        else { return nil }
        let old = base.flatMap { try? FrontMatter.record(from: $0) }
        let (merged, fields, prefersLeft) = RecordMerge.merged(base: old, left: mine, right: theirs)
        let bytes = Array(FrontMatter.text(of: merged).utf8)
        return asking(path, bytes, fields, prefersLeft ? (left, right) : (right, left))
    }

    private static func codings(
        _ path: String, _ base: [UInt8]?, _ left: [UInt8], _ right: [UInt8]
    ) -> MergedFile? {
        guard CodingText.place(ofPath: path) != nil || path.hasPrefix("rounds/"),
            let mine = try? CodingText.codings(from: left), let theirs = try? CodingText.codings(from: right),
            let old = try? CodingText.codings(from: base ?? [])
        else { return nil }
        let (merged, ids, prefersLeft) = CodingMerge.merged(base: old, left: mine, right: theirs)
        return asking(path, CodingText.bytes(of: merged), ids, prefersLeft ? (left, right) : (right, left))
    }

    /// A case or the study's own file.
    private static func value(
        _ path: String, _ base: [UInt8]?, _ left: [UInt8], _ right: [UInt8]
    ) -> MergedFile? {
        if CaseID(path: path) != nil, let mine = try? CaseText.value(from: left),
            let theirs = try? CaseText.value(from: right)
        {
            let old = base.flatMap { try? CaseText.value(from: $0) }
            let (merged, fields) = CaseMerge.merged(base: old, left: mine, right: theirs)
            return asking(path, Array(CaseText.text(of: merged).utf8), fields, (left, right))
        }
        guard path == "study.yaml" else { return nil }
        let (text, fields) = BlockMerge.merged(base: base ?? [], left: left, right: right)
        return asking(path, text, fields, (left, right))
    }

    /// Files that only grow, a line at a time.
    private static func lines(
        _ path: String, _ base: [UInt8]?, _ left: [UInt8], _ right: [UInt8]
    ) -> MergedFile? {
        guard path.hasSuffix(".jsonl"), !path.hasPrefix("surveys/") else { return nil }
        return MergedFile(
            bytes: LineMerge.merged(base: base ?? [], left: left, right: right), questions: [])
    }

    /// Any other file: one of them stands, whichever it is, and somebody is asked.
    private static func whole(_ path: String, _ left: [UInt8], _ right: [UInt8]) -> MergedFile {
        asking(path, right, [""], (right, left))
    }

    // MARK: Questions

    /// A file that one took away and that stays because of what the other did with it.
    ///
    /// A record stays as its next version, behind the one that is its removal.
    package static func keptThoughRemoved(_ path: String, _ kept: [UInt8], base: [UInt8]?) -> MergedFile {
        let question = MergeQuestion(
            id: id(path, kept, nil), cause: .changedAndRemoved, about: path, kept: digest(kept), other: nil)
        guard RecordID(path: path) != nil, var record = try? FrontMatter.record(from: kept) else {
            return MergedFile(bytes: kept, questions: [question])
        }
        let before = base.flatMap { try? FrontMatter.record(from: $0) }
        record.version = max(record.version, (before?.version ?? 0) + 1) + 1
        record.nonce = nonce(record.nonce, record.nonce)
        return MergedFile(bytes: Array(FrontMatter.text(of: record).utf8), questions: [question])
    }

    static func asking(
        _ path: String, _ bytes: [UInt8], _ fields: [String], _ sides: (kept: [UInt8], other: [UInt8])
    ) -> MergedFile {
        if fields.isEmpty { return MergedFile(bytes: bytes, questions: []) }
        let question = MergeQuestion(
            id: id(path, sides.kept, sides.other), cause: .bothChanged, about: path,
            fields: fields.filter { !$0.isEmpty }, kept: digest(sides.kept), other: digest(sides.other))
        return MergedFile(bytes: bytes, questions: [question])
    }

    static func id(_ path: String, _ kept: [UInt8], _ other: [UInt8]?) -> QuestionID {
        QuestionID(digest: digest(Array("\(path)\n\(digest(kept))\n\(other.map(digest) ?? "")".utf8)))
    }

    /// SHA-256 in hexadecimal.
    static func digest(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in SHA256.hash(data: bytes) { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }

    /// The nonce of what two versions became: fresh to everybody who does not hold both, the same to all who do.
    static func nonce(_ one: String, _ other: String) -> String {
        digest(Array("merge\n\(min(one, other))\n\(max(one, other))".utf8))
    }
}
