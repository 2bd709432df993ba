/// What kind of source a record is.
package enum RecordKind: String, Codable, Sendable, CaseIterable, Hashable {
    case fieldNote = "field-note"
    case meetingNote = "meeting-note"
    case minutes
    case interview
    case conversation
    case email
    case report
    case surveyResponse = "survey-response"

    /// The kinds as a sentence lists them, for messages.
    package static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
