/// A place where a listed name still stands.
///
/// It says where and of whom, never the name.
package struct Leak: Codable, Sendable, Equatable {
    /// What of an entry was found.
    package enum Rule: String, Codable, Sendable, CaseIterable {
        /// A name as the table lists it.
        case listed
        /// First name and surname without what stands between them in the table, or the other way round.
        case fullName = "full name"
        case surname
        case email = "e-mail"
        case phone
    }

    /// How the words were written.
    package enum Form: String, Codable, Sendable, CaseIterable {
        /// UTF-8 or a single-byte encoding; also percent-encoded, quoted-printable and `\u00fc`.
        case plain
        case utf16 = "UTF-16"
        case base64
    }

    /// From 1, counted by LF.
    package var line: Int
    /// From 1; scalars in a text, bytes in a file.
    package var column: Int
    /// From 0; scalars in a text, bytes in a file.
    ///
    /// In base64, where the encoded name begins, give or take 3.
    package var offset: Int
    /// The entry's handle.
    package var replacement: String
    package var rule: Rule
    package var form: Form
}

/// What a leak scan found in one text or file.
package struct LeakReport: Codable, Sendable, Equatable {
    /// In the order of the text, at most ``LeakScanner/mostLeaks`` of them.
    package var leaks: [Leak]
    /// How many there are, listed or not.
    package var count: Int
    /// How many for each handle.
    package var counts: [String: Int]

    package init(leaks: [Leak] = [], count: Int = 0, counts: [String: Int] = [:]) {
        self.leaks = leaks
        self.count = count
        self.counts = counts
    }

    package var isClean: Bool { count == 0 }
}
