import CPosix
import StudyServer
import StudyService

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

rir_limit_heaps(2)
exit(
    await DaemonCommand.run(
        arguments: Array(CommandLine.arguments.dropFirst()), environment: ProcessVariables.all
    ) { workspace, identity, log in
        Studies(options: .init(workspace: workspace, identityFile: identity), log: log)
    }
)
