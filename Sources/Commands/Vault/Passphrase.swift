import StudyModel

/// A passphrase: asked for at the terminal, or taken from a file; never from the command line or the environment, which
/// others on the same computer can read.
enum Passphrase {
    /// The one that holds.
    ///
    /// - Parameter file: Its first line is the passphrase; `-` is standard input.
    static func current(file: String?, _ session: Session) throws(StudyError) -> String {
        if let file { return try read(file, session) }
        return try HiddenLine(session: session).ask("Passphrase")
    }

    /// The one that is to hold from now on.
    static func new(file: String?, _ session: Session) throws(StudyError) -> String {
        if let file { return try read(file, session) }
        return try HiddenLine(session: session).askTwice("New passphrase")
    }

    private static func read(_ file: String, _ session: Session) throws(StudyError) -> String {
        guard file == "-" else { return try PasswordFile.line(of: file, session) }
        guard let line = InputLine.read(session.surroundings.input), !line.isEmpty else {
            throw StudyError(
                .usage, "The first line of standard input is empty.",
                hint: "Send the passphrase alone on the first line.")
        }
        return line
    }
}
