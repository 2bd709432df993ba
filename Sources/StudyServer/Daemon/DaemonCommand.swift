package import Logging
import StudyAPI
import StudyModel
package import StudyService

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The program `rird` from its arguments to its exit status.
package enum DaemonCommand {
    /// Runs until the daemon ends.
    ///
    /// - Parameter makeStudies: Builds the studies from the folder with the templates, if there is one, and
    ///   the log.
    /// - Returns: The exit status: 0 done, 1 failed, 11 another daemon holds the lock, 64 usage.
    package static func run(
        arguments: [String], environment: [String: String],
        makeStudies: (_ workspace: String?, _ identity: String?, Logger) -> Studies
    ) async -> Int32 {
        if arguments == ["--version"] { return say("rird \(APIVersion.product)") }
        if arguments == ["--help"] { return say(DaemonOptions.help) }
        do {
            let options = try DaemonOptions(arguments: arguments, environment: environment)
            return try await serve(options, makeStudies)
        } catch {
            return report(error, to: nil)
        }
    }

    private static func serve(
        _ options: DaemonOptions,
        _ makeStudies: (_ workspace: String?, _ identity: String?, Logger) -> Studies
    ) async throws -> Int32 {
        let environment = options.environment
        StandardStreams.ignoreBrokenPipes()
        if options.isSelfStarted { StandardStreams.detach() }
        if let descriptor = options.readyDescriptor { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        umask(0o077)
        let file = StateLocation.log(environment: environment).flatMap { LogFile(path: $0) }
        let handler = LineLog(
            label: "rird", level: LineLog.level(environment: environment), file: file,
            echoes: StandardStreams.isErrorRead(starter: options.starter)
        )
        let log = Logger(label: "rird", factory: { _ in handler })
        let daemon = Daemon(
            options: options,
            studies: makeStudies(
                WorkspaceLocation.find(environment: environment),
                IdentityLocation.file(environment: environment), log),
            log: log,
            logPath: file?.path ?? "", startedAt: Timestamp(secondsSinceEpoch: time(nil))
        )
        do {
            try await daemon.run()
            return 0
        } catch {
            return report(error, to: log)
        }
    }

    private static func report(_ error: any Error, to log: Logger?) -> Int32 {
        let known = error as? StudyError
        let level: Logger.Level = known?.code == .daemonRunning ? .notice : .error
        log?.log(
            level: level, "the daemon ended",
            metadata: [
                "code": "\(known?.code.rawValue ?? "internal")", "error": "\(error)",
            ])
        StandardStreams.writeError("rird: \(known?.message ?? "Something went wrong: \(error)")")
        if let hint = known?.hint { StandardStreams.writeError("hint: \(hint)") }
        switch known?.code {
        case .daemonRunning: return 11
        case .usage: return 64
        default: return 1
        }
    }

    private static func say(_ text: String) -> Int32 {
        print(text)
        return 0
    }
}

/// The variables of this process.
package enum ProcessVariables {
    package static var all: [String: String] {
        var variables: [String: String] = [:]
        var position = environ
        while let entry = position.pointee {
            let text = String(cString: entry)
            if let equals = text.firstIndex(of: "=") {
                variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
            }
            position += 1
        }
        return variables
    }
}
