import StudyModel

/// A passphrase that a person types at the terminal, which shows nothing of it.
struct HiddenLine {
    let session: Session

    /// Asks once.
    ///
    /// - Throws: `usage` where nobody can be asked or nothing was typed.
    func ask(_ question: String) throws(StudyError) -> String {
        guard session.surroundings.inputIsTerminal else {
            throw StudyError(
                .usage, "A passphrase is needed, and there is no terminal to ask for it at.",
                hint: "Put it alone on the first line of a file and name that with --passphrase-file.")
        }
        session.surroundings.errors.write("\(question): ")
        let input = session.surroundings.input
        let line = TerminalMode.with(.hidden, on: input) { InputLine.read(input) }
        // The line end that was typed was not shown either.
        session.surroundings.errors.write("\n")
        guard let line, !line.isEmpty else {
            throw StudyError(.usage, "No passphrase was typed; nothing was changed.")
        }
        return line
    }

    /// Asks for a new one twice, since nobody sees what they type.
    func askTwice(_ question: String) throws(StudyError) -> String {
        let first = try ask(question)
        guard try ask("The same again") == first else {
            throw StudyError(
                .usage, "The two are not the same; nothing was changed.", hint: "Run the command again.")
        }
        return first
    }
}
