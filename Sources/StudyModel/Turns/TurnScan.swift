/// Finds who speaks in a text whose paragraphs begin with a label, a time, or both.
///
/// One form is taken for the whole text, the one with most turns; a line of another form counts only for a
/// speaker who has the main form too. It takes at least four turns (two where they carry times) and one speaker
/// with two of them. Time and memory grow with the text and nothing else.
package struct TurnScan: Sendable {
    package private(set) var form: TurnForm
    /// In the order of the text; they never overlap.
    package private(set) var heads: [TurnHead]
    /// In the order they first speak.
    package private(set) var speakers: [String] = []

    /// Turns in a text from `start` on, or `nil` where it reads as no transcript.
    ///
    /// - Parameter isStored: Whether the text is a record's body; then a single paragraph of the form that the
    ///   importers write, `Name [00:01:02]: text`, is a turn.
    package init?(_ bytes: [UInt8], from start: Int = 0, isStored: Bool = false) {
        var lines = TurnLines(bytes, from: start)
        lines.read()
        guard let form = lines.form(isStored: isStored) else { return nil }
        self.form = form
        heads = lines.heads(of: form)
        lines.close(&heads)
        var seen: Set<String> = []
        for head in heads {
            if let name = head.speaker, seen.insert(name).inserted { speakers.append(name) }
        }
    }

    /// Whether most turns' words stand on the lines below their heads.
    package var isHeaded: Bool {
        switch form {
        case .headed, .above, .stamped: true
        case .bold, .timed, .plain, .bracketed: false
        }
    }
}
