/// What becomes of a text in which a name may still stand: `policies: pseudonymisation` of `study.yaml` (DESIGN §6).
package enum NamePolicy: String, Hashable, Sendable, Codable, CaseIterable {
    /// Every text waits in the inbox until a person clears it.
    case hold
    /// Known names are replaced; a text with suspects waits in the inbox, one without goes on.
    case assisted
    /// Texts are taken as they are; names are somebody else's care.
    case off
}
