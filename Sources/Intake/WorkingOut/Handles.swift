import StudyModel

/// Finds participants' handles where a person is named: speaker labels, address lines, lists of those
/// present.
///
/// Nothing but a handle becomes a participant; real names stay in the text until they are replaced there.
enum Handles {
    /// The handles in some names, in their order, without repeats.
    static func found(in names: [String]) -> [Handle] {
        var found: [Handle] = []
        var seen: Set<Handle> = []
        for name in names {
            for word in name.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
                if let handle = Handle(rawValue: String(word)), seen.insert(handle).inserted {
                    found.append(handle)
                }
            }
        }
        return found
    }

    /// The handle a mail address stands for: `sp66@example.org` is `SP66`.
    static func handle(ofAddress address: String) -> Handle? {
        let local = address.prefix(while: { $0 != "@" })
        return Handle(rawValue: local.uppercased())
    }
}
