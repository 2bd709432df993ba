import StudyClient

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension Surroundings {
    /// Those of this process.
    package static func process() -> Surroundings {
        let environment = processEnvironment()
        var surroundings = Surroundings(
            environment: environment, folder: Paths.current(), input: STDIN_FILENO,
            inputIsTerminal: isatty(STDIN_FILENO) == 1,
            output: Sink(descriptor: STDOUT_FILENO, environment: environment),
            errors: Sink(descriptor: STDERR_FILENO, environment: environment), now: Clock.seconds
        )
        surroundings.pause = { seconds in
            usleep(UInt32(seconds * 1_000_000))
            return true
        }
        return surroundings
    }

    private static func processEnvironment() -> [String: String] {
        var values: [String: String] = [:]
        // The environment is read once, before anything could change it.
        var entry = environ
        while let pair = entry.pointee {
            let text = String(cString: pair)
            if let equals = text.firstIndex(of: "=") {
                values[String(text[..<equals])] = String(text[text.index(after: equals)...])
            }
            entry += 1
        }
        return values
    }
}
