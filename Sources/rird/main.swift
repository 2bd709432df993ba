import StudyServer
import StudyService

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

exit(
    await DaemonCommand.run(
        arguments: Array(CommandLine.arguments.dropFirst()), environment: ProcessVariables.all
    ) { workspace, log in
        Studies(options: .init(workspace: workspace), log: log)
    }
)
