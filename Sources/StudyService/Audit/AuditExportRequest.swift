internal import Packaging
package import StudyModel

/// What an audit export makes.
package struct AuditExportRequest: Sendable {
    package enum Form: String, Sendable, CaseIterable {
        /// A folder whose files are all listed with their digests.
        case bag
        /// One zip file for electronic laboratory notebooks and archives.
        case eln
    }

    package var form = Form.bag
    package var scope = AuditScope()
    /// Whether texts of records, and all that quotes them, stay at home.
    package var withholdsBodies = false
    /// The product's version, which makes it.
    package var version: String

    package init(version: String) { self.version = version }
}

/// An audit export before it is written.
package struct AuditBundle: Sendable {
    /// A name for it, without a person's name in it.
    package var name: String
    /// Its files, by paths from its top; of one file that file alone.
    package var files: [(path: String, bytes: [UInt8])]
    package var records: Int
    package var versions: Int
    package var leaves: Int
    /// How many things stay at home, by why.
    package var withheld: [AuditWithheld.Reason: Int]
    /// Of how many known names the scan found none; `nil` where nobody could look.
    package var names: Int?
    /// What a person has to know about it, one sentence each.
    package var remarks: [String]
}

/// Something that stays at home.
package struct AuditWithheld: Hashable, Sendable {
    /// Why something is not in an export.
    package enum Reason: String, Hashable, Sendable, CaseIterable {
        /// Somebody in it has not agreed to sharing.
        case consent
        /// Texts were not asked for.
        case bodies
        /// It lies outside what was asked for.
        case scope
        /// The record is not in the study any more.
        case removed
        /// It is an earlier state in which a name stands that is known by now, or might.
        case names
        /// A round of double-coding is open, and this would show others' work.
        case round
        /// It is sealed, or no text.
        case sealed
        /// Answers of single people to a survey.
        case answers
        /// Its digest would let somebody guess what it says.
        case guessable
        /// Two copies of the study were joined, and it did not stay.
        case joined
        /// Made with git alone, and no member answers for it yet.
        case unlogged

        /// What a person is told, behind a number.
        package var words: String {
            switch self {
            case .consent: "somebody in it has not agreed to sharing"
            case .bodies: "texts were held back, as you asked"
            case .scope: "outside what you asked for"
            case .removed: "the record is not in the study any more"
            case .names: "an earlier state that may hold a name known by now"
            case .round: "a round of double-coding is open"
            case .sealed: "sealed, or no text"
            case .answers: "answers of single people to a survey"
            case .guessable: "an entry of the log that would let somebody guess a text that stays at home"
            case .unlogged: "made with git alone, and nobody answers for it yet; 'rir sync' asks for that"
            case .joined: "did not stay when two copies were joined"
            }
        }
    }

    var reason: Reason
    /// The study's path; `nil` for a leaf.
    var path: String?
    /// `<device>/<number>`.
    var leaf: String?
    var record: RecordID?
    var version: Int?
    /// Only where the file holds random digits of its own.
    var sha256: String?

    /// One line of `withheld.jsonl`, in canonical JSON.
    var line: String {
        var pairs = [("reason", JSONText.quoted(reason.rawValue))]
        if let leaf { pairs.append(("leaf", JSONText.quoted(leaf))) }
        if let path { pairs.append(("path", JSONText.quoted(path))) }
        if let record { pairs.append(("record", JSONText.quoted(record.rawValue))) }
        if let sha256 { pairs.append(("sha256", JSONText.quoted(sha256))) }
        if let version { pairs.append(("version", String(version))) }
        return CanonicalLine.text(pairs)
    }
}

/// Lines of canonical JSON (RFC 8785: sorted keys, no spaces).
enum CanonicalLine {
    /// - Parameter pairs: keys with their values as JSON.
    static func text(_ pairs: [(String, String)]) -> String {
        "{" + pairs.sorted { $0.0 < $1.0 }.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }
}
