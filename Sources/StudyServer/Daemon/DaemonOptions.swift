package import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// How a daemon was started: its arguments and what it takes from the environment.
package struct DaemonOptions: Sendable {
    /// Started by a `rir` command, so it stops again when nobody needs it.
    package var isSelfStarted = false
    /// Where one byte is written when connections are accepted.
    package var readyDescriptor: Int32?
    package var environment: [String: String]
    package var limits = ServerLimits()
    /// The user that is served.
    package var owner: UInt32 = geteuid()

    package init(environment: [String: String]) { self.environment = environment }

    /// Reads the arguments behind the program's name.
    ///
    /// - Throws: `usage`.
    package init(arguments: [String], environment: [String: String]) throws(StudyError) {
        self.environment = environment
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--self-started": isSelfStarted = true
            case "--ready-fd":
                guard let number = rest.popFirst().flatMap({ Int32($0) }), number > 2 else {
                    throw Self.usage(
                        "The option '--ready-fd' takes the number of an open descriptor above 2.")
                }
                readyDescriptor = number
            default: throw Self.usage("'\(argument)' is not an option of rird.")
            }
        }
    }

    package static let help = """
        rird, the daemon of rir. A person seldom starts it: every rir command does when it is needed.

        usage: rird [--self-started] [--ready-fd N]

          --self-started   leave the terminal alone and stop after RIR_IDLE_SECONDS without a request
          --ready-fd N     write one byte to descriptor N when connections are accepted
          --version        print the version
          --help           print this

        environment: RIR_SOCKET, RIR_IDLE_SECONDS (900), RIR_LOG (trace debug info notice warning error
        critical), XDG_RUNTIME_DIR, XDG_STATE_HOME, HOME
        """

    private static func usage(_ message: String) -> StudyError {
        StudyError(.usage, message, hint: "Run 'rird --help'.")
    }

    /// Who started this process.
    package var starter: Starter {
        if isSelfStarted { return .client }
        if environment["XPC_SERVICE_NAME"]?.hasPrefix("org.rir.") == true { return .launchd }
        if environment["NOTIFY_SOCKET"] != nil || environment["LISTEN_FDS"] != nil { return .systemd }
        return .hand
    }

    /// Seconds without a request after which it stops; `nil` when it stays.
    package var idleSeconds: Int? {
        guard isSelfStarted else { return nil }
        guard let given = environment["RIR_IDLE_SECONDS"].flatMap({ Int($0) }), given > 0 else { return 900 }
        return min(given, 365 * 86_400)
    }
}
