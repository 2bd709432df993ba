#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Moves a file into a folder without ever writing over what is there: a taken name gets a number.
enum FileMove {
    /// False where it can't be moved; it then stays where it was.
    static func move(_ path: String, to folder: String, named name: String) -> Bool {
        for number in 1...1000 {
            let target = "\(folder)/\(number == 1 ? "" : "\(number)-")\(name)"
            if link(path, target) == 0 { return unlink(path) == 0 }
            if errno == EEXIST { continue }
            // Another file system, or one without hard links.
            switch FileCopy.copy(path, to: target) {
            case .done: return unlink(path) == 0
            case .taken: continue
            case .failed: return false
            }
        }
        return false
    }
}
