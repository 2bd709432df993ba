/// What a case is: a unit of comparison.
package enum CaseKind: String, Hashable, Sendable, Codable, CaseIterable {
    case participant
    case organisation
    case site
}

/// Names a case without saying who or what it is: a participant's handle (`SP66`), or two words of capitals
/// and digits with a dash, which organisations and sites may have as well (`SITE-A`).
///
/// Each word has one to eight characters, and the first begins with a letter.
package struct CaseID: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    /// - Returns: `nil` for anything that is no id of a case.
    package init?(rawValue: String) {
        let words = rawValue.split(separator: "-", omittingEmptySubsequences: false)
        let isPair =
            words.count == 2 && words[0].utf8.first.map(Bytes.isUpper) == true
            && words.allSatisfy { word in
                (1...8).contains(word.utf8.count)
                    && word.utf8.allSatisfy { Bytes.isUpper($0) || Bytes.isDigit($0) }
            }
        guard isPair || Handle(rawValue: rawValue) != nil else { return nil }
        self.rawValue = rawValue
    }

    package init(_ handle: Handle) { rawValue = handle.rawValue }

    /// The handle, where the id is one.
    package var handle: Handle? { Handle(rawValue: rawValue) }

    /// Where the case lies in the study: `cases/SP66.yaml`.
    package var path: String { "cases/\(rawValue).yaml" }

    /// The case a study path belongs to, or `nil` for any other path.
    package init?(path: some StringProtocol) {
        guard path.hasPrefix("cases/"), path.hasSuffix(".yaml") else { return nil }
        self.init(rawValue: String(path.dropFirst(6).dropLast(5)))
    }
}

extension CaseID: Comparable {
    package static func < (left: CaseID, right: CaseID) -> Bool { left.rawValue < right.rawValue }
}

/// The value of an attribute, with its type.
package enum CaseValue: Hashable, Sendable, Codable {
    case text(String)
    /// Finite.
    case number(Double)
    case date(CalendarDay)
    case list([String])

    /// The value in words, for tables: items of a list with `; ` between them.
    package var words: String {
        switch self {
        case .text(let text): text
        case .number(let number): SurveyValue.text(of: number)
        case .date(let day): day.rawValue
        case .list(let items): items.joined(separator: "; ")
        }
    }

    /// What is counted: each item of a list by itself.
    package var items: [String] {
        if case .list(let items) = self { return items }
        return [words]
    }
}

/// A participant, organisation or site with typed attributes: what the study holds as `cases/<id>.yaml`.
///
/// A case holds no name, address or number of a person: those stand in the vault's key table only (DESIGN
/// §6).
///
/// - Invariant: the id of a participant is a handle; every key of ``attributes`` is an attribute's name
///   (``AttributeDeclaration/isName(_:)``); every number is finite.
package struct Case: Hashable, Sendable, Codable {
    /// Whether the participant still takes part.
    package enum Status: String, Hashable, Sendable, Codable, CaseIterable {
        case active
        /// The participant has withdrawn; what that stops is in the consent events and in the withdrawal.
        case withdrawn
    }

    package let id: CaseID
    package var kind: CaseKind
    package var status: Status
    /// By name; what a case has no value for is left out.
    package var attributes: [String: CaseValue]
    /// The GUID it carries in other programs, in small letters without braces, where it came from one.
    package var guid: String?
    /// Who added the case to the study, and when.
    package var added: Provenance
    /// 32 fresh random bytes in lower-case hexadecimal, new for every change, as a record has them.
    package var nonce: String

    package init(
        id: CaseID, kind: CaseKind, status: Status = .active, attributes: [String: CaseValue] = [:],
        guid: String? = nil, added: Provenance, nonce: String
    ) {
        self.id = id
        self.kind = kind
        self.status = status
        self.attributes = attributes
        self.guid = guid
        self.added = added
        self.nonce = nonce
    }

    /// The participant's handle; `nil` for what has no handle.
    package var handle: Handle? { id.handle }

    /// What can't be in a case, as a sentence; `nil` for a possible one.
    package var problem: String? {
        if kind == .participant, id.handle == nil { return "A participant's id is a handle such as SP66." }
        if !FrontMatter.isNonce(nonce) { return "The nonce is not 32 bytes in hexadecimal." }
        for (name, value) in attributes {
            guard AttributeDeclaration.isName(name) else { return "An attribute's name is not one." }
            if case .number(let number) = value, !number.isFinite {
                return "The attribute '\(name)' is not a number."
            }
        }
        return nil
    }
}
