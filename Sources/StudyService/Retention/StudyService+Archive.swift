internal import Packaging
internal import StudyArchive
internal import StudyIndex
package import StudyModel
internal import Vault

/// A study as a whole, for the archive of the institution that answers for it.
extension StudyService {
    /// The largest archive that is made, in bytes: 256 MiB.
    private static let largestArchive = 256 << 20

    /// Makes the archive of the study: a bag with its files as they stand, its whole history and logs, and the report.
    ///
    /// It holds everything but the vault. Nothing is written anywhere.
    ///
    /// - Throws: `names.found` where a known name stands in it or ever did, `vault.locked` where nobody can look,
    ///   `request.too_large`, `template.unknown`, `storage.failed`.
    package func studyArchive(version: String) async throws(StudyError) -> AuditBundle {
        try await refreshed()
        let guides = try auditGuides(["ARCHIVE.md", "verify.py"])
        let names = try await requireNoNamesEver()
        let report = try await auditReport(AuditScope())
        var taken: Set<String> = []
        var files = [
            PackedFile("report.html", text: report.html),
            PackedFile("study.bundle", try await historyBundle()),
        ]
        for path in try await trackedPaths().sorted() {
            guard let bytes = try await reader.file(path) else { continue }
            files.append(
                PackedFile(PackedNames.unique(PackedNames.plain("study/\(path)"), taken: &taken), bytes))
        }
        guard files.reduce(0, { $0 + $1.bytes.count }) <= Self.largestArchive else {
            throw StudyError(
                .requestTooLarge, "The study is larger than an archive of 256 MiB.",
                hint: "'git bundle create study.bundle main audit' in its folder packs the whole history.")
        }
        let records = try await index.records(RecordFilter(limit: 0)).records
        let now = surroundings.now
        let info = [
            ("Bag-Software-Agent", "rir \(version)"),
            ("External-Description", "Archive of the study: \(title)"),
            ("Rir-Extent", "all but the vault"),
            ("Rir-Name-Scan", names.map { "none of \($0) known names, in any version" } ?? "not done"),
        ].map { (name: $0.0, value: $0.1) }
        let bag = Bag(payload: files, beside: guides, info: info, day: now.day.rawValue)
        let digest = Digest.hex(bag.tagManifest)
        let signature = try await archive.signedExport(of: Bag.tagManifestName, digest)
        let all = bag.files + [signature].compactMap(\.self).map { PackedFile("signature.txt", text: $0) }
        return AuditBundle(
            name: "archive-\(now.day.rawValue)", files: all.map { ($0.path, $0.bytes) },
            records: records.count, versions: records.reduce(0) { $0 + $1.version },
            leaves: await archive.auditSize, withheld: [:], names: names,
            remarks: Self.archiveRemarks(names: names, isSigned: signature != nil))
    }

    private static func archiveRemarks(names: Int?, isSigned: Bool) -> [String] {
        var remarks = [
            "It holds what participants may not have agreed to share: give it to your institution's archive and to nobody else.",
            "The vault is not in it: names, signed forms and sources as they came stay where they are.",
        ]
        if names == nil {
            remarks.append("Names were not looked for: this study keeps texts as they are.")
        }
        if !isSigned { remarks.append("The archive is not signed: your key is not one of the team's.") }
        return remarks
    }

    /// Looks through everything that the study holds or ever held for known names.
    ///
    /// - Returns: how many names were looked for; `nil` where the study keeps texts as they are.
    private func requireNoNamesEver() async throws(StudyError) -> Int? {
        guard namePolicy != .off, vault.exists else { return nil }
        let found = try await leaks(in: .range("main"))
        guard found.total == 0 else {
            throw StudyError(
                .namesFound,
                "The archive would hold known names in \(found.total == 1 ? "one place" : "\(found.total) places") of the study or its earlier versions. Nothing was written.",
                hint:
                    "'rir leak scan --history' shows where; 'rir pseudonym add' takes a name out of the present, 'rir erasure redact' out of history."
            )
        }
        return found.names
    }

    /// The whole history and the logs as one file that git opens.
    private func historyBundle() async throws(StudyError) -> [UInt8] {
        let file = "\(archive.folder.stateFolder)/packing-\(Random.characters(12)).bundle"
        defer { StudyFiles.removeFolder(file) }
        let branches = ["refs/heads/main"] + (await archive.branches.audit == nil ? [] : ["refs/heads/audit"])
        _ = try await GitProcess(folder: path).run(["bundle", "create", "-q", file, "HEAD"] + branches)
        guard let bytes = StudyFiles.read(file) else {
            throw StudyError(.storageFailed, "The history could not be packed.", hint: "Run 'rir check'.")
        }
        return bytes
    }
}
