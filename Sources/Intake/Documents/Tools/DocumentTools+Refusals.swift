import StudyModel

extension DocumentTools {
    /// The refusal of a file whose program is missing.
    static func missing(_ program: Program, for path: SourcePath, name: String) -> StudyError {
        StudyError(
            .importUnsupported,
            "'\(path.full)' is \(name), and \(program.rawValue), which reads it, is not installed.",
            hint:
                "Install it ('apt-get install \(program.debianPackage)' or 'brew install \(program.brewFormula)') "
                + "and restart rird.")
    }

    /// The refusal of a file that a program gave no text for.
    static func refusal(_ failure: ToolFailure, of path: SourcePath, name: String) -> StudyError {
        switch failure {
        case .timedOut, .exhausted, .tooMuchOutput:
            StudyError(
                .importTooLarge, "Reading '\(path.full)' takes more time or memory than is allowed.",
                hint: "Split it, or save its text with the program that wrote it, and import that.")
        case .notStarted:
            StudyError(
                .importUnreadable, "The program that reads '\(path.full)' could not be started.",
                hint: "Run 'rir doctor' to see which document readers work.")
        case .failed:
            StudyError(
                .importUnreadable, "'\(path.full)' is named as \(name) but can't be read as one.",
                hint: "Open it in the program that wrote it, save it again and import that.")
        }
    }
}

extension DocumentTools.Program {
    /// The Homebrew formula it comes in.
    package var brewFormula: String {
        switch self {
        case .pdftotext, .pdfinfo: "poppler"
        default: rawValue
        }
    }
}
