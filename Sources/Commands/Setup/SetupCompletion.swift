package import ArgumentParser
import StudyClient
package import StudyModel

/// `rir completion`.
package struct SetupCompletion: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "completion",
        abstract: "Print the script that lets your shell complete commands.",
        discussion: """
            Examples:

              rir completion bash > ~/.local/share/bash-completion/completions/rir
              rir completion zsh > ~/.zfunc/_rir
              rir completion fish > ~/.config/fish/completions/rir.fish
            """
    )

    /// The shells there is a script for.
    package enum Shell: String, ExpressibleByArgument, CaseIterable, Sendable {
        case bash
        case zsh
        case fish
    }

    @Argument(help: "The shell.")
    package var shell: Shell

    @OptionGroup package var common: CommonOptions

    package init() {}

    private struct Reply: Encodable {
        var shell: String
        var script: String
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let target: CompletionShell =
            switch shell {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        let script = Rir.completionScript(for: target)
        try session.console.result(Reply(shell: shell.rawValue, script: script)) { [script] }
        return .done
    }
}
