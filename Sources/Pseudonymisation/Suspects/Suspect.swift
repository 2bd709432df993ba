/// Words in a text that may give somebody or a place away and stand in no key table.
package struct Suspect: Codable, Sendable, Equatable {
    /// What the words may be.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case person
        case place
        case organisation
        /// A name, but not plain of what.
        case name
        case email = "e-mail"
        case phone
        case nhsNumber = "NHS number"
        case nationalInsuranceNumber = "National Insurance number"
        case postcode
        case streetAddress = "street address"
        case dateOfBirth = "date of birth"
        case url = "URL"
        case handle
        case accountNumber = "account number"
        case ipAddress = "IP address"
        case identityNumber = "identity number"

        /// Whether it is the name of somebody or something.
        package var isName: Bool {
            switch self {
            case .person, .place, .organisation, .name: true
            default: false
            }
        }
    }

    /// Unicode scalars of the text.
    package var range: Range<Int>
    package var kind: Kind
    package var certainty: Certainty
    /// Why, in words a person can read: `after a greeting`, `list of surnames`.
    ///
    /// They hold no word of the text.
    package var reasons: [String]
    /// Handles of the key table it may stand for; empty when the table has nothing like it.
    package var candidates: [String]

    package init(
        range: Range<Int>, kind: Kind, certainty: Certainty, reasons: [String] = [], candidates: [String] = []
    ) {
        self.range = range
        self.kind = kind
        self.certainty = certainty
        self.reasons = reasons
        self.candidates = candidates
    }
}
