/// A sheet of participants as a team keeps it: one row a person, with handle, names, addresses and
/// attributes.
///
/// Nothing of ``Row/details`` and no cell that was not understood is ever quoted in a problem.
package struct ParticipantSheet: ReadSheet, Hashable, Sendable {
    /// One participant.
    package struct Row: Hashable, Sendable {
        /// The row as the table numbers it, from 1.
        package let number: Int
        /// The row's own, or one made for it.
        package let handle: Handle
        /// Whether the handle was made here because the row had none.
        package let isMade: Bool
        /// For the vault's key table only.
        package var details: PersonalDetails
        /// By name, of the declared types.
        package var attributes: [String: CaseValue]
    }

    /// What is known before the sheet is read.
    package struct Options: Sendable {
        /// What the other columns can be.
        package var attributes: AttributeDeclarations
        /// How handles are made.
        package var handles: HandlePatterns
        /// Every handle the study has or ever had.
        package var used: Set<Handle>
        /// The prefix of made handles (`SP`) for rows that name none.
        package var prefix: String?
        /// For days without a year.
        package var today: CalendarDay?

        package init(
            attributes: AttributeDeclarations = .init(), handles: HandlePatterns = .init(),
            used: Set<Handle> = [], prefix: String? = nil, today: CalendarDay? = nil
        ) {
            self.attributes = attributes
            self.handles = handles
            self.used = used
            self.prefix = prefix
            self.today = today
        }
    }

    /// In the order of the table; no handle twice.
    package var rows: [Row] = []
    /// In the order of the rows.
    package var problems: [SheetProblem] = []

    /// Reads a table that is split into rows and cells; its first row holds the headings.
    ///
    /// Headings are found without regard to case and punctuation: `handle` (`pseudonym`, `participant`,
    /// `id`), `prefix`, `name` (or `first name` and `last name`), `nickname` (`also`, `known as`, `aka`),
    /// `email`, `phone` (`mobile`, `telephone`). Every other column is an attribute, found by its name or
    /// label; a column that is neither is left out with a warning. Several nicknames, addresses or numbers in
    /// a cell are separated by `;` or `,`.
    ///
    /// A row without a handle gets the next free one of the prefix in its column `prefix` or in its handle
    /// cell (`SP`), of the pattern whose meaning one of its attributes has, or of ``Options/prefix``. Made
    /// handles never repeat one of the sheet or of ``Options/used``.
    package static func read(_ rows: [[String]], options: Options = .init()) -> ParticipantSheet {
        var reader = ParticipantSheetReader(rows, options)
        return reader.read()
    }

    /// What a column of the sheet is.
    enum Column: Hashable {
        case handle
        case prefix
        case name
        case firstName
        case lastName
        case nickname
        case email
        case phone
        case attribute(String)

        /// The column of a folded heading that is no attribute.
        static func of(_ heading: String) -> Column? {
            switch heading {
            case "handle", "pseudonym", "participant", "participant id", "id": .handle
            case "prefix", "handle prefix": .prefix
            case "name", "full name", "real name", "participant name": .name
            case "first name", "firstname", "forename", "given name", "given names": .firstName
            case "last name", "lastname", "surname", "family name": .lastName
            case "nickname", "nicknames", "also", "also known as", "known as", "aka", "other names",
                "other name", "preferred name":
                .nickname
            case "email", "e mail", "mail", "emails", "email address", "e mail address", "email addresses":
                .email
            case "phone", "phones", "phone number", "telephone", "telephone number", "tel", "mobile",
                "mobile number", "mobile phone":
                .phone
            default: nil
            }
        }
    }
}
