import StudyAPI
package import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// How often a call still tries to reach a daemon that is not there yet, or not quite gone.
struct StartPatience {
    /// Starts that ended at once: the lock of the one before may be held for a moment longer.
    var starts = 40
    /// Answers "I am stopping".
    var stops = 200
    /// Connections that closed without a word.
    var silences = 2

    static let pause: UInt32 = 50_000
}

extension StudyClient {
    /// Makes ready for another try, or throws what there is no way round.
    func recover(
        from failure: Connection.Failure, _ call: Call, _ patience: inout StartPatience
    ) throws(StudyError) {
        switch failure {
        case .refused:
            guard let program else { throw Self.notRunning }
            if try program.start() == .ready { return }
            patience.starts -= 1
            guard patience.starts > 0 else { throw program.notStarted("it ended at once") }
            usleep(StartPatience.pause)
        case .closed:
            // Only a question may be asked twice; an order may have been carried out.
            patience.silences -= 1
            guard call.route.method == "GET", patience.silences > 0 else {
                throw StudyError(
                    .internalFault, "The daemon hung up before it answered.",
                    hint:
                        "Run 'rir log --limit 1' to see whether it was saved, and 'rir daemon log' for why."
                )
            }
        case .study(let error):
            guard error.code == .stopping, program != nil, call.stream == nil, patience.stops > 0 else {
                throw error
            }
            patience.stops -= 1
            usleep(StartPatience.pause)
        }
    }

    package static let notRunning = StudyError(
        .daemonNotRunning, "The daemon is not running.",
        hint: "Any command about a study starts it, such as 'rir status'."
    )
}

/// Compares the API version of an answer with ours.
package enum VersionCheck {
    /// - Throws: `api.version_mismatch`, saying which side is older. An answer without a version passes.
    package static func check(_ field: String?) throws(StudyError) {
        guard let field, let version = Int(field), version != APIVersion.current else { return }
        let older = version < APIVersion.current
        throw StudyError(
            .versionMismatch,
            "The daemon speaks version \(version) of the interface, this 'rir' version \(APIVersion.current).",
            hint: older
                ? "Run 'rir daemon stop', then the command again; it starts the daemon that fits."
                : "Bring this 'rir' up to date, so that it is as new as the daemon."
        )
    }
}
