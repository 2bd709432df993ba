internal import Intake
internal import StudyArchive
internal import StudyIndex
package import StudyModel

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

extension StudyService {
    /// Looks at what the study stands on: programs, permissions, disk, index.
    package func doctor() async throws(StudyError) -> [DoctorItem] {
        var items = [await git(), await signing(), permissions(), disk()]
        let problems = try await index.checkIntegrity()
        items.append(
            DoctorItem(
                name: "index", verdict: problems.isEmpty ? .good : .bad,
                message: problems.first ?? "The index is sound and stands where git stands.",
                hint: problems.isEmpty ? nil : "Run 'rir reindex'."))
        let edits = try await handEdits().count
        items.append(
            DoctorItem(
                name: "hand edits", verdict: edits == 0 ? .good : .warning,
                message: edits == 0 ? "No file was changed by hand." : "Files changed by hand: \(edits).",
                hint: edits == 0 ? nil : "Run 'rir status' to see them."))
        items.append(await hooks.inspection())
        items += await documents()
        return items
    }

    private func git() async -> DoctorItem {
        do throws(StudyError) {
            let version =
                try await GitProcess(folder: path).run(["version"]).split(separator: "\n").first ?? ""
            return DoctorItem(name: "git", verdict: .good, message: String(version))
        } catch {
            return DoctorItem(name: "git", verdict: .bad, message: error.message, hint: error.hint)
        }
    }

    private func signing() async -> DoctorItem {
        do throws(StudyError) {
            let letter = try await GitProcess(folder: path).run(["log", "-1", "--format=%G?", "main"])
            if letter.hasPrefix("G") {
                return DoctorItem(
                    name: "signatures", verdict: .good, message: "git accepts the newest signature.")
            }
        } catch {}
        return DoctorItem(
            name: "signatures", verdict: .warning, message: "git can't check the newest signature.",
            hint: "Install ssh-keygen (Debian: openssh-client).")
    }

    /// The programs that read documents, and how they are kept from the network and the disk.
    private func documents() async -> [DoctorItem] {
        let tools = await Toolbox.tools(workingIn: "\(path)/.rir")
        let programs = DocumentTools.Program.allCases
        let missing = programs.filter { $0.isExpected && tools.programs[$0] == nil }
        let found = programs.compactMap { program in
            tools.programs[program].map { "\(program.rawValue)\($0.version.map { " " + $0 } ?? "")" }
        }
        let packages = Set(missing.map(\.debianPackage)).sorted().joined(separator: " ")
        return [
            DoctorItem(
                name: "documents", verdict: missing.isEmpty ? .good : .warning,
                message: missing.isEmpty
                    ? found.joined(separator: ", ") + "."
                    : "Can't be imported: \(Set(missing.map(\.purpose)).sorted().joined(separator: "; ")).",
                hint: missing.isEmpty ? nil : "Install \(packages) and run 'rir daemon stop'."),
            DoctorItem(
                name: "containment", verdict: tools.containment.isFull ? .good : .warning,
                message: tools.containment.sentence,
                hint: tools.containment.isFull ? nil : "Install bubblewrap and run 'rir daemon stop'."),
        ]
    }

    private func permissions() -> DoctorItem {
        var information = stat()
        guard stat("\(path)/.rir", &information) == 0 else {
            return DoctorItem(
                name: "permissions", verdict: .bad, message: "The folder '.rir' can't be looked at.")
        }
        let isPrivate = information.st_mode & 0o077 == 0 && information.st_uid == geteuid()
        return DoctorItem(
            name: "permissions", verdict: isPrivate ? .good : .bad,
            message: isPrivate ? "Only you can read the keys." : "Others can read the folder '.rir'.",
            hint: isPrivate ? nil : "Run 'chmod -R go-rwx .rir' in the study.")
    }

    private func disk() -> DoctorItem {
        var information = statvfs()
        guard statvfs(path, &information) == 0 else {
            return DoctorItem(name: "disk", verdict: .bad, message: "The disk can't be looked at.")
        }
        let free = UInt64(information.f_bavail) * UInt64(information.f_frsize) / (1024 * 1024)
        return DoctorItem(
            name: "disk", verdict: free < 500 ? .warning : .good, message: "\(free) MiB free.",
            hint: free < 500 ? "Free some space." : nil)
    }
}
