package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// `rir manual`.
package struct SetupManual: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Write a manual page for every command into a folder.",
        discussion: """
            Examples:

              rir manual ~/.local/share/man/man1
              man rir-note
            """
    )

    @Argument(help: ArgumentHelp("An existing folder.", valueName: "dir"), completion: .directory)
    package var folder: String

    @OptionGroup package var common: CommonOptions

    package init() {}

    private struct Reply: Encodable { var files: [String] }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let folder = session.absolute(folder)
        guard Paths.kind(of: folder) == .folder else {
            throw StudyError(
                .usage, "There is no folder '\(folder)'.", hint: "Make it with 'mkdir -p \(folder)'.")
        }
        var written: [String] = []
        for command in try CommandTree.load().command.all {
            let page = ManualPage(command, version: APIVersion.product)
            let path = folder + "/" + page.fileName
            try Self.write(page.source, to: path)
            written.append(path)
        }
        try session.console.result(Reply(files: written)) { written }
        return .done
    }

    private static func write(_ text: String, to path: String) throws(StudyError) {
        guard let file = fopen(path, "we") else { throw failed(path) }
        let wrote = fputs(text, file) >= 0
        guard fclose(file) == 0, wrote else { throw failed(path) }
    }

    private static func failed(_ path: String) -> StudyError {
        StudyError(.storageFailed, "'\(path)' can't be written (\(String(cString: strerror(errno)))).")
    }
}
