internal import Intake

/// The outside programs that read documents, looked for once in the daemon's life and only when a document comes.
enum Toolbox {
    private static let finding = Task { await DocumentTools.find() }

    /// The programs, with a study's own folder for what they need to write.
    static func tools(workingIn folder: String) async -> DocumentTools {
        await finding.value.working(in: folder)
    }
}
