/// One version of a form that participants sign, or of the script that is read to them before oral consent:
/// what the study holds as `consent/forms/<name>-<version>.yaml`, with its text beside it as `.md`.
///
/// The text holds what participants are told and is the same for all of them, so its digest needs no nonce.
package struct ConsentForm: Hashable, Sendable, Codable {
    /// How participants meet the text.
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// Read and signed.
        case form
        /// Read aloud.
        case script
    }

    /// One to 48 of `a-z 0-9 -`, a letter first, no dash last.
    package let name: String
    /// One to 16 letters, digits and points, no point first: `2.1`.
    package let version: String
    package var kind: Kind
    /// What it asks consent for, in the order of ``ConsentPurpose``.
    package var purposes: [ConsentPurpose]
    /// SHA-256 of the file with the text, in lower-case hexadecimal.
    package var digest: String
    /// The first day on which it is used.
    package var validFrom: CalendarDay
    /// The last day on which it is used; `nil` while no end is known.
    package var validUntil: CalendarDay?
    /// After how many months consent given with it is asked for again, 1 to 120; `nil` for never.
    package var reconsentMonths: Int?
    package var added: Provenance

    package init(
        name: String, version: String, kind: Kind, purposes: [ConsentPurpose], digest: String,
        validFrom: CalendarDay, validUntil: CalendarDay? = nil, reconsentMonths: Int? = nil,
        added: Provenance
    ) {
        self.name = name
        self.version = version
        self.kind = kind
        self.purposes = Set(purposes).sorted()
        self.digest = digest
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.reconsentMonths = reconsentMonths
        self.added = added
    }

    /// Whether a text can name a form.
    package static func isName(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, SurveyName.isLower(first) else { return false }
        return text.utf8.count <= 48 && text.last != "-"
            && text.utf8.allSatisfy {
                SurveyName.isLower($0) || Bytes.isDigit($0) || $0 == UInt8(ascii: "-")
            }
    }

    /// Whether a text can be the version of a form.
    package static func isVersion(_ text: some StringProtocol) -> Bool {
        (1...16).contains(text.utf8.count) && text.utf8.first != UInt8(ascii: ".")
            && text.utf8.allSatisfy { Bytes.isLetter($0) || Bytes.isDigit($0) || $0 == UInt8(ascii: ".") }
    }

    /// `consent/forms/interview-2.1.yaml`.
    package var path: String { "consent/forms/\(name)-\(version).yaml" }

    /// `consent/forms/interview-2.1.md`.
    package var textPath: String { "consent/forms/\(name)-\(version).md" }

    /// Why there can be no such form, as a sentence; `nil` where there can.
    package var problem: String? {
        if !Self.isName(name) { return "A form's name is small letters, digits and dashes, a letter first." }
        if !Self.isVersion(version) { return "A form's version is up to 16 letters, digits and points." }
        if purposes.isEmpty { return "A form asks consent for at least one purpose." }
        if !FrontMatter.isNonce(digest) { return "The digest of the text is not a SHA-256 in hexadecimal." }
        if let validUntil, validUntil < validFrom { return "A form's last day is not before its first." }
        if let reconsentMonths, !(1...120).contains(reconsentMonths) {
            return "Consent is asked for again after 1 to 120 months."
        }
        return nil
    }
}

/// Writes and reads a consent form's file (format.md §10.3); the form is canonical as that of ``CaseText``.
package enum ConsentFormText {
    /// The whole file.
    package static func text(of form: ConsentForm) -> String {
        var lines = [
            "name: \(form.name)", "version: \(JSONText.quoted(form.version))", "kind: \(form.kind.rawValue)",
            "purposes: \(FieldValue.yamlList(form.purposes.map(\.rawValue)))", "digest: \(form.digest)",
            "valid-from: \(form.validFrom.rawValue)",
        ]
        if let day = form.validUntil { lines.append("valid-until: \(day.rawValue)") }
        if let months = form.reconsentMonths { lines.append("reconsent-months: \(months)") }
        lines += ["added-by: \(form.added.by.rawValue)", "added-at: \(form.added.at.rawValue)"]
        return lines.joined(separator: "\n") + "\n"
    }

    /// Reads a canonical file.
    ///
    /// - Throws: ``PeopleTextFailure`` with the line or the field that is not as the format says.
    package static func form(from bytes: [UInt8]) throws(PeopleTextFailure) -> ConsentForm {
        let fields = try FieldLines.fields(in: bytes)
        let form = ConsentForm(
            name: try fields.one("name") { $0 }, version: try fields.one("version") { $0 },
            kind: try fields.one("kind") { ConsentForm.Kind(rawValue: $0) },
            purposes: try fields.texts("purposes") { ConsentPurpose(rawValue: $0) },
            digest: try fields.one("digest") { $0 },
            validFrom: try fields.one("valid-from") { CalendarDay(rawValue: $0) },
            validUntil: try fields.maybe("valid-until") { CalendarDay(rawValue: $0) },
            reconsentMonths: try fields.maybe("reconsent-months") { Int($0) },
            added: try fields.provenance("added"))
        if let problem = form.problem { throw PeopleTextFailure(line: nil, reason: problem) }
        try FieldLines.check(bytes, is: text(of: form))
        return form
    }
}
