internal import Subprocess

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif
#if canImport(System)
internal import System
#else
internal import SystemPackage
#endif

/// One run of an outside program over some bytes.
struct ToolRun: Sendable {
    /// The program's absolute path and its arguments.
    var program: [String]
    var input: [UInt8] = []
    var limits: ToolLimits
    var containment: Containment
    var isHeapBounded = false
    /// A private folder to work in, where the containment gives none.
    var folder: String?
    /// Keeps what it says on standard error in the output, rather than dropping it.
    var keepsErrors = false

    /// Runs it and returns what it wrote.
    ///
    /// It ends with everything it started when its time is up or the task is cancelled.
    @concurrent
    func output() async -> Result<[UInt8], ToolFailure> {
        await withTaskGroup(of: Result<[UInt8], ToolFailure>.self) { group in
            group.addTask { await run() }
            group.addTask {
                try? await Task.sleep(for: limits.wall)
                return .failure(.timedOut)
            }
            let first = await group.next() ?? .failure(.notStarted)
            group.cancelAll()
            return first
        }
    }

    private func run() async -> Result<[UInt8], ToolFailure> {
        let command = containment.command(program, limits: limits, isHeapBounded: isHeapBounded)
        guard let executable = command.first,
            let file = try? ToolInput.file(holding: input, folder: folder)
        else { return .failure(.notStarted) }
        let configuration = Configuration(
            executable: .path(FilePath(executable)), arguments: Arguments(Array(command.dropFirst())),
            environment: .custom(Self.environment), workingDirectory: folder.map { FilePath($0) },
            platformOptions: Self.options)
        do {
            if keepsErrors {
                let result = try await Subprocess.run(
                    configuration, input: .fileDescriptor(file, closeAfterSpawningProcess: true),
                    output: .bytes(limit: limits.output), error: .combinedWithOutput)
                return Self.outcome(result.terminationStatus, result.standardOutput)
            }
            let result = try await Subprocess.run(
                configuration, input: .fileDescriptor(file, closeAfterSpawningProcess: true),
                output: .bytes(limit: limits.output), error: .discarded)
            return Self.outcome(result.terminationStatus, result.standardOutput)
        } catch let error as SubprocessError where error.code == .outputLimitExceeded {
            return .failure(.tooMuchOutput)
        } catch {
            return .failure(.notStarted)
        }
    }

    private static let environment: [Environment.Key: String] = [
        "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8",
    ]

    /// A process group of its own, which is killed as a whole.
    private static var options: PlatformOptions {
        var options = PlatformOptions()
        options.processGroupID = 0
        options.teardownSequence = [
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)
        ]
        return options
    }

    /// What the end of a program means.
    ///
    /// Out of processor time or killed shows as a signal, or inside bubblewrap as 128 and its number; a full heap of
    /// Haskell's runtime as 251.
    private static func outcome(_ status: TerminationStatus, _ output: [UInt8]) -> Result<
        [UInt8], ToolFailure
    > {
        switch status {
        case .exited(0): .success(output)
        case .exited(251), .exited(128 + SIGXCPU), .exited(128 + SIGKILL): .failure(.exhausted)
        case .exited(let code): .failure(.failed(status: Int(code), output: output))
        case .signaled(SIGXCPU), .signaled(SIGKILL): .failure(.exhausted)
        case .signaled(let signal): .failure(.failed(status: 128 + Int(signal), output: output))
        }
    }
}
