import StudyModel

/// Consent events in words.
enum ConsentWords {
    /// Such as `SP66 granted collect, quote, orally, on 2020-04-15`.
    static func line(_ event: ConsentEvent) -> String {
        let purposes =
            event.purposes.isEmpty ? "everything" : event.purposes.map(\.rawValue).joined(separator: ", ")
        var words = ["\(event.participant.rawValue) \(event.act.rawValue) \(purposes)"]
        words.append(event.mode == .oral ? "orally" : "in writing")
        words.append("on \(event.at.day.rawValue)")
        if let form = event.form {
            words.append("form \(form.name)\(form.version.map { " \($0)" } ?? "")")
        }
        if let meeting = event.meeting { words.append("at \(meeting)") }
        if let expires = event.expires { words.append("until \(expires.rawValue)") }
        if let scope = event.scope {
            words.append("only for \(scope.map(\.rawValue).joined(separator: " "))")
        }
        if event.evidence != nil { words.append("evidence in the vault") }
        return words.joined(separator: ", ")
    }

    /// The same with who wrote it down and when.
    static func history(_ event: ConsentEvent) -> String {
        "\(line(event)) (written down \(Clock.text(event.recorded.at)) by \(event.recorded.by.rawValue))"
    }
}
