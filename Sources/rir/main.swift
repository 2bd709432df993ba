import Commands

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

// The version is asked for by scripts, many times over; it needs none of what follows.
if CommandLine.arguments.dropFirst() == ["--version"] {
    print(CommandLineTool.version)
} else {
    Interruption.install()
    exit(CommandLineTool.run(Array(CommandLine.arguments.dropFirst()), .process()).rawValue)
}
