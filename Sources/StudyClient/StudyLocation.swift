package import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Finds the study a command is about, as git finds its repository.
///
/// A study is a folder that holds `study.yaml` and `.rir`. In this order: the folder the person named,
/// `RIR_STUDY`, the current folder and those above it.
package enum StudyLocation {
    package static let variable = "RIR_STUDY"

    /// The absolute path of the study's folder, without symbolic links.
    ///
    /// - Throws: `study.not_found` for a named folder that is no study, `study.unspecified` when none is
    ///   named and none is found.
    package static func find(
        named: String?, environment: [String: String], from folder: String
    ) throws(StudyError) -> String {
        if let named { return try check(named, namedBy: "--study", from: folder) }
        if let named = environment[variable], !named.isEmpty {
            return try check(named, namedBy: variable, from: folder)
        }
        var candidate = folder
        while true {
            if isStudy(candidate) { return Paths.real(candidate) ?? candidate }
            guard candidate != "/", let slash = candidate.lastIndex(of: "/") else { break }
            candidate = slash == candidate.startIndex ? "/" : String(candidate[..<slash])
        }
        throw StudyError(
            .studyUnspecified, "There is no study in '\(folder)' or in a folder above it.",
            hint: "Go into a study's folder, name one with --study DIR, or start one with 'rir init DIR'."
        )
    }

    /// Whether a folder holds a study.
    package static func isStudy(_ folder: String) -> Bool {
        Paths.kind(of: folder + "/study.yaml") == .file && Paths.kind(of: folder + "/.rir") == .folder
    }

    /// Whether a folder is a study or lies in one.
    package static func isInStudy(_ folder: String) -> Bool {
        var candidate = folder
        while true {
            if isStudy(candidate) { return true }
            guard candidate != "/", let slash = candidate.lastIndex(of: "/") else { return false }
            candidate = slash == candidate.startIndex ? "/" : String(candidate[..<slash])
        }
    }

    private static func check(
        _ named: String, namedBy origin: String, from folder: String
    ) throws(StudyError) -> String {
        let path = Paths.absolute(named, from: folder)
        guard let real = Paths.real(path) else {
            throw StudyError(
                .studyNotFound, "There is no folder '\(path)', which \(origin) names.",
                hint: "Start a study there with 'rir init \(path)'."
            )
        }
        guard isStudy(real) else {
            throw StudyError(
                .studyNotFound,
                "'\(path)', which \(origin) names, is not a study: it lacks study.yaml or .rir.",
                hint: "Name the folder that holds study.yaml, or start a study with 'rir init DIR'."
            )
        }
        return real
    }
}

/// Paths and what lies at them.
package enum Paths {
    package enum Kind: Sendable {
        case file
        case folder
        case link
        case other
    }

    /// The path from the root on; `folder` is where a relative one starts.
    package static func absolute(_ path: String, from folder: String) -> String {
        if path.hasPrefix("/") { return path }
        return folder == "/" ? "/" + path : folder + "/" + path
    }

    /// The current folder.
    package static func current() -> String {
        guard let buffer = getcwd(nil, 0) else { return "/" }
        defer { free(buffer) }
        return String(cString: buffer)
    }

    /// The path without symbolic links, `.` and `..`; `nil` when nothing is there.
    package static func real(_ path: String) -> String? {
        guard let buffer = realpath(path, nil) else { return nil }
        defer { free(buffer) }
        return String(cString: buffer)
    }

    /// An absolute path whose folder may not be there yet, without `.` and `..`, and with the links before it resolved.
    package static func settled(_ path: String) -> String {
        if let real = real(path) { return real }
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        guard let last = parts.popLast() else { return "/" }
        let parent = "/" + parts.joined(separator: "/")
        let base = real(parent) ?? parent
        return (base == "/" ? "" : base) + "/" + last
    }

    /// What lies at a path; symbolic links are followed unless `following` is false.
    ///
    /// `nil` when nothing is there.
    package static func kind(of path: String, following: Bool = true) -> Kind? {
        var status = stat()
        guard (following ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .folder
        case S_IFLNK: return .link
        default: return .other
        }
    }
}
