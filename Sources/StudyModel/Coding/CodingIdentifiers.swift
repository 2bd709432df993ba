/// Names one code for as long as it lives, whatever it is called and wherever it moves: `c-7f3k9q2mzz`.
package struct CodeID: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    package init?(rawValue: String) {
        guard rawValue.hasPrefix("c-"), rawValue.utf8.count == 12,
            rawValue.utf8.dropFirst(2).allSatisfy(RecordID.alphabet.contains)
        else { return nil }
        self.rawValue = rawValue
    }
}

extension CodeID: Comparable {
    package static func < (left: CodeID, right: CodeID) -> Bool { left.rawValue < right.rawValue }
}

/// Names one coding: 26 characters, made as ``OperationID`` is, so ids sort in the order of coding on one device.
package struct CodingID: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    package init?(rawValue: String) {
        guard OperationID(rawValue: rawValue) != nil else { return nil }
        self.rawValue = rawValue
    }

    /// The last six characters, which people type.
    package var suffix: Substring { rawValue.suffix(6) }
}

extension CodingID: Comparable {
    package static func < (left: CodingID, right: CodingID) -> Bool { left.rawValue < right.rawValue }
}

// MARK: - As people type it

extension CodingID {
    /// Whether a text that somebody typed is the id or its end, in any capitals.
    package func ends(in text: some StringProtocol) -> Bool {
        !text.isEmpty && rawValue.hasSuffix(text.lowercased())
    }
}

extension [CodingID] {
    /// The place of the one coding that a text means by the end of its id.
    ///
    /// - Parameters:
    ///   - record: the record that these are the codings of.
    ///   - areOwn: whether they are only those of whoever asks.
    /// - Throws: `coding.not_found`, `coding.ambiguous`.
    package func place(
        of text: String, in record: RecordID, areOwn: Bool = false
    ) throws(StudyError) -> Int {
        let found = indices.filter { self[$0].ends(in: text) }
        if found.count == 1 { return found[0] }
        let shown = text.lowercased().prefix(26)
        if found.isEmpty {
            throw StudyError(
                .codingNotFound, "\(areOwn ? "You have" : "There is") no coding '\(shown)' in \(record).",
                hint: "Run 'rir code list \(record.suffix)' to see them.")
        }
        throw StudyError(
            .codingAmbiguous, "'\(shown)' could mean \(found.count) codings.",
            hint: "Type more of the id, from its end.")
    }
}

/// Who coded: a member of the team (`r1`), or a coder of a project that was brought in from another program (`x1`).
package struct CoderID: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    package init?(rawValue: String) {
        let digits = rawValue.utf8.dropFirst()
        guard (2...12).contains(rawValue.utf8.count), let first = rawValue.utf8.first,
            first == UInt8(ascii: "r") || first == UInt8(ascii: "x"),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        self.rawValue = rawValue
    }

    package init(_ member: MemberID) { rawValue = member.rawValue }

    /// The member of the team; `nil` for a coder from elsewhere.
    package var member: MemberID? { MemberID(rawValue: rawValue) }
}

extension CoderID: Comparable {
    /// Members before coders from elsewhere, each by number.
    package static func < (left: CoderID, right: CoderID) -> Bool {
        (left.rawValue.utf8.first ?? 0, left.rawValue.utf8.count, left.rawValue)
            < (right.rawValue.utf8.first ?? 0, right.rawValue.utf8.count, right.rawValue)
    }
}
