package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir participant pack`: a document of what is held, for the participant to review.
package struct ParticipantPack: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "pack",
        abstract: "Make a document of what is held about a participant, for them to review.",
        discussion: """
            Send it to the participant; what they answer is recorded with 'rir participant review'. An \
            existing file is never overwritten.

            Examples:

              rir participant pack SP66
              rir participant pack SP66 --format docx --out review-SP66.docx
            """
    )

    package enum Format: String, ExpressibleByArgument, CaseIterable, Sendable {
        case html
        case docx
    }

    @Argument(help: ArgumentHelp("The participant's handle, such as SP66.", valueName: "handle"))
    package var handle: Handle

    @Option(help: ArgumentHelp("What kind of document; html without it.", valueName: "format"))
    package var format: Format?

    @Option(
        help: ArgumentHelp("The new file; named after the handle without it.", valueName: "file"),
        completion: .file())
    package var out: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let format = format ?? .html
        let reply = try session.studyClient().pack(of: handle, format: format.rawValue)
        guard let bytes = WireBytes.bytes(of: reply.base64) else {
            throw StudyError(.internalFault, "The daemon's document can't be read.")
        }
        let path = session.absolute(out ?? Self.name(reply.name, or: "\(handle.rawValue).\(format.rawValue)"))
        try NewFile.write(bytes, to: path, hint: "Name another file with --out.")
        try session.console.result(PackFile(file: path, bytes: bytes.count)) { [path] }
        session.console.note(
            "When they have answered: rir participant review \(handle.rawValue) --confirmed")
        return .done
    }

    /// The daemon's name where it is one of a file in this folder.
    private static func name(_ name: String, or other: String) -> String {
        let isPlain = name.utf8.allSatisfy {
            $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
                || Character(Unicode.Scalar($0)).isLetter || Character(Unicode.Scalar($0)).isNumber
        }
        return isPlain && !name.isEmpty && !name.hasPrefix(".") ? name : other
    }
}

/// The JSON of `rir participant pack`.
package struct PackFile: Codable, Sendable {
    package var file: String
    package var bytes: Int
}
