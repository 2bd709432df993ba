/// What consent is given for (METHODS §4).
package enum ConsentPurpose: String, Hashable, Sendable, Codable, CaseIterable {
    /// Notes, conversations, e-mails and other records are kept and analysed.
    case collect
    /// A conversation is recorded in sound or picture.
    case record
    /// Answers to a survey are kept and analysed.
    case survey
    /// Words are quoted, attributed to the handle.
    case quote
    /// Data leaves the team: an export, an archive, a partner.
    case share

    /// What somebody consents to, as words after `consent to`.
    package var phrase: String {
        switch self {
        case .collect: "records of what they say and do being kept and analysed"
        case .record: "being recorded"
        case .survey: "their survey answers being kept and analysed"
        case .quote: "being quoted"
        case .share: "their data being shared outside the team"
        }
    }
}

extension ConsentPurpose: Comparable {
    /// In the order `collect record survey quote share`.
    package static func < (left: ConsentPurpose, right: ConsentPurpose) -> Bool { left.place < right.place }

    private var place: Int {
        switch self {
        case .collect: 0
        case .record: 1
        case .survey: 2
        case .quote: 3
        case .share: 4
        }
    }
}

/// What a consent event does.
package enum ConsentAct: String, Hashable, Sendable, Codable, CaseIterable {
    /// Allows the purposes it names and leaves the others as they are.
    case granted
    /// Says no to the purposes it names and leaves the others as they are.
    case refused
    /// From now on exactly the purposes it names are allowed: they are granted, and others that stood as
    /// granted are withdrawn; what was never asked or was refused stays so.
    case changed
    /// Takes back the purposes it names, or all of them where it names none.
    case withdrawn
}

/// How consent was given.
///
/// There is no third mode: consent that somebody only infers is not recorded as consent.
package enum ConsentMode: String, Hashable, Sendable, Codable, CaseIterable {
    case oral
    case written
}

/// Names the form or script that was used, and its version where it is known.
package struct ConsentFormReference: Hashable, Sendable, Codable {
    package var name: String
    package var version: String?

    /// - Returns: `nil` where a part is not one: see ``ConsentForm``.
    package init?(name: String, version: String? = nil) {
        guard ConsentForm.isName(name), version.map({ ConsentForm.isVersion($0) }) ?? true else { return nil }
        self.name = name
        self.version = version
    }
}

/// Names a sealed file in the vault, such as a signed form: one to 64 of `a-z 0-9 -`, a letter or digit
/// first.
///
/// It says nothing about people; the file's own name stays in the vault.
package struct VaultReference: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    /// - Returns: `nil` for anything else.
    package init?(rawValue: String) {
        guard (1...64).contains(rawValue.utf8.count), rawValue.utf8.first != UInt8(ascii: "-"),
            rawValue.utf8.allSatisfy({
                SurveyName.isLower($0) || Bytes.isDigit($0) || $0 == UInt8(ascii: "-")
            })
        else { return nil }
        self.rawValue = rawValue
    }
}
