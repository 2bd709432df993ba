/// Somebody who coded in a project that was brought in from another program: what `coders/<id>.yaml` holds (format.md §14.1).
///
/// Members of the team have no such file; they are in `study.yaml`.
package struct Coder: Hashable, Sendable, Codable {
    /// `x` and digits.
    package let id: CoderID
    /// As the other program calls them, one line.
    package var name: String
    /// The GUID that person has in other programs, in small letters without braces.
    package var guid: String
    /// Who brought their work in, and when.
    package var entered: Provenance
    /// As for ``Record/nonce``.
    package var nonce: String

    package init(id: CoderID, name: String, guid: String, entered: Provenance, nonce: String) {
        self.id = id
        self.name = name
        self.guid = guid
        self.entered = entered
        self.nonce = nonce
    }

    /// Where a coder's file lies in the study.
    package static func path(of id: CoderID) -> String { "coders/\(id.rawValue).yaml" }

    /// The coder whose file lies at a study path; `nil` for any other path.
    package static func id(ofPath path: some StringProtocol) -> CoderID? {
        guard path.hasPrefix("coders/"), path.hasSuffix(".yaml"),
            let id = CoderID(rawValue: String(path.dropFirst(7).dropLast(5))), id.member == nil
        else { return nil }
        return id
    }

    /// Whether a text can be a coder's name: one line of 1 to 200 characters.
    package static func isName(_ text: String) -> Bool { Code.isName(text) }
}

/// Writes and reads a coder as `coders/<id>.yaml` holds them: canonical lines, as a code's file has them.
package enum CoderFileText {
    /// The whole file.
    package static func text(of coder: Coder) -> String {
        [
            "coder: \(coder.id.rawValue)", "name: \(JSONText.quoted(coder.name))",
            "guid: \(JSONText.quoted(coder.guid))", "entered-by: \(coder.entered.by.rawValue)",
            "entered-at: \(coder.entered.at.rawValue)", "nonce: \(coder.nonce)",
        ].joined(separator: "\n") + "\n"
    }

    /// Reads a canonical file.
    ///
    /// - Throws: ``PeopleTextFailure`` with the line or the field that is not as the format says.
    package static func coder(from bytes: [UInt8]) throws(PeopleTextFailure) -> Coder {
        let fields = try FieldLines.fields(in: bytes)
        let coder = Coder(
            id: try fields.one("coder") { CoderID(rawValue: $0).flatMap { $0.member == nil ? $0 : nil } },
            name: try fields.one("name") { Coder.isName($0) ? $0 : nil },
            guid: try fields.one("guid") { $0 }, entered: try fields.provenance("entered"),
            nonce: try fields.one("nonce") { FrontMatter.isNonce($0) ? $0 : nil })
        try FieldLines.check(bytes, is: text(of: coder))
        return coder
    }
}
