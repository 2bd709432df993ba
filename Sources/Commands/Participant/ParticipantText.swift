import StudyAPI
import StudyModel

/// Participants in words; never by name unless a name was asked for.
enum ParticipantText {
    /// What they allow and what not, in the order of the purposes: `collect quote, refused share`.
    static func consent(_ states: [String: String]) -> String {
        var groups: [(state: String, purposes: [String])] = []
        for state in ["granted", "refused", "withdrawn", "expired"] {
            let purposes = ConsentPurpose.allCases.map(\.rawValue).filter { states[$0] == state }
            if !purposes.isEmpty { groups.append((state, purposes)) }
        }
        if groups.isEmpty { return "never asked" }
        return groups.map { group in
            let purposes = group.purposes.joined(separator: " ")
            return group.state == "granted" ? purposes : "\(group.state) \(purposes)"
        }.joined(separator: ", ")
    }

    /// Such as `role manager; site A`.
    static func attributes(_ attributes: [String: CaseValue]) -> String {
        attributes.sorted { $0.key < $1.key }
            .map { "\(VisibleText.line($0.key)) \(VisibleText.line($0.value.words))" }
            .joined(separator: "; ")
    }

    /// The purpose with its state, one a line.
    static func states(_ states: [String: String]) -> [(name: String, value: String)] {
        ConsentPurpose.allCases.map { purpose in
            let state = states[purpose.rawValue] ?? "never-asked"
            return (purpose.rawValue, state == "never-asked" ? "never asked" : VisibleText.line(state))
        }
    }
}
