import StudyModel

/// What a person is asked before something is done.
///
/// Questions go to standard error, so that a result in a pipe holds none.
struct Question {
    let session: Session

    /// Whether there is anybody to ask: a person at a terminal who did not ask for JSON.
    var canAsk: Bool { session.surroundings.inputIsTerminal && !session.console.json }

    /// One line, shown as it is typed; `nil` at the end of the input.
    func line(_ question: String) -> String? {
        session.surroundings.errors.write(question + " ")
        return InputLine.read(session.surroundings.input)?.trimmedBlanks
    }

    /// Whether the person says yes; anything but a plain yes is a no.
    func agrees(to question: String) -> Bool {
        ["y", "yes"].contains(line(question + " [y/N]")?.lowercased() ?? "")
    }

    /// Whether something that can't be taken back is to be done.
    ///
    /// - Parameters:
    ///   - isSettled: Whether the command line said yes already.
    ///   - word: What must be typed to say yes; a plain yes without it.
    /// - Throws: `usage` where nobody can be asked.
    func confirms(_ question: String, isSettled: Bool, word: String? = nil) throws(StudyError) -> Bool {
        if isSettled { return true }
        guard canAsk else {
            throw StudyError(
                .usage, "This can't be taken back, and there is nobody to ask; nothing was done.",
                hint: "Look at it at a terminal, or add --yes.")
        }
        let agreed =
            if let word { line("\(question) Type \(word) to go on:") == word } else { agrees(to: question) }
        if !agreed { session.console.note("Nothing was done.") }
        return agreed
    }
}

extension String {
    /// The text without spaces and tabs at its ends.
    var trimmedBlanks: String {
        var text = self[...]
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return String(text)
    }
}
