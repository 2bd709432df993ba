import StudyModel

/// Finds the code that somebody typed.
struct CodeNames {
    let codebook: Codebook

    enum Answer {
        case code(CodeID)
        /// A sentence that says why not.
        case none(String)
    }

    /// The code that may be used for a new coding by this name.
    func usable(_ text: String) -> Answer {
        let found = codebook.resolve(text)
        guard let entry = found.first else { return .none(unknown(text)) }
        if found.count > 1 {
            let paths = found.prefix(4).map(\.path.rawValue).joined(separator: ", ")
            return .none("'\(text)' may be any of \(paths). Write more of the path.")
        }
        if entry.code.status == .retired { return .none("The code \(entry.path) is retired.") }
        if entry.code.isCategory {
            return .none("\(entry.path) only groups other codes and is not applied itself.")
        }
        return .code(entry.code.id)
    }

    /// Whether a name means a code, whatever its state.
    func means(_ text: String, _ code: CodeID) -> Bool {
        text == code.rawValue || codebook.resolve(text).contains { $0.code.id == code }
    }

    /// Whether two names mean one code, or are one name.
    func areSame(_ first: String, _ second: String) -> Bool {
        if first.lowercased() == second.lowercased() { return true }
        let codes = Set(codebook.resolve(first).map(\.code.id))
        return codebook.resolve(second).contains { codes.contains($0.code.id) }
    }

    private func unknown(_ text: String) -> String {
        let near = nearest(text).map(\.rawValue)
        let none = "There is no code '\(text)'."
        return near.isEmpty ? none : "\(none) Near it: \(near.joined(separator: ", "))."
    }

    /// Up to three codes whose path or name is nearly the text.
    private func nearest(_ text: String) -> [CodePath] {
        let typed = Array(text.lowercased().unicodeScalars.prefix(60))
        let farthest = max(2, typed.count / 3)
        let ranked = codebook.entries.filter(\.code.isUsable).compactMap { entry -> (Int, CodePath)? in
            let names = [entry.path.rawValue, String(entry.path.last), entry.code.name.lowercased()]
            let distance =
                names.map { NearestNames.distance(typed, Array($0.unicodeScalars.prefix(60))) }.min() ?? 99
            return distance <= farthest ? (distance, entry.path) : nil
        }
        return ranked.sorted { $0 < $1 }.prefix(3).map(\.1)
    }
}
