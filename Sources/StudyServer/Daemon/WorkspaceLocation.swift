#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Where the study templates and the sample study lie.
package enum WorkspaceLocation {
    /// The folder with `FORMAT`, `templates/` and `sample/`: `RIR_WORKSPACE`; `../share/rir/workspace` beside
    /// the program, where it is installed; or `workspace` in a folder above the program, where it is built.
    package static func find(environment: [String: String], program: String? = programPath) -> String? {
        if let given = environment["RIR_WORKSPACE"], given.hasPrefix("/") { return given }
        var folder = (program ?? "").split(separator: "/").dropLast()
        guard !folder.isEmpty else { return nil }
        let installed = "/" + (folder.dropLast() + ["share", "rir", "workspace"]).joined(separator: "/")
        if isWorkspace(installed) { return installed }
        while !folder.isEmpty {
            let candidate = "/" + (folder + ["workspace"]).joined(separator: "/")
            if isWorkspace(candidate) { return candidate }
            folder = folder.dropLast()
        }
        return nil
    }

    private static func isWorkspace(_ path: String) -> Bool { access(path + "/FORMAT", R_OK) == 0 }

    /// The file this process runs.
    package static var programPath: String? {
        var buffer = [CChar](repeating: 0, count: 4096)
        #if canImport(Darwin)
        var size = UInt32(buffer.count)
        guard _NSGetExecutablePath(&buffer, &size) == 0 else { return nil }
        #else
        guard readlink("/proc/self/exe", &buffer, buffer.count - 1) > 0 else { return nil }
        #endif
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
